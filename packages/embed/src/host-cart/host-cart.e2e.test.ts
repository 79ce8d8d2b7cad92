import { findFreePort, openBrowser, startShowHub, type ShowHub, type TestBrowser } from '@tote/testkit/e2e'
import { openEngine, type EngineBrowser } from '@tote/testkit/engines'
import type { TotePlayer } from '@tote/player'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startCartShop, type CartShop } from './cart-shop-fixtures.ts'
import { VARIANTS, type ShopKind } from './shop-page-fixtures.ts'

declare global {
  interface Window {
    /** The test shop's own code. */
    readonly shop: { click(id: string, quantity: number): Promise<unknown> }
    readonly bridged?: Promise<unknown>
    readonly wasRead?: boolean
  }
}

type Page = Awaited<ReturnType<TestBrowser['openPage']>>

const MUG = 'stoneware-mug-oat'
const LAMP = 'dome-lamp-terracotta'
const SLOW = { timeout: 40_000 }

let hub: ShowHub
let port = 0
beforeAll(async () => {
  port = await findFreePort()
  hub = await startShowHub([`http://brand.localhost:${port}`])
})
afterAll(() => hub?.close())

let shop: CartShop
beforeEach(async () => {
  shop = await startCartShop({ port, script: hub.script, key: hub.key })
})
afterEach(() => shop.close())

/** What a shopper reads of both carts, and what the shop's server has. */
const seen = async (page: Pick<Page, 'evaluate'>) => ({
  ...(await page.evaluate(() => {
    const cart = document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get()
    return {
      badge: document.querySelector('#badge')?.textContent,
      drawer: [...document.querySelectorAll('#drawer li')].map(({ textContent }) => textContent).toSorted(),
      basket: Object.fromEntries(
        cart?.lines.map(({ merchandise, quantity }) => [merchandise.variantId, quantity]) ?? [],
      ),
    }
  })),
  server: shop.goods(),
})

/** As all of it is when it agrees. */
function agreed(basket: Partial<Record<keyof typeof VARIANTS, number>>) {
  const lines = Object.entries(basket) as [keyof typeof VARIANTS, number][]
  return {
    badge: String(lines.reduce((sum, [, quantity]) => sum + quantity, 0)),
    drawer: lines.map(([id, quantity]) => `${quantity} x ${VARIANTS[id]}`).toSorted(),
    basket: Object.fromEntries(lines),
    server: Object.fromEntries(lines.map(([id, quantity]) => [VARIANTS[id], quantity])),
  }
}

const isOnline = (page: Page) =>
  page.waitForFunction(
    () =>
      document.querySelector<TotePlayer>('tote-player')?.tote?.connection.$connection.get().status ===
      'online',
    SLOW,
  )

describe.each(['own', 'actions', 'ajax'] as const)('a page with a cart of kind %s', (kind: ShopKind) => {
  let device: TestBrowser
  beforeAll(async () => {
    device = await openBrowser({ thirdPartyCookies: 'blocked' })
  })
  afterAll(() => device?.close())

  const openShop = async () => {
    const page = await device.openPage(`${shop.origin}/${kind}`)
    await isOnline(page)
    return page
  }
  const act = (page: Page, variantId: string, quantity: number) =>
    page.evaluate(
      (id, count) => {
        const { cart } = document.querySelector<TotePlayer>('tote-player')?.tote ?? {}
        const line = cart?.$cart.get().lines.find(({ merchandise }) => merchandise.variantId === id)
        if (line === undefined) void cart?.addLine({ variantId: id, quantity: count })
        else if (count === 0) void cart?.removeLine(line.id)
        else void cart?.setQuantity(line.id, count)
      },
      variantId,
      quantity,
    )
  const click = (page: Page, variantId: keyof typeof VARIANTS, quantity: number) =>
    page.evaluate((id, count) => window.shop.click(id, count), VARIANTS[variantId], quantity)

  test('[U45] [U47] both ways: badge, drawer and basket agree after each change in either', async () => {
    const page = await openShop()
    await act(page, MUG, 2)
    await expect.poll(() => seen(page), SLOW).toEqual(agreed({ [MUG]: 2 }))
    await click(page, MUG, 3)
    await expect.poll(() => seen(page), SLOW).toEqual(agreed({ [MUG]: 3 }))
    await act(page, LAMP, 1)
    await expect.poll(() => seen(page), SLOW).toEqual(agreed({ [MUG]: 3, [LAMP]: 1 }))
    await click(page, MUG, 0)
    await expect.poll(() => seen(page), SLOW).toEqual(agreed({ [LAMP]: 1 }))
    await act(page, LAMP, 0)
    await expect.poll(() => seen(page), SLOW).toEqual(agreed({}))
    await page.close()
  })

  test('a write whose answer is lost is there once', async () => {
    const page = await openShop()
    shop.faults.push('lost')
    await act(page, MUG, 2)
    await expect.poll(async () => (await seen(page)).basket, SLOW).toEqual({ [MUG]: 2 })
    await expect.poll(() => shop.goods(), SLOW).toEqual({ [VARIANTS[MUG]]: 2 })
    await click(page, LAMP, 1)
    await expect.poll(async () => (await seen(page)).basket, SLOW).toEqual({ [MUG]: 2, [LAMP]: 1 })
    expect(shop.goods()).toEqual({ [VARIANTS[MUG]]: 2, [VARIANTS[LAMP]]: 1 })
    await act(page, MUG, 0)
    await act(page, LAMP, 0)
    await expect.poll(() => shop.goods(), SLOW).toEqual({})
    await page.close()
  })

  test('two tabs do a thing once, and what was in the basket before comes into a cart that was empty', async () => {
    const first = await openShop()
    const second = await openShop()
    await second.bringToFront()
    await act(second, MUG, 1)
    await expect.poll(() => seen(second), SLOW).toEqual(agreed({ [MUG]: 1 }))
    await first.bringToFront()
    await click(first, LAMP, 2)
    await expect.poll(async () => (await seen(first)).basket, SLOW).toEqual({ [MUG]: 1, [LAMP]: 2 })
    expect(shop.goods()).toEqual({ [VARIANTS[MUG]]: 1, [VARIANTS[LAMP]]: 2 })
    await first.close()
    await second.close()
    // The shop forgot its cart, and the site what was agreed: another device say.
    await shop.close()
    shop = await startCartShop({ port, script: hub.script, key: hub.key })
    const third = await device.openPage(`${shop.origin}/none`)
    await third.evaluate(() => localStorage.clear())
    await third.goto(`${shop.origin}/${kind}`)
    await isOnline(third)
    await expect.poll(() => seen(third), SLOW).toEqual(agreed({ [MUG]: 1, [LAMP]: 2 }))
    await act(third, MUG, 0)
    await act(third, LAMP, 0)
    await expect.poll(() => seen(third), SLOW).toEqual(agreed({}))
    await third.close()
  })
})

describe('a page', () => {
  let device: TestBrowser
  beforeAll(async () => {
    device = await openBrowser({ thirdPartyCookies: 'blocked' })
  })
  afterAll(() => device?.close())

  test('[U48] with no handler at all has a basket that works, and its own cart is left alone', async () => {
    const page = await device.openPage(`${shop.origin}/none`)
    await isOnline(page)
    await page.evaluate(
      (id) => void document.querySelector<TotePlayer>('tote-player')?.tote?.cart.addLine({ variantId: id }),
      MUG,
    )
    await expect.poll(async () => Object.values((await seen(page)).basket), SLOW).toEqual([1])
    await page.evaluate((id) => window.shop.click(id, 2), VARIANTS[LAMP])
    await expect.poll(async () => (await seen(page)).badge).toBe('2')
    expect(Object.values((await seen(page)).basket)).toEqual([1])
    expect(shop.changes).toEqual(['/cart/change.js'])
    expect(
      await page.evaluate(() =>
        performance.getEntriesByType('resource').filter(({ name }) => /host-cart|named-cart/.test(name)),
      ),
    ).toEqual([])
    await page.close()
  })

  test('whose players are isolated gets nothing: no code, no basket, and is told why', async () => {
    const page = await device.openPage(`${shop.origin}/isolated`)
    await page.waitForFunction(() =>
      document.querySelector('tote-player')?.shadowRoot?.querySelector('iframe'),
    )
    await page.evaluate(() => window.bridged)
    expect(await page.evaluate(() => window.wasRead)).toBeUndefined()
    expect(
      await page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .filter(({ name }) => /\/(host-cart|named-cart|bridge-cart|shell)-/.test(name)),
      ),
    ).toEqual([])
    expect(
      device
        .faults()
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('tote.hostCart does nothing')
    device.clearFaults()
    await page.close()
  })
})

describe('in firefox', () => {
  let browser: EngineBrowser
  beforeAll(async () => {
    browser = await openEngine('firefox')
  })
  afterAll(() => browser?.close())

  test('[U45] [U47] a theme with standard actions agrees with the basket both ways', async () => {
    const page = await browser.openPage(`${shop.origin}/actions`)
    const see = async () => {
      const now = await page.run(() => ({
        badge: document.querySelector('#badge')?.textContent,
        units: document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get().totalQuantity,
      }))
      return { ...now, server: shop.goods() }
    }
    await page.waitFor(
      () =>
        document.querySelector<TotePlayer>('tote-player')?.tote?.connection.$connection.get().status ===
        'online',
    )
    await page.run(
      (id) => void document.querySelector<TotePlayer>('tote-player')?.tote?.cart.addLine({ variantId: id }),
      MUG,
    )
    await expect.poll(see, SLOW).toEqual({ badge: '1', units: 1, server: { [VARIANTS[MUG]]: 1 } })
    await page.run((id) => void window.shop.click(id, 3), VARIANTS[MUG])
    await expect.poll(see, SLOW).toEqual({ badge: '3', units: 3, server: { [VARIANTS[MUG]]: 3 } })
    await page.close()
  })
})
