import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { TotePlayer } from '@tote/player'
import { openBrowser, startProcess, type RunningProcess, type TestBrowser } from '@tote/testkit/e2e'
import type { Page } from 'puppeteer-core'
import { expect, vi } from 'vitest'
import { freeIn, holds, isAt, isOnline, openCart, ordersIn } from './page-fixtures.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const PATIENCE = { timeout: 60_000, interval: 250 }
/** Longer than the hub waits for a shop: questions that pile up make it no quicker. */
const AGAIN = { timeout: 100_000, interval: 6000 }
/** What the page to pay on is opened with, in the tab. */
const AT_SHOP = /^http:\/\/shop\.localhost:\d+\//

/** The `shop` of the tenant file that the demo wrote. */
export type ShopSettings = Readonly<Record<string, string>>

/** The demo with a real shop behind its hub, and a shopper's browser. */
export class ShopDemo {
  readonly #demo: RunningProcess
  readonly device: TestBrowser

  private constructor(demo: RunningProcess, device: TestBrowser) {
    this.#demo = demo
    this.device = device
  }

  static async start(shop: string, ...more: string[]): Promise<ShopDemo> {
    const demo = await startProcess({
      command: process.execPath,
      args: ['scripts/demo.mjs', '--shop', shop, ...more],
      cwd: root,
      readyWhen: /store's key ak_/,
      readyTimeoutMs: 280_000,
    })
    return new ShopDemo(demo, await openBrowser({ thirdPartyCookies: 'blocked' }))
  }

  async close(): Promise<void> {
    await this.device.close()
    await this.#demo.stop()
  }

  output(): string {
    return this.#demo.output()
  }

  /** How a person who runs this hub reaches the shop: it is in the tenant file. */
  settings(): ShopSettings {
    const folder = /Everything is kept in (\S+);/.exec(this.output())?.[1] ?? ''
    const file = readFileSync(join(root, folder, 'tenant.json'), 'utf8')
    return (JSON.parse(file) as { shop: ShopSettings }).shop
  }

  site(name: string): string {
    return new RegExp(`http://${name}\\.localhost:\\d+`).exec(this.output())?.[0] ?? ''
  }

  /** The brand's page, with the show playing and something on show. */
  async watch(): Promise<Page> {
    const page = await this.device.openPage(this.site('brand'))
    await isOnline(page)
    await page.evaluate(() => void document.querySelector<TotePlayer>('tote-player')?.play())
    await page.waitForFunction(
      () => {
        const player = document.querySelector<TotePlayer>('tote-player')
        return (player?.currentTime ?? 0) > 0 && player?.tote?.show.$moment.get().pinned.length !== 0
      },
      { timeout: PATIENCE.timeout },
    )
    return page
  }

  /** Puts one of what is on show into the basket, with a price and pictures that are the shop's. */
  async addShown(page: Page): Promise<{ variantId: string; title: string; price: number; image: string }> {
    const added = await page.evaluate(() => {
      const tote = document.querySelector<TotePlayer>('tote-player')?.tote
      const product = tote?.show.$moment.get().pinned[0]
      const variant = product?.variants.find(({ isSoldOut }) => !isSoldOut)
      if (tote === undefined || tote === null || product === undefined || variant === undefined) return null
      void tote.cart.addLine({ variantId: variant.id })
      return {
        variantId: variant.id,
        title: product.title,
        price: variant.price.amount,
        image: product.image ?? '',
      }
    })
    if (added === null) throw new Error('nothing that can be bought is on show')
    await holds(page, 1)
    return added
  }

  /** A shop that has just been started may be slow; then the shopper is told to try again in a moment, and does. */
  async checkOut(page: Page): Promise<void> {
    await page.evaluate(() => {
      const player = document.querySelector<TotePlayer>('tote-player')
      // It was seen. The machine is the shop's from here on, which has four seconds to answer the hub.
      player?.pause()
      player?.openPanel('cart')
    })
    const button = page.locator('tote-player >>> tote-cart >>> [part~="checkout"]')
    await button.click()
    await vi.waitFor(async () => {
      if (AT_SHOP.test(page.url())) return
      if ((await page.$('tote-player >>> tote-cart >>> .no-checkout')) !== null) await button.click()
      throw new Error(`not at the shop yet: ${page.url()}`)
    }, AGAIN)
    await page.waitForSelector('#pay:not([hidden])', { timeout: PATIENCE.timeout })
  }

  /** As a shopper does: what the form offers is taken. Comes back to the brand. */
  async pay(page: Page): Promise<void> {
    await page.locator('#pay button').click()
    await isAt(page, this.site('brand'))
    await isOnline(page)
  }

  /** What the console's sales say of all orders so far. */
  async credit(): Promise<{ orders: number; units: number; revenue: { direct: number } }> {
    const hub = /The hub +(http:\S+)/.exec(this.output())?.[1] ?? ''
    const local = `http://127.0.0.1:${new URL(hub).port}`
    const hostKey = /host key (hk_\S+)/.exec(this.output())?.[1]
    const session = await fetch(`${local}/v1/console/session`, {
      method: 'POST',
      headers: { origin: hub, 'content-type': 'application/json' },
      body: JSON.stringify({ hostKey }),
    })
    const cookie = session.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ')
    const answer = await fetch(`${local}/v1/console/credit`, { headers: { origin: hub, cookie } })
    return ((await answer.json()) as { total: Awaited<ReturnType<ShopDemo['credit']>> }).total
  }
}

/** A real shop, as its own admin shows it. */
export interface ShopAdmin {
  /** How many of a variant can be sold. */
  left(variantId: string): Promise<number>
  /** Minor units of all orders that it has. */
  orderTotals(): Promise<readonly number[]>
}

/** What was bought, and how many there were before. */
export interface Bought {
  readonly variantId: string
  readonly price: number
  readonly before: number
}

/** From the picture to the order and back, as any shop behind the demo must show it to the shopper and the host. */
export async function buyInShow(demo: ShopDemo, admin: ShopAdmin): Promise<Bought> {
  const page = await demo.watch()
  const { variantId, title, price, image } = await demo.addShown(page)
  expect(image).toContain(demo.site('shop'))
  const before = await admin.left(variantId)
  expect(await admin.orderTotals()).toEqual([])
  await demo.checkOut(page)
  expect(await page.$eval('#bill', (bill) => bill.textContent)).toContain(title)
  await demo.pay(page)
  await holds(page, 0)
  await openCart(page)
  await expect
    .poll(() => ordersIn(page), PATIENCE)
    .toMatch(new RegExp(`Thank you for your order!.*${title}`, 's'))
  await expect.poll(async () => (await freeIn(page))[variantId], PATIENCE).toBe(before - 1)
  await expect
    .poll(() => demo.credit(), PATIENCE)
    .toMatchObject({ orders: 1, units: 1, revenue: { direct: price } })
  expect(demo.device.faults()).toEqual([])
  return { variantId, price, before }
}
