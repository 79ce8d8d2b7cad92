import {
  cartCost,
  lineId,
  money,
  multiplyMoney,
  visibleLines,
  type Cart,
  type CartLine,
  type CartOp,
  type VariantId,
} from '@tote/protocol'
import type { ProductView, VariantView } from '../show/product-view.ts'
import type { CartLineView, CartView } from '../tote.ts'

export interface SoldVariant {
  readonly product: ProductView
  readonly variant: VariantView
}

export interface CartViewFacts {
  readonly status: CartView['status']
  readonly isStale: boolean
  readonly pendingCount: number
  readonly pendingLines: ReadonlySet<string>
  find(id: VariantId): SoldVariant | undefined
}

/** The cart in the shape pages know from shops: lines with their merchandise, quantity and cost. */
export function toCartView(cart: Cart, facts: CartViewFacts): CartView {
  const lines = visibleLines(cart).map((line) => toLineView(line, cart.currencyCode, facts))
  const { subtotal, discount, total } = cartCost(cart)
  const { checkout, order } = cart.meta
  return {
    status: facts.status,
    isStale: facts.isStale,
    pendingCount: facts.pendingCount,
    lines,
    totalQuantity: lines.reduce((sum, line) => sum + line.quantity, 0),
    cost: {
      subtotal: money(subtotal, cart.currencyCode),
      discount: money(discount, cart.currencyCode),
      total: money(total, cart.currencyCode),
    },
    codes: cart.meta.codes,
    fulfilment: cart.meta.fulfilment,
    checkout:
      checkout === undefined ? null : { id: checkout.id, untilMs: checkout.expiresAt, parts: checkout.parts },
    order: order === undefined ? null : { id: order.id, atMs: order.at },
    note: cart.meta.note,
  }
}

function toLineView(line: CartLine, currencyCode: string, facts: CartViewFacts): CartLineView {
  const sold = facts.find(line.variantId)
  const unit = money(line.price, currencyCode)
  return {
    id: line.id,
    merchantId: line.merchantId,
    merchandise: {
      variantId: line.variantId,
      productId: sold?.product.id ?? null,
      title: sold?.product.title ?? line.variantId,
      variantTitle: sold === undefined || sold.product.options.length === 0 ? '' : sold.variant.title,
      image: sold?.variant.image ?? sold?.product.image ?? null,
      isAvailable: sold !== undefined,
    },
    quantity: line.qty,
    isSent: line.isSent === true,
    attributes: line.attrs,
    cost: { unit, total: multiplyMoney(unit, line.qty) },
    isPending: facts.pendingLines.has(line.id),
    hold:
      line.hold === undefined
        ? null
        : { status: line.hold.isOver ? 'over' : 'held', untilMs: line.hold.untilMs },
  }
}

/** The lines that an operation still under way is about. */
export function pendingLineIds(cart: Cart, pending: readonly { readonly op: CartOp }[]): Set<string> {
  const ids = new Set<string>()
  for (const { op } of pending) {
    if ('lineId' in op) ids.add(op.lineId)
    if (op.op === 'addLine') ids.add(lineId(op))
  }
  return new Set(cart.lines.filter(({ id }) => ids.has(id)).map(({ id }) => id))
}
