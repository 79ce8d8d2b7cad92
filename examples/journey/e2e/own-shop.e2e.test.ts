import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { TotePlayer } from '@tote/player'
import {
  createTempFolder,
  findFreePort,
  openBrowser,
  servePages,
  startProcess,
  startShowHub,
  type PageServer,
  type RunningProcess,
  type ShowHub,
  type TestBrowser,
} from '@tote/testkit/e2e'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mountHtml, pageHtml, Widget } from './shop-fixtures.ts'

/** A shop of one's own, as it is in the examples, behind a hub: two processes that know a secret, and a browser. */
const SECRET = `whsec_${Buffer.alloc(24, 5).toString('base64')}`
const PATIENCE = { timeout: 20_000 }

let shop: RunningProcess
let hub: ShowHub
let brand: PageServer
let device: TestBrowser
let removeFolder: () => Promise<void>

beforeAll(async () => {
  const folder = await createTempFolder('own-shop')
  removeFolder = () => folder.remove()
  const [hubPort, shopPort, brandPort] = [await findFreePort(), await findFreePort(), await findFreePort()]
  const url = `http://127.0.0.1:${shopPort}`
  shop = await startProcess({
    command: process.execPath,
    args: [fileURLToPath(new URL('../../own-shop/shop.ts', import.meta.url))],
    cwd: folder.path,
    env: {
      SHOP_PORT: String(shopPort),
      SHOP_DATABASE: join(folder.path, 'shop.db'),
      TOTE_SECRET: SECRET,
      TOTE_NEWS_URL: `http://127.0.0.1:${hubPort}/v1/shops/ondine/news`,
    },
    readyWhen: /127\.0\.0\.1/,
  })
  hub = await startShowHub([`http://brand.localhost:${brandPort}`], {
    port: hubPort,
    tenant: {
      catalogue: undefined,
      shop: { platform: 'custom', url: `${url}/tote`, secrets: [SECRET], currency: 'EUR' },
    },
  })
  const html = pageHtml(mountHtml(hub.origin, { show: hub.show, key: hub.key }))
  brand = await servePages({ host: 'brand.localhost', port: brandPort, pages: { '/': html } })
  device = await openBrowser({ thirdPartyCookies: 'blocked' })
})
afterAll(async () => {
  await device.close()
  await hub.close()
  await shop.stop()
  await brand.close()
  await removeFolder()
})

const lampsLeft = ({ page }: Widget) =>
  page.evaluate(() => {
    const products = document.querySelector<TotePlayer>('tote-player')?.tote?.show.$products.get() ?? []
    return products.find(({ id }) => id === 'lamp')?.variants[0]?.lowStock
  })

test('a basket is paid at the shop behind the hub, and is empty in every place when the shopper is back', async () => {
  const [widget, other] = [
    await (await Widget.open(device, `${brand.origin}/`)).online(),
    await (await Widget.open(device, `${brand.origin}/`)).online(),
  ]
  await widget.add('lamp', 2)
  for (const place of [widget, other]) await place.holds(2)
  const { page } = widget
  await page.bringToFront()
  await widget.openPanel('cart')
  await widget.click('[part~="checkout"]')
  await expect.poll(() => page.url(), PATIENCE).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/pay\//)
  await expect
    .poll(() => page.evaluate(() => document.body.textContent), PATIENCE)
    .toContain('Together €298.00')
  await page.locator('button').click()
  await expect.poll(() => page.url(), PATIENCE).toBe(`${brand.origin}/`)
  await widget.online()
  for (const place of [widget, other]) await place.holds(0)
  for (const place of [widget, other]) await expect.poll(() => lampsLeft(place), PATIENCE).toBe(2)
  expect(device.faults()).toEqual([])
})

test('a shop that is killed leaves the basket free; back again it takes the same basket', async () => {
  const widget = await (await Widget.open(device, `${brand.origin}/`)).online()
  await widget.add('mug', 1)
  await widget.holds(1)
  await shop.kill()
  const { page } = widget
  await widget.openPanel('cart')
  await widget.click('[part~="checkout"]')
  const told = () =>
    page.evaluate(
      () =>
        document
          .querySelector('tote-player')
          ?.shadowRoot?.querySelector('tote-cart')
          ?.shadowRoot?.querySelector('.no-checkout')?.textContent,
    )
  await expect.poll(told, PATIENCE).toContain('Try again in a moment')
  await widget.add('mug', 1)
  await widget.holds(2)
  await shop.restart()
  await widget.click('[part~="checkout"]')
  await expect.poll(() => page.url(), PATIENCE).toContain('/pay/')
})
