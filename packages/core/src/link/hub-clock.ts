import type { Clock } from './clock.ts'

/**
 * The hub's clock, learnt from every answer that carries its time. A device whose own clock is wrong
 * still proves, joins and counts by the hub's.
 */
export class HubClock {
  readonly #clock: Clock
  #offsetMs = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  hear(hubNowMs: number): void {
    this.#offsetMs = hubNowMs - this.#clock.now()
  }

  now(): number {
    return this.at(this.#clock.now())
  }

  /** The hub's time at this device's time. */
  at(deviceMs: number): number {
    return deviceMs + this.#offsetMs
  }
}
