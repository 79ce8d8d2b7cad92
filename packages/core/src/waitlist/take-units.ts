import type { VariantId } from '@tote/protocol'
import type { CartRoom, Outcome } from '../tote.ts'

export type CartPart = Pick<CartRoom, '$cart' | 'addLine' | 'setQuantity'>

/** What lies in the cart already, and is no longer held, is asked for again: one more would be one too many. */
export async function takeUnits(cart: CartPart, variantId: VariantId, quantity?: number): Promise<Outcome> {
  const { lines } = cart.$cart.get()
  const unheld = lines.find(
    ({ merchandise, hold }) => merchandise.variantId === variantId && hold?.status !== 'held',
  )
  return unheld === undefined
    ? cart.addLine({ variantId, ...(quantity === undefined ? {} : { quantity }) })
    : cart.setQuantity(unheld.id, unheld.quantity)
}
