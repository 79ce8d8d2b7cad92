import type { Cart, CartDelta, CartMeta, CheckoutId } from '@tote/protocol'
import { updateCart } from '../store/cart-store.ts'
import type { Db } from '../store/store.ts'

interface OrderNews {
  readonly checkoutId: string
  readonly nowMs: number
}

/** The cart says which of its orders there is news of. Two at one moment are two. */
export function withOrderNews(meta: CartMeta, { checkoutId, nowMs }: OrderNews): CartMeta {
  const at = Math.max(nowMs, (meta.order?.at ?? 0) + 1)
  // Only check-outs that the hub has opened are told of.
  return { ...meta, order: { id: checkoutId as CheckoutId, at } }
}

/** Tells every place of the cart that something became of an order. The cart is locked. */
export async function noteOrder(
  db: Db,
  tenantId: string,
  { cart, ...news }: OrderNews & { cart: Cart },
): Promise<CartDelta> {
  const rev = cart.rev + 1
  const meta = withOrderNews(cart.meta, news)
  await updateCart(db, tenantId, { cart: { ...cart, rev, meta }, changed: [], nowMs: news.nowMs })
  return { cartId: cart.id, from: cart.rev, to: rev, lines: [], meta }
}
