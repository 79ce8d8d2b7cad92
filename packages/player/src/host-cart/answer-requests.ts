import type { Tote } from '@tote/core'
import type { HostShop } from '@tote/core/host-cart'
import type { RequestAnswer } from '../internal/shopping/request-event.ts'
import { hear } from '../movers/hear.ts'

export interface AnswerOptions {
  readonly signal: AbortSignal
  /** What the page's functions did wrong. */
  onFault(fault: Error): void
}

/**
 * Has a shop that lives in the page answer what shoppers want, by the events that any page could answer. They are heard at once, and
 * what it takes to ask the shop is loaded with the first.
 */
export function answerRequests(page: Document, shop: HostShop, { signal, onFault }: AnswerOptions): void {
  const { look, checkout } = shop
  const load = () => import('./ask-shop.ts').then(({ askShop }) => askShop(page, shop, onFault))
  if (look !== undefined) {
    hear(page, 'tote-add-request', {
      signal,
      handle(event) {
        const { variantId, quantity } = event.detail
        if (!event.defaultPrevented) answer(event, (tote) => ask(tote, variantId, quantity))
      },
    })
    hear(page, 'tote-update-request', {
      signal,
      handle(event) {
        const { variantId, quantity, previousQuantity } = event.detail
        const more = quantity - previousQuantity
        // Fewer can always be had.
        if (!event.defaultPrevented && more > 0) answer(event, (tote) => ask(tote, variantId, more))
      },
    })
  }
  if (checkout !== undefined)
    hear(page, 'tote-checkout-request', {
      signal,
      handle(event) {
        // One of several merchants' that was opened before is the player's to lead on to.
        if (event.defaultPrevented || event.detail.checkoutId !== null) return
        answer(event, (tote) => load().then(({ pay }) => pay(tote)))
      },
    })

  /** The hub says what can be had; a shop that cannot be asked stands against nothing. */
  function ask(tote: Tote, variantId: string, more: number): Promise<RequestAnswer> {
    return load().then(
      (asked) => asked.add(tote, variantId, more),
      () => ({ status: 'accepted' }),
    )
  }
}

/** By the tote of the element that asks: it stands in a shadow root of ours, or in the page. */
function answer(
  event: Event & { respondWith(answer: Promise<RequestAnswer>): void },
  find: (tote: Tote) => Promise<RequestAnswer>,
): void {
  for (const target of event.composedPath()) {
    const tote: unknown = Reflect.get(target, 'current') ?? Reflect.get(target, 'tote')
    if (isTote(tote)) return event.respondWith(find(tote))
  }
}

function isTote(value: unknown): value is Tote {
  return typeof value === 'object' && value !== null && 'cart' in value && 'show' in value
}
