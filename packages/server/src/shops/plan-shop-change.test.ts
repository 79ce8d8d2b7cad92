import {
  apply,
  attributesSchema,
  cartIdSchema,
  emptyCart,
  variantIdSchema,
  visibleLines,
  type Cart,
  type CartOp,
  type CartWorld,
} from '@tote/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Units } from '../store/shop-cart-store.ts'
import { planShopChange, unitsOf } from './plan-shop-change.ts'

const variantIds = ['mug', 'cap', 'gift'].map((id) => variantIdSchema.parse(id))
const anyUnits: fc.Arbitrary<Units> = fc
  .array(fc.tuple(fc.constantFrom(...variantIds), fc.integer({ min: 1, max: 9 })), { maxLength: 3 })
  .map((entries) => new Map(entries))
const anyCart = fc
  .array(
    fc.record({
      op: fc.constant('addLine' as const),
      variantId: fc.constantFrom(...variantIds),
      attrs: fc.constantFrom(attributesSchema.parse([]), attributesSchema.parse([['Engraving', 'Ada']])),
      qty: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 5 },
  )
  .map((adds) => adds.reduce(done, emptyCart(cartIdSchema.parse('cart-1'), 'EUR')))

const world: CartWorld = {
  nowMs: 1,
  variant: () => ({ price: 100, isActive: true, free: null, isHeldInCart: false }),
  discount: () => null,
  isPickup: () => false,
}

function done(cart: Cart, op: CartOp): Cart {
  const applied = apply(op, cart, world)
  if (!applied.ok) throw new Error(applied.code)
  return applied.cart
}

const of = (cart: Cart) => unitsOf(visibleLines(cart))

test('what was added there is added here and what was taken out there is taken out here, beside what was changed here', () => {
  fc.assert(
    fc.property(anyCart, anyUnits, anyUnits, (cart, had, has) => {
      const after = of(planShopChange(cart, { had, has }).reduce(done, cart))
      for (const id of variantIds) {
        const [here, before, now] = [of(cart), had, has].map((units) => units.get(id) ?? 0)
        if (here === undefined || before === undefined || now === undefined) throw new Error('three maps')
        expect(after.get(id) ?? 0).toBe(here === now ? here : Math.max(0, here + now - before))
      }
    }),
  )
})

test('what was not changed there is left, and done once it is not done again', () => {
  fc.assert(
    fc.property(anyCart, anyUnits, anyUnits, (cart, had, has) => {
      expect(planShopChange(cart, { had: has, has })).toEqual([])
      const after = planShopChange(cart, { had, has }).reduce(done, cart)
      expect(planShopChange(after, { had: has, has })).toEqual([])
    }),
  )
})

test('more of what is there in one kind is more of that kind', () => {
  fc.assert(
    fc.property(anyCart, anyUnits, anyUnits, (cart, had, has) => {
      const kinds = new Set(visibleLines(cart).map(({ id }) => id))
      const known = new Set(visibleLines(cart).map(({ variantId }) => variantId))
      const after = planShopChange(cart, { had, has }).reduce(done, cart)
      for (const { id, variantId } of visibleLines(after))
        expect(kinds.has(id) || !known.has(variantId)).toBe(true)
    }),
  )
})
