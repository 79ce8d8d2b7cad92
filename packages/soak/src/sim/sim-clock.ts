/** Whatever can be killed: its timers and what is on the way to it end with it. */
export interface Process {
  readonly name: string
  isAlive: boolean
}

interface Event {
  readonly atMs: number
  readonly order: number
  readonly owner: Process
  readonly run: () => void
  isCancelled: boolean
}

const later = setImmediate

/**
 * Virtual time. Events run in order of their moment; between two of them everything that promises have set
 * going runs to its end. Whatever an event starts belongs to the event's owner, through all its promises,
 * so that killing a process ends all it had planned.
 */
export class SimClock {
  readonly world: Process = { name: 'world', isAlive: true }
  owner: Process = this.world
  #nowMs: number
  #order = 0
  #heap: Event[] = []
  ran = 0

  constructor(startMs: number) {
    this.#nowMs = startMs
  }

  readonly now = (): number => this.#nowMs

  /** Returns the stop. */
  after(ms: number, run: () => void, owner: Process = this.owner): () => void {
    this.#order += 1
    // Whole milliseconds, as clocks tell them.
    const atMs = Math.round(this.#nowMs + Math.max(0, ms))
    const event: Event = { atMs, order: this.#order, owner, run, isCancelled: false }
    this.#push(event)
    return () => {
      event.isCancelled = true
    }
  }

  /** Runs what is due until then, or until `isDone`, which is asked between events. */
  async runUntil(untilMs: number, isDone: () => boolean = () => false): Promise<void> {
    for (;;) {
      const [next] = this.#heap
      if (next === undefined || next.atMs > untilMs) break
      this.#pop()
      if (next.isCancelled || !next.owner.isAlive) continue
      this.#nowMs = next.atMs
      this.owner = next.owner
      this.ran += 1
      next.run()
      // A macrotask: it comes when no promise has anything left to do.
      await new Promise<void>((done) => later(done))
      this.owner = this.world
      if (isDone()) return
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs)
  }

  #push(event: Event): void {
    const heap = this.#heap
    heap.push(event)
    let index = heap.length - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      const above = heap[parent]
      if (above === undefined || !isBefore(event, above)) break
      heap[index] = above
      index = parent
    }
    heap[index] = event
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    let index = 0
    for (;;) {
      const left = heap[2 * index + 1]
      const right = heap[2 * index + 2]
      const isRight = right !== undefined && left !== undefined && isBefore(right, left)
      const child = isRight ? right : left
      if (child === undefined || !isBefore(child, last)) break
      heap[index] = child
      index = 2 * index + (isRight ? 2 : 1)
    }
    heap[index] = last
  }
}

const isBefore = (a: Event, b: Event) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)
