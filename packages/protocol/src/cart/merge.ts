import type { LineId } from '../ids.ts'
import { limits } from '../limits.ts'
import { findLine, withLines } from './apply.ts'
import { visibleLines, type Cart, type CartLine, type CartMeta } from './cart.ts'

export interface Merged {
  readonly cart: Cart
  readonly changed: readonly CartLine[]
  /** Lines that could not come over whole, and how many units of each stayed behind. */
  readonly capped: readonly { readonly id: LineId; readonly lost: number }[]
}

/**
 * Brings one cart's lines into another: quantities of the same line add up, nothing is taken away.
 * Units over a bound stay behind and are reported, never dropped in silence. Stock is not asked here:
 * what a shopper already had in a cart stays in it, and check-out has the last word.
 */
export function mergeCarts(into: Cart, from: Cart): Merged {
  const rev = into.rev + 1
  const changed: CartLine[] = []
  const capped: { id: LineId; lost: number }[] = []
  let room = limits.maxLines - visibleLines(into).length
  for (const line of visibleLines(from)) {
    const held = findLine(into, line.id)
    const before = held?.qty ?? 0
    if (before === 0 && room <= 0) {
      capped.push({ id: line.id, lost: line.qty })
      continue
    }
    if (before === 0) room -= 1
    const qty = Math.min(limits.maxQuantity, before + line.qty)
    if (qty < before + line.qty) capped.push({ id: line.id, lost: before + line.qty - qty })
    changed.push({ ...(before > 0 && held !== undefined ? held : line), qty, rev })
  }
  const cart = { ...withLines(into, changed), rev, meta: withLaterOrder(into.meta, from.meta) }
  return { cart, changed, capped }
}

/** Orders of both are the one shopper's: the latest news of them is what is told. */
function withLaterOrder(into: CartMeta, { order }: CartMeta): CartMeta {
  return order === undefined || (into.order?.at ?? 0) >= order.at ? into : { ...into, order }
}
