import type { HubParts } from '@tote/server/parts'
import type { SimClock } from './sim-clock.ts'

type Delivery = Parameters<NonNullable<HubParts['deliver']>>[0]

/** The tenant's backend: hears webhooks, now and then does not, and now and then forgets to say that it did. */
export class SimShop {
  isUp = true
  /** What it has taken, in order, repeats included. */
  readonly taken: { readonly id: string; readonly atMs: number; readonly life: number }[] = []
  /** Lives of the database: one more each time it becomes its backup. What was sent in one may arrive in the next. */
  life = 0
  /** When it counted last, by its own clock. */
  countedAtMs = 0
  readonly #clock: SimClock
  readonly #random: () => number

  constructor(clock: SimClock, random: () => number) {
    this.#clock = clock
    this.#random = random
  }

  deliver({ headers }: Delivery): Promise<string | null> {
    const id = headers['webhook-id'] ?? ''
    const { life } = this
    const isHeard = this.isUp && this.#random() < 0.97
    return new Promise((resolve) => {
      this.#clock.after(
        5 + this.#random() * 60,
        () => {
          if (isHeard) this.taken.push({ id, atMs: this.#clock.now(), life })
          resolve(isHeard && this.#random() < 0.98 ? null : 'it does not answer')
        },
        this.#clock.world,
      )
    })
  }
}
