import type { TotePlayer } from '@tote/player'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { press, said, ticketFor } from './hub-window.ts'
import { openShop, Widget, type Shop } from './shop-fixtures.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const AT_ALL_STORES = 'stoneware-mug-oat'
const inStores = (selector: string) => `tote-cart >>> tote-stores >>> ${selector}`
const PATIENCE = { timeout: 40_000, polling: 50 }

/** Where the goods of the basket come to, once the hub has it. */
const fulfilled = ({ page }: Widget, kind: 'delivery' | 'pickup') =>
  page.waitForFunction(
    (wanted: string) => {
      const cart = document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get()
      return cart?.fulfilment.kind === wanted && cart.pendingCount === 0
    },
    PATIENCE,
    kind,
  )

/** What the journey has set, as its own page asks for it. */
const toldStore = ({ page }: Widget) =>
  page.evaluate(async () => {
    const line = document.querySelector<TotePlayer>('tote-player')?.tote?.line
    const told = Object(await line?.ask('preferences', {}))
    return 'storeId' in told ? String(told.storeId) : 'told none'
  })

test('the store that a shopper remembers at the brand is one press away at the market, and Where I am shows it and takes it back', async () => {
  const brand = await (await Widget.open(shop.device, shop.brand.origin)).online()
  await brand.add(AT_ALL_STORES)
  await brand.holds(1)
  await brand.openPanel('cart')
  await brand.click(inStores('summary'))
  await brand.click(inStores('input[value="store-marais"]'))
  await fulfilled(brand, 'pickup')
  await brand.click(inStores('[part=remember] input'))
  await brand.click(inStores('[part=delivery] input'))
  await fulfilled(brand, 'delivery')
  await brand.click(inStores('summary'))
  await brand.page.locator(`tote-player >>> ${inStores('[part=own-store]')}`).wait()

  await brand.page.click('#away')
  await brand.page.waitForFunction((origin: string) => location.origin === origin, {}, shop.market.origin)
  const market = await new Widget(brand.page).online()
  await market.click('tote-offer >>> [part~="accept"]')
  await market.holds(1)
  await market.openPanel('cart')
  await market.click(inStores('[part=own-store] input'))
  await fulfilled(market, 'pickup')
  const chosen = await market.page.evaluate(() => {
    const fulfilment = document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get().fulfilment
    return fulfilment?.kind === 'pickup' ? fulfilment.locationId : null
  })
  expect(chosen).toBe('store-marais')

  const window = await shop.device.openPage(
    `${shop.hubOrigin}/adopt#tote=${await ticketFor(market, shop.hubOrigin)}`,
  )
  await press(window, 'Keep it', async () => (await said(window)).includes('known in this browser now'))
  await window.goto(`${shop.hubOrigin}/where`)
  await expect.poll(() => said(window), { timeout: 40_000 }).toContain('Your store: Paris, Le Marais')
  await press(window, 'Forget these settings', async () =>
    (await said(window)).includes('These settings are forgotten.'),
  )
  await window.close()
  await market.page.reload()
  await market.online()
  await market.openPanel('cart')
  await expect.poll(() => toldStore(market), { timeout: 40_000 }).toBe('told none')
  expect(shop.device.faults()).toEqual([])
})
