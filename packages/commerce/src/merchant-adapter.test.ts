import {
  cartIdSchema,
  checkoutIdSchema,
  lineIdSchema,
  locationIdSchema,
  merchantIdSchema,
  productIdSchema,
  variantIdSchema,
} from '@tote/protocol'
import { expect, test } from 'vitest'
import type { CheckoutRequest, CommerceAdapter } from './commerce-adapter.ts'
import { describeAdapter } from './contract-suite-fixtures.ts'
import { startOwnShop } from './custom/own-shop-fixtures.ts'
import { createMerchantAdapter } from './merchant-adapter.ts'
import type { ShopNews } from './shop-news.ts'
import type { Goods, ShopUnderTest } from './shop-under-test-fixtures.ts'

// What every adapter has to do, it does under other names too.
describeAdapter('merchant’s', async (): Promise<ShopUnderTest> => {
  const shop = await startOwnShop()
  const nameOf = (id: string) => variantIdSchema.parse(`noor~${id}`)
  const named = (goods: Goods): Goods => ({ ...goods, variantId: nameOf(goods.variantId) })
  const { yen, ...rest } = shop
  return {
    ...rest,
    adapter: createMerchantAdapter(shop.adapter, noor),
    goods: { plenty: named(shop.goods.plenty), few: named(shop.goods.few) },
    ...(yen === undefined ? {} : { yen: { ...yen, variantId: nameOf(yen.variantId) } }),
    cartLines: async (shopRef) =>
      (await shop.cartLines(shopRef)).map((line) => ({ ...line, variantId: nameOf(line.variantId) })),
    setStock: (variantId, count) =>
      shop.setStock(variantIdSchema.parse(variantId.replace('noor~', '')), count),
  }
})

const [mug, named] = ['mug', 'noor~mug'].map((id) => variantIdSchema.parse(id)) as [
  ReturnType<typeof variantIdSchema.parse>,
  ReturnType<typeof variantIdSchema.parse>,
]
const noor = merchantIdSchema.parse('noor')
const warehouse = locationIdSchema.parse('warehouse')
const checkoutId = checkoutIdSchema.parse('k1')
const neverEnded = new AbortController().signal
const order = {
  checkoutId,
  orderRef: 'o1',
  currencyCode: 'EUR',
  total: 1,
  placedAtMs: 1,
  lines: [{ variantId: mug, quantity: 1, price: 1 }],
}

/** Noor's shop, which knows its own names alone, and what it was asked. */
function merchantShop(news: readonly ShopNews[] = []) {
  const asked: unknown[] = []
  const ask = <T>(what: unknown, answer: T): Promise<T> => {
    asked.push(what)
    return Promise.resolve(answer)
  }
  const shop: CommerceAdapter = {
    platform: 'test',
    takesReduction: true,
    postIdHeader: 'x-id',
    readCatalogue: () =>
      Promise.resolve({
        currency: 'EUR',
        locations: [{ id: warehouse, name: 'Its store', kind: 'store' }],
        products: [
          {
            id: productIdSchema.parse('p1'),
            title: 'Mug',
            description: '',
            options: [],
            variants: [{ id: mug, title: 'Mug', options: [], price: 100, stock: { [warehouse]: 3 } }],
          },
        ],
      }),
    readStock: (variantIds) =>
      ask(
        variantIds,
        variantIds.map((variantId) => ({ variantId, locationId: warehouse, count: 2 })),
      ),
    mirrorCart: (cart) => ask(cart.lines, { shopRef: 'r', total: 0, problems: [] }),
    openCheckout: (request) =>
      ask(request.lines, { ok: true, shopRef: 'r', url: 'https://a.test', total: 0 }),
    readOrder: () => Promise.resolve(order),
    hear: () => Promise.resolve(news),
  }
  return { asked, adapter: createMerchantAdapter(shop, noor) }
}

const request: CheckoutRequest = {
  cartId: cartIdSchema.parse('c1'),
  checkoutId,
  market: { currencyCode: 'EUR' },
  lines: [named, mug].map((variantId) => ({
    lineId: lineIdSchema.parse(`l-${variantId}`),
    variantId,
    quantity: 1,
    price: 100,
    attributes: [],
  })),
  codes: [],
  fulfilment: { kind: 'delivery' },
  note: '',
  expiresAtMs: 1,
}

test('its goods and places are called by the merchant’s name and its own, and no place of it is a store', async () => {
  const { adapter } = merchantShop()
  const { products, locations } = await adapter.readCatalogue(request.market, neverEnded)
  expect(locations).toEqual([{ id: 'noor~warehouse', name: 'Its store', kind: 'warehouse' }])
  expect(products).toMatchObject([
    { id: 'noor~p1', variants: [{ id: 'noor~mug', stock: { 'noor~warehouse': 3 } }] },
  ])
  expect(adapter).toMatchObject({ platform: 'test', takesReduction: true, postIdHeader: 'x-id' })
})

test('it is asked by its own names; what is another’s is not sold there', async () => {
  const { adapter, asked } = merchantShop()
  const counts = await adapter.readStock([named, mug], neverEnded)
  expect(counts).toEqual([{ variantId: 'noor~mug', locationId: 'noor~warehouse', count: 2 }])
  const gone = [{ code: 'gone', lineId: 'l-mug' }]
  expect(await adapter.openCheckout(request, neverEnded)).toEqual({ ok: false, problems: gone })
  expect(await adapter.mirrorCart(request, neverEnded)).toMatchObject({ problems: gone })
  const lines = request.lines.slice(0, 1)
  expect(await adapter.openCheckout({ ...request, lines }, neverEnded)).toMatchObject({ ok: true })
  const own = lines.map((line) => ({ ...line, variantId: 'mug' }))
  expect(asked).toEqual([['mug'], own, own])
})

test('what it tells is of its own goods, whatever their names are', async () => {
  const line = { variantId: mug, quantity: 1 }
  const { adapter } = merchantShop([
    { kind: 'catalogue' },
    { kind: 'stock', counts: [{ variantId: mug, locationId: warehouse, count: 1 }] },
    { kind: 'stock-changed', variantIds: [named] },
    { kind: 'order', order },
    { kind: 'refund', checkoutId, orderRef: 'o1', refundRef: 'r', lines: [line], amount: 1, refundedAtMs: 1 },
    { kind: 'cart', shopRef: 'r', lines: [line], problems: [] },
  ])
  expect(await adapter.hear({ headers: {}, body: '', receivedAtMs: 1 })).toMatchObject([
    { kind: 'catalogue' },
    { counts: [{ variantId: 'noor~mug', locationId: 'noor~warehouse', count: 1 }] },
    { variantIds: ['noor~noor~mug'] },
    { order: { lines: [{ variantId: 'noor~mug' }] } },
    { lines: [{ variantId: 'noor~mug' }] },
    { lines: [{ variantId: 'noor~mug' }] },
  ])
  expect(await adapter.readOrder(checkoutId, 'r', neverEnded)).toMatchObject({
    lines: [{ variantId: 'noor~mug' }],
  })
})
