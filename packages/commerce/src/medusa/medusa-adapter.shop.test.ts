import type { LocationId, VariantId } from '@tote/protocol'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { describeAdapter } from '../contract-suite-fixtures.ts'
import type { ShopNews } from '../shop-news.ts'
import { neverEnded, PATIENT, ShopTester } from '../shop-under-test-fixtures.ts'
import { createMedusaAdapter } from './medusa-adapter.ts'
import { startMedusaShop, type MedusaUnderTest } from './medusa-shop-fixtures.ts'

let shop: MedusaUnderTest
const tester = new ShopTester()

beforeAll(async () => {
  shop = await startMedusaShop()
  tester.goTo(shop)
})
afterAll(() => shop?.close())

// The shop stays open for what is tested after the suite.
describeAdapter('medusa', async () => ({ ...shop, close: async () => undefined }))

/** News of what the shop posts from now on; it grows as posts come. */
function listen(): () => Promise<ShopNews[]> {
  const from = shop.posts.length
  return async () => {
    const heard = await Promise.all(shop.posts.slice(from).map((post) => shop.adapter.hear(post)))
    return heard.flat()
  }
}

describe('a catalogue of Medusa', () => {
  test('has its choices, words and places as the shop has them', async () => {
    const { products, locations } = await shop.adapter.readCatalogue(shop.market, neverEnded())
    expect(locations).toEqual(
      expect.arrayContaining([
        { id: shop.server.warehouse, name: 'Warehouse', kind: 'warehouse' },
        { id: shop.server.store, name: 'Berlin store', kind: 'store' },
      ]),
    )
    expect(products).toHaveLength(1)
    expect(products[0]).toMatchObject({ title: 'Rain coat', description: 'Keeps you dry & warm.' })
    // Medusa keeps no order of a product's choices; a variant's values stand in the order that was told.
    const names = products[0]?.options.map(({ name }) => name) ?? []
    expect(names.toSorted()).toEqual(['Colour', 'Size'])
    const inOrder = (colour: string, size: string) => names.map((name) => (name === 'Colour' ? colour : size))
    expect(products[0]?.variants).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          sku: 'COAT-RED-M',
          options: inOrder('Red', 'M'),
          stock: { [shop.server.warehouse]: expect.any(Number), [shop.server.store]: expect.any(Number) },
        }),
      ]),
    )
  })

  test('a country that no region has is refused', async () => {
    await expect(
      shop.adapter.readCatalogue({ currencyCode: 'EUR', countryCode: 'JP' }, neverEnded()),
    ).rejects.toMatchObject({ code: 'invalid' })
  })

  test('what the shop sells beyond its stock is not counted', async () => {
    const id = shop.server.variants['COAT-BLUE-S'] as VariantId
    const path = `/admin/products/${shop.server.products[0]}/variants/${id}`
    await shop.server.admin.post(path, { allow_backorder: true })
    expect(await shop.adapter.readStock([id], neverEnded())).toEqual([])
    const line = tester.line({ variantId: id, price: 11_500 }, 60)
    expect(await tester.mirror(tester.cart([line]))).toMatchObject({ total: 60 * 11_500, problems: [] })
    await shop.server.admin.post(path, { allow_backorder: false })
    expect(await tester.countOf({ variantId: id })).toBe(40)
  })
})

describe('a cart in Medusa', () => {
  test('two nodes of the hub at once make one cart of it', async () => {
    const cart = tester.cart([tester.line(shop.goods.plenty, 2), tester.line(shop.goods.few, 1)])
    const before = await shop.countCarts()
    const nodes = [shop.adapter, createMedusaAdapter(shop.settings), createMedusaAdapter(shop.settings)]
    const answers = await Promise.all(
      nodes.flatMap((node) => Array.from({ length: 3 }, () => node.mirrorCart(cart, neverEnded()))),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await shop.countCarts()).toBe(before + 1)
    expect(await tester.inShop(answers[0]?.shopRef ?? '')).toEqual({
      [shop.goods.plenty.variantId]: 2,
      [shop.goods.few.variantId]: 1,
    })
  })

  test('people in the shop read note, place and attributes', async () => {
    const { shopRef } = await tester.mirror(
      tester.cart(
        [tester.line(shop.goods.plenty, 1, { attributes: [['engraving', 'Ada <3']], isSent: true })],
        {
          note: 'for my sister',
          fulfilment: { kind: 'pickup', locationId: shop.server.store as LocationId },
        },
      ),
    )
    const { cart } = await shop.server.storefront.get<{ cart: unknown }>(`/store/carts/${shopRef}`)
    expect(cart).toMatchObject({
      metadata: { tote_note: 'for my sister', tote_pickup: shop.server.store },
      items: [{ metadata: { tote_attributes: 'engraving: Ada <3', tote_sent: true } }],
    })
  })
})

describe('news of Medusa', () => {
  test('[U47] what a shopper changes in the shop is told, and what the hub itself changed is not', async () => {
    const { plenty, few } = shop.goods
    const line = tester.line(plenty, 2)
    const cart = tester.cart([line])
    const hearOwn = listen()
    const { shopRef } = await tester.mirror(cart)
    await tester.mirror({ ...cart, shopRef, rev: 7, lines: [{ ...line, quantity: 3 }] })
    // By then what the mirrors changed would have been told too.
    await shop.setStock(few.variantId, few.count + 1)
    await vi.waitFor(async () => {
      expect((await hearOwn()).map(({ kind }) => kind)).toContain('stock-changed')
    }, PATIENT)
    expect((await hearOwn()).filter(({ kind }) => kind === 'cart')).toEqual([])
    await shop.setStock(few.variantId, few.count)

    const hear = listen()
    await shop.server.storefront.post(`/store/carts/${shopRef}/line-items`, {
      variant_id: few.variantId,
      quantity: 1,
    })
    await vi.waitFor(async () => {
      const told = (await hear()).findLast(({ kind }) => kind === 'cart')
      expect(told).toEqual({
        kind: 'cart',
        shopRef,
        rev: 7,
        lines: expect.arrayContaining([
          { variantId: plenty.variantId, quantity: 3 },
          { variantId: few.variantId, quantity: 1 },
        ]),
        problems: [],
      })
    }, PATIENT)
  })

  test('a refund is told by its amount', async () => {
    const { plenty } = shop.goods
    const request = tester.checkout(tester.cart([tester.line(plenty, 2)]))
    const { url, shopRef } = await tester.open(request)
    await shop.pay({ url, shopRef })
    const order = await shop.adapter.readOrder(request.checkoutId, shopRef, neverEnded())
    const { order: inShop } = await shop.server.admin.get<{
      order: { payment_collections: [{ payments: [{ id: string }] }] }
    }>(`/admin/orders/${order?.orderRef}?fields=*payment_collections.payments`)
    const payment = `/admin/payments/${inShop.payment_collections[0].payments[0].id}`
    const hear = listen()
    await shop.server.admin.post(`${payment}/capture`, {})
    await shop.server.admin.post(`${payment}/refund`, { amount: 120 })
    await vi.waitFor(async () => {
      expect((await hear()).filter(({ kind }) => kind === 'refund')).toMatchObject([
        { checkoutId: request.checkoutId, orderRef: order?.orderRef, lines: [], amount: 12_000 },
      ])
    }, PATIENT)
    await shop.setStock(plenty.variantId, plenty.count)
  })

  test('a product that changed is told', async () => {
    const hear = listen()
    await shop.server.admin.post(`/admin/products/${shop.server.products[0]}`, { title: 'Rain coat' })
    await vi.waitFor(async () => expect(await hear()).toContainEqual({ kind: 'catalogue' }), PATIENT)
  })
})

test('a key that is not the shop’s is denied, and nothing is done', async () => {
  const stranger = createMedusaAdapter({ ...shop.settings, secretKey: `${shop.settings.secretKey}0` })
  const denied = { name: 'ShopError', code: 'denied' }
  const cart = tester.cart([tester.line(shop.goods.plenty, 1)])
  const before = await shop.countCarts()
  await expect(stranger.readCatalogue(shop.market, neverEnded())).rejects.toMatchObject(denied)
  await expect(stranger.mirrorCart(cart, neverEnded())).rejects.toMatchObject(denied)
  expect(await shop.countCarts()).toBe(before)
})
