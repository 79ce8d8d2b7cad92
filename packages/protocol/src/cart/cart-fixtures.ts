import fc from 'fast-check'
import { cartIdSchema, locationIdSchema, variantIdSchema, type VariantId } from '../ids.ts'
import { emptyCart, type Cart } from './cart.ts'
import type { VariantFacts } from './apply.ts'
import { applyCounted, type CountedWorld } from './apply-counted.ts'
import { lineId } from './line-id.ts'
import type { CartOp } from './op.ts'

export const variantIds = ['shirt-s', 'shirt-m', 'mug'].map((id) => variantIdSchema.parse(id))

export const store = locationIdSchema.parse('rue-verte')

export function worldOf(
  {
    free = null,
    isHeldInCart = false,
    ...facts
  }: Partial<VariantFacts> & { free?: number | null; isHeldInCart?: boolean } = {},
  known: readonly VariantId[] = variantIds,
): CountedWorld {
  const variant = { price: 1000, isActive: true, ...facts }
  return {
    nowMs: 1,
    variant: (id) => (known.includes(id) ? variant : undefined),
    discount: (code) => (code.startsWith('NO') ? undefined : { kind: 'percent', percent: 10 }),
    isPickup: (id) => id === store,
    stock: { free: () => free, isHeldInCart: () => isHeldInCart },
  }
}

export const freshCart = (): Cart => emptyCart(cartIdSchema.parse('c1'), 'EUR')

const anyVariant = fc.constantFrom(...variantIds)
const anyQuantity = fc.integer({ min: 1, max: 999 })

export const anyAdd: fc.Arbitrary<CartOp> = fc.record({
  op: fc.constant('addLine' as const),
  variantId: anyVariant,
  qty: fc.integer({ min: 1, max: 20 }),
})

export const anyOp: fc.Arbitrary<CartOp> = fc.oneof(
  anyAdd,
  fc.record({
    op: fc.constant('setQuantity' as const),
    lineId: anyVariant.map((variantId) => lineId({ variantId })),
    qty: anyQuantity,
  }),
  fc.record({
    op: fc.constant('removeLine' as const),
    lineId: anyVariant.map((variantId) => lineId({ variantId })),
  }),
  fc.record({
    op: fc.constantFrom('applyDiscountCode' as const, 'removeDiscountCode' as const),
    code: fc.constantFrom('ten', 'Ten', 'spring', 'no-such'),
  }),
  fc.record({
    op: fc.constant('setFulfillment' as const),
    fulfilment: fc.constantFrom(
      { kind: 'delivery' as const },
      { kind: 'pickup' as const, locationId: store },
      { kind: 'pickup' as const, locationId: locationIdSchema.parse('elsewhere') },
    ),
  }),
  fc.record({
    op: fc.constant('sendLine' as const),
    lineId: anyVariant.map((variantId) => lineId({ variantId })),
    isSent: fc.boolean(),
  }),
  fc.record({ op: fc.constant('setNote' as const), text: fc.string({ maxLength: 20 }) }),
  fc.record({ op: fc.constant('clear' as const), seenRev: fc.nat({ max: 30 }) }),
)

/** The cart after these, the refused ones left out. */
export function applyAll(ops: readonly CartOp[], cart: Cart, world: CountedWorld = worldOf()): Cart {
  return ops.reduce((before, op) => {
    const applied = applyCounted(op, before, world)
    return applied.ok ? applied.cart : before
  }, cart)
}

/** What a shopper sees of a cart, whatever its revisions. */
export const seen = (cart: Cart) =>
  cart.lines
    .filter((line) => line.qty > 0)
    .map((line) => [line.variantId, line.qty])
    .toSorted((a, b) => (String(a) < String(b) ? -1 : 1))
