import { limits, reconcile, visibleLines, type Cart, type CartLine, type CartOp } from '@tote/protocol'
import type { Units } from '../store/shop-cart-store.ts'

/** Units by variant, of all its lines. */
export function unitsOf(lines: readonly Pick<CartLine, 'variantId' | 'qty'>[]): Units {
  const units = new Map<CartLine['variantId'], number>()
  for (const { variantId, qty } of lines) units.set(variantId, (units.get(variantId) ?? 0) + qty)
  return units
}

/**
 * What is done in our cart for what was changed in the shop's copy of it: what came there comes here, and what went there goes
 * here, beside whatever was changed here since. A shop tells how many of a variant there are, not of which line: more of it
 * goes to the line it has, and less is taken from the one that was added last.
 *
 *     it had 1, has 2; we have 3 by now    →   4
 *     it had 2, has 0; we have 3 by now    →   1
 *     it had 1, has 2; we have 2 by now    →   2     the same change by another way, not a second one
 *
 * @param had What the shop's copy had before.
 */
export function planShopChange(cart: Cart, { had, has }: { had: Units; has: Units }): CartOp[] {
  const lines = visibleLines(cart)
  const ours = unitsOf(lines)
  return [...new Set([...had.keys(), ...has.keys()])].flatMap((variantId) => {
    const [here, before, now] = [ours, had, has].map((units) => units.get(variantId) ?? 0) as [
      number,
      number,
      number,
    ]
    const wanted = before === now ? here : reconcile({ ours: before, theirs: before }, here, now).ours
    const own = lines.filter((line) => line.variantId === variantId)
    return wanted > here
      ? more(own.at(-1), { variantId, units: wanted - here })
      : less(own.toSorted(byAge), here - wanted)
  })
}

const byAge = (one: CartLine, other: CartLine) => other.addedAt - one.addedAt

function more(
  line: CartLine | undefined,
  { variantId, units }: { variantId: CartLine['variantId']; units: number },
): CartOp[] {
  const qty = Math.min(units, limits.maxQuantity - (line?.qty ?? 0))
  if (qty <= 0) return []
  const { planId, attrs = [] } = line ?? {}
  return [{ op: 'addLine', variantId, ...(planId === undefined ? {} : { planId }), attrs, qty }]
}

function less(lines: readonly CartLine[], units: number): CartOp[] {
  const [first, ...rest] = lines
  if (first === undefined || units <= 0) return []
  const op: CartOp =
    first.qty > units
      ? { op: 'setQuantity', lineId: first.id, qty: first.qty - units }
      : { op: 'removeLine', lineId: first.id }
  return [op, ...less(rest, units - first.qty)]
}
