import type { TotePlayer } from '@tote/player'
import { openBrowser, startProcess, type RunningProcess, type TestBrowser } from '@tote/testkit/e2e'
import { fileURLToPath } from 'node:url'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

// The demo with a shop of one's own behind its hub.
const root = fileURLToPath(new URL('../../..', import.meta.url))
let demo: RunningProcess
let device: TestBrowser
beforeAll(async () => {
  demo = await startProcess({
    command: process.execPath,
    args: ['scripts/demo.mjs', '--shop', 'own', '--fresh'],
    cwd: root,
    readyWhen: /store's key ak_/,
    readyTimeoutMs: 110_000,
  })
  device = await openBrowser({ thirdPartyCookies: 'blocked' })
})
afterAll(async () => {
  await device?.close()
  await demo?.stop()
})

const siteOf = (name: string) => new RegExp(`http://${name}\\.localhost:\\d+`).exec(demo.output())?.[0] ?? ''
const hubOf = () => /The hub +(http:\S+)/.exec(demo.output())?.[1] ?? ''
const isAt = (page: Page, origin: string) =>
  page.waitForFunction((wanted: string) => location.origin === wanted, { timeout: 40_000 }, origin)
const isOnline = (page: Page) =>
  page.waitForFunction(
    () =>
      document.querySelector<TotePlayer>('tote-player')?.tote?.connection.$connection.get().status ===
      'online',
    { timeout: 40_000 },
  )
const holds = (page: Page, units: number) =>
  page.waitForFunction(
    (wanted: number) => {
      const cart = document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get()
      return cart?.totalQuantity === wanted && cart.pendingCount === 0
    },
    { timeout: 40_000 },
    units,
  )

/** Lamps that can be had at all, as the hub tells this page. */
const lampsAt = (page: Page) =>
  page.evaluate(async () => {
    const { hub, effectiveKey, show } = document.querySelector('tote-player') as TotePlayer
    const answer = await fetch(`${hub}/v1/shows/${show}?key=${effectiveKey}`, { cache: 'no-store' })
    // The hub's own answer, of the version beside us.
    const { catalogue } = (await answer.json()) as {
      catalogue: { products: { id: string; variants: { free: number | null }[] }[] }
    }
    return catalogue.products.find(({ id }) => id === 'dome-lamp')?.variants.map(({ free }) => free)
  })

/** The address comes before the page is drawn. */
const pageText = (page: Page) => page.evaluate(() => document.body.textContent)

/** What the orders in a page's basket say. */
const ordersOf = (page: Page) =>
  page.evaluate(
    () =>
      document
        .querySelector('tote-player')
        ?.shadowRoot?.querySelector('tote-cart')
        ?.shadowRoot?.querySelector('tote-orders')
        ?.shadowRoot?.querySelector('[part=orders]')?.textContent ?? '',
  )
const openCart = (page: Page) =>
  page.evaluate(() => document.querySelector<TotePlayer>('tote-player')?.openPanel('cart'))

test('a basket is paid at the shop behind the hub: back at the brand it is empty, and at the market there is less', async () => {
  const page = await device.openPage(siteOf('brand'))
  await isOnline(page)
  const [before = Number.NaN] = (await lampsAt(page)) ?? []
  await page.evaluate(() => {
    const player = document.querySelector<TotePlayer>('tote-player')
    const lamp = player?.tote?.show.$products.get().find(({ id }) => id === 'dome-lamp')?.variants[0]
    if (lamp !== undefined) void player?.tote?.cart.addLine({ variantId: lamp.id })
    player?.openPanel('cart')
  })
  await holds(page, 1)
  await page.locator('tote-player >>> tote-cart >>> [part~="checkout"]').click()
  await isAt(page, siteOf('shop'))
  await expect.poll(() => pageText(page), { timeout: 40_000 }).toContain('Dome lamp')
  // Left without paying: the basket is kept as it is, and leads here again.
  await page.goto(siteOf('brand'))
  await isOnline(page)
  await openCart(page)
  await page.locator('tote-player >>> tote-cart >>> .paying [part~="checkout"]').click()
  await isAt(page, siteOf('shop'))
  await expect.poll(() => pageText(page), { timeout: 40_000 }).toContain('Dome lamp')
  await page.locator('button').click()
  await isAt(page, siteOf('brand'))
  await holds(page, 0)
  await page.locator('tote-player >>> tote-notices >>> [data-kind="ordered"]').wait()

  const market = await device.openPage(siteOf('market'))
  await isOnline(market)
  await expect.poll(async () => (await lampsAt(market))?.[0], { timeout: 40_000 }).toBe(Number(before) - 1)
  // The word of thanks is here, where it was paid, and not at the market: that is another shopper's place.
  await openCart(page)
  await expect
    .poll(() => ordersOf(page), { timeout: 40_000 })
    .toMatch(/Thank you for your order!.*Dome lamp/s)
  expect(await ordersOf(market)).toBe('')
  expect(device.faults()).toEqual([])
})

test('what is picked up is handed over at the store for the code that its shopper shows', async () => {
  const page = await device.openPage(siteOf('brand'))
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
  await isAt(page, siteOf('shop'))
  await page.locator('button').click()
  await isAt(page, siteOf('brand'))
  await holds(page, 0)
  await openCart(page)
  await expect.poll(() => ordersOf(page), { timeout: 40_000 }).toMatch(/[A-Z]{4}-[A-Z]{4}/)
  const code = /[A-Z]{4}-[A-Z]{4}/.exec(await ordersOf(page))?.[0] ?? ''

  // As a phone's camera opens it.
  const counter = await device.openPage(`${hubOf()}/console#pickup=${code.replace('-', '')}`)
  const key = /store's key (ak_\S+)/.exec(demo.output())?.[1] ?? ''
  await counter.locator('tote-console >>> input').fill(key)
  await counter.locator('tote-console >>> button.primary').click()
  await counter.locator('tote-console >>> tote-console-pickups >>> article button').click()
  await counter.locator('tote-console >>> tote-console-pickups >>> .over').wait()
  await expect.poll(() => ordersOf(page), { timeout: 40_000 }).toContain('Picked up at Rue Neuve 12')
  expect(device.faults()).toEqual([])
})
