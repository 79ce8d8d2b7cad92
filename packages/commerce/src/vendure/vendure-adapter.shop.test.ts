import type { LocationId, VariantId } from '@tote/protocol'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { describeAdapter } from '../contract-suite-fixtures.ts'
import type { ShopNews } from '../shop-news.ts'
import { neverEnded, PATIENT, ShopTester } from '../shop-under-test-fixtures.ts'
import { startVendureShop, type VendureUnderTest } from './vendure-shop-fixtures.ts'
import { createVendureAdapter } from './vendure-adapter.ts'

let shop: VendureUnderTest
const tester = new ShopTester()

beforeAll(async () => {
  shop = await startVendureShop()
  tester.goTo(shop)
})
afterAll(() => shop?.close())

// The shop stays open for what is tested after the suite.
describeAdapter('vendure', async () => ({ ...shop, close: async () => undefined }))

/** News of what the shop posts from now on; it grows as posts come. */
function listen(): () => Promise<ShopNews[]> {
  const from = shop.posts.length
  return async () => {
    const heard = await Promise.all(shop.posts.slice(from).map((post) => shop.adapter.hear(post)))
    return heard.flat()
  }
}
const newsOf = (kind: ShopNews['kind'], hear: () => Promise<ShopNews[]>) =>
  vi.waitFor(async () => {
    const found = (await hear()).filter((one) => one.kind === kind)
    if (found.length === 0) throw new Error(`no news of ${kind} yet`)
    return found
  }, PATIENT)

/** A shopper who has taken a cart to the storefront. */
async function takeToStorefront() {
  const { plenty } = shop.goods
  const line = tester.line(plenty, 2)
  const request = tester.checkout(tester.cart([line]))
  const { url, shopRef } = await tester.open(request)
  const asked = new URL(url).searchParams
  const browser = shop.server.openBrowser()
  const take = (more: Record<string, unknown> = {}) =>
    browser<{ takeToteCheckout: { code: string; lines: { id: string }[] } | null }>(
      `mutation ($checkoutId: String!, $expiresAtMs: Float!, $proof: String!) {
        takeToteCheckout(checkoutId: $checkoutId, expiresAtMs: $expiresAtMs, proof: $proof) {
          code lines { id }
        }
      }`,
      {
        checkoutId: request.checkoutId,
        expiresAtMs: Number(asked.get('until')),
        proof: asked.get('proof'),
        ...more,
      },
    )
  return { request, line, shopRef, browser, take }
}

describe('a catalogue of Vendure', () => {
  test('has its choices, words, brand and places as the shop has them', async () => {
    const { products, locations } = await shop.adapter.readCatalogue(shop.market, neverEnded())
    expect(locations).toEqual([
      { id: shop.server.warehouse, name: 'Warehouse', kind: 'warehouse' },
      { id: shop.server.store, name: 'Berlin store', kind: 'store' },
    ])
    expect(products).toMatchObject([
      {
        title: 'Rain coat',
        description: 'Keeps you dry & warm.',
        options: [
          { name: 'Colour', values: ['Red', 'Blue'] },
          { name: 'Size', values: ['S', 'M'] },
        ],
        variants: [
          { sku: 'COAT-RED-S', options: ['Red', 'S'] },
          { sku: 'COAT-RED-M', options: ['Red', 'M'], title: 'Rain coat Red M' },
          { sku: 'COAT-BLUE-S', options: ['Blue', 'S'] },
        ],
      },
    ])
  })

  test('a variant that is off the shelf, or has no price in the currency, is not on sale', async () => {
    const { id } = { id: shop.server.variants['COAT-BLUE-S'] }
    const update = (more: Record<string, unknown>) =>
      shop.server.admin(
        `mutation ($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }`,
        { input: [{ id, ...more }] },
      )
    const skus = async (currencyCode: string) =>
      (await shop.adapter.readCatalogue({ currencyCode }, neverEnded())).products.flatMap(({ variants }) =>
        variants.map(({ sku }) => sku),
      )
    await update({ enabled: false })
    expect(await skus('EUR')).toEqual(['COAT-RED-S', 'COAT-RED-M'])
    const line = tester.line({ variantId: id as VariantId, price: 11_500 }, 1)
    expect(await tester.mirror(tester.cart([line]))).toMatchObject({
      problems: [{ code: 'gone', lineId: line.lineId }],
    })
    await update({ enabled: true, prices: [{ currencyCode: 'JPY', price: 0, delete: true }] })
    expect(await skus('JPY')).toEqual(['COAT-RED-S', 'COAT-RED-M'])
    expect(await skus('EUR')).toHaveLength(3)
  })

  test('what the shop keeps back, or does not count, is told so', async () => {
    const id = shop.server.variants['COAT-BLUE-S'] as VariantId
    const update = (more: Record<string, unknown>) =>
      shop.server.admin(
        `mutation ($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }`,
        { input: [{ id, ...more }] },
      )
    await update({ useGlobalOutOfStockThreshold: false, outOfStockThreshold: 15 })
    expect(await tester.countOf({ variantId: id })).toBe(25)
    const line = tester.line({ variantId: id, price: 11_500 }, 26)
    expect(await tester.mirror(tester.cart([line]))).toMatchObject({
      problems: [{ code: 'no_stock', available: 25 }],
    })
    await update({ useGlobalOutOfStockThreshold: true, trackInventory: 'FALSE' })
    expect(await shop.adapter.readStock([id], neverEnded())).toEqual([])
    await update({ trackInventory: 'INHERIT' })
  })
})

describe('a cart in Vendure', () => {
  test('two nodes of the hub at once make one order of it', async () => {
    const cart = tester.cart([tester.line(shop.goods.plenty, 2), tester.line(shop.goods.few, 1)])
    const before = await shop.countCarts()
    const nodes = [shop.adapter, createVendureAdapter(shop.settings), createVendureAdapter(shop.settings)]
    const answers = await Promise.all(
      nodes.flatMap((node) => Array.from({ length: 5 }, () => node.mirrorCart(cart, neverEnded()))),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await shop.countCarts()).toBe(before + 1)
    expect(await tester.inShop(answers[0]?.shopRef ?? '')).toEqual({
      [shop.goods.plenty.variantId]: 2,
      [shop.goods.few.variantId]: 1,
    })
  })

  test('people in the shop read note, place and attributes; shoppers there do not', async () => {
    const { plenty } = shop.goods
    const { shopRef } = await tester.mirror(
      tester.cart([tester.line(plenty, 1, { attributes: [['engraving', 'Ada <3']], isSent: true })], {
        note: 'for my sister',
        fulfilment: { kind: 'pickup', locationId: shop.server.store as LocationId },
      }),
    )
    const { orders } = await shop.server.admin<{ orders: { items: unknown[] } }>(
      `query ($code: String!) {
        orders(options: { filter: { code: { eq: $code } } }) {
          items { customFields { toteNote totePickup } lines { customFields { toteAttributes toteSent } } }
        }
      }`,
      { code: shopRef },
    )
    expect(orders.items).toEqual([
      {
        customFields: { toteNote: 'for my sister', totePickup: shop.server.store },
        lines: [{ customFields: { toteAttributes: 'engraving: Ada <3', toteSent: true } }],
      },
    ])
    const { browser, take } = await takeToStorefront()
    await take()
    expect(await browser(`{ activeOrder { customFields } }`)).toEqual({ activeOrder: { customFields: null } })
  })

  test('a shopper who turns back from paying can change it again', async () => {
    const { request, browser, take, shopRef, line } = await takeToStorefront()
    await take()
    await browser(
      `mutation ($address: CreateAddressInput!) {
        setCustomerForOrder(input: { firstName: "A", lastName: "L", emailAddress: "al@shop.example" }) { __typename }
        setOrderShippingAddress(input: $address) { __typename }
      }`,
      { address: { streetLine1: '1 Road', countryCode: 'DE' } },
    )
    const { eligibleShippingMethods } = await browser<{ eligibleShippingMethods: [{ id: string }] }>(
      `{ eligibleShippingMethods { id } }`,
    )
    const { transitionOrderToState } = await browser<{ transitionOrderToState: { state: string } }>(
      `mutation ($ids: [ID!]!) {
        setOrderShippingMethod(shippingMethodId: $ids) { __typename }
        transitionOrderToState(state: "ArrangingPayment") { ... on Order { state } }
      }`,
      { ids: [eligibleShippingMethods[0].id] },
    )
    expect(transitionOrderToState.state).toBe('ArrangingPayment')
    expect(await tester.mirror({ ...request, shopRef, lines: [{ ...line, quantity: 1 }] })).toEqual({
      shopRef,
      total: shop.goods.plenty.price,
      problems: [],
    })
  })
})

describe('a check-out in Vendure', () => {
  test('nobody takes it over without its proof, nor once it has ended', async () => {
    const { request, take, shopRef } = await takeToStorefront()
    const proof = Buffer.alloc(32, 1).toString('base64url')
    await expect(take({ proof })).rejects.toThrow('closed')
    await expect(take({ proof: '' })).rejects.toThrow('closed')
    await expect(take({ checkoutId: `${request.checkoutId}x` })).rejects.toThrow('closed')
    await expect(take({ expiresAtMs: request.expiresAtMs + 1 })).rejects.toThrow('closed')
    expect((await take()).takeToteCheckout?.code).toBe(shopRef)

    const past = tester.checkout(tester.cart([tester.line(shop.goods.plenty, 1)]), {
      expiresAtMs: Date.now() - 1,
    })
    const { url } = await tester.open(past)
    await expect(shop.pay({ url, shopRef: '' })).rejects.toThrow('closed')
  })

  test('its address leads back to where the shopper came from', async () => {
    const request = tester.checkout(tester.cart([tester.line(shop.goods.plenty, 1)]), {
      returnUrl: 'https://brand.example/thanks?a=1&b=ü',
    })
    const { url } = await tester.open(request)
    expect(new URL(url).searchParams.get('back')).toBe(request.returnUrl)
  })
})

describe('news of Vendure', () => {
  test('[U47] what a shopper changes in the shop is told, and what the hub itself changed is not', async () => {
    const { plenty, few } = shop.goods
    const hearOwn = listen()
    const { browser, take, request, line, shopRef } = await takeToStorefront()
    await tester.mirror({ ...request, shopRef, rev: 7, lines: [{ ...line, quantity: 3 }] })
    // What comes after it has come too: posts of one shop keep their order.
    await shop.setStock(few.variantId, few.count + 1)
    await newsOf('stock-changed', hearOwn)
    await shop.setStock(few.variantId, few.count)
    const told = await hearOwn()
    expect(told.filter((one) => one.kind === 'cart' && one.shopRef === shopRef)).toEqual([])

    const hear = listen()
    const { takeToteCheckout } = await take()
    await browser(
      `mutation ($line: ID!, $few: ID!) {
        adjustOrderLine(orderLineId: $line, quantity: 4) { __typename }
        addItemToOrder(productVariantId: $few, quantity: 1) { __typename }
      }`,
      { line: takeToteCheckout?.lines[0]?.id, few: few.variantId },
    )
    await vi.waitFor(async () => {
      expect((await newsOf('cart', hear)).at(-1)).toEqual({
        kind: 'cart',
        shopRef,
        rev: 7,
        lines: expect.arrayContaining([
          { variantId: plenty.variantId, quantity: 4 },
          { variantId: few.variantId, quantity: 1 },
        ]),
        problems: [],
      })
    }, PATIENT)
  })

  test('a refund is told once it is paid out, by its lines and its amount', async () => {
    const { plenty } = shop.goods
    const request = tester.checkout(tester.cart([tester.line(plenty, 3)]))
    const { url, shopRef } = await tester.open(request)
    await shop.pay({ url, shopRef })
    const { orders } = await shop.server.admin<{
      orders: { items: [{ payments: [{ id: string }]; lines: [{ id: string }] }] }
    }>(
      `query ($code: String!) {
        orders(options: { filter: { code: { eq: $code } } }) { items { payments { id } lines { id } } }
      }`,
      { code: shopRef },
    )
    const [{ payments, lines }] = orders.items
    const hear = listen()
    const { refundOrder } = await shop.server.admin<{ refundOrder: { id: string } }>(
      `mutation ($input: RefundOrderInput!) {
        refundOrder(input: $input) { ... on Refund { id state } ... on ErrorResult { message } }
      }`,
      {
        input: {
          paymentId: payments[0].id,
          lines: [{ orderLineId: lines[0].id, quantity: 2 }],
          shipping: 0,
          adjustment: 0,
          reason: 'too large',
        },
      },
    )
    await shop.server.admin(
      `mutation ($id: ID!) { settleRefund(input: { id: $id, transactionId: "1" }) { __typename } }`,
      { id: refundOrder.id },
    )
    expect(await newsOf('refund', hear)).toMatchObject([
      {
        checkoutId: request.checkoutId,
        orderRef: shopRef,
        refundRef: refundOrder.id,
        lines: [{ variantId: plenty.variantId, quantity: 2 }],
        amount: 2 * plenty.price,
      },
    ])
    await shop.setStock(plenty.variantId, plenty.count)
  })

  test('a product that changed is told', async () => {
    const hear = listen()
    await shop.server.admin(
      `mutation ($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }`,
      { input: [{ id: shop.goods.plenty.variantId, sku: 'COAT-RED-S' }] },
    )
    expect(await newsOf('catalogue', hear)).toContainEqual({ kind: 'catalogue' })
  })
})

test('a key that may not do what is asked is denied, and nothing is done', async () => {
  const stranger = createVendureAdapter({ ...shop.settings, apiKey: `${shop.settings.apiKey}0` })
  const denied = { name: 'ShopError', code: 'denied' }
  const cart = tester.cart([tester.line(shop.goods.plenty, 1)])
  const before = await shop.countCarts()
  await expect(stranger.readCatalogue(shop.market, neverEnded())).rejects.toMatchObject(denied)
  await expect(stranger.mirrorCart(cart, neverEnded())).rejects.toMatchObject(denied)
  await expect(stranger.openCheckout(tester.checkout(cart), neverEnded())).rejects.toMatchObject(denied)
  expect(await shop.countCarts()).toBe(before)
})
