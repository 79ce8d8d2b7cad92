import { ToteError } from '@tote/protocol'
import type { HubModel } from './hub-model-fixtures.ts'
import type { LinkOptions, LinkSession } from './link/link.ts'

/** What befalls one question to the hub. */
export type Fault =
  /** It arrives and is answered. */
  | 'none'
  /** It never arrives; no answer comes. */
  | 'lost'
  /** It arrives and takes effect; its answer does not come. */
  | 'unanswered'
  /** The connection breaks before it arrives. */
  | 'cut'

/** One connection to the model, and what befalls it. */
export class ModelSession implements LinkSession {
  readonly #hub: HubModel
  readonly #options: LinkOptions
  #isOpen = true

  constructor(hub: HubModel, options: LinkOptions) {
    this.#hub = hub
    this.#options = options
  }

  hear(event: string, message: unknown): void {
    if (this.#isOpen && !this.#hub.isMute) this.#options.onMessage(event, structuredClone(message))
  }

  async ask(event: string, message: unknown): Promise<unknown> {
    if (this.#hub.isMute) {
      await this.#hub.clock5s()
      throw new ToteError('hub_unreachable')
    }
    // A beat is no question of the shopper's: faults are for those.
    const fault = this.#isOpen
      ? ((event === 'beat' ? undefined : this.#hub.faults.shift()) ?? 'none')
      : 'lost'
    if (fault === 'cut') this.break()
    if (fault === 'lost' || fault === 'cut') throw new ToteError('hub_unreachable')
    const answer: unknown = structuredClone(this.#hub.answer(event, structuredClone(message)))
    if (fault === 'unanswered') throw new ToteError('hub_unreachable')
    return answer
  }

  tell(event: string, message: unknown): void {
    if (this.#isOpen) this.#hub.asked.push({ event, message })
  }

  break(): void {
    if (!this.#isOpen) return
    this.close()
    this.#options.onClose()
  }

  close(): void {
    this.#isOpen = false
    this.#hub.forget(this)
  }
}
