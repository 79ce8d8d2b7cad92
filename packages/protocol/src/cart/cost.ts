import { visibleLines, type Cart, type CartLine } from './cart.ts'

/** Minor units in the cart's currency. `total` is `subtotal` less `discount`, never below zero. */
export interface CartCost {
  readonly subtotal: number
  readonly discount: number
  readonly total: number
}

/**
 * What the cart comes to, by the prices in its lines. Codes count in the order they were given, each on
 * what the ones before it left; half a minor unit is rounded in the shopper's favour. They are the tenant's, and take off
 * what it sells itself: nobody gives away another merchant's money.
 */
export function cartCost(cart: Cart): CartCost {
  const lines = visibleLines(cart)
  const subtotal = sumOf(lines)
  const own = sumOf(lines.filter(({ merchantId }) => merchantId === undefined))
  let left = own
  for (const { discount } of cart.meta.codes) {
    if (discount === null || own < (discount.minSubtotal ?? 0)) continue
    const off = discount.kind === 'percent' ? Math.ceil((left * discount.percent) / 100) : discount.amount
    left = Math.max(0, left - off)
  }
  return { subtotal, discount: own - left, total: subtotal - own + left }
}

function sumOf(lines: readonly CartLine[]): number {
  return lines.reduce((sum, line) => sum + line.price * line.qty, 0)
}
