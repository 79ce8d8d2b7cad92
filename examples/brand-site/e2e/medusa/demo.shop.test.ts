import { afterAll, beforeAll, expect, test } from 'vitest'
import { buyInShow, ShopDemo, type ShopAdmin } from '../shop-demo-fixtures.ts'

// `npm run demo -- --shop medusa`, from the show to the order in Medusa.
let demo: ShopDemo
beforeAll(async () => {
  demo = await ShopDemo.start('medusa')
})
afterAll(() => demo?.close())

/** Asks Medusa itself, by the key that the hub has. */
async function ask<Content>(path: string): Promise<Content> {
  const { url = '', secretKey = '' } = demo.settings()
  const authorization = `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`
  const answer = await fetch(url + path, { headers: { authorization } })
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as Content
}

interface Level {
  readonly stocked_quantity: number
  readonly reserved_quantity: number
}

const admin: ShopAdmin = {
  async left(id: string) {
    const { variants } = await ask<{
      variants: [{ inventory_items: [{ inventory: { location_levels: Level[] } }] }]
    }>(
      `/admin/product-variants?id=${id}&fields=id,inventory_items.inventory.location_levels.stocked_quantity,inventory_items.inventory.location_levels.reserved_quantity`,
    )
    return variants[0].inventory_items[0].inventory.location_levels.reduce(
      (sum, { stocked_quantity, reserved_quantity }) => sum + stocked_quantity - reserved_quantity,
      0,
    )
  },
  async orderTotals() {
    const { orders } = await ask<{ orders: { total: number }[] }>('/admin/orders?fields=id,total')
    // Decimals of major units.
    return orders.map(({ total }) => Math.round(total * 100))
  },
}

test('what is added in the show is paid in Medusa: thanks in the widget, the order in its admin, one less in its stock', async () => {
  const { variantId, price, before } = await buyInShow(demo, admin)
  expect(await admin.orderTotals()).toEqual([price])
  expect(await admin.left(variantId)).toBe(before - 1)
})
