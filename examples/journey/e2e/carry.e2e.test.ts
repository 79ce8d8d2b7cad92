import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Framed } from './framed.ts'
import { said } from './hub-window.ts'
import { mountHtml, openShop, pageHtml, Widget, type Shop } from './shop-fixtures.ts'
import { reachIn, thiefPages } from './thief-page.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop(undefined, (hub) => ({
    '/': thiefPages(mountHtml(hub, { isIsolated: true }))['/thief'],
  }))
})
afterAll(() => shop.close())

/** A wide page, where the panel stands beside the picture. */
async function open(origin: string): Promise<Widget> {
  const widget = await Widget.open(shop.device, origin)
  await widget.page.setViewport({ width: 1200, height: 860 })
  return widget.online()
}

/** The brand's page, with two in the basket, and the links in it ready to be followed. */
async function fillAtBrand(): Promise<Widget> {
  const brand = await open(shop.brand.origin)
  if ((await brand.cart()).lines.length === 0) await brand.add('stoneware-mug-oat', 2)
  await brand.holds(2)
  await brand.page.bringToFront()
  return brand
}

/** Presses until it counts: a window of the hub takes no click in its first half second. */
async function press(page: Page, name: string, isDone: () => Promise<boolean> | boolean): Promise<void> {
  await expect
    .poll(
      async () => {
        if (await isDone()) return true
        // Gone with the window that the last one closed.
        await page
          .locator(`aria/${name}[role="button"]`)
          .setTimeout(5000)
          .click()
          .catch(() => undefined)
        return isDone()
      },
      { timeout: 60_000, interval: 800 },
    )
    .toBe(true)
}

/**
 * What went wrong in this page. Whoever asks for the basket between the yes and the release that it gives is refused, and
 * asks again: that one refusal, and no other, is none.
 */
function watchFaults(page: Page): () => string[] {
  const refused: string[] = []
  page.on('response', (response) => {
    if (response.status() === 400) refused.push(new URL(response.url()).pathname)
  })
  return () => [
    ...refused.filter((path) => path !== '/v1/claim/collect'),
    ...shop.device
      .faults()
      .filter(({ text }) => !text.includes('status of 400'))
      .map(({ text }) => text),
  ]
}

const CHIP = 'tote-player >>> tote-carry[compact] >>> [part="continue"]'

/** The window that a press on the chip opens; pressed again where it did not count. */
async function pressChip(page: Page, chip: { click(): Promise<void> }): Promise<Page> {
  let opened: Page | null = null
  page.once('popup', (popup) => (opened = popup))
  await expect
    .poll(
      async () => {
        if (opened === null) await chip.click()
        return opened
      },
      { timeout: 60_000, interval: 3000 },
    )
    .not.toBeNull()
  if (opened === null) throw new Error('the window of the hub did not open')
  return opened
}

test('[U53] with third-party cookies blocked, a link to a magazine leads by the hub: one yes there, and one press and one yes in the magazine bring the basket into its frame', async () => {
  const { page } = await fillAtBrand()
  const faults = watchFaults(page)
  await page.locator('#portal').click()
  await page.waitForFunction((hub: string) => location.origin === hub, { timeout: 40_000 }, shop.hubOrigin)
  // The ticket has left the address before anything was asked.
  await expect.poll(() => page.url()).not.toContain('tote=')
  const [brandHost, portalHost] = [new URL(shop.brand.origin).host, new URL(shop.portal.origin).host]
  await expect.poll(() => said(page), { timeout: 40_000 }).toContain(`from ${brandHost} to ${portalHost}?`)
  await press(page, 'Go with basket', () => new URL(page.url()).origin === shop.portal.origin)
  // Nothing was added to where it leads.
  expect(page.url()).toBe(`${shop.portal.origin}/`)

  const framed = await Framed.on(page, shop.hubOrigin)
  expect(await framed.units()).toBe(0)
  await page.bringToFront()
  const window = await pressChip(page, framed.frame.locator(CHIP))
  await expect.poll(() => said(window), { timeout: 40_000 }).toContain(`on ${portalHost}?`)
  await press(window, 'Show it', () => window.isClosed())
  await framed.holds(2)

  const loot = await page.evaluate(() => Reflect.get(window, 'loot') as string[])
  // Words over the port alone, and none with a ticket, a claim, a release or what is in the basket.
  expect(loot.filter((line) => !/^(port|postMessage) \{|^postMessage \[/.test(line))).toEqual([])
  expect(loot.join('\n')).not.toMatch(/t[gtphrk]_|mug/)
  expect(await page.evaluate(reachIn)).toMatchObject({
    'its document': 'null',
    'its player': 'SecurityError',
  })
  expect(await page.evaluate(() => document.referrer)).not.toContain('adopt?')
  expect(faults()).toEqual([])
  await page.close()
})

test('[U53] once the hub knows the browser, another site takes the chip and one yes', async () => {
  const market = await open(shop.market.origin)
  const faults = watchFaults(market.page)
  await market.page.bringToFront()
  const window = await pressChip(market.page, market.page.locator(CHIP))
  await window.waitForFunction(() => document.querySelector('tote-window') !== null)
  expect((await market.cart()).lines).toEqual([])
  await press(window, 'Show it', () => window.isClosed())
  await market.holds(2)
  expect((await market.cart()).lines).toEqual([['stoneware-mug-oat', 2]])
  // It is continued here: there is nothing to ask for any more.
  await expect.poll(() => market.page.$(CHIP)).toBeNull()
  expect(faults()).toEqual([])
  await market.page.close()
})

test('who goes to the magazine without the basket is led there all the same', async () => {
  const { page } = await fillAtBrand()
  await page.locator('#portal').click()
  await page.waitForFunction((hub: string) => location.origin === hub, { timeout: 40_000 }, shop.hubOrigin)
  await press(page, 'Go without', () => new URL(page.url()).origin === shop.portal.origin)
  expect(page.url()).toBe(`${shop.portal.origin}/`)
  await page.close()
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
