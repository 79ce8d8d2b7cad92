import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
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

/** Two shops of the example, the house's and a merchant's, behind one hub: each sells a mug, under the same id. */
const SECRETS = { house: secretOf(5), noor: secretOf(6) }
const PATIENCE = { timeout: 20_000 }

const shops: RunningProcess[] = []
let noor: RunningProcess
let hub: ShowHub
let brand: PageServer
let device: TestBrowser
let removeFolder: () => Promise<void>

beforeAll(async () => {
  const folder = await createTempFolder('merchants')
  removeFolder = () => folder.remove()
  const hubPort = await findFreePort()
  const brandPort = await findFreePort()
  const open = async (name: 'house' | 'noor', newsPath: string) => {
    const port = await findFreePort()
    const shop = await startProcess({
      command: process.execPath,
      args: [fileURLToPath(new URL('../../own-shop/shop.ts', import.meta.url))],
      cwd: folder.path,
      env: {
        SHOP_PORT: String(port),
        SHOP_DATABASE: join(folder.path, `${name}.db`),
        TOTE_SECRET: SECRETS[name],
        TOTE_NEWS_URL: `http://127.0.0.1:${hubPort}/v1/shops/ondine${newsPath}/news`,
      },
      readyWhen: /127\.0\.0\.1/,
    })
    shops.push(shop)
    const url = `http://127.0.0.1:${port}/tote`
    return { shop, file: { platform: 'custom', url, secrets: [SECRETS[name]], currency: 'EUR' } }
  }
  const house = await open('house', '')
  const merchant = await open('noor', '/merchants/noor')
  noor = merchant.shop
  hub = await startShowHub([`http://brand.localhost:${brandPort}`], {
    port: hubPort,
    tenant: {
      catalogue: undefined,
      shop: house.file,
      merchants: [{ id: 'noor', name: 'Atelier Noor', shop: merchant.file }],
    },
  })
  const html = pageHtml(mountHtml(hub.origin, { show: hub.show, key: hub.key }))
  brand = await servePages({ host: 'brand.localhost', port: brandPort, pages: { '/': html } })
  device = await openBrowser({ thirdPartyCookies: 'blocked' })
})
afterAll(async () => {
  await device.close()
  await hub.close()
  await Promise.all(shops.map((shop) => shop.stop()))
  await brand.close()
  await removeFolder()
})

/** Texts of these parts in the basket and in what it holds. */
const partsOf = ({ page }: Widget, part: string) =>
  page.evaluate((name: string) => {
    const cart = document.querySelector('tote-player')?.shadowRoot?.querySelector('tote-cart')?.shadowRoot
    const inner = ['tote-checkouts', 'tote-orders'].map((tag) => cart?.querySelector(tag)?.shadowRoot)
    return [cart, ...inner].flatMap((root) =>
      [...(root?.querySelectorAll(`[part~=${name}]`) ?? [])].map((each) =>
        (each.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
      ),
    )
  }, part)

async function fill(): Promise<Widget> {
  const widget = await (await Widget.open(device, `${brand.origin}/`)).online()
  await widget.add('mug', 2)
  await widget.add('noor~mug', 1)
  await widget.holds(3)
  await widget.page.bringToFront()
  await widget.openPanel('cart')
  return widget
}

/** Pays at the shop whose page the shopper is on, and comes back. */
async function pay({ page }: Widget, together: string): Promise<void> {
  await expect.poll(() => page.url(), PATIENCE).toContain('/pay/')
  await expect.poll(() => page.evaluate(() => document.body.textContent), PATIENCE).toContain(together)
  await page.locator('button').click()
  await expect.poll(() => page.url(), PATIENCE).toBe(`${brand.origin}/`)
}

test('one button pays two shops, one after the other; each order leaves the basket in every place, and the page says what remains', async () => {
  const other = await (await Widget.open(device, `${brand.origin}/`)).online()
  const widget = await fill()
  expect(await partsOf(widget, 'seller')).toEqual(['Maison Ondine', 'Atelier Noor'])
  await widget.click('[part~="checkout"]')
  await pay(widget, 'Together €38.00')
  await widget.online()
  for (const place of [widget, other]) await place.holds(1)
  await widget.openPanel('cart')
  await expect.poll(() => partsOf(widget, 'state'), PATIENCE).toEqual(['Ordered'])
  await expect.poll(() => partsOf(widget, 'pay'), PATIENCE).toEqual(['Pay Atelier Noor, €19.00'])
  await widget.click('tote-cart >>> tote-checkouts >>> [part~="pay"]')
  await pay(widget, 'Together €19.00')
  await widget.online()
  for (const place of [widget, other]) await place.holds(0)
  await widget.openPanel('cart')
  await expect
    .poll(async () => (await partsOf(widget, 'order')).join(' '), PATIENCE)
    .toMatch(/from Atelier Noor.*1 × Stoneware mug/)
  expect(device.faults()).toEqual([])
})

test('a merchant whose shop is gone keeps its lines in the basket, said by name before anybody is paid; the other goes on', async () => {
  const widget = await fill()
  await noor.kill()
  await widget.click('[part~="checkout"]')
  await expect
    .poll(() => partsOf(widget, 'state'), PATIENCE)
    .toEqual([expect.stringContaining('stays in your basket')])
  expect(await partsOf(widget, 'part')).toEqual([
    'Pay Maison Ondine, €38.00',
    expect.stringMatching(/^Atelier Noor .*cannot be reached right now/),
  ])
  expect(widget.page.url()).toBe(`${brand.origin}/`)
  await widget.click('tote-cart >>> tote-checkouts >>> [part~="pay"]')
  await pay(widget, 'Together €38.00')
  await widget.online()
  await widget.holds(1)
  expect((await widget.cart()).lines).toEqual([['noor~mug', 1]])
  await noor.restart()
  await widget.openPanel('cart')
  await widget.click('[part~="checkout"]')
  await pay(widget, 'Together €19.00')
  await widget.online()
  await widget.holds(0)
})

function secretOf(byte: number): string {
  return `whsec_${Buffer.alloc(24, byte).toString('base64')}`
}
