import type { TabChannel } from '@tote/core'
import type { Process, SimClock } from './sim-clock.ts'

interface OpenTab {
  readonly page: Process
  readonly onMessage: (message: unknown) => void
  /** When the last message to it arrives: a channel keeps their order. */
  lastAtMs: number
}

/** The channel between the pages of one device. */
export class SimTabs {
  readonly #clock: SimClock
  readonly #random: () => number
  readonly #open = new Set<OpenTab>()

  constructor(clock: SimClock, random: () => number) {
    this.#clock = clock
    this.#random = random
  }

  open(page: Process, onMessage: (message: unknown) => void): TabChannel {
    const own: OpenTab = { page, onMessage, lastAtMs: 0 }
    this.#open.add(own)
    return {
      post: (message) => {
        const copy: unknown = structuredClone(message)
        for (const other of this.#open) if (other !== own) this.#deliver(other, copy)
      },
      close: () => this.#open.delete(own),
    }
  }

  #deliver(tab: OpenTab, message: unknown): void {
    const { now } = this.#clock
    tab.lastAtMs = Math.max(tab.lastAtMs, Math.round(now() + this.#random() * 4))
    this.#clock.after(
      tab.lastAtMs - now(),
      () => {
        if (this.#open.has(tab)) tab.onMessage(message)
      },
      tab.page,
    )
  }

  leave(page: Process): void {
    for (const own of this.#open) if (own.page === page) this.#open.delete(own)
  }
}
