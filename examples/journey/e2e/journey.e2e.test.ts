import type { TotePlayer } from '@tote/player'
import { productIdSchema, variantIdSchema } from '@tote/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShop, Widget, type Shop } from './shop-fixtures.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const mug = 'stoneware-mug-oat'
const tote = productIdSchema.parse('market-tote')

test('[U50] [U53] [U64] a shopper watches at the brand, adds, follows a link, and finds the same show at the same moment and the same cart at the market, with third-party cookies blocked', async () => {
  const brand = await (await Widget.open(shop.device, shop.brand.origin)).play()
  await shop.cue({ kind: 'pinProduct', productId: tote })
  await brand.click('tote-product-card >>> [part~="add-button"]')
  await brand.holds(1)

  const before = await brand.position()
  await brand.page.click('#away')
  await brand.page.waitForFunction((origin: string) => location.origin === origin, {}, shop.market.origin)
  const market = await new Widget(brand.page).online()
  await market.page.waitForFunction(
    () => document.querySelector<TotePlayer>('tote-player')?.tote?.journey.$offer.get() != null,
  )
  // The ticket has left the address, and nothing is joined before the shopper's click.
  expect(market.page.url()).toBe(`${shop.market.origin}/`)
  expect((await market.cart()).lines).toEqual([])

  await market.click('tote-offer >>> [part~="accept"]')
  await market.holds(1)
  expect((await market.cart()).lines).toEqual([['market-tote', 1]])
  // The yes was a tap: the picture goes on by itself, where it was.
  await market.playing()
  const after = await market.position()
  // Both places are at the live edge of one stream: what went by between the readings is what the clock says.
  expect(Math.abs(after.pdt - before.pdt - (after.at - before.at))).toBeLessThan(4000)
  expect(shop.device.faults()).toEqual([])
  await market.page.close()
})

test('and back again, with what was added meanwhile', async () => {
  const market = await (await Widget.open(shop.device, shop.market.origin)).online()
  await market.add(mug, 2)
  await market.holds(3)
  await market.page.click('#away')
  await market.page.waitForFunction((origin: string) => location.origin === origin, {}, shop.brand.origin)
  const brand = await new Widget(market.page).online()
  // The brand's own place is of the same journey already: there is nothing to ask.
  await brand.holds(3)
  expect(
    await brand.page.evaluate(() =>
      document.querySelector<TotePlayer>('tote-player')?.tote?.journey.$offer.get(),
    ),
  ).toBeNull()
  expect((await brand.cart()).lines).toEqual([
    ['market-tote', 1],
    [mug, 2],
  ])
  await brand.page.close()
})

test('[U41] side by side, an add in one is in the other, also 20 at once from both', async () => {
  const brand = await (await Widget.open(shop.device, shop.brand.origin)).online()
  const market = await (await Widget.open(shop.device, shop.market.origin)).online()
  await Promise.all(Array.from({ length: 10 }, () => [brand.add(mug), market.add(mug)]).flat())
  await Promise.all([brand.holds(23), market.holds(23)])
  expect((await brand.cart()).lines).toEqual((await market.cart()).lines)
  await brand.page.close()
  await market.page.close()
})

test('[U15] a pinned product is drawn within 250 ms of its picture, read from the playhead', async () => {
  const brand = await (await Widget.open(shop.device, shop.brand.origin)).play()
  const errors: number[] = []
  for (const productId of ['dome-lamp', 'silk-scarf', 'straw-hat'].map((id) => productIdSchema.parse(id))) {
    const seen = brand.page.evaluate(drawnAt, productId)
    const event = await shop.cue({ kind: 'pinProduct', productId })
    errors.push((await seen) - event.at)
    await shop.cue({ kind: 'unpinProduct', productId })
  }
  for (const error of errors) {
    expect(error).toBeGreaterThanOrEqual(0)
    expect(error).toBeLessThanOrEqual(250)
  }
  await brand.page.close()
})

test('the price of the picture, not of the hub’s now, is what a viewer behind live sees', async () => {
  const brand = await (await Widget.open(shop.device, shop.brand.origin)).play()
  const productId = productIdSchema.parse('olive-board')
  const priceNow = () =>
    brand.page.evaluate(() => {
      const products = document.querySelector<TotePlayer>('tote-player')?.tote?.show.$products.get()
      return products?.find(({ id }) => id === 'olive-board')?.variants[0]?.price.amount
    })
  const before = await priceNow()
  const { at, cue } = await shop.cue({
    kind: 'changePrice',
    productId,
    prices: [{ variantId: variantIdSchema.parse('olive-board'), price: 4900 }],
  })
  expect(cue).toMatchObject({ prices: [{ was: before, price: 4900 }] })
  // Heard of at once, and shown when the picture gets there.
  await brand.page.waitForFunction(() => {
    const player = document.querySelector<TotePlayer>('tote-player')
    return player?.tote?.show.$products
      .get()
      .some(({ id, variants }) => id === 'olive-board' && variants[0]?.price.amount === 4900)
  })
  expect((await brand.position()).pdt).toBeGreaterThanOrEqual(at)
  await brand.page.close()
})

test('a price for a while counts down with the picture on the card, and when it is over there the old price is back', async () => {
  const brand = await (await Widget.open(shop.device, shop.brand.origin)).play()
  const productId = productIdSchema.parse('market-tote')
  const variantId = variantIdSchema.parse('market-tote')
  const product = (page: typeof brand.page) =>
    page.evaluate(() => {
      const player = document.querySelector<TotePlayer>('tote-player')
      const card = player?.shadowRoot?.querySelector('tote-product-card')?.shadowRoot
      const view = player?.tote?.show.$products.get().find(({ id }) => id === 'market-tote')?.variants[0]
      return {
        price: view?.price.amount ?? 0,
        endsAt: view?.priceEndsAt ?? null,
        countdown: card?.querySelector('[part=ends]')?.textContent?.trim() ?? '',
        pdt: player?.tote?.playback.$position.get()?.pdt ?? 0,
      }
    })
  const usual = (await product(brand.page)).price
  await shop.cue({ kind: 'pinProduct', productId })
  const { at } = await shop.cue({
    kind: 'changePrice',
    productId,
    prices: [{ variantId, price: usual - 500 }],
    lastsMs: 8000,
  })
  await brand.page.waitForSelector('tote-player >>> tote-product-card >>> [part=ends]', { visible: true })
  const during = await product(brand.page)
  expect(during).toMatchObject({ price: usual - 500, endsAt: at + 8000 })
  const left = Math.ceil((at + 8000 - during.pdt) / 1000)
  // Between the two readings the picture may have gone on by a second.
  expect([`0:0${left} left`, `0:0${left + 1} left`]).toContain(during.countdown)
  await brand.page.waitForSelector('tote-player >>> tote-product-card >>> [part=ends]', { hidden: true })
  const after = await product(brand.page)
  expect(after).toMatchObject({ price: usual, endsAt: null })
  expect(after.pdt).toBeGreaterThanOrEqual(at + 8000)
  expect(shop.device.faults()).toEqual([])
  await brand.page.close()
})

/** Runs in the page: the programme time of the picture at the moment this product's card is drawn. */
function drawnAt(productId: string): Promise<number> {
  const player = document.querySelector<TotePlayer>('tote-player')
  const card = player?.shadowRoot?.querySelector('tote-product-card')
  const root = card?.shadowRoot
  const video = player?.video
  if (player?.tote == null || root == null || video == null) throw new Error('there is no card to watch')
  const { $position } = player.tote.playback
  const { $products } = player.tote.show
  const title = $products.get().find(({ id }) => id === productId)?.title ?? ''
  // The element tells its position now and then; between, the video's own clock goes on from there.
  let known = { pdt: $position.get()?.pdt ?? 0, time: video.currentTime }
  const stop = $position.listen((position) => {
    if (position !== null) known = { pdt: position.pdt, time: video.currentTime }
  })
  return new Promise((resolve) => {
    const look = () => {
      if (root.querySelector('[part~="title"]')?.textContent?.includes(title) !== true) return
      observer.disconnect()
      stop()
      resolve(known.pdt + (video.currentTime - known.time) * 1000)
    }
    const observer = new MutationObserver(look)
    observer.observe(root, { childList: true, subtree: true, characterData: true })
    look()
  })
}
