import type { VariantId } from '@tote/protocol'
import { openWire } from '@tote/testkit/e2e'
import { COATS, DISCOUNT, startVendure, type VendureShopServer } from '@tote/testkit/shops'
import { openPostBox } from '../post-box-fixtures.ts'
import type { ShopUnderTest } from '../shop-under-test-fixtures.ts'
import { createVendureAdapter } from './vendure-adapter.ts'
import type { VendureShop } from './vendure-shop.ts'

/** A machine that runs many tests besides may take long for one answer; that is none of what is tested. */
const SLOW_MS = 100_000
const SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
const CHECKOUT_URL =
  'https://brand.example/checkout?tote={checkoutId}&until={expiresAtMs}&proof={proof}&back={returnUrl}'

export interface VendureUnderTest extends ShopUnderTest {
  readonly server: VendureShopServer
  /** The adapter's settings, to make another one. */
  readonly settings: VendureShop
}

/** A real Vendure, its news in a box, a wire between it and the adapter. */
export async function startVendureShop(): Promise<VendureUnderTest> {
  const box = await openPostBox()
  const server = await startVendure({ hubUrl: box.url, secrets: [SECRET] })
  const wire = await openWire(server.port)
  const settings: VendureShop = {
    adminApi: `http://127.0.0.1:${wire.port}/admin-api`,
    apiKey: server.apiKey,
    checkoutUrl: CHECKOUT_URL,
    secrets: [SECRET],
    stores: [server.store],
  }
  const [plenty, few] = COATS
  const goods = ({ sku, eur, stock }: (typeof COATS)[number]) => ({
    variantId: server.variants[sku] as VariantId,
    price: eur,
    count: stock[0] + stock[1],
  })
  return {
    server,
    settings,
    adapter: createVendureAdapter(settings, { timeoutMs: SLOW_MS }),
    market: { currencyCode: 'EUR', language: 'en' },
    goods: { plenty: goods(plenty), few: goods(few) },
    yen: { market: { currencyCode: 'JPY' }, variantId: goods(plenty).variantId, price: plenty.jpy },
    discount: DISCOUNT,
    tells: ['catalogue', 'stock-changed', 'order', 'refund', 'cart'],
    signsTime: true,
    posts: box.posts,
    wire,
    async countCarts() {
      const { orders } = await server.admin<{ orders: { totalItems: number } }>(
        `{ orders(options: { filter: { active: { eq: true } } }) { totalItems } }`,
      )
      return orders.totalItems
    },
    async cartLines(shopRef) {
      const { orders } = await server.admin<{
        orders: { items: [{ lines: { quantity: number; productVariant: { id: string } }[] }] }
      }>(
        `query ($code: String!) {
          orders(options: { filter: { code: { eq: $code } } }) {
            items { lines { quantity productVariant { id } } }
          }
        }`,
        { code: shopRef },
      )
      const [order] = orders.items
      return order.lines.map(({ quantity, productVariant }) => ({
        variantId: productVariant.id,
        quantity,
      }))
    },
    setStock: (variantId, count) => setStock(server, variantId, count),
    pay: ({ url }) => pay(server, url),
    async close() {
      await wire.close()
      await server.stop()
      await box.close()
    },
  }
}

/** As many as can be sold: what others ordered lies there too. Most of it in the warehouse. */
async function setStock(server: VendureShopServer, variantId: string, count: number): Promise<void> {
  const { productVariant } = await server.admin<{
    productVariant: { stockLevels: { stockLocationId: string; stockAllocated: number }[] }
  }>(`query ($id: ID!) { productVariant(id: $id) { stockLevels { stockLocationId stockAllocated } } }`, {
    id: variantId,
  })
  const stockLevels = productVariant.stockLevels.map(({ stockLocationId, stockAllocated }) => ({
    stockLocationId,
    stockOnHand: stockAllocated + (stockLocationId === server.warehouse ? count : 0),
  }))
  await server.admin(
    `mutation ($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }`,
    { input: [{ id: variantId, stockLevels }] },
  )
}

/** A shopper at the storefront's own check-out, from the address on. */
async function pay(server: VendureShopServer, url: string): Promise<{ total: number }> {
  const asked = new URL(url).searchParams
  const browser = server.openBrowser()
  await browser(
    `mutation ($checkoutId: String!, $expiresAtMs: Float!, $proof: String!) {
      takeToteCheckout(checkoutId: $checkoutId, expiresAtMs: $expiresAtMs, proof: $proof) { id }
    }`,
    {
      checkoutId: asked.get('tote'),
      expiresAtMs: Number(asked.get('until')),
      proof: asked.get('proof'),
    },
  )
  await browser(
    `mutation ($address: CreateAddressInput!) {
      setCustomerForOrder(input: { firstName: "Ada", lastName: "L", emailAddress: "ada@shop.example" }) {
        __typename
      }
      setOrderShippingAddress(input: $address) { __typename }
    }`,
    { address: { streetLine1: '1 Road', city: 'Berlin', postalCode: '10115', countryCode: 'DE' } },
  )
  const { eligibleShippingMethods } = await browser<{ eligibleShippingMethods: [{ id: string }] }>(
    `{ eligibleShippingMethods { id } }`,
  )
  const { addPaymentToOrder } = await browser<{
    addPaymentToOrder: { state?: string; totalWithTax?: number; message?: string }
  }>(
    `mutation ($shipping: [ID!]!) {
      setOrderShippingMethod(shippingMethodId: $shipping) { __typename }
      transitionOrderToState(state: "ArrangingPayment") {
        ... on OrderStateTransitionError { message transitionError }
      }
      addPaymentToOrder(input: { method: "card", metadata: {} }) {
        ... on Order { state totalWithTax }
        ... on ErrorResult { message }
      }
    }`,
    { shipping: [eligibleShippingMethods[0].id] },
  )
  if (addPaymentToOrder.totalWithTax === undefined)
    throw new Error(`the shop took no payment: ${JSON.stringify(addPaymentToOrder)}`)
  return { total: addPaymentToOrder.totalWithTax }
}
