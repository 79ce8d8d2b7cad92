import type { CartView, Store } from '@tote/core'

/** Loads what a basket like this shows besides. What could not be had is asked for with the next change. */
export function loadParts(cart: CartView | undefined, stores: readonly Store[] | undefined): void {
  if (cart === undefined) return
  // Who has ordered sees what; a shop without stores has nothing to choose; few baskets are several merchants'.
  if (cart.order !== null) import('../define/tote-orders.ts').catch(() => undefined)
  if (stores?.length && cart.lines.length > 0) import('../define/tote-stores.ts').catch(() => undefined)
  if (cart.checkout?.parts) import('../define/tote-checkouts.ts').catch(() => undefined)
}
