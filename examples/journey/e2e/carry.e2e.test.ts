import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { press, said, ticketFor } from './hub-window.ts'
import { openShop, pageHtml, Widget, type Shop } from './shop-fixtures.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

/** A wide page, where the panel stands beside the picture. */
async function open(origin: string): Promise<Widget> {
  const widget = await Widget.open(shop.device, origin)
  await widget.page.setViewport({ width: 1200, height: 860 })
  return widget.online()
}

test('[U53] with third-party cookies blocked, a basket is kept at the hub and shown on another site by one yes there', async () => {
  const brand = await open(shop.brand.origin)
  await brand.add('stoneware-mug-oat', 2)
  await brand.holds(2)
  const ticket = await ticketFor(brand, shop.hubOrigin)
  const adopt = await shop.device.openPage(`${shop.hubOrigin}/adopt#tote=${ticket}`)
  // The ticket has left the address before anything was asked.
  expect(adopt.url()).toBe(`${shop.hubOrigin}/adopt`)
  await press(adopt, 'Keep it', async () => (await said(adopt)).includes('is known in this browser now'))

  const market = await open(shop.market.origin)
  await market.page.bringToFront()
  await market.openPanel('cart')
  await market.click('[part="carry"]')
  await market.click('tote-carry >>> [part~="here"]')
  const popup = new Promise<Page | null>((done) => market.page.once('popup', done))
  await market.click('tote-carry >>> [part~="open"]')
  const window = await popup
  if (window === null) throw new Error('the window of the hub did not open')
  await window.waitForFunction(() => document.querySelector('tote-window') !== null)
  expect((await market.cart()).lines).toEqual([])
  await press(window, 'Show it', () => window.isClosed())
  await market.holds(2)
  expect((await market.cart()).lines).toEqual([['stoneware-mug-oat', 2]])
  expect(shop.device.faults()).toEqual([])
  for (const { page } of [brand, market]) await page.close()
  await adopt.close()
})

test('where I am lists both sites, and leaving one ends it there', async () => {
  const where = await shop.device.openPage(`${shop.hubOrigin}/where`)
  const host = new URL(shop.market.origin).host
  await expect.poll(() => said(where)).toContain(host)
  expect(await said(where)).toContain(new URL(shop.brand.origin).host)
  await where.locator(`aria/Leave ${host}`).click()
  await expect.poll(() => said(where)).toContain(`${host} has left.`)
  const market = await open(shop.market.origin)
  expect((await market.cart()).lines).toEqual([])
  await market.page.close()
  await where.close()
})

test('[clickjacking] no page can frame a window of the hub', async () => {
  const rooms = ['continue', 'adopt', 'where']
  const evil = await shop.site(
    'evil.localhost',
    pageHtml(rooms.map((room) => `<iframe src="${shop.hubOrigin}/${room}"></iframe>`).join('')),
  )
  const page = await shop.device.openPage(evil.origin)
  const framed = await Promise.all(
    page
      .frames()
      .filter((frame) => frame !== page.mainFrame())
      .map((frame) =>
        frame.evaluate(() => document.querySelector('tote-window') !== null).catch(() => false),
      ),
  )
  expect(framed).toEqual([false, false, false])
  await page.close()
  shop.device.clearFaults()
})
