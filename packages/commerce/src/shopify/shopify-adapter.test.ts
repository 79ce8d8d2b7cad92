import type { CheckoutId, LocationId, VariantId } from '@tote/protocol'
import { toCartPermalink } from '@tote/protocol'
import { COATS } from '@tote/testkit/shops'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { CheckoutRequest } from '../commerce-adapter.ts'
import { describeAdapter } from '../contract-suite-fixtures.ts'
import { loseOneAnswer } from '../lose-one-answer-fixtures.ts'
import type { ShopNews } from '../shop-news.ts'
import { neverEnded, PATIENT, ShopTester } from '../shop-under-test-fixtures.ts'
import {
  BACK_ROOM,
  COAT,
  MUG,
  MUG_VARIANT,
  SOCK_SIZES,
  SOCKS,
  STORE,
  WAREHOUSE,
} from './double-goods-fixtures.ts'
import { createShopifyAdapter } from './shopify-adapter.ts'
import { startShopifyDouble, type ShopifyUnderTest } from './shopify-shop-fixtures.ts'

let shop: ShopifyUnderTest
const tester = new ShopTester()

beforeAll(async () => {
  shop = await startShopifyDouble()
  tester.goTo(shop)
  // Thousands of types are read.
}, 120_000)
afterAll(() => shop?.close())

// The double stays open for what is tested after the suite.
describeAdapter('shopify', async () => ({ ...shop, close: async () => undefined }))

/** News of what the shop posts from now on; it grows as posts come. */
function listen(): () => Promise<ShopNews[]> {
  const from = shop.posts.length
  return async () => {
    const heard = await Promise.all(shop.posts.slice(from).map((post) => shop.adapter.hear(post)))
    return heard.flat()
  }
}

const cartOf = (shopRef: string) => {
  const cart = shop.server.shop.findCart(shopRef)
  if (cart === undefined) throw new Error('the shop has no such cart')
  return cart
}

async function buy(more: Partial<CheckoutRequest> = {}) {
  const request = tester.checkout(tester.cart([tester.line(shop.goods.plenty, 2)]), more)
  const { url, shopRef } = await tester.open(request)
  await shop.pay({ url, shopRef })
  await shop.setStock(shop.goods.plenty.variantId, shop.goods.plenty.count)
  const order = shop.server.shop.orders.at(-1)
  if (order === undefined) throw new Error('nothing was bought')
  return { request, shopRef, order }
}

describe('a catalogue of Shopify', () => {
  test('has its choices, words and places as the shop has them', async () => {
    const { products, locations } = await shop.adapter.readCatalogue(shop.market, neverEnded())
    expect(locations).toEqual([
      { id: WAREHOUSE, name: 'Warehouse', kind: 'warehouse' },
      { id: STORE, name: 'Berlin store', kind: 'store' },
    ])
    expect(products.map(({ id }) => id)).toEqual([COAT, MUG, SOCKS])
    expect(products[0]).toMatchObject({
      title: 'Rain coat',
      description: 'Keeps you dry & warm.',
      brand: 'Maison',
      image: 'https://cdn.shop.example/coat.webp',
      options: [
        { name: 'Colour', values: ['Red', 'Blue'] },
        { name: 'Size', values: ['S', 'M'] },
      ],
    })
    expect(products[0]?.variants[0]).toMatchObject({ compareAt: COATS[0].eur + 3000 })
    const second = products[0]?.variants[1]
    expect(second).toMatchObject({ sku: COATS[1].sku, options: ['Red', 'M'] })
    // The back room and places that were closed sell nothing here.
    expect(second?.stock).toEqual({ [WAREHOUSE]: expect.any(Number), [STORE]: expect.any(Number) })
    expect(locations.map(({ id }) => String(id))).not.toContain(BACK_ROOM)
  })

  test('a product of many choices has all of them, each with its count', async () => {
    const { products } = await shop.adapter.readCatalogue(shop.market, neverEnded())
    const socks = products.find(({ id }) => id === SOCKS)?.variants ?? []
    expect(socks.map(({ options }) => options[0])).toEqual(SOCK_SIZES)
    expect(socks.map(({ stock }) => Object.values(stock)[0])).toEqual(SOCK_SIZES.map((_, index) => index))
  })

  test('a product without choices has none, and what is sold beyond its stock is not counted', async () => {
    const { products } = await shop.adapter.readCatalogue(shop.market, neverEnded())
    expect(products.find(({ id }) => id === MUG)).toEqual({
      id: MUG,
      title: 'Mug',
      description: '',
      image: 'https://cdn.shop.example/coat.webp',
      options: [],
      inventoryMode: 'none',
      variants: [{ id: MUG_VARIANT, title: 'Mug', options: [], price: 1999, stock: {} }],
    })
    const line = tester.line({ variantId: MUG_VARIANT as VariantId, price: 1999 }, 60)
    expect(await tester.mirror(tester.cart([line]))).toMatchObject({ total: 60 * 1999, problems: [] })
  })

  test('what is too much for one question is asked in smaller ones', async () => {
    const whole = await shop.adapter.readCatalogue(shop.market, neverEnded())
    shop.server.mostProducts = 1
    expect(await shop.adapter.readCatalogue(shop.market, neverEnded())).toEqual(whole)
    shop.server.mostProducts = 250
  })

  test('a country where it does not sell is refused', async () => {
    await expect(
      shop.adapter.readCatalogue({ currencyCode: 'EUR', countryCode: 'BR' }, neverEnded()),
    ).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('EUR in BR') })
  })

  test('ids are those of Shopify’s own cart links', () => {
    const { variantId } = shop.goods.plenty
    expect(toCartPermalink('https://shop.example/cart/{lines}', [{ variantId, quantity: 2 }])).toBe(
      `https://shop.example/cart/${variantId}:2`,
    )
    expect(variantId).toMatch(/^\d+$/)
  })
})

describe('asked too much', () => {
  test('a catalogue waits as long as Shopify says, a shopper’s question does not', async () => {
    const waits: number[] = []
    const patient = createShopifyAdapter(shop.settings, {
      wait: async (ms) => {
        waits.push(ms)
      },
    })
    shop.server.throttled = 2
    expect(await patient.readCatalogue(shop.market, neverEnded())).toMatchObject({ currency: 'EUR' })
    // 200 points are missing, and 100 drip back in a second.
    expect(waits).toEqual([2000, 2000])
    shop.server.throttled = 1
    await expect(patient.readOrder('checkout-x' as CheckoutId, '', neverEnded())).rejects.toMatchObject({
      name: 'ShopError',
      code: 'away',
      retryAfterMs: 2000,
    })
    expect(shop.server.throttled).toBe(0)
  })

  test('who waits and does not want to any more leaves, with the reason', async () => {
    const enough = new Error('enough')
    const stop = new AbortController()
    shop.server.throttled = 1
    const adapter = createShopifyAdapter(shop.settings, {
      wait: async () => {
        stop.abort(enough)
        throw enough
      },
    })
    await expect(adapter.readCatalogue(shop.market, stop.signal)).rejects.toBe(enough)
  })
})

describe('a cart in Shopify', () => {
  test('another node goes on with it by its name', async () => {
    const cart = tester.cart([tester.line(shop.goods.plenty, 1)])
    const { shopRef } = await tester.mirror(cart)
    const before = await shop.countCarts()
    const node = createShopifyAdapter(shop.settings)
    const more = { ...cart, shopRef, lines: [tester.line(shop.goods.few, 2)] }
    expect((await node.mirrorCart(more, neverEnded())).shopRef).toBe(shopRef)
    expect(await shop.countCarts()).toBe(before)
    expect(await tester.inShop(shopRef)).toEqual({ [shop.goods.few.variantId]: 2 })
  })

  test('what is as it should be is asked for, and not changed', async () => {
    const cart = tester.cart([tester.line(shop.goods.plenty, 1)], { note: 'ring twice', rev: 1 })
    const { shopRef } = await tester.mirror(cart)
    const from = shop.server.asked.length
    await tester.mirror({ ...cart, shopRef })
    expect(shop.server.asked.slice(from)).toEqual(['ToteCart'])
  })

  test('people in the shop read note and attributes; what is Tote’s is not shown to shoppers', async () => {
    const { shopRef } = await tester.mirror(
      tester.cart(
        [tester.line(shop.goods.plenty, 1, { attributes: [['Engraving', 'Ada <3']], receipt: 'receipt.x' })],
        { note: 'for my sister' },
      ),
    )
    const { note, lines } = cartOf(shopRef)
    expect(note).toBe('for my sister')
    const names = lines[0]?.attributes.map(({ key }) => key) ?? []
    expect(lines[0]?.attributes[0]).toEqual({ key: 'Engraving', value: 'Ada <3' })
    expect(names.slice(1).every((name) => name.startsWith('_'))).toBe(true)
  })

  test('an attribute that a page gave the name of a receipt is no receipt', async () => {
    const forged = tester.line(shop.goods.plenty, 1, { attributes: [['_tote_receipt', 'forged']] })
    const request = tester.checkout(tester.cart([forged]))
    const { url, shopRef } = await tester.open(request)
    await shop.pay({ url, shopRef })
    const order = await shop.adapter.readOrder(request.checkoutId, shopRef, neverEnded())
    expect(order?.lines).toEqual([
      { variantId: shop.goods.plenty.variantId, quantity: 1, price: shop.goods.plenty.price },
    ])
    await shop.setStock(shop.goods.plenty.variantId, shop.goods.plenty.count)
  })

  test('what the shop itself noted on it stays', async () => {
    const cart = tester.cart([tester.line(shop.goods.plenty, 1)], { rev: 1 })
    const { shopRef } = await tester.mirror(cart)
    cartOf(shopRef).attributes = [...cartOf(shopRef).attributes, { key: 'gift', value: 'yes' }]
    await tester.mirror({ ...cart, shopRef, rev: 2 })
    expect(cartOf(shopRef).attributes).toContainEqual({ key: 'gift', value: 'yes' })
    expect(cartOf(shopRef).attributes).toContainEqual({ key: '_tote_rev', value: '2' })
  })

  test('a pick-up fills in the check-out, and is taken out again', async () => {
    const cart = tester.cart([tester.line(shop.goods.plenty, 1)], {
      fulfilment: { kind: 'pickup', locationId: STORE as LocationId },
    })
    const { shopRef, problems } = await tester.mirror(cart)
    expect(problems).toEqual([])
    expect(cartOf(shopRef).delivery).toEqual({ deliveryMethod: ['PICK_UP'], pickupHandle: [STORE] })
    await tester.mirror({ ...cart, shopRef, fulfilment: { kind: 'delivery' } })
    expect(cartOf(shopRef).delivery).toEqual({ deliveryMethod: ['SHIPPING'], pickupHandle: [] })
  })

  test('a line that Shopify refuses outright is told, and the rest is done', async () => {
    const { plenty, few } = shop.goods
    shop.server.refusesOutright.add(few.variantId)
    const refused = tester.line(few, 1)
    const asked = tester.cart([refused, tester.line(plenty, 2)])
    const { shopRef, problems } = await tester.mirror(asked)
    expect(problems).toEqual([{ code: 'gone', lineId: refused.lineId }])
    expect(await tester.inShop(shopRef)).toEqual({ [plenty.variantId]: 2 })
    // The same where there is a cart already.
    const again = await tester.mirror({ ...asked, shopRef })
    expect(again).toEqual({ shopRef, total: 2 * plenty.price, problems })
    shop.server.refusesOutright.clear()
  })

  test('a change whose answer is lost is not done twice', async () => {
    const cart = tester.cart([tester.line(shop.goods.few, 1)])
    const { shopRef } = await tester.mirror(cart)
    const lines = [...cart.lines, tester.line(shop.goods.plenty, 2)]
    const node = createShopifyAdapter(shop.settings, {
      fetch: loseOneAnswer((_url, { body }) => typeof body === 'string' && body.includes('ToteChangeCart')),
    })
    expect(await node.mirrorCart({ ...cart, shopRef, lines }, neverEnded())).toEqual({
      shopRef,
      total: shop.goods.few.price + 2 * shop.goods.plenty.price,
      problems: [],
    })
    expect(await tester.inShop(shopRef)).toEqual({
      [shop.goods.few.variantId]: 1,
      [shop.goods.plenty.variantId]: 2,
    })
  })

  test('its name is no use without the key in it', async () => {
    const cart = tester.cart([tester.line(shop.goods.plenty, 1)])
    const { shopRef } = await tester.mirror(cart)
    const node = createShopifyAdapter(shop.settings)
    const guessed = { ...cart, shopRef: shopRef.replace(/\?key=.*/, '?key=guessed') }
    expect((await node.mirrorCart(guessed, neverEnded())).shopRef).not.toBe(shopRef)
  })
})

describe('orders of Shopify', () => {
  test('one with a code has its whole total, and the prices of its lines before it', async () => {
    const { discount, goods } = shop
    const request = tester.checkout(
      tester.cart([tester.line(goods.plenty, 2)], { codes: [discount?.code.toLowerCase() ?? ''] }),
    )
    const { url, shopRef, total } = await tester.open(request)
    expect(total).toBe(Math.round(2 * goods.plenty.price * 0.9))
    const paid = await shop.pay({ url, shopRef })
    const order = await shop.adapter.readOrder(request.checkoutId, shopRef, neverEnded())
    expect(order).toMatchObject({ total: paid.total, lines: [{ price: goods.plenty.price }] })
    expect(order?.orderRef).toMatch(/^#\d+$/)
    await shop.setStock(goods.plenty.variantId, goods.plenty.count)
  })

  test('what is paid later is an order; what was cancelled, or came to nothing, is none', async () => {
    const { request, shopRef, order } = await buy()
    const read = () => shop.adapter.readOrder(request.checkoutId, shopRef, neverEnded())
    order.status = 'PENDING'
    expect(await read()).toMatchObject({ checkoutId: request.checkoutId })
    order.status = 'VOIDED'
    expect(await read()).toBeNull()
    order.status = 'PAID'
    order.isCancelled = true
    expect(await read()).toBeNull()
  })

  test('it is found without the cart’s name too, among the newest', async () => {
    const { request } = await buy()
    expect(await shop.adapter.readOrder(request.checkoutId, '', neverEnded())).toMatchObject({
      checkoutId: request.checkoutId,
    })
  })

  test('one that is none of Tote’s is no news', async () => {
    const strange = shop.server.shop.makeCart('EUR')
    const hear = listen()
    const from = shop.posts.length
    shop.server.shop.pay(strange.token)
    const topics = () => shop.posts.slice(from).map(({ headers }) => headers['x-shopify-topic'])
    await vi.waitFor(() => expect(topics()).toContain('orders/paid'), PATIENT)
    expect((await hear()).filter(({ kind }) => kind === 'order')).toEqual([])
  })

  test('a refund is told with its goods and its amount', async () => {
    const { request, order } = await buy()
    const hear = listen()
    const { id } = shop.server.shop.refund(order, { line: 0, quantity: 1 })
    await vi.waitFor(async () => {
      expect((await hear()).filter(({ kind }) => kind === 'refund')).toEqual([
        {
          kind: 'refund',
          checkoutId: request.checkoutId,
          orderRef: order.name,
          refundRef: id,
          lines: [{ variantId: shop.goods.plenty.variantId, quantity: 1 }],
          amount: shop.goods.plenty.price,
          refundedAtMs: expect.any(Number),
        },
      ])
    }, PATIENT)
  })
})

describe('posts of Shopify', () => {
  const postOfProduct = async () => {
    const from = shop.posts.length
    shop.server.shop.changeProduct(COAT)
    return vi.waitFor(() => {
      const post = shop.posts
        .slice(from)
        .find(({ headers }) => headers['x-shopify-topic'] === 'products/update')
      if (post === undefined) throw new Error('nothing was posted')
      return post
    }, PATIENT)
  }

  test('a product that changed is told', async () => {
    const hear = listen()
    shop.server.shop.changeProduct(COAT)
    await vi.waitFor(async () => expect(await hear()).toContainEqual({ kind: 'catalogue' }), PATIENT)
  })

  test('a subject that nobody listens for is no news, and one without its number is refused', async () => {
    const post = await postOfProduct()
    const of = (topic: string) => ({ ...post, headers: { ...post.headers, 'x-shopify-topic': topic } })
    expect(await shop.adapter.hear(of('app/uninstalled'))).toEqual([])
    await expect(shop.adapter.hear(of('inventory_levels/update'))).rejects.toMatchObject({ code: 'invalid' })
    expect(post.headers[shop.adapter.postIdHeader ?? '']).toMatch(/^[\da-f-]{36}$/)
  })

  test('while one secret replaces the other, posts by both are taken', async () => {
    const post = await postOfProduct()
    const [old = ''] = shop.settings.secrets
    const both = createShopifyAdapter({ ...shop.settings, secrets: ['the-new-one', old] })
    expect(await both.hear(post)).toEqual([{ kind: 'catalogue' }])
    const other = createShopifyAdapter({ ...shop.settings, secrets: ['the-new-one'] })
    await expect(other.hear(post)).rejects.toMatchObject({ code: 'denied' })
  })
})

describe('keys of Shopify', () => {
  const read = (adapter: typeof shop.adapter) =>
    adapter.readStock([shop.goods.plenty.variantId], neverEnded())

  test('a token is bought once, and anew a while before its day is over', async () => {
    let nowMs = Date.now()
    const adapter = createShopifyAdapter(shop.settings, { now: () => nowMs })
    const before = shop.server.tokens.size
    for (let time = 0; time < 3; time++) await read(adapter)
    expect(shop.server.tokens.size).toBe(before + 1)
    nowMs += 86_200_000
    await read(adapter)
    expect(shop.server.tokens.size).toBe(before + 2)
  })

  test('a token that is refused is not used again', async () => {
    await read(shop.adapter)
    shop.server.tokens.clear()
    await expect(read(shop.adapter)).rejects.toMatchObject({ code: 'denied' })
    expect(await read(shop.adapter)).not.toEqual([])
  })

  test('an app of former days has a token that lasts', async () => {
    await read(shop.adapter)
    const [token = ''] = shop.server.tokens
    const adapter = createShopifyAdapter({ ...shop.settings, admin: { token } })
    const before = shop.server.tokens.size
    expect(await read(adapter)).not.toEqual([])
    expect(shop.server.tokens.size).toBe(before)
  })

  test('a key that is not the shop’s is denied, and nothing of it is said', async () => {
    const stranger = createShopifyAdapter({ ...shop.settings, storefrontToken: 'a-strange-key' })
    const before = await shop.countCarts()
    const cart = tester.cart([tester.line(shop.goods.plenty, 1)])
    const error: unknown = await stranger.mirrorCart(cart, neverEnded()).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'ShopError', code: 'denied' })
    expect(String(error)).not.toContain('a-strange-key')
    expect(await shop.countCarts()).toBe(before)
  })
})

test('every question was one that Shopify’s own published schema allows', () => {
  expect(new Set(shop.server.asked)).toEqual(
    new Set([
      'ToteCart',
      'ToteChangeCart',
      'ToteContext',
      'ToteItem',
      'ToteLocation',
      'ToteLocations',
      'ToteMakeCart',
      'ToteMoreStock',
      'ToteOrder',
      'ToteOrders',
      'ToteProducts',
      'ToteRefund',
      'ToteStock',
      'ToteVariants',
    ]),
  )
  expect(shop.server.wrongQuestions).toEqual([])
})
