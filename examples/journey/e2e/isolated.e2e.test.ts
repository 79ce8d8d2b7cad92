import type { IsolatedPlayer } from '@tote/player/isolated'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Framed } from './framed.ts'
import { mountHtml, openShop, pageHtml, type Shop } from './shop-fixtures.ts'

/** A page keeps what its player tells it. */
const LISTEN = `<script>
  window.heard = []
  for (const type of ['playing', 'pause', 'tote-count-change', 'tote-checkout-open', 'tote-error'])
    addEventListener(type, (event) => heard.push([type, event.quantity ?? event.error?.code ?? null]), true)
</script>`

let shop: Shop
beforeAll(async () => {
  shop = await openShop(undefined, (hub) => ({
    '/': pageHtml(mountHtml(hub, { isIsolated: true, more: LISTEN })),
    '/wide': pageHtml(
      `<style>tote-player { max-inline-size: none }</style>${mountHtml(hub, { isIsolated: true })}`,
    ),
    '/loose': pageHtml(mountHtml(hub)),
    '/late': pageHtml(
      mountHtml(hub, { more: '<div style="height:3000px"></div>' }).replace(
        '<tote-player',
        '<tote-player isolated',
      ),
    ),
  }))
})
afterAll(() => shop.close())

async function open(path = '/', width = 420): Promise<Page> {
  const page = await shop.device.openPage()
  await page.setViewport({ width, height: 860 })
  await page.goto(shop.portal.origin + path)
  return page
}

const heard = (page: Page) => page.evaluate(() => Reflect.get(window, 'heard') as [string, unknown][])
const pressPart = (framed: Framed, part: string) =>
  framed.frame.locator(`tote-player >>> [part~="${part}"]`).click()

test('an isolated player plays and sells in a frame of the hub, and tells its page three things', async () => {
  const page = await open()
  const framed = await Framed.on(page, shop.hubOrigin)
  await pressPart(framed, 'start')
  await expect.poll(() => heard(page), { timeout: 40_000 }).toContainEqual(['playing', null])
  await framed.add('stoneware-mug-oat', 2)
  await expect.poll(() => heard(page)).toContainEqual(['tote-count-change', 2])
  await page.evaluate(() => document.querySelector<IsolatedPlayer & HTMLElement>('tote-player')?.pause())
  await expect.poll(() => heard(page)).toContainEqual(['pause', null])
  expect(shop.device.faults()).toEqual([])
  await page.close()
})

test('its page loads none of the player: the loader, the small element and the poster', async () => {
  const page = await shop.device.openPage()
  const scripts: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'script' && request.frame() === page.mainFrame())
      scripts.push(new URL(request.url()).pathname.split('/').at(-1) ?? '')
  })
  await page.goto(shop.portal.origin)
  await Framed.on(page, shop.hubOrigin)
  expect(scripts.map((name) => name.split('-')[0])).toEqual(['tote.js', 'isolated'])
  await page.close()
})

test('the attribute on one player is enough, and it is left until it is near', async () => {
  const page = await open('/late')
  await Framed.on(page, shop.hubOrigin)
  expect(await page.evaluate(() => 'tote' in (document.querySelector('tote-player') ?? {}))).toBe(false)
  await page.close()
})

test('the frame is as high as the picture asks for in a narrow place, and as the page says in a wide one', async () => {
  for (const [path, width] of [
    ['/', 420],
    ['/wide', 1200],
  ] as const) {
    const page = await open(path, width)
    const { frame } = await Framed.on(page, shop.hubOrigin)
    const inside = () =>
      frame.evaluate(() => {
        const { width: wide = 0, height = 0 } =
          document.querySelector('tote-player')?.getBoundingClientRect() ?? {}
        return [Math.round(wide), Math.round(height), window.innerHeight]
      })
    await expect.poll(inside).toEqual(width === 420 ? [416, 740, 740] : [1200, 704, 704])
    await page.close()
  }
})

test('[portal] a page that is isolated gets no session by leaving the frame out', async () => {
  const page = await open('/loose')
  await expect
    .poll(() => shop.device.faults().some(({ text }) => text.includes('isolated channel')), {
      timeout: 40_000,
    })
    .toBe(true)
  shop.device.clearFaults()
  await page.close()
})

test('a place of its own: kept from one visit to the next, and named by the site around it', async () => {
  const page = await open()
  const framed = await Framed.on(page, shop.hubOrigin)
  await framed.holds(2)
  expect(await framed.units()).toBe(2)
  await page.close()
})

test('the shopper goes to pay at the brand, with the basket, in a window the page has no part in', async () => {
  const page = await open()
  await page.setViewport({ width: 420, height: 860 })
  const framed = await Framed.on(page, shop.hubOrigin)
  await framed.holds(2)
  await framed.frame.evaluate(() =>
    document.querySelector<HTMLElementTagNameMap['tote-player']>('tote-player')?.openPanel('cart'),
  )
  await page.bringToFront()
  let brand: Page | null = null
  page.once('popup', (opened) => (brand = opened))
  // Until it counts: nothing is given away in the first half second.
  await expect
    .poll(
      async () => {
        if (brand === null) await framed.frame.locator('tote-player >>> [part~="checkout"]').click()
        return brand !== null
      },
      { interval: 600, timeout: 40_000 },
    )
    .toBe(true)
  await expect.poll(() => heard(page)).toContainEqual(['tote-checkout-open', null])
  const opened = await shop.device.browser.waitForTarget((target) =>
    target.url().startsWith(shop.brand.origin),
  )
  const question = await (
    await opened.page()
  )?.waitForSelector('tote-player >>> [part~="question"]', { visible: true })
  expect(await question?.evaluate((element) => element.textContent)).toBe(
    `Continue with 2 items from ${new URL(shop.portal.origin).host}?`,
  )
  await (await opened.page())?.close()
  await page.close()
})
