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
const SOON = { polling: 50, timeout: 40_000 } as const

/** Until the picture plays where a live viewer should be. */
const isLive = ({ page }: Widget) =>
  page.waitForFunction(() => {
    const player = document.querySelector<TotePlayer>('tote-player')
    return player?.playback.state.status === 'playing' && player.playback.isAtEdge
  }, SOON)

const isOffline = ({ page }: Widget) =>
  page.waitForFunction(
    () =>
      document.querySelector<TotePlayer>('tote-player')?.tote?.connection.$connection.get().status ===
      'offline',
    SOON,
  )

/** As a page of another device of the shopper: what it adds, the one that is away has to find. */
async function addElsewhere(units: number): Promise<void> {
  const other = await (await Widget.open(shop.device, shop.brand.origin)).online()
  await other.add(mug)
  await other.holds(units)
  await other.page.close()
}

test('[U58] from one network to another: the basket is the hub’s, what was added meanwhile arrives once, the picture is live', async () => {
  const brand = await (await Widget.open(shop.device, shop.brand.origin)).play()
  await isLive(brand)
  shop.wire.cut()
  await brand.add(mug)
  await isOffline(brand)
  shop.wire.mend()
  await brand.page.evaluate(() => dispatchEvent(new Event('online')))
  await brand.online()
  await brand.holds(1)
  await isLive(brand)
  expect((await brand.cart()).lines).toEqual([[mug, 1]])
  await brand.page.close()
})

test('[U55] frozen while the basket and the show went on: on waking it asks once and has both', async () => {
  const brand = await (await Widget.open(shop.device, shop.brand.origin)).play()
  await brand.holds(1)
  const cdp = await brand.page.createCDPSession()
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' })
  await addElsewhere(2)
  await shop.cue({ kind: 'pinProduct', productId: productIdSchema.parse('dome-lamp') })
  await cdp.send('Page.setWebLifecycleState', { state: 'active' })
  await brand.page.bringToFront()
  await brand.holds(2)
  await brand.page.waitForFunction(
    () =>
      document
        .querySelector<TotePlayer>('tote-player')
        ?.tote?.show.$log.get()
        .events.some(({ cue }) => cue.kind === 'productPinned' && cue.productId === 'dome-lamp') === true,
    SOON,
  )
  expect((await brand.cart()).lines).toEqual([[mug, 2]])
  await brand.page.close()
})

test('[U55] a network that answers everything with its own page is no hub: the basket stays usable, and is right once it is let through', async () => {
  const brand = await (await Widget.open(shop.device, shop.brand.origin)).play()
  await brand.holds(2)
  shop.wire.capture()
  await isOffline(brand)
  await brand.add(mug)
  await brand.page.waitForFunction(
    () => document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get().totalQuantity === 3,
    SOON,
  )
  expect((await brand.cart()).pending).toBe(1)
  shop.wire.mend()
  await brand.page.evaluate(() => dispatchEvent(new Event('online')))
  await brand.online()
  await brand.holds(3)
  await isLive(brand)
  expect((await brand.cart()).lines).toEqual([[mug, 3]])
  await brand.page.close()
})

test('[U55] a page opened behind such a network shows the kept basket, and the hub’s as soon as it is let through', async () => {
  const brand = await (await Widget.open(shop.device, shop.brand.origin)).online()
  await brand.holds(3)
  await brand.page.evaluate(() => {
    // The page and its scripts are there already; what it asks from here on is captured.
    document.querySelector('tote-player')?.remove()
  })
  shop.wire.capture()
  await brand.page.evaluate((show) => {
    const player = document.createElement('tote-player')
    const { hub, key } = (document.querySelector('script[data-hub]') as HTMLScriptElement).dataset
    Object.assign(player, { hub, key, show })
    document.body.append(player)
  }, 'autumn')
  await brand.page.waitForFunction(
    () => document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get().totalQuantity === 3,
    SOON,
  )
  shop.wire.mend()
  await addElsewhere(4)
  await brand.holds(4)
  expect((await brand.cart()).lines).toEqual([[mug, 4]])
  await brand.page.close()
})
