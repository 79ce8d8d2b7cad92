import type { MerchantId } from '../ids.ts'
import { visibleLines, type Cart } from './cart.ts'

/** What one merchant sells of a cart, as a cart of its own. */
export interface MerchantCart {
  /** Null for the tenant itself. */
  readonly merchantId: MerchantId | null
  readonly cart: Cart
}

/**
 * A cart by who sells what is in it: each line in exactly one part, the tenant's own first, then the merchants in the order in
 * which they came into the cart. Codes and the place of pick-up are the tenant's and stay with its lines; what others sell is
 * sent. So the parts together cost what the cart costs.
 */
export function splitCart(cart: Cart): readonly MerchantCart[] {
  const byMerchant = Map.groupBy(visibleLines(cart), ({ merchantId }) => merchantId ?? null)
  return [...byMerchant]
    .toSorted(([one], [other]) => Number(one !== null) - Number(other !== null))
    .map(([merchantId, lines]) => ({
      merchantId,
      cart: {
        ...cart,
        lines,
        meta: merchantId === null ? cart.meta : { ...cart.meta, codes: [], fulfilment: { kind: 'delivery' } },
      },
    }))
}
