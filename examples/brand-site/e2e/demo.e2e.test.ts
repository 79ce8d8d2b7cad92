import type { TotePlayer } from '@tote/player'
import type { PageTracking } from '@tote/player/tracking'
import { openBrowser, startProcess, type RunningProcess, type TestBrowser } from '@tote/testkit/e2e'
import { fileURLToPath } from 'node:url'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

declare global {
  interface Window {
    /** The script tag's own object, once it is there. */
    readonly tote?: { readonly tracking?: PageTracking }
  }
}

// The demo as a newcomer runs it, with all its sites.
const root = fileURLToPath(new URL('../../..', import.meta.url))
const PATIENCE = { timeout: 40_000 }
let demo: RunningProcess
let device: TestBrowser
let brand = ''
let market = ''
let portal = ''

beforeAll(async () => {
  demo = await startProcess({
    command: process.execPath,
    args: ['scripts/demo.mjs'],
    cwd: root,
    readyWhen: /host key hk_/,
    readyTimeoutMs: 110_000,
  })
  const address = (site: string) =>
    new RegExp(`http://${site}\\.localhost:\\d+`).exec(demo.output())?.[0] ?? ''
  brand = address('brand')
  market = address('market')
  portal = address('portal')
  device = await openBrowser({ thirdPartyCookies: 'blocked' })
})
afterAll(async () => {
  await device?.close()
  await demo?.stop()
})
beforeEach(() => device.clearFaults())

const hasPlayer = (page: Page) =>
  page.waitForFunction(() => {
    const player = document.querySelector('tote-player')
    return player !== null && 'tote' in player && player.tote !== null
  })
const state = (page: Page) =>
  page.evaluate(() => {
    const player = document.querySelector<TotePlayer>('tote-player')
    const tote = player?.tote
    return {
      seconds: player?.currentTime ?? 0,
      pinned: tote?.show.$moment.get().pinned.map(({ title }) => title) ?? [],
      note: tote?.show.$moment.get().note?.text ?? '',
      offered: tote?.journey.$offer.get()?.quantity ?? 0,
      inCart: tote?.cart.$cart.get().totalQuantity ?? 0,
      carries: tote?.journey.$carryTo.get().length ?? 0,
    }
  })

test('on the brand’s page the show plays, products come up, and the link carries the basket to the marketplace', async () => {
  const page = await device.openPage(brand)
  await hasPlayer(page)
  await page.evaluate(() => document.querySelector<TotePlayer>('tote-player')?.play())
  await expect.poll(async () => (await state(page)).seconds, { timeout: 40_000 }).toBeGreaterThan(0)
  await expect.poll(async () => (await state(page)).pinned, { timeout: 40_000 }).not.toEqual([])
  // Wherever in the film a newcomer comes in, the host's next note is less than half a minute away.
  await expect.poll(async () => (await state(page)).note, { timeout: 40_000 }).not.toBe('')
  await expect.poll(async () => (await state(page)).carries).toBeGreaterThan(0)

  await page.evaluate(() =>
    document
      .querySelector<TotePlayer>('tote-player')
      ?.tote?.cart.addLine({ variantId: 'market-tote', quantity: 2 }),
  )
  await page.click('.facts a')
  await page.waitForFunction((origin: string) => location.origin === origin, {}, market)
  await hasPlayer(page)
  await expect.poll(async () => (await state(page)).offered, { timeout: 40_000 }).toBe(2)
  expect(page.url()).toBe(`${market}/`)

  await page.evaluate(() => document.querySelector<TotePlayer>('tote-player')?.tote?.journey.accept('add'))
  await expect.poll(async () => (await state(page)).inCart).toBe(2)
  expect(device.faults()).toEqual([])
  await page.close()
}, 90_000)

test('[U45] [U47] the house’s own bag and the player’s basket are the same, whichever of them a shopper uses', async () => {
  const page = await device.openPage(brand)
  await hasPlayer(page)
  const both = async () => ({
    basket: (await state(page)).inCart,
    badge: Number(await page.$eval('#bag-count', (count) => count.textContent)),
    drawer: await page.$$eval('#bag li span', (lines) => lines.map(({ textContent }) => textContent)),
  })
  await page.waitForFunction(() => {
    const cart = document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get()
    return cart?.status === 'ready' && !cart.isStale
  }, PATIENCE)
  const before = (await state(page)).inCart
  await expect.poll(both, PATIENCE).toMatchObject({ basket: before, badge: before })
  await page.evaluate(() =>
    document
      .querySelector<TotePlayer>('tote-player')
      ?.tote?.cart.addLine({ variantId: 'linen-shirt-m-clay' }),
  )
  await expect.poll(async () => (await both()).badge, PATIENCE).toBe(before + 1)
  expect((await both()).drawer).toContain('1 × Washed linen shirt, m clay')
  await page.locator('[data-product="olive-board"] button').click()
  await expect.poll(async () => (await both()).basket, PATIENCE).toBe(before + 2)
  await page.click('.bag-button')
  await page.locator('[aria-label="One Washed linen shirt, m clay less"]').click()
  await expect.poll(both, PATIENCE).toMatchObject({ basket: before + 1, badge: before + 1 })
  await page.locator('[aria-label="One Olive wood board less"]').click()
  await expect.poll(both, PATIENCE).toMatchObject({ basket: before, badge: before })
  expect(device.faults()).toEqual([])
  await page.close()
}, 120_000)

test('in the magazine, which is not trusted, the show plays in a frame of the hub and the page hears how much is kept', async () => {
  const page = await device.openPage(portal)
  const frame = await page.waitForFrame((one) => one.url().includes('/frame?'))
  await frame.locator('tote-player >>> [part~="start"]').click()
  await frame.waitForFunction(() => (document.querySelector<TotePlayer>('tote-player')?.currentTime ?? 0) > 0)
  await frame.evaluate(() =>
    document
      .querySelector<TotePlayer>('tote-player')
      ?.tote?.cart.addLine({ variantId: 'market-tote', quantity: 2 }),
  )
  await page.waitForFunction(() => document.querySelector('.kept')?.textContent === '2 things kept for you')
  expect(await page.evaluate(() => 'tote' in (document.querySelector('tote-player') ?? {}))).toBe(false)
  expect(device.faults()).toEqual([])
  await page.close()
}, 60_000)

/** The events in the page's `dataLayer`, in order, each as a tag manager takes it. */
const layered = (page: Page) =>
  page.evaluate(() => {
    const layer: unknown = Reflect.get(window, 'dataLayer')
    return (Array.isArray(layer) ? layer : []).flatMap((entry: { event?: string; content_type?: string }) =>
      entry.event === undefined ? [] : [[entry.event, entry.content_type]],
    )
  })

/** The addresses that reports were sent to. */
function reportsOf(page: Page): string[] {
  const sent: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/v1/track') sent.push(request.url())
  })
  return sent
}

test('[U68] with ?track a tag manager gets the shopper’s way in order: seen, opened, added, basket, check-out', async () => {
  const page = await device.openPage()
  const reports = reportsOf(page)
  await page.goto(`${brand}/?track`)
  await hasPlayer(page)
  await page.bringToFront()
  // Somebody's shop has a check-out.
  await page.evaluate(() =>
    document.addEventListener('tote-checkout-request', (event) => event.preventDefault()),
  )
  await page.evaluate(() => document.querySelector<TotePlayer>('tote-player')?.play())
  await page.$eval('tote-player', (player) => player.scrollIntoView({ block: 'center' }))
  await expect.poll(async () => (await state(page)).pinned, PATIENCE).not.toEqual([])
  // Nobody has said yet what the shopper allows.
  await page.waitForFunction(() => (window.tote?.tracking?.tally().waiting ?? 0) > 0, PATIENCE)
  expect([await layered(page), reports]).toEqual([[], []])
  await page.$eval('#tracking button[value=yes]', (button) => button.click())
  await expect
    .poll(async () => (await layered(page)).map(([name]) => name), PATIENCE)
    .toContain('view_item_list')

  const before = (await layered(page)).length
  await page.$eval('tote-player', (player) => {
    const cards = player.shadowRoot?.querySelector('tote-product-card')
    cards?.shadowRoot?.querySelector<HTMLElement>('[part~=title]')?.click()
  })
  await page.evaluate(() =>
    document
      .querySelector<TotePlayer>('tote-player')
      ?.tote?.cart.addLine({ variantId: 'market-tote', quantity: 2 }),
  )
  await expect.poll(async () => (await layered(page)).map(([name]) => name)).toContain('add_to_cart')
  await page.evaluate(() => document.querySelector<TotePlayer>('tote-player')?.openPanel('cart'))
  await expect.poll(async () => (await layered(page)).map(([name]) => name), PATIENCE).toContain('view_cart')
  await page.$eval('tote-player', (player) => {
    const cart = player.shadowRoot?.querySelector('tote-cart')
    cart?.shadowRoot?.querySelector<HTMLElement>('[part~=checkout]')?.click()
  })
  await expect.poll(async () => (await layered(page)).map(([name]) => name)).toContain('begin_checkout')

  // What the host pins meanwhile is seen between them.
  const way = (await layered(page))
    .slice(before)
    .filter(([name]) => !/^(view_item_list|view_promotion)$/.test(name ?? ''))
  expect(way.map(([name]) => name).filter((name) => name !== 'select_promotion')).toEqual([
    'select_item',
    'view_item',
    'add_to_cart',
    'view_cart',
    'begin_checkout',
  ])
  expect(way.every(([, content]) => content === 'live')).toBe(true)
  await expect.poll(() => reports.length, PATIENCE).toBeGreaterThan(0)
  expect(device.faults()).toEqual([])
  await page.close()
}, 150_000)

test('with Global Privacy Control nothing leaves the page, whatever is clicked', async () => {
  const page = await device.openPage()
  const reports = reportsOf(page)
  await page.evaluateOnNewDocument(() =>
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }),
  )
  await page.goto(`${brand}/?track`)
  await hasPlayer(page)
  await page.bringToFront()
  await page.$eval('#tracking button[value=yes]', (button) => button.click())
  await page.evaluate(() => document.querySelector<TotePlayer>('tote-player')?.play())
  await page.evaluate(() =>
    document.querySelector<TotePlayer>('tote-player')?.tote?.cart.addLine({ variantId: 'market-tote' }),
  )
  await page.waitForFunction(() => (window.tote?.tracking?.tally().lost ?? 0) > 0, PATIENCE)
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')))
  expect([await layered(page), reports]).toEqual([[], []])
  await page.close()
}, 90_000)

test.each([360, 768, 1440])('no site is wider than a window of %i px', async (width) => {
  for (const site of [brand, market, portal]) {
    const page = await device.openPage()
    await page.setViewport({ width, height: 900 })
    await page.goto(site)
    if (site === portal) await page.waitForFrame((frame) => frame.url().includes('/frame?'))
    else await hasPlayer(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    await page.close()
  }
})
