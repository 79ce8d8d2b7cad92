import { productIdSchema } from '@tote/protocol'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openShop, Widget, type Shop } from './shop-fixtures.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop?.close())

const PATIENCE = { timeout: 20_000, interval: 500 }

test('[U64] [U65] added in the show at the brand, carried along, bought at the market: the show at the brand has the credit, with third-party cookies blocked', async () => {
  const brand = await (await Widget.open(shop.device, shop.brand.origin)).play()
  await shop.cue({ kind: 'pinProduct', productId: productIdSchema.parse('market-tote') })
  await brand.click('tote-product-card >>> [part~="add-button"]')
  await brand.holds(1)
  // Whoever watched is counted, too, a position or two later.
  await expect
    .poll(
      async () => (await shop.credit()).by.product.find(({ key }) => key === 'market-tote')?.viewers,
      PATIENCE,
    )
    .toBe(1)

  await brand.page.click('#away')
  await brand.page.waitForFunction((origin: string) => location.origin === origin, {}, shop.market.origin)
  const market = await new Widget(brand.page).online()
  await market.click('tote-offer >>> [part~="accept"]')
  await market.holds(1)
  // The place connects again as one of the other journey; asked twice, a check-out is the same.
  await shop.order(await vi.waitFor(() => market.checkout(), PATIENCE), 'order-1')

  await expect.poll(async () => (await shop.credit()).total.orders, PATIENCE).toBe(1)
  const { total, by } = await shop.credit()
  expect(total).toMatchObject({ orders: 1, units: 1, buyers: 1, revenue: { assisted: 0, none: 0 } })
  expect(total.revenue.direct).toBeGreaterThan(0)
  expect(by.show[0]).toMatchObject({ key: 'autumn', orders: 1, revenue: total.revenue })
  expect(by.channel[0]).toMatchObject({ key: shop.brand.origin, orders: 1, revenue: total.revenue })
  expect(by.cue[0]).toMatchObject({ key: 'autumn#1' })
  // The shop's word empties the basket in the page that is still open.
  await market.holds(0)
  expect(shop.device.faults()).toEqual([])
  await market.page.close()
})
