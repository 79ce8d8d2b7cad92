import fc from 'fast-check'
import { expect, test } from 'vitest'
import { locationIdSchema, merchantIdSchema } from '../ids.ts'
import { applyAll, anyOp, freshCart, variantIds, worldOf } from './cart-fixtures.ts'
import { fulfilmentOf, visibleLines, type Cart } from './cart.ts'
import { cartCost } from './cost.ts'
import type { CartCode } from './discount.ts'
import { splitCart } from './split-cart.ts'

const merchants = ['noor', 'lune'].map((id) => merchantIdSchema.parse(id))

/** What is in it is sold by the tenant or one of two merchants, each variant by one. */
const anyCart: fc.Arbitrary<Cart> = fc
  .record({
    ops: fc.array(anyOp, { maxLength: 30 }),
    sellers: fc.tuple(...variantIds.map(() => fc.constantFrom(undefined, ...merchants))),
    discounts: fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('percent' as const), percent: fc.integer({ min: 1, max: 100 }) }),
        fc.record({
          kind: fc.constant('amount' as const),
          amount: fc.nat({ max: 9000 }),
          minSubtotal: fc.nat({ max: 9000 }),
        }),
      ),
      { maxLength: 3 },
    ),
  })
  .map(({ ops, sellers, discounts }) => {
    const world = worldOf()
    const cart = applyAll(ops, freshCart(), {
      ...world,
      variant: (id) => {
        const known = world.variant(id)
        return known && { ...known, merchantId: sellers[variantIds.indexOf(id)] }
      },
    })
    const codes: CartCode[] = discounts.map((discount, index) => ({ code: `C${index}`, discount }))
    return { ...cart, meta: { ...cart.meta, codes } }
  })

test('each line is in exactly one part, with all its units, and each part has one seller', () => {
  fc.assert(
    fc.property(anyCart, (cart) => {
      const parts = splitCart(cart)
      const byId = <T extends { id: string }>(lines: T[]) => lines.toSorted((a, b) => (a.id < b.id ? -1 : 1))
      expect(byId(parts.flatMap((part) => part.cart.lines))).toEqual(byId(visibleLines(cart)))
      for (const { merchantId, cart: part } of parts) {
        expect(part.lines.length).toBeGreaterThan(0)
        for (const line of part.lines) expect(line.merchantId ?? null).toBe(merchantId)
      }
      expect(new Set(parts.map(({ merchantId }) => merchantId)).size).toBe(parts.length)
    }),
  )
})

test('the parts together cost what the cart costs, discounts with them, and no part costs less than nothing', () => {
  fc.assert(
    fc.property(anyCart, (cart) => {
      const costs = splitCart(cart).map((part) => cartCost(part.cart))
      const sum = (name: 'subtotal' | 'discount' | 'total') =>
        costs.reduce((all, cost) => all + cost[name], 0)
      expect({ subtotal: sum('subtotal'), discount: sum('discount'), total: sum('total') }).toEqual(
        cartCost(cart),
      )
      for (const { total } of costs) expect(total).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('codes take nothing off what another than the tenant sells', () => {
  fc.assert(
    fc.property(anyCart, (cart) => {
      for (const { merchantId, cart: part } of splitCart(cart))
        if (merchantId !== null) {
          expect(part.meta.codes).toEqual([])
          expect(cartCost(part).discount).toBe(0)
        }
    }),
  )
})

test('what is picked up is the tenant’s own; each line of a part is got as it was in the cart', () => {
  fc.assert(
    fc.property(anyCart, (cart) => {
      const pickup = { kind: 'pickup', locationId: locationIdSchema.parse('rue-verte') } as const
      const fetched = { ...cart, meta: { ...cart.meta, fulfilment: pickup } }
      for (const { merchantId, cart: part } of splitCart(fetched)) {
        expect(part.meta.fulfilment).toEqual(merchantId === null ? pickup : { kind: 'delivery' })
        for (const line of part.lines)
          expect(fulfilmentOf(line, part.meta.fulfilment)).toEqual(fulfilmentOf(line, pickup))
      }
    }),
  )
})

test('the tenant’s own part comes first, an empty cart has none', () => {
  fc.assert(
    fc.property(anyCart, (cart) => {
      const own = splitCart(cart).findIndex(({ merchantId }) => merchantId === null)
      expect(own).toBeLessThanOrEqual(0)
    }),
  )
  expect(splitCart(freshCart())).toEqual([])
})
