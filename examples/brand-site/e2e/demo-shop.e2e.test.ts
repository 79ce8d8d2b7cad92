import type { TotePlayer } from '@tote/player'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freeIn, holds, isAt, isOnline, openCart, ordersIn } from './page-fixtures.ts'
import { ShopDemo } from './shop-demo-fixtures.ts'

// The demo with a shop of one's own behind its hub.
let demo: ShopDemo
beforeAll(async () => {
  demo = await ShopDemo.start('own', '--fresh')
})
afterAll(() => demo?.close())

const hubOf = () => /The hub +(http:\S+)/.exec(demo.output())?.[1] ?? ''

const LAMP = 'dome-lamp-terracotta'

/** The address comes before the page is drawn. */
const pageText = (page: Page) => page.evaluate(() => document.body.textContent)

test('a basket is paid at the shop behind the hub: back at the brand it is empty, and at the market there is less', async () => {
  const page = await demo.device.openPage(demo.site('brand'))
  await isOnline(page)
  const { [LAMP]: before } = await freeIn(page)
  await page.evaluate((variantId: string) => {
    const player = document.querySelector<TotePlayer>('tote-player')
    void player?.tote?.cart.addLine({ variantId })
    player?.openPanel('cart')
  }, LAMP)
  await holds(page, 1)
  await page.locator('tote-player >>> tote-cart >>> [part~="checkout"]').click()
  await isAt(page, demo.site('shop'))
  await expect.poll(() => pageText(page), { timeout: 40_000 }).toContain('Dome lamp')
  // Left without paying: the basket is kept as it is, and leads here again.
  await page.goto(demo.site('brand'))
  await isOnline(page)
  await openCart(page)
  await page.locator('tote-player >>> tote-cart >>> .paying [part~="checkout"]').click()
  await isAt(page, demo.site('shop'))
  await expect.poll(() => pageText(page), { timeout: 40_000 }).toContain('Dome lamp')
  await page.locator('button').click()
  await isAt(page, demo.site('brand'))
  await holds(page, 0)
  await page.locator('tote-player >>> tote-notices >>> [data-kind="ordered"]').wait()

  const market = await demo.device.openPage(demo.site('market'))
  await isOnline(market)
  await expect.poll(async () => (await freeIn(market))[LAMP], { timeout: 40_000 }).toBe(Number(before) - 1)
  // The word of thanks is here, where it was paid, and not at the market: that is another shopper's place.
  await openCart(page)
  await expect
    .poll(() => ordersIn(page), { timeout: 40_000 })
    .toMatch(/Thank you for your order!.*Dome lamp/s)
  expect(await ordersIn(market)).toBe('')
  expect(demo.device.faults()).toEqual([])
})

test('what is picked up is handed over at the store for the code that its shopper shows', async () => {
  const page = await demo.device.openPage(demo.site('brand'))
  await isOnline(page)
  await openCart(page)
  await page.evaluate(() => {
    const tote = document.querySelector<TotePlayer>('tote-player')?.tote
    const mug = tote?.show.$products.get().find(({ id }) => id === 'stoneware-mug')?.variants[0]
    const store = tote?.show.$stores.get()[0]
    if (mug !== undefined) void tote?.cart.addLine({ variantId: mug.id })
    if (store !== undefined) void tote?.cart.setFulfillment({ kind: 'pickup', locationId: store.id })
  })
  await holds(page, 1)
  await page.locator('tote-player >>> tote-cart >>> [part~="checkout"]').click()
  await isAt(page, demo.site('shop'))
  await page.locator('button').click()
  await isAt(page, demo.site('brand'))
  await holds(page, 0)
  await openCart(page)
  await expect.poll(() => ordersIn(page), { timeout: 40_000 }).toMatch(/[A-Z]{4}-[A-Z]{4}/)
  const code = /[A-Z]{4}-[A-Z]{4}/.exec(await ordersIn(page))?.[0] ?? ''

  // As a phone's camera opens it.
  const counter = await demo.device.openPage(`${hubOf()}/console#pickup=${code.replace('-', '')}`)
  const key = /store's key (ak_\S+)/.exec(demo.output())?.[1] ?? ''
  await counter.locator('tote-console >>> input').fill(key)
  await counter.locator('tote-console >>> button.primary').click()
  await counter.locator('tote-console >>> tote-console-pickups >>> article button').click()
  await counter.locator('tote-console >>> tote-console-pickups >>> .over').wait()
  await expect.poll(() => ordersIn(page), { timeout: 40_000 }).toContain('Picked up at Rue Neuve 12')
  expect(demo.device.faults()).toEqual([])
})

test('on the market one button pays the house and the maker of a piece, each at their own shop', async () => {
  const page = await demo.device.openPage(demo.site('market'))
  await isOnline(page)
  await page.evaluate((variantId: string) => {
    const tote = document.querySelector<TotePlayer>('tote-player')?.tote
    const vase = tote?.show.$products.get().find(({ merchantId }) => merchantId === 'two-kilns')?.variants[0]
    void tote?.cart.addLine({ variantId })
    if (vase !== undefined) void tote?.cart.addLine({ variantId: vase.id })
  }, LAMP)
  await holds(page, 2)
  await openCart(page)
  await page.locator('tote-player >>> tote-cart >>> [part~="checkout"]').click()
  await isAt(page, demo.site('shop'))
  await page.locator('button').click()
  await isAt(page, demo.site('market'))
  await holds(page, 1)
  await openCart(page)
  // The order that is told comes above the button and moves it, and what clicks scrolls to it once.
  await expect.poll(() => ordersIn(page), { timeout: 40_000 }).toContain('Dome lamp')
  await page.locator('tote-player >>> tote-cart >>> tote-checkouts >>> [part~="pay"]').click()
  await expect.poll(() => page.url(), { timeout: 40_000 }).toContain('two-kilns.localhost')
  await page.locator('button').click()
  await isAt(page, demo.site('market'))
  await holds(page, 0)
  await openCart(page)
  await expect.poll(() => ordersIn(page), { timeout: 40_000 }).toContain('from Two Kilns')
  expect(demo.device.faults()).toEqual([])
})
