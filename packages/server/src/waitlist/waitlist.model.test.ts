import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Shop } from '../stock/shop-fixtures.ts'
import { openStore } from '../store/store.ts'
import { anyStep, Line, SHOPPERS } from './line-model-fixtures.ts'
import { expectNoDrift, withoutStore } from './waiting-shopper-fixtures.ts'

test.each(['on_cart', 'on_checkout', 'track'])(
  '[I7] [W1] [W2] [W3] %s: whatever shoppers do, nobody is passed over, no unit is called twice, and nothing is held that is not there',
  async (mode) => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 2 }), fc.array(anyStep, { maxLength: 30 }), async (count, steps) => {
        const store = await openStore('sqlite::memory:')
        const shop = await Shop.open(store, withoutStore(count))
        const shoppers = await Promise.all(Array.from({ length: SHOPPERS }, () => shop.shopper()))
        const line = new Line(shop, mode, shoppers)
        for (const step of steps) {
          await line.run(step)
          expect(line.broken).toEqual([])
          await expectNoDrift(shop)
        }
      }),
      { numRuns: 60 },
    )
  },
)
