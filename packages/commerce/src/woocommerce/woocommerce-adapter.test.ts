import type { CheckoutId, LocationId, VariantId } from '@tote/protocol'
import { COATS } from '@tote/testkit/shops'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { CheckoutRequest } from '../commerce-adapter.ts'
import { describeAdapter } from '../contract-suite-fixtures.ts'
import { loseOneAnswer } from '../lose-one-answer-fixtures.ts'
import type { ShopNews } from '../shop-news.ts'
import { neverEnded, PATIENT, ShopTester } from '../shop-under-test-fixtures.ts'
import { COAT, MUG, POSTER, SET } from './double-goods-fixtures.ts'
import { createWooCommerceAdapter } from './woocommerce-adapter.ts'
import { startWooCommerceDouble, type WooCommerceUnderTest } from './woocommerce-shop-fixtures.ts'

let shop: WooCommerceUnderTest
const tester = new ShopTester()

beforeAll(async () => {
  shop = await startWooCommerceDouble()
  tester.goTo(shop)
})
afterAll(() => shop?.close())

// The double stays open for what is tested after the suite.
describeAdapter('woocommerce', async () => ({ ...shop, close: async () => undefined }))

/** News of what the shop posts from now on; it grows as posts come. */
function listen(): () => Promise<ShopNews[]> {
  const from = shop.posts.length
  return async () => {
    const heard = await Promise.all(shop.posts.slice(from).map((post) => shop.adapter.hear(post)))
    return heard.flat()
  }
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

describe('a catalogue of WooCommerce', () => {
  test('has its choices and words as the shop has them', async () => {
    const { products, locations } = await shop.adapter.readCatalogue(shop.market, neverEnded())
    expect(locations).toEqual([{ id: 'shop', name: 'Shop', kind: 'warehouse' }])
    expect(products.map(({ id }) => Number(id))).toEqual([COAT, MUG, POSTER, SET])
    expect(products[0]).toMatchObject({
      title: 'Rain coat & hood',
      description: 'Keeps you dry & warm.',
      brand: 'Maison',
      image: 'https://shop.example/coat.webp',
      options: [
        { name: 'Colour', values: ['Red', 'Blue'] },
        { name: 'Size', values: ['S', 'M'] },
      ],
    })
    expect(products[0]?.variants[0]).toMatchObject({
      title: 'Red / S',
      sku: COATS[0].sku,
      compareAt: COATS[0].eur + 3000,
    })
  })

  test('what is not counted has no count, but none where it is sold out; what is counted together has all there is', async () => {
    const { products } = await shop.adapter.readCatalogue(shop.market, neverEnded())
    const stockOf = (id: number) =>
      products.find((one) => one.id === String(id))?.variants.map(({ stock }) => stock)
    expect(stockOf(MUG)).toEqual([{}])
    expect(products.find(({ id }) => id === String(MUG))?.inventoryMode).toBe('none')
    expect(stockOf(POSTER)).toEqual([{ shop: 0 }])
    expect(stockOf(SET)).toEqual([{ shop: 9 }, { shop: 9 }])
  })

  test('what may be ordered beyond its stock is not counted', async () => {
    const coat = shop.server.shop.product(Number(shop.goods.few.variantId))
    if (coat === undefined) throw new Error('there is no coat')
    coat.backorders = true
    expect(await shop.adapter.readStock([shop.goods.few.variantId], neverEnded())).toEqual([])
    const line = tester.line(shop.goods.few, 60)
    expect(await tester.mirror(tester.cart([line]))).toMatchObject({ problems: [] })
    coat.backorders = false
  })

  test('a catalogue of several pages is read to its end', async () => {
    const { products } = shop.server.shop
    const before = products.length
    const mug = products.find(({ id }) => id === MUG)
    if (mug === undefined) throw new Error('there is no mug')
    for (let index = 0; index < 230; index++) products.push({ ...mug, id: 700 + index })
    const catalogue = await shop.adapter.readCatalogue(shop.market, neverEnded())
    expect(catalogue.products).toHaveLength(234)
    products.length = before
  })
})

describe('a cart in WooCommerce', () => {
  test('many lines are changed in as few requests as WordPress takes', async () => {
    const { products } = shop.server.shop
    const before = products.length
    const mug = products.find(({ id }) => id === MUG)
    if (mug === undefined) throw new Error('there is no mug')
    for (let index = 0; index < 60; index++) products.push({ ...mug, id: 700 + index })
    const lines = Array.from({ length: 60 }, (_, index) =>
      tester.line({ variantId: String(700 + index) as VariantId, price: 1999 }, 1),
    )
    const from = shop.server.asked.length
    expect(await tester.mirror(tester.cart(lines))).toMatchObject({ total: 60 * 1999, problems: [] })
    const asked = shop.server.asked.slice(from)
    expect(asked.filter((one) => one.endsWith('/batch'))).toHaveLength(3)
    products.length = before
  })

  test('a discount is taken off with its tax, as prices are shown', async () => {
    const cart = tester.cart([tester.line(shop.goods.few, 3)], { codes: ['Spring10'] })
    expect(await tester.mirror(cart)).toMatchObject({
      total: Math.round(3 * shop.goods.few.price * 0.9),
      problems: [],
    })
  })

  test('what is short is shared out in the order of its lines', async () => {
    const { few } = shop.goods
    const lines = [tester.line(few, few.count - 1), tester.line(few, 3)]
    const { problems } = await tester.mirror(tester.cart(lines))
    expect(problems).toEqual([{ code: 'no_stock', lineId: lines[1]?.lineId, available: 1 }])
  })

  test('what is sold out, and what is not sold like this, is told, and the rest is done', async () => {
    const { plenty } = shop.goods
    const poster = tester.line({ variantId: String(POSTER) as VariantId, price: 900 }, 1)
    // The product itself, where one of its choices would have to be named.
    const whole = tester.line({ variantId: String(COAT) as VariantId, price: 900 }, 1)
    const { shopRef, problems } = await tester.mirror(tester.cart([poster, whole, tester.line(plenty, 2)]))
    expect(problems).toEqual([
      { code: 'no_stock', lineId: poster.lineId, available: 0 },
      { code: 'gone', lineId: whole.lineId },
    ])
    expect(await tester.inShop(shopRef)).toEqual({ [plenty.variantId]: 2 })
  })

  test('a change whose answer is lost is not done twice', async () => {
    const cart = tester.cart([tester.line(shop.goods.plenty, 2)])
    const node = createWooCommerceAdapter(shop.settings, {
      fetch: loseOneAnswer((url) => url.endsWith('/batch')),
    })
    const { shopRef, total } = await node.mirrorCart(cart, neverEnded())
    expect(total).toBe(2 * shop.goods.plenty.price)
    expect(await tester.inShop(shopRef)).toEqual({ [shop.goods.plenty.variantId]: 2 })
  })

  test('a session that could not be read is a shop that is away, and the cart comes right when it is back', async () => {
    const cart = tester.cart([tester.line(shop.goods.plenty, 2)])
    shop.server.failing = 1
    await expect(tester.mirror(cart)).rejects.toMatchObject({ name: 'ShopError', code: 'away' })
    expect(await tester.mirror(cart)).toMatchObject({ total: 2 * shop.goods.plenty.price, problems: [] })
  })

  test('a cart whose token has ended goes on as a new one', async () => {
    let nowMs = Date.now()
    const node = createWooCommerceAdapter(shop.settings, { now: () => nowMs })
    const cart = tester.cart([tester.line(shop.goods.plenty, 2)])
    const { shopRef } = await node.mirrorCart(cart, neverEnded())
    const before = await shop.countCarts()
    nowMs += 47 * 3_600_000
    expect((await node.mirrorCart(cart, neverEnded())).shopRef).toBe(shopRef)
    expect(await shop.countCarts()).toBe(before)
    nowMs += 3_600_000
    const next = await node.mirrorCart({ ...cart, shopRef }, neverEnded())
    expect(next.shopRef).not.toBe(shopRef)
    expect(await tester.inShop(next.shopRef)).toEqual({ [shop.goods.plenty.variantId]: 2 })
  })
})

describe('the check-out of WooCommerce', () => {
  test('its link carries goods, one code, and the name of the check-out', async () => {
    const { plenty, few } = shop.goods
    const lines = [tester.line(plenty, 2), tester.line(few, 1), tester.line(plenty, 1)]
    const request = tester.checkout(tester.cart(lines, { codes: ['SPRING10'] }), {
      checkoutId: 'checkout-1.a' as CheckoutId,
    })
    const url = new URL((await tester.open(request)).url)
    expect(url.pathname).toBe('/checkout-link/')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      products: `${plenty.variantId}:3,${few.variantId}:1`,
      coupon: 'SPRING10',
      utm_source: 'tote',
      utm_id: 'checkout-1.a',
    })
  })

  test('what it cannot carry is refused: a second code, what was written on a line, a pick-up', async () => {
    const engraved = tester.line(shop.goods.plenty, 1, { attributes: [['Engraving', 'Ada']] })
    const request = tester.checkout(
      tester.cart([engraved], {
        codes: ['SPRING10', 'OTHER'],
        fulfilment: { kind: 'pickup', locationId: 'shop' as LocationId },
      }),
    )
    expect(await shop.adapter.openCheckout(request, neverEnded())).toEqual({
      ok: false,
      problems: expect.arrayContaining([
        { code: 'bad_code', discountCode: 'OTHER' },
        { code: 'gone', lineId: engraved.lineId },
        { code: 'bad_location', locationId: 'shop' },
      ]),
    })
  })
})

describe('orders of WooCommerce', () => {
  test('what waits for a bank transfer is an order; an attempt and what was cancelled are none', async () => {
    const { request, shopRef, order } = await buy()
    const read = () => shop.adapter.readOrder(request.checkoutId, shopRef, neverEnded())
    for (const status of ['on-hold', 'processing', 'completed', 'refunded']) {
      order.status = status
      expect(await read()).toMatchObject({ checkoutId: request.checkoutId, orderRef: String(order.id) })
    }
    for (const status of ['checkout-draft', 'pending', 'failed', 'cancelled']) {
      order.status = status
      expect(await read()).toBeNull()
    }
  })

  test('one that is none of Tote’s is no news', async () => {
    const hear = listen()
    const from = shop.posts.length
    const { plenty } = shop.goods
    const session = { id: 'a-browser', items: new Map([[Number(plenty.variantId), 1]]), coupons: [] }
    shop.server.shop.buy(session, 'a-newsletter of spring')
    const topics = () => shop.posts.slice(from).map(({ headers }) => headers['x-wc-webhook-topic'])
    await vi.waitFor(() => expect(topics()).toContain('order.updated'), PATIENT)
    expect((await hear()).filter(({ kind }) => kind === 'order')).toEqual([])
    await shop.setStock(plenty.variantId, plenty.count)
  })

  test('a refund is told with its goods and its amount, however often the order is', async () => {
    const { request, order } = await buy()
    const hear = listen()
    shop.server.shop.refund(order, { line: 0, quantity: 1 })
    await vi.waitFor(async () => {
      const refunds = (await hear()).filter(({ kind }) => kind === 'refund')
      expect(refunds.length).toBeGreaterThan(0)
      for (const refund of refunds)
        expect(refund).toEqual({
          kind: 'refund',
          checkoutId: request.checkoutId,
          orderRef: String(order.id),
          refundRef: String(order.refunds[0]?.id),
          lines: [{ variantId: shop.goods.plenty.variantId, quantity: 1 }],
          amount: shop.goods.plenty.price,
          refundedAtMs: expect.any(Number),
        })
    }, PATIENT)
  })
})

describe('posts of WooCommerce', () => {
  const postOfProduct = async () => {
    const from = shop.posts.length
    await shop.setStock(shop.goods.few.variantId, shop.goods.few.count)
    return vi.waitFor(() => {
      const post = shop.posts
        .slice(from)
        .find(({ headers }) => headers['x-wc-webhook-topic'] === 'product.updated')
      if (post === undefined) throw new Error('nothing was posted')
      return post
    }, PATIENT)
  }

  test('a product that changed is told, with all its choices', async () => {
    const post = await postOfProduct()
    expect(await shop.adapter.hear(post)).toEqual([
      { kind: 'catalogue' },
      { kind: 'stock-changed', variantIds: ['511', '512', '513'] },
    ])
    expect(post.headers[shop.adapter.postIdHeader ?? '']).toMatch(/^delivery-\d+$/)
  })

  test('a subject that nobody listens for is no news, and one that cannot be read is refused', async () => {
    const post = await postOfProduct()
    const of = (topic: string) => ({ ...post, headers: { ...post.headers, 'x-wc-webhook-topic': topic } })
    expect(await shop.adapter.hear(of('customer.created'))).toEqual([])
    // An order of that number there is none.
    await expect(shop.adapter.hear(of('order.updated'))).rejects.toMatchObject({ code: 'invalid' })
  })

  test('the word that a webhook says first is not signed, and refused', async () => {
    const ping = { headers: { 'user-agent': 'WooCommerce' }, body: 'webhook_id=7', receivedAtMs: Date.now() }
    await expect(shop.adapter.hear(ping)).rejects.toMatchObject({ code: 'denied' })
  })
})

test('a key that is not the shop’s is denied, and nothing of it is said', async () => {
  const stranger = createWooCommerceAdapter({ ...shop.settings, consumerSecret: 'cs_a-strange-key' })
  const error: unknown = await stranger
    .readCatalogue(shop.market, neverEnded())
    .catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ name: 'ShopError', code: 'denied' })
  expect(String(error)).not.toContain('cs_a-strange-key')
})

test('without the Store API there is no cart, and it is told so', async () => {
  const adapter = createWooCommerceAdapter(shop.settings, {
    fetch: async (url, init) => {
      const response = await fetch(url, init)
      const headers = new Headers(response.headers)
      headers.delete('cart-token')
      return new Response(response.body, { status: response.status, headers })
    },
  })
  await expect(
    adapter.mirrorCart(tester.cart([tester.line(shop.goods.plenty, 1)]), neverEnded()),
  ).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('no cart token') })
})
