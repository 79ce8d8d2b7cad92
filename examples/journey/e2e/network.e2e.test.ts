import type { TotePlayer } from '@tote/player'
import { productIdSchema } from '@tote/protocol'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openShop, Widget, type Shop } from './shop-fixtures.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())
afterEach(() => shop.wire.mend())

const mug = 'stoneware-mug-ink'
/** A tab in the background draws nothing, so it is asked by the clock and not by its frames. */
const POLLING = { polling: 50 } as const
/** The longest that the hub is asked only every so often, with room for a busy machine. */
const SOON = { polling: 50, timeout: 40_000 } as const

/** Waits until the cart shows these units, answered or not. */
async function shows(widget: Widget, units: number): Promise<void> {
  await widget.page.waitForFunction(
    (wanted: number) =>
      document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get().totalQuantity === wanted,
    POLLING,
    units,
  )
}

const via = (widget: Widget) =>
  widget.page.evaluate(() => {
    const connection = document.querySelector<TotePlayer>('tote-player')?.tote?.connection.$connection.get()
    return connection?.status === 'online' ? connection.via : connection?.status
  })

test('a proxy that lets no WebSocket through: the shop works over HTTPS, both ways, and by socket once it may', async () => {
  shop.wire.refuseUpgrades()
  const brand = await (await Widget.open(shop.device, shop.brand.origin)).online()
  expect(await via(brand)).toBe('https')
  await brand.add(mug, 2)
  await brand.holds(2)

  // What the same shopper adds in another tab, and what a host does, arrive too.
  const other = await (await Widget.open(shop.device, shop.brand.origin)).online()
  await other.add(mug)
  await brand.holds(3)
  await other.page.close()
  await brand.play()
  await shop.cue({ kind: 'pinProduct', productId: productIdSchema.parse('dome-lamp') })
  await brand.page.waitForFunction(
    () =>
      document
        .querySelector<TotePlayer>('tote-player')
        ?.tote?.show.$moment.get()
        .pinned.some(({ id }) => id === 'dome-lamp') === true,
    SOON,
  )

  // Another page finds the way open at once; a page that is open tries again each minute.
  shop.wire.mend()
  await brand.page.reload()
  const again = await new Widget(brand.page).online()
  expect(await via(again)).toBe('socket')
  await again.holds(3)
  await again.page.close()
})

test('[U46] [U56] added and reloaded while out of reach: the line is there again from this device, and arrives once', async () => {
  const brand = await (await Widget.open(shop.device, shop.brand.origin)).online()
  await brand.holds(3)
  shop.wire.cut()
  await brand.add(mug)
  await shows(brand, 4)
  await brand.page.reload()
  await shows(brand, 4)
  shop.wire.mend()
  await (await new Widget(brand.page).online()).holds(4)
  expect((await brand.cart()).lines).toEqual([[mug, 4]])
  await brand.page.close()
})

test('two tabs out of reach: an add in one is in the other at once; when its tab is closed, the other sends it', async () => {
  const one = await (await Widget.open(shop.device, shop.brand.origin)).online()
  const other = await (await Widget.open(shop.device, shop.brand.origin)).online()
  await Promise.all([one.holds(4), other.holds(4)])
  shop.wire.cut()
  await one.add(mug)
  await shows(other, 5)
  expect((await other.cart()).pending).toBe(1)
  await one.page.close()
  shop.wire.mend()
  await (await other.online()).holds(5)
  await other.page.close()
})

test('[U59] a network that is gone without a word is noticed, and found again', async () => {
  const brand = await (await Widget.open(shop.device, shop.brand.origin)).online()
  shop.wire.stall()
  await brand.page.waitForFunction(
    () =>
      document.querySelector<TotePlayer>('tote-player')?.tote?.connection.$connection.get().status ===
      'offline',
    SOON,
  )
  // A browser would go on using a connection that is dead and open for other requests too.
  shop.wire.cut()
  shop.wire.mend()
  await brand.online()
  expect(await via(brand)).toBe('socket')
  await brand.page.close()
})

test('a page that is left with an add under way has it sent after it is gone', async () => {
  // A place of the same journey on another site: it shares no storage, so that nothing but the hub can tell it.
  const market = await (await Widget.open(shop.device, shop.brand.origin)).online()
  await market.page.click('#away')
  await market.page.waitForFunction((origin: string) => location.origin === origin, {}, shop.market.origin)
  await market.online()
  await market.click('tote-offer >>> [part~="accept"]')
  await market.holds(5)

  const brand = await (await Widget.open(shop.device, shop.brand.origin)).online()
  await brand.holds(5)
  // Its socket says nothing from here on, so that only the last word can carry it.
  await brand.page.evaluate(() => {
    WebSocket.prototype.send = () => undefined
  })
  await brand.add(mug)
  await shows(brand, 6)
  // What the last word is sent with is signed once something is pending.
  await brand.page.evaluate(() => new Promise((done) => setTimeout(done, 300)))
  expect((await brand.cart()).pending).toBe(1)
  await brand.page.goto('about:blank')
  await market.holds(6)
  expect((await market.cart()).lines).toEqual([[mug, 6]])
  await Promise.all([market.page.close(), brand.page.close()])
})

test('[U37] a page that comes back out of the back/forward cache is in sync again by itself', async () => {
  const brand = await (await Widget.open(shop.device, shop.brand.origin)).online()
  await brand.holds(6)
  await brand.page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => {
      Reflect.set(window, 'wasAside', persisted)
    })
  })
  await brand.page.goto(shop.lab.origin)
  const other = await (await Widget.open(shop.device, shop.brand.origin)).online()
  await other.add(mug)
  await other.holds(7)
  await other.page.close()
  await brand.page.goBack()
  await brand.holds(7)
  expect(await brand.page.evaluate(() => Reflect.get(window, 'wasAside') === true)).toBe(true)
  await brand.page.close()
})
