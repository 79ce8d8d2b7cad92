import type { TotePlayer } from '@tote/player'
import { productIdSchema } from '@tote/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShop, Widget, type Shop } from './shop-fixtures.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const PATIENT = { timeout: 40_000 }
const MUG = 'stoneware-mug-ink'
const BOARD = 'olive-board'
const CANDLE = 'fig-candle'

/** Each suggestion of the basket or of the open product: its name and why. */
const suggested = ({ page }: Widget, of: 'tote-cart' | 'tote-product') =>
  page.evaluate((name: string) => {
    // As a shopper scrolls to it: nothing is asked for what nobody gets near.
    const root = document.querySelector('tote-player')?.shadowRoot
    const product = root?.querySelector('tote-products')?.shadowRoot?.querySelector('tote-product')
    const suggestions = (
      name === 'tote-cart' ? root?.querySelector(name) : product
    )?.shadowRoot?.querySelector('tote-suggestions')
    suggestions?.scrollIntoView()
    const list = suggestions?.shadowRoot?.querySelectorAll('.suggestion')
    return [...(list ?? [])].map((one) =>
      ['.title', '.why'].map((part) => one.querySelector(part)?.textContent.trim() ?? '').join(': '),
    )
  }, of)

test('what the show has shown goes with a product and with the basket, and one press adds it; at a store only what it has', async () => {
  await shop.cue({ kind: 'pinProduct', productId: productIdSchema.parse(CANDLE) })
  await shop.cue({ kind: 'pinProduct', productId: productIdSchema.parse(BOARD) })
  const widget = await Widget.open(shop.device, shop.brand.origin)
  const { page } = widget
  await widget.online()

  await widget.lookAt('stoneware-mug')
  await expect
    .poll(() => suggested(widget, 'tote-product'), PATIENT)
    .toEqual([
      expect.stringMatching(/board: In this show$/i),
      expect.stringMatching(/candle: In this show$/i),
    ])

  await widget.add(MUG)
  await widget.holds(1)
  await widget.openPanel('cart')
  await expect.poll(() => suggested(widget, 'tote-cart'), PATIENT).toHaveLength(2)
  await page
    .locator('tote-player >>> tote-cart >>> tote-suggestions >>> .suggestion .add')
    .setWaitForStableBoundingBox(false)
    .click()
  await widget.holds(2)
  expect((await widget.cart()).lines).toEqual([
    [BOARD, 1],
    [MUG, 1],
  ])

  // Another place of the same shopper: what is in the basket is suggested nowhere.
  const other = await Widget.open(shop.device, shop.brand.origin)
  await other.online()
  await other.holds(2)
  await other.openPanel('cart')
  await expect
    .poll(() => suggested(other, 'tote-cart'), PATIENT)
    .toEqual([expect.stringMatching(/candle: In this show$/i)])

  await other.page.evaluate(() => {
    const tote = document.querySelector<TotePlayer>('tote-player')?.tote
    const store = tote?.show.$stores.get().find(({ name }) => name.includes('Canal'))
    if (store !== undefined) void tote?.cart.setFulfillment({ kind: 'pickup', locationId: store.id })
  })
  await expect
    .poll(() => suggested(other, 'tote-cart'), PATIENT)
    .toContainEqual(expect.stringMatching(/: In stock: Paris, Canal Saint-Martin$/))
  expect(shop.device.faults()).toEqual([])
})
