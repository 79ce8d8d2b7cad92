import type { LineId, VariantId } from '../ids.ts'
import { apply, findLine, type Applied, type CartWorld } from './apply.ts'
import { fulfilmentOf, visibleLines, type Cart, type CartLine } from './cart.ts'
import type { Fulfilment } from './fulfilment.ts'
import { lineId } from './line-id.ts'
import type { CartOp } from './op.ts'

/** The world of who counts goods: the hub's. A browser shows what is wanted, and needs none of this. */
export interface CountedWorld extends CartWorld {
  readonly stock: CartStock
}

export interface CartStock {
  /** Units that these lines, which are got in this way, may have of it in all, their held ones included; null when nobody counts. */
  free(id: VariantId, fulfilment: Fulfilment, lines: readonly CartLine[]): number | null
  /** Whether they are set aside while they lie in a cart: then moving them to other locations needs them there. */
  isHeldInCart(id: VariantId): boolean
}

/** The rule of the cart, and none of it where there are not enough goods: then with how many more there are. */
export function applyCounted(op: CartOp, cart: Cart, world: CountedWorld): Applied {
  const applied = apply(op, cart, world)
  const free = applied.ok ? shortOf(op, { before: cart, after: applied.cart }, world.stock) : null
  return free === null ? applied : { ok: false, code: 'no_stock', free: Math.max(0, free) }
}

interface Change {
  readonly before: Cart
  readonly after: Cart
}

function shortOf(op: CartOp, change: Change, stock: CartStock): number | null {
  switch (op.op) {
    case 'addLine':
      return shortFor(lineId(op), change, stock)
    case 'setQuantity':
      return shortFor(op.lineId, change, stock)
    case 'setFulfillment':
    case 'sendLine':
      return shortIn(change, stock)
    default:
      return null
  }
}

/** How many more this line may have, where it wants more than that. Fewer is always possible. */
function shortFor(id: LineId, { before, after }: Change, stock: CartStock): number | null {
  const line = findLine(after, id)
  const had = findLine(before, id)?.qty ?? 0
  if (line === undefined || line.qty <= had) return null
  const lines = alike(line, after)
  const free = stock.free(line.variantId, fulfilmentOf(line, after.meta.fulfilment), lines)
  const wanted = sumOf(lines)
  return free === null || wanted <= free ? null : free - (wanted - line.qty + had)
}

/** Goods that are held move along, or the shopper stays where they are; what is only counted is check-out's. */
function shortIn({ before, after }: Change, stock: CartStock): number | null {
  for (const line of visibleLines(after)) {
    const fulfilment = fulfilmentOf(line, after.meta.fulfilment)
    const was = fulfilmentOf(findLine(before, line.id) ?? line, before.meta.fulfilment)
    // What is sent as before asks for nothing.
    if (fulfilment.kind === 'delivery' && was.kind === 'delivery') continue
    if (!stock.isHeldInCart(line.variantId)) continue
    const lines = alike(line, after)
    const free = stock.free(line.variantId, fulfilment, lines)
    if (free !== null && sumOf(lines) > free) return free
  }
  return null
}

/** Lines of the same variant that are got in the same way: there is one store at most. */
function alike(line: CartLine, { lines, meta: { fulfilment } }: Cart): CartLine[] {
  const { kind } = fulfilmentOf(line, fulfilment)
  return lines.filter(
    (other) => other.variantId === line.variantId && fulfilmentOf(other, fulfilment).kind === kind,
  )
}

const sumOf = (lines: readonly CartLine[]) => lines.reduce((sum, { qty }) => sum + qty, 0)
