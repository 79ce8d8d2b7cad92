import { afterAll, beforeAll, expect, test } from 'vitest'
import { holds } from '../page-fixtures.ts'
import { buyInShow, ShopDemo, type ShopAdmin } from '../shop-demo-fixtures.ts'

// `npm run demo -- --shop vendure`, from the show to the order in Vendure.
let demo: ShopDemo
beforeAll(async () => {
  demo = await ShopDemo.start('vendure')
})
afterAll(() => demo?.close())

/** Asks Vendure itself, by the key that the hub has. */
async function ask<Data>(query: string, variables: object = {}): Promise<Data> {
  const { adminApi = '', apiKey = '' } = demo.settings()
  const answer = await fetch(adminApi, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'vendure-api-key': apiKey },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = (await answer.json()) as { data: Data; errors?: unknown }
  if (errors !== undefined) throw new Error(JSON.stringify(errors))
  return data
}

const admin: ShopAdmin = {
  async left(id: string) {
    const { productVariant } = await ask<{
      productVariant: { stockLevels: { stockOnHand: number; stockAllocated: number }[] }
    }>('query ($id: ID!) { productVariant(id: $id) { stockLevels { stockOnHand stockAllocated } } }', { id })
    return productVariant.stockLevels.reduce(
      (sum, { stockOnHand, stockAllocated }) => sum + stockOnHand - stockAllocated,
      0,
    )
  },
  async orderTotals() {
    const { orders } = await ask<{ orders: { items: { totalWithTax: number }[] } }>(
      '{ orders(options: { filter: { state: { eq: "PaymentSettled" } } }) { items { totalWithTax } } }',
    )
    return orders.items.map(({ totalWithTax }) => totalWithTax)
  },
}

test('what is added in the show is an order in Vendure before anybody goes to pay, and what is taken out is taken out there', async () => {
  const page = await demo.watch()
  const open = async () => {
    const { orders } = await ask<{ orders: { items: { totalQuantity: number }[] } }>(
      '{ orders(options: { filter: { active: { eq: true } } }) { items { totalQuantity } } }',
    )
    return orders.items.map(({ totalQuantity }) => totalQuantity)
  }
  await page.locator('[data-product="olive-board"] button').click()
  await holds(page, 1)
  await expect.poll(open, { timeout: 60_000 }).toEqual([1])
  await page.click('.bag-button')
  await page.locator('[aria-label="One Olive wood board less"]').click()
  await holds(page, 0)
  await expect.poll(open, { timeout: 60_000 }).toEqual([0])
})

test('what is added in the show is paid in Vendure: thanks in the widget, the order in its admin, one less in its stock', async () => {
  const { variantId, price, before } = await buyInShow(demo, admin)
  expect(await admin.orderTotals()).toEqual([price])
  expect(await admin.left(variantId)).toBe(before - 1)
})

test('Vendure’s goods can be put into the house’s bag by the page’s own buttons', async () => {
  const page = await demo.watch()
  await holds(page, 0)
  await page.locator('[data-product="olive-board"] button').click()
  await holds(page, 1)
  expect(await page.$$eval('#bag li span', (lines) => lines.map(({ textContent }) => textContent))).toEqual([
    '1 × Olive wood board',
  ])
  await page.click('.bag-button')
  await page.locator('[aria-label="One Olive wood board less"]').click()
  await holds(page, 0)
  expect(demo.device.faults()).toEqual([])
})
