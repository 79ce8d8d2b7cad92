import type { VariantId } from '@tote/protocol'
import { openWire } from '@tote/testkit/e2e'
import { openForward } from '../forward-fixtures.ts'
import { neverEnded, type Goods, type ShopUnderTest } from '../shop-under-test-fixtures.ts'
import { API_VERSION } from './platform.ts'
import { createShopifyAdapter } from './shopify-adapter.ts'

export const LIVE_SETTINGS = [
  'TOTE_SHOPIFY_URL',
  'TOTE_SHOPIFY_STOREFRONT_TOKEN',
  'TOTE_SHOPIFY_CLIENT_ID',
  'TOTE_SHOPIFY_CLIENT_SECRET',
  'TOTE_SHOPIFY_CURRENCY',
  'TOTE_SHOPIFY_PLENTY',
  'TOTE_SHOPIFY_FEW',
  'TOTE_SHOPIFY_STORES',
] as const
type LiveSetting = (typeof LIVE_SETTINGS)[number]

/** What it can do without paying, changing a count or hearing a post: its carts are left to end by themselves. */
export async function openLiveShopify(of: (setting: LiveSetting) => string): Promise<ShopUnderTest> {
  const forward = await openForward(of('TOTE_SHOPIFY_URL'))
  const wire = await openWire(forward.port)
  const market = { currencyCode: of('TOTE_SHOPIFY_CURRENCY') }
  const keys = {
    storefrontToken: of('TOTE_SHOPIFY_STOREFRONT_TOKEN'),
    secrets: [of('TOTE_SHOPIFY_CLIENT_SECRET')],
    admin: { clientId: of('TOTE_SHOPIFY_CLIENT_ID') },
  }
  const stores = of('TOTE_SHOPIFY_STORES')
    .split(',')
    .filter((id) => id !== '')
  const adapter = createShopifyAdapter({ ...keys, stores, url: `http://127.0.0.1:${wire.port}` })
  const { products } = await adapter.readCatalogue(market, neverEnded())
  const goods = (name: LiveSetting): Goods => {
    const variantId = of(name) as VariantId
    const variant = products.flatMap(({ variants }) => variants).find(({ id }) => id === variantId)
    if (variant === undefined) throw new Error(`the shop sells no variant ${variantId}`)
    const count = Object.values(variant.stock).reduce((sum, one) => sum + one, 0)
    return { variantId, price: variant.price, count }
  }
  return {
    adapter,
    market,
    goods: { plenty: goods('TOTE_SHOPIFY_PLENTY'), few: goods('TOTE_SHOPIFY_FEW') },
    tells: [],
    signsTime: false,
    leavesCarts: true,
    isLive: true,
    posts: [],
    wire,
    countCarts: async () => forward.answers.filter((text) => /"made":\{"cart":\{/.test(text)).length,
    async cartLines(shopRef) {
      const response = await fetch(`${of('TOTE_SHOPIFY_URL')}/api/${API_VERSION}/graphql.json`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'shopify-storefront-private-token': keys.storefrontToken,
        },
        body: JSON.stringify({
          query: `query ($id: ID!) { cart(id: $id) { lines(first: 250) { nodes {
            quantity merchandise { ... on ProductVariant { id } }
          } } } }`,
          variables: { id: shopRef },
        }),
      })
      // As it was asked for.
      const { data } = (await response.json()) as {
        data: { cart: { lines: { nodes: { quantity: number; merchandise: { id: string } }[] } } | null }
      }
      return (data.cart?.lines.nodes ?? [])
        .filter(({ quantity }) => quantity > 0)
        .map(({ quantity, merchandise }) => ({
          variantId: merchandise.id.slice(merchandise.id.lastIndexOf('/') + 1),
          quantity,
        }))
    },
    setStock: () => Promise.reject(new Error('its counts are left alone')),
    pay: () => Promise.reject(new Error('nobody pays there')),
    async close() {
      await wire.close()
      await forward.close()
    },
  }
}
