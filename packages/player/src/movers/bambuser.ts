import type { RequestAnswer } from '../internal/shopping/request-event.ts'
import { hear } from './hear.ts'

/** Their names for what a page is asked, as `player.EVENT` had them. */
const EVENT = Object.freeze({
  ADD_TO_CART: 'should-add-item-to-cart',
  UPDATE_ITEM_IN_CART: 'should-update-item-in-cart',
  CHECKOUT: 'goto-checkout',
  PROVIDE_PRODUCT_DATA: 'provide-product-data',
  SYNC_CART_STATE: 'should-sync-cart-state',
})

/** What a handler says: `true`, or why not. */
export type BambuserAnswer =
  boolean | { readonly success: boolean; readonly reason?: string; readonly message?: string }

export type BambuserHandler = (
  item: { readonly sku: string; readonly quantity: number; readonly previousQuantity?: number },
  callback: (answer: BambuserAnswer) => void,
) => void

/** As much of their player as a page's basket code calls. */
export interface BambuserAlias {
  readonly EVENT: typeof EVENT
  on(event: string, handler: BambuserHandler): void
  off(event: string, handler: BambuserHandler): void
  /** Taken and not needed: currency and language are the tenant's and the page's. */
  configure(settings?: unknown): void
  /** Goes to the page's check-out. */
  showCheckout(url: string): void
  /** Ends all of it. */
  stop(): void
}

export interface BambuserOptions {
  /** Whose players' requests are handed on; the document, if absent. */
  readonly root?: EventTarget
  /** How to go to a check-out; by `location.assign`, if absent. */
  readonly goTo?: (url: string) => void
}

/**
 * For a page that comes from Bambuser and keeps its basket code: hands our requests to handlers of their names, and
 * their answers back. `sku` is the id of the variant. An event without a handler is left to Tote's own basket. Product data and the state
 * of the cart are the hub's: nobody is asked for them.
 *
 * @example const player = aliasBambuser()
 * player.on(player.EVENT.ADD_TO_CART, (item, callback) => addToBag(item.sku).then(() => callback(true)))
 */
export function aliasBambuser({
  root = document,
  goTo = (url) => location.assign(url),
}: BambuserOptions = {}): BambuserAlias {
  const handlers = new Map<string, Set<BambuserHandler>>()
  const life = new AbortController()
  const { signal } = life
  /** The first handler's word counts, as it did there. */
  const ask = (event: string, item: Parameters<BambuserHandler>[0]): Promise<RequestAnswer> | null => {
    const asked = handlers.get(event)
    if (asked === undefined || asked.size === 0) return null
    return new Promise((resolve) => {
      for (const handle of asked) handle(item, (answer) => resolve(toAnswer(answer)))
    })
  }
  hear(root, 'tote-add-request', {
    signal,
    handle(event) {
      const { variantId, quantity } = event.detail
      const answer = ask(EVENT.ADD_TO_CART, { sku: variantId, quantity })
      if (answer !== null) event.respondWith(answer)
    },
  })
  hear(root, 'tote-update-request', {
    signal,
    handle(event) {
      const { variantId, previousQuantity, quantity } = event.detail
      const answer = ask(EVENT.UPDATE_ITEM_IN_CART, { sku: variantId, previousQuantity, quantity })
      if (answer !== null) event.respondWith(answer)
    },
  })
  hear(root, 'tote-checkout-request', {
    signal,
    handle(event) {
      const asked = handlers.get(EVENT.CHECKOUT)
      if (asked === undefined || asked.size === 0) return
      // They lead on by `showCheckout` or in a way of their own, and answer nothing.
      event.preventDefault()
      for (const handle of asked)
        handle({ sku: '', quantity: event.detail.cart.totalQuantity }, () => undefined)
    },
  })
  return {
    EVENT,
    on: (event, handler) => void handlers.set(event, (handlers.get(event) ?? new Set()).add(handler)),
    off: (event, handler) => void handlers.get(event)?.delete(handler),
    configure: () => undefined,
    showCheckout: (url) => goTo(url),
    stop() {
      life.abort()
      handlers.clear()
    },
  }
}

function toAnswer(answer: BambuserAnswer): RequestAnswer {
  if (answer === true) return { status: 'accepted' }
  if (answer === false) return { status: 'rejected', reason: 'network' }
  if (answer.success) return { status: 'accepted' }
  const reason = answer.reason === 'out-of-stock' ? 'out-of-stock' : 'network'
  return { status: 'rejected', reason, ...(answer.message === undefined ? {} : { message: answer.message }) }
}
