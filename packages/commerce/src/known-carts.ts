import type { CartId } from '@tote/protocol'

/** Names that a shop gave to its carts, by Tote's. */
export interface KnownCarts {
  get(cartId: CartId): string | undefined
  set(cartId: CartId, shopRef: string): void
}

/** More carts than change at one time; what is forgotten is only made anew. */
const MOST = 10_000

/**
 * What a platform called the carts that this process made there, where the platform cannot be asked for a cart by our name of
 * it. Those that were not used for longest are forgotten first. The names are secrets there, so they are in memory alone.
 */
export function createKnownCarts(most = MOST): KnownCarts {
  const known = new Map<CartId, string>()
  const set = (cartId: CartId, shopRef: string) => {
    // A map keeps the order in which it was filled.
    known.delete(cartId)
    known.set(cartId, shopRef)
    const [oldest] = known.keys()
    if (known.size > most && oldest !== undefined) known.delete(oldest)
  }
  return {
    get(cartId) {
      const shopRef = known.get(cartId)
      if (shopRef !== undefined) set(cartId, shopRef)
      return shopRef
    },
    set,
  }
}
