import type { Bus, Hint } from '@tote/server/parts'
import type { Process, SimClock } from './sim-clock.ts'

/** Between the nodes of one hub: hints that come late, out of order, or while it is away not at all. */
export class SimBus {
  isAway = false
  readonly #clock: SimClock
  readonly #random: () => number
  readonly #isShared: boolean
  readonly #members = new Map<Process, { hint: Set<(hint: Hint) => void>; back: Set<() => void> }>()

  constructor(clock: SimClock, random: () => number, isShared: boolean) {
    this.#clock = clock
    this.#random = random
    this.#isShared = isShared
  }

  join(process: Process): Bus {
    const own = { hint: new Set<(hint: Hint) => void>(), back: new Set<() => void>() }
    this.#members.set(process, own)
    return {
      node: process.name,
      isShared: this.#isShared,
      publish: (hint) => this.#publish(process, hint),
      onHint: (listener) => on(own.hint, listener),
      onBack: (listener) => on(own.back, listener),
      isHealthy: () => !this.isAway,
      stop: () => Promise.resolve(),
    }
  }

  comeBack(): void {
    this.isAway = false
    for (const [process, { back }] of this.#members)
      for (const listener of back) this.#clock.after(this.#random() * 500, listener, process)
  }

  #publish(from: Process, hint: Hint): void {
    if (this.isAway) return
    for (const [process, { hint: listeners }] of this.#members) {
      if (process === from || !process.isAlive) continue
      for (const listener of listeners) this.#clock.after(this.#random() * 40, () => listener(hint), process)
    }
  }
}

function on<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
