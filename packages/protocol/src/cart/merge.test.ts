import fc from 'fast-check'
import { expect, test } from 'vitest'
import { variantIdSchema } from '../ids.ts'
import { limits } from '../limits.ts'
import { anyOp, applyAll, freshCart, seen, variantIds, worldOf } from './cart-fixtures.ts'
import { quantityOf } from './apply.ts'
import { mergeCarts } from './merge.ts'

const anyCart = fc.array(anyOp, { maxLength: 12 }).map((ops) => applyAll(ops, freshCart()))

test('[U43] [U44] the merged cart holds the sum of both, less what it reports as left behind', () => {
  fc.assert(
    fc.property(anyCart, anyCart, (into, from) => {
      const merged = mergeCarts(into, from)
      const lost = merged.capped.reduce((sum, { lost: units }) => sum + units, 0)
      const total = (cart: typeof into) => variantIds.reduce((sum, id) => sum + quantityOf(cart, id), 0)
      expect(total(merged.cart) + lost).toBe(total(into) + total(from))
    }),
    { numRuns: 1000 },
  )
})

test('[U44] the same choice in both carts is one line', () => {
  const variantId = variantIdSchema.parse('mug')
  const both = applyAll([{ op: 'addLine', variantId, qty: 2 }], freshCart())
  expect(seen(mergeCarts(both, both).cart)).toEqual([['mug', 4]])
})

test('nothing that was in the cart is taken away', () => {
  fc.assert(
    fc.property(anyCart, anyCart, (into, from) => {
      const { cart } = mergeCarts(into, from)
      for (const id of variantIds) expect(quantityOf(cart, id)).toBeGreaterThanOrEqual(quantityOf(into, id))
    }),
  )
})

test('over the bound of lines the rest stays behind and is told', () => {
  const ids = Array.from({ length: limits.maxLines + 5 }, (_, index) => variantIdSchema.parse(`v${index}`))
  const world = worldOf({}, ids)
  const fill = (some: typeof ids) =>
    applyAll(
      some.map((variantId) => ({ op: 'addLine', variantId, qty: 3 })),
      freshCart(),
      world,
    )
  const merged = mergeCarts(fill(ids.slice(0, 95)), fill(ids.slice(95)))
  expect(seen(merged.cart)).toHaveLength(limits.maxLines)
  expect(merged.capped.map(({ lost }) => lost)).toEqual([3, 3, 3, 3, 3])
})
