import { visibleLines, type Cart } from './cart.ts'

/** Minor units in the cart's currency. `total` is `subtotal` less `discount`, never below zero. */
export interface CartCost {
  readonly subtotal: number
  readonly discount: number
  readonly total: number
}

/**
 * What the cart comes to, by the prices in its lines. Codes count in the order they were given, each on
 * what the ones before it left; half a minor unit is rounded in the shopper's favour.
 */
export function cartCost(cart: Cart): CartCost {
  const subtotal = visibleLines(cart).reduce((sum, line) => sum + line.price * line.qty, 0)
  let total = subtotal
  for (const { discount } of cart.meta.codes) {
    if (discount === null || subtotal < (discount.minSubtotal ?? 0)) continue
    const off = discount.kind === 'percent' ? Math.ceil((total * discount.percent) / 100) : discount.amount
    total = Math.max(0, total - off)
  }
  return { subtotal, discount: subtotal - total, total }
}
