import type { LineChoice, Outcome, Tote } from '@tote/core'
import type { ProductId } from '@tote/protocol'
import type { LitElement, ReactiveController } from 'lit'
import { ToteCartChangeEvent } from '../../tote-cart/tote-cart-change-event.ts'
import { ToteAddRequestEvent } from '../../tote-product/tote-add-request-event.ts'

export type AddState =
  | { readonly status: 'idle' | 'pending' | 'saving' | 'added' }
  | { readonly status: 'rejected'; readonly outcome: Extract<Outcome, { status: 'rejected' }> }

/** Sooner than this, an answer is as good as instant and a word about waiting would only flicker. */
const SAVING_AFTER_MS = 1000
/** Long enough to be read, short enough to be ready for the next add. */
const ADDED_FOR_MS = 2200
const REJECTED_FOR_MS = 8000

/** Carries a shopper's add to the basket and what became of it; the latest add is the one that is shown. */
export class AddController implements ReactiveController {
  readonly #host: LitElement
  #state: AddState = { status: 'idle' }
  #run = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(host: LitElement) {
    this.#host = host
    host.addController(this)
  }

  get state(): AddState {
    return this.#state
  }

  /** Asks the page first; then adds. Never rejects. */
  async add(tote: Tote, productId: ProductId, choice: LineChoice & { quantity: number }): Promise<void> {
    const detail = { productId, variantId: String(choice.variantId), quantity: choice.quantity }
    if (!this.#host.dispatchEvent(new ToteAddRequestEvent(detail))) return
    this.#run += 1
    const run = this.#run
    this.#set({ status: 'pending' })
    this.#later(SAVING_AFTER_MS, { status: 'saving' })
    const outcome = addLine(tote, choice)
    this.#host.dispatchEvent(
      new ToteCartChangeEvent({
        action: 'add',
        variantId: detail.variantId,
        quantity: choice.quantity,
        outcome,
      }),
    )
    const result = await outcome
    if (run !== this.#run) return
    this.#set(result.status === 'accepted' ? { status: 'added' } : { status: 'rejected', outcome: result })
    this.#later(result.status === 'accepted' ? ADDED_FOR_MS : REJECTED_FOR_MS, { status: 'idle' })
  }

  /** Another product is shown now: what became of the last one is not said of this one. */
  reset() {
    this.#run += 1
    clearTimeout(this.#timer)
    this.#set({ status: 'idle' })
  }

  hostDisconnected() {
    this.reset()
  }

  #set(state: AddState) {
    if (state.status === this.#state.status && state.status === 'idle') return
    this.#state = state
    this.#host.requestUpdate()
  }

  #later(ms: number, state: AddState) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#set(state), ms)
  }
}

async function addLine(tote: Tote, choice: LineChoice): Promise<Outcome> {
  try {
    return await tote.cart.addLine(choice)
  } catch {
    // Only a choice that is no choice throws; the shopper needs to know that it was not added, the page has `onError`.
    return { status: 'rejected', code: 'invalid' }
  }
}
