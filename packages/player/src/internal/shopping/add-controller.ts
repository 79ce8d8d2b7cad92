import type { LineChoice, Outcome, Tote } from '@tote/core'
import type { ProductId } from '@tote/protocol'
import type { LitElement, ReactiveController } from 'lit'
import { ToteCartChangeEvent } from '../../tote-cart/tote-cart-change-event.ts'
import { ToteAddRequestEvent } from '../../tote-product/tote-add-request-event.ts'
import type { MessagesController } from '../messages/messages-controller.ts'
import type { PageVerdict } from './page-answer.ts'
import { rejectionText } from './rejection-text.ts'
import { tellUnheard } from './tell-unheard.ts'

export type AddState =
  | { readonly status: 'idle' | 'pending' | 'saving' | 'added' }
  | { readonly status: 'rejected'; text(words: MessagesController): string }

/** Sooner than this, an answer is as good as instant and a word about waiting would only flicker. */
const SAVING_AFTER_MS = 1000
/** Long enough to be read, short enough to be ready for the next add. */
const ADDED_FOR_MS = 2200
const REJECTED_FOR_MS = 8000

interface Wish {
  readonly tote: Tote
  readonly choice: LineChoice & { quantity: number }
  /** Which of the presses of this element. */
  readonly run: number
}

/** Carries a shopper's add to the basket and what became of it; the latest add is the one that is shown. */
export class AddController implements ReactiveController {
  readonly #host: LitElement
  #state: AddState = { status: 'idle' }
  #run = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  /** What the page has not settled: pressing again for the same is the same wish. */
  #open: { readonly what: string; readonly key: string } | null = null
  /** Wishes the page has settled: a late word and that of a second try are one add. */
  readonly #done = new Map<string, Promise<AddState>>()

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
    const what = JSON.stringify(detail)
    const request = new ToteAddRequestEvent(detail, this.#open?.what === what ? this.#open.key : undefined)
    const isUnheard = this.#host.dispatchEvent(request)
    if (isUnheard) tellUnheard(request)
    else if (request.answer === undefined) return
    this.#run += 1
    const wish = { tote, choice, run: this.#run }
    this.#set({ status: 'pending' })
    this.#later(SAVING_AFTER_MS, { status: 'saving' })
    if (isUnheard) {
      this.#show(wish, await this.#addNow(wish))
      return
    }
    this.#open = { what, key: request.key }
    await this.#askPage(request, wish)
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

  async #askPage(request: ToteAddRequestEvent, wish: Wish): Promise<void> {
    const heard = await import('./page-answer.ts').catch(() => null)
    if (heard === null) {
      this.#show(wish, { status: 'rejected', text: (words) => words.text('add.unreachable') })
      return
    }
    const settle = async (verdict: PageVerdict): Promise<void> => {
      if (!heard.isOpen(verdict) && this.#open?.key === request.key) this.#open = null
      if (verdict.status !== 'accepted') {
        this.#show(wish, { status: 'rejected', text: (words) => heard.refusalText(words, verdict) })
        return
      }
      const adding = this.#done.get(request.key) ?? this.#addNow(wish)
      this.#done.set(request.key, adding)
      this.#show(wish, await adding)
    }
    await settle(await heard.hearAnswer(request, (late) => void settle(late)))
  }

  async #addNow({ tote, choice }: Wish): Promise<AddState> {
    const outcome = addLine(tote, choice)
    this.#host.dispatchEvent(
      new ToteCartChangeEvent({
        action: 'add',
        variantId: String(choice.variantId),
        quantity: choice.quantity,
        outcome,
      }),
    )
    const result = await outcome
    if (result.status === 'accepted') return { status: 'added' }
    return { status: 'rejected', text: (words) => rejectionText(words, result.code, result.free ?? null) }
  }

  #show({ run }: Wish, state: AddState): void {
    if (run !== this.#run) return
    this.#set(state)
    this.#later(state.status === 'added' ? ADDED_FOR_MS : REJECTED_FOR_MS, { status: 'idle' })
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
