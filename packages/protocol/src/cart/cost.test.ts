import fc from 'fast-check'
import { expect, test } from 'vitest'
import { apply } from './apply.ts'
import { anyOp, applyAll, freshCart, variantIds, worldOf } from './cart-fixtures.ts'
import type { Cart } from './cart.ts'
import { cartCost } from './cost.ts'
import type { CartCode } from './discount.ts'

/** Three units at 10.00 each, with these codes. */
function cartWith(...discounts: NonNullable<CartCode['discount']>[]): Cart {
  const [variantId = variantIds[0]] = variantIds
  if (variantId === undefined) throw new Error('the fixtures have variants')
  const added = apply({ op: 'addLine', variantId, qty: 3 }, freshCart(), worldOf())
  if (!added.ok) throw new Error(added.code)
  const codes = discounts.map((discount, index) => ({ code: `C${index}`, discount }))
  return { ...added.cart, meta: { ...added.cart.meta, codes } }
}

test('without codes the total is the sum of the lines', () => {
  expect(cartCost(cartWith())).toEqual({ subtotal: 3000, discount: 0, total: 3000 })
})

test('codes count in their order, each on what the ones before it left', () => {
  const tenPercent = { kind: 'percent', percent: 10 } as const
  const fiveOff = { kind: 'amount', amount: 500 } as const
  expect(cartCost(cartWith(tenPercent, fiveOff)).total).toBe(2200)
  expect(cartCost(cartWith(fiveOff, tenPercent)).total).toBe(2250)
})

test('a code below its least sum takes nothing off', () => {
  expect(cartCost(cartWith({ kind: 'amount', amount: 500, minSubtotal: 3001 })).total).toBe(3000)
  expect(cartCost(cartWith({ kind: 'amount', amount: 500, minSubtotal: 3000 })).total).toBe(2500)
})

test('a code that the hub has not yet spoken on takes nothing off', () => {
  const cart = cartWith()
  const codes = [{ code: 'SOON', discount: null }]
  expect(cartCost({ ...cart, meta: { ...cart.meta, codes } }).discount).toBe(0)
})

test('no code makes a cart cost less than nothing, and the parts always add up', () => {
  fc.assert(
    fc.property(fc.array(anyOp, { maxLength: 30 }), (ops) => {
      const { subtotal, discount, total } = cartCost(applyAll(ops, freshCart()))
      expect(subtotal - discount).toBe(total)
      expect(total).toBeGreaterThanOrEqual(0)
    }),
  )
})
