import type { Tote } from '@tote/core'
import type { LineWait } from '@tote/core/waitlist'
import type { VariantId } from '@tote/protocol'
import type { ReactiveControllerHost } from 'lit'
import { SecondTick } from '../internal/shopping/second-tick.ts'

export interface ShownTurn {
  readonly variantId: VariantId
  /** By the hub's clock. */
  readonly untilMs: number
  /** By the device's, as it was when the turn was first shown: a clock that is corrected is no news to be told. */
  readonly deviceUntilMs: number
}

/**
 * The turns that are shown, drawn anew each second while there is one. One that is gone when its time was over was not
 * taken: that is told, until there is other news.
 */
export class TurnWatch {
  readonly #host: ReactiveControllerHost
  readonly #tick: SecondTick
  #turns: readonly ShownTurn[] = []
  #missed: VariantId | null = null

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    this.#tick = new SecondTick(host)
  }

  /** What was the shopper's turn for, and was not taken in time. */
  get missed(): VariantId | null {
    return this.#missed
  }

  follow(tote: Tote, waits: readonly LineWait[]): readonly ShownTurn[] {
    const hubNow = tote.connection.hubNow()
    const turns = waits.flatMap((wait) => {
      if (wait.status !== 'called') return []
      const { variantId, untilMs } = wait
      const known = this.#turns.find((turn) => turn.variantId === variantId && turn.untilMs === untilMs)
      return [known ?? { variantId, untilMs, deviceUntilMs: Date.now() + untilMs - hubNow }]
    })
    const gone = this.#turns.find((turn) => !turns.some(({ variantId }) => variantId === turn.variantId))
    // The hub ends it by its own clock, at most seconds after its time.
    if (gone !== undefined && hubNow >= gone.untilMs - 1000) this.#missed = gone.variantId
    if (turns.some(({ variantId }) => variantId === this.#missed)) this.#missed = null
    this.#turns = turns
    this.#tick.run(turns.length > 0)
    return turns
  }

  forget(): void {
    this.#missed = null
    this.#host.requestUpdate()
  }
}
