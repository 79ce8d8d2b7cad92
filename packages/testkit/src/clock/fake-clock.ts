/**
 * A clock that only moves when a test says so. Has the shape of core's `Clock`, so it goes in wherever time is an argument.
 *
 * Timers due at one moment run in the order they were set; a timer set by a timer runs in the same `advance`
 * when it is due within it.
 */
export class FakeClock {
  #nowMs: number
  #timers: Timer[] = []
  #nextId = 0

  /** @param startMs What `now()` says first: milliseconds since 1970. */
  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#nowMs = startMs
  }

  // Arrow functions, so that a test may hand over `clock.now` alone.
  readonly now = (): number => this.#nowMs

  /** Calls once after `delayMs` of this clock. Returns the stop. */
  readonly setTimeout = (callback: () => void, delayMs = 0): (() => void) =>
    this.#add(callback, delayMs, null)

  /** Calls every `periodMs` of this clock. Returns the stop. */
  readonly setInterval = (callback: () => void, periodMs: number): (() => void) => {
    if (!(periodMs > 0)) throw new RangeError(`an interval needs a period above 0 ms, not ${periodMs}`)
    return this.#add(callback, periodMs, periodMs)
  }

  /** Timers that wait: 0 proves that a stop left nothing behind. */
  get pendingCount(): number {
    return this.#timers.length
  }

  /**
   * Moves time on, running each timer at its own moment and letting promises settle after each,
   * so that what a timer starts is done before the next one runs.
   */
  async advance(byMs: number): Promise<void> {
    const untilMs = this.#nowMs + byMs
    await settle()
    for (let timer = this.#due(untilMs); timer !== undefined; timer = this.#due(untilMs)) {
      this.#run(timer)
      await settle()
    }
    this.#nowMs = untilMs
  }

  /** As `advance`, but at once: promises settle only when the test next awaits. */
  advanceSync(byMs: number): void {
    const untilMs = this.#nowMs + byMs
    for (let timer = this.#due(untilMs); timer !== undefined; timer = this.#due(untilMs)) this.#run(timer)
    this.#nowMs = untilMs
  }

  #add(callback: () => void, delayMs: number, periodMs: number | null): () => void {
    const timer: Timer = { id: this.#nextId++, atMs: this.#nowMs + Math.max(0, delayMs), periodMs, callback }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other.id !== timer.id)
    }
  }

  #due(untilMs: number): Timer | undefined {
    return this.#timers
      .filter((timer) => timer.atMs <= untilMs)
      .toSorted((a, b) => a.atMs - b.atMs || a.id - b.id)[0]
  }

  #run(timer: Timer): void {
    this.#nowMs = Math.max(this.#nowMs, timer.atMs)
    if (timer.periodMs === null) this.#timers = this.#timers.filter((other) => other.id !== timer.id)
    else timer.atMs += timer.periodMs
    timer.callback()
  }
}

interface Timer {
  readonly id: number
  atMs: number
  readonly periodMs: number | null
  readonly callback: () => void
}

const realSetTimeout = globalThis.setTimeout

/** A turn of the real event loop: by then every promise that could settle without outside help has. */
function settle(): Promise<void> {
  return new Promise((resolve) => realSetTimeout(resolve, 0))
}
