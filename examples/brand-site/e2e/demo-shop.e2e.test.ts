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
    readyWhen: /host key hk_/,
    readyTimeoutMs: 110_000,
  })
  device = await openBrowser({ thirdPartyCookies: 'blocked' })
})
afterAll(async () => {
  await device?.close()
  await demo?.stop()
})

const siteOf = (name: string) => new RegExp(`http://${name}\\.localhost:\\d+`).exec(demo.output())?.[0] ?? ''
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
  expect(await page.$eval('main', (main) => main.textContent)).toContain('Dome lamp')
  await page.locator('button').click()
  await isAt(page, siteOf('brand'))
  await holds(page, 0)

  const market = await device.openPage(siteOf('market'))
  await isOnline(market)
  await expect.poll(async () => (await lampsAt(market))?.[0], { timeout: 40_000 }).toBe(Number(before) - 1)
  expect(device.faults()).toEqual([])
})
