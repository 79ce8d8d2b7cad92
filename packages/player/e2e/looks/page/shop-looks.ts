import { money, showIdSchema, variantIdSchema } from '@tote/protocol'
import { dropIdSchema } from '@tote/protocol/drops'
import '../../../src/define/tote-drop.ts'
import '../../../src/define/tote-suggestions.ts'
import '../../../src/define/tote-waitlist.ts'
import type { Goods } from './goods.ts'
import { looksOf, press } from './look.ts'
import { drawElement } from './look-element.ts'
import { drawPlaying } from './look-player.ts'

const MINUTE = 60_000

/** Half of what it was, for five minutes more. */
const reduced = (goods: Goods) =>
  goods.one('velvet-cushion', () => ({
    price: money(3900, 'EUR'),
    compareAt: money(5500, 'EUR'),
    priceEndsAt: 5 * MINUTE,
  }))
const few = (goods: Goods) => goods.one('market-tote', () => ({ lowStock: 3 }))
const gone = (goods: Goods) => goods.one('olive-board', () => ({ isSoldOut: true }))
const firstOf = (goods: Goods, id: string) => variantIdSchema.parse(goods.one(id).variants[0]?.id)

const card = (goods: Goods, pinned: Parameters<typeof drawPlaying>[1]) => drawPlaying(goods, pinned)

function dropped(goods: Goods) {
  const drop = {
    id: dropIdSchema.parse('one'),
    showId: showIdSchema.parse('show'),
    productId: goods.one('dome-lamp').id,
    variantId: firstOf(goods, 'dome-lamp'),
    opensAt: MINUTE,
    windowMs: 30_000,
    perShopper: 2,
    holdMs: MINUTE,
    commitment: '0'.repeat(64),
  }
  const lamp = goods.one('dome-lamp', () => ({ drop }))
  return [{ ...lamp, options: [], variants: lamp.variants.slice(0, 1) }]
}

export const shopLooks = looksOf('shop', {
  'one shown': (goods) => card(goods, { pinned: [goods.one('stoneware-mug')] }),
  'two shown': (goods) => card(goods, { pinned: [goods.one('wool-throw'), goods.one('stoneware-mug')] }),
  'three shown': (goods) =>
    card(goods, { pinned: [goods.one('linen-shirt'), goods.one('wool-throw'), goods.one('stoneware-mug')] }),
  'a price that ends': (goods) => card(goods, { pinned: [reduced(goods)] }),
  'few left': (goods) => card(goods, { pinned: [few(goods)] }),
  'sold out': (goods) => card(goods, { pinned: [gone(goods)] }),
  async added(goods) {
    const { player } = await card(goods, { pinned: [few(goods)] })
    await press(player, '[part~=add-button]')
  },
  async 'not added'(goods) {
    const { player } = await card(goods, {
      pinned: [few(goods)],
      outcome: { status: 'rejected', code: 'no_stock', free: 0 },
    })
    await press(player, '[part~=add-button]')
  },
  'card in a page': (goods) =>
    drawElement(goods, 'tote-product-card', {
      selector: '[part~=card]',
      pinned: [goods.one('linen-shirt'), goods.one('wool-throw')],
    }),
  list: (goods) =>
    drawElement(goods, 'tote-products', {
      selector: 'li',
      products: [few(goods), gone(goods), reduced(goods), ...goods.all.slice(0, 2)],
      pinned: [few(goods)],
    }),
  'long list': (goods) => drawElement(goods, 'tote-products', { selector: 'li' }),
  product: (goods) =>
    drawElement(goods, 'tote-product', {
      selector: '[part~=add-button]',
      properties: { product: 'linen-shirt', back: true },
    }),
  'product, sold out': (goods) =>
    drawElement(goods, 'tote-product', {
      selector: '[part~=add-button]',
      products: [gone(goods)],
      properties: { product: 'olive-board' },
    }),
  'drop to come': (goods) =>
    drawElement(goods, 'tote-product', {
      selector: 'tote-waitlist',
      products: dropped(goods),
      hubNow: () => 0,
      properties: { product: 'dome-lamp' },
    }),
  'drop, open': (goods) =>
    drawElement(goods, 'tote-product', {
      selector: 'tote-waitlist',
      products: dropped(goods),
      hubNow: () => MINUTE,
      pdt: MINUTE,
      properties: { product: 'dome-lamp' },
    }),
  'drop over the picture': (goods) =>
    drawPlaying(goods, {
      products: dropped(goods),
      pinned: dropped(goods),
      hubNow: () => MINUTE,
      pdt: MINUTE,
    }),
  'waitlist, a place': (goods) =>
    drawElement(goods, 'tote-waitlist', {
      selector: '[part=leave]',
      waits: [{ status: 'waiting', variantId: firstOf(goods, 'olive-board'), place: 3 }],
      properties: { variant: firstOf(goods, 'olive-board') },
    }),
  'waitlist, a turn': (goods) =>
    drawPlaying(goods, {
      pinned: [goods.one('wool-throw')],
      waits: [{ status: 'called', variantId: firstOf(goods, 'olive-board'), untilMs: 10 * MINUTE }],
    }),
  suggestions: (goods) =>
    drawElement(goods, 'tote-suggestions', {
      selector: '[part=title]',
      properties: { product: 'stoneware-mug' },
      suggestAnswer: () =>
        Promise.resolve({
          suggestions: [
            { productId: 'carafe-set', reason: { kind: 'bought-together', productId: 'stoneware-mug' } },
            { productId: 'olive-board', reason: { kind: 'bought-together', productId: 'stoneware-mug' } },
          ],
        }),
    }),
})
