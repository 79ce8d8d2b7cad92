import type { Clock } from './clock.ts'

/** What a word of the hub's may take at most, where nobody measured it. */
const UNMEASURED_MS = 5000
/** Two answers may contradict each other by so much: no device keeps its timers to the millisecond. */
const SLACK_MS = 20

/**
 * The hub's clock, learnt from every answer that carries its time. A device whose own clock is wrong
 * still proves, joins and counts by the hub's. The time in an answer was true halfway between asking and hearing it,
 * give or take that half: what came quickly is therefore kept, until something says that it cannot be true any more.
 */
export class HubClock {
  readonly #clock: Clock
  #offsetMs = 0
  #tookMs = Number.POSITIVE_INFINITY

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** `askedAtMs`: when it was asked for, by this device's clock. */
  hear(hubNowMs: number, askedAtMs?: number): void {
    const nowMs = this.#clock.now()
    const tookMs = askedAtMs === undefined ? UNMEASURED_MS : nowMs - askedAtMs
    // Whole milliseconds, as every time on the wire is.
    const offsetMs = hubNowMs + (askedAtMs === undefined ? 0 : Math.round(tookMs / 2)) - nowMs
    const isFalse = Math.abs(offsetMs - this.#offsetMs) > (tookMs + this.#tookMs) / 2 + SLACK_MS
    if (tookMs > this.#tookMs && !isFalse) return
    this.#offsetMs = offsetMs
    this.#tookMs = tookMs
  }

  now(): number {
    return this.at(this.#clock.now())
  }

  /** The hub's time at this device's time. */
  at(deviceMs: number): number {
    return deviceMs + this.#offsetMs
  }
}
