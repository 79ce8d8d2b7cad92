import type { VariantId } from '@tote/protocol'
import { openWire } from '@tote/testkit/e2e'
import { COATS, DISCOUNT } from '@tote/testkit/shops'
import { openPostBox } from '../post-box-fixtures.ts'
import type { ShopUnderTest } from '../shop-under-test-fixtures.ts'
import { STORE } from './double-goods-fixtures.ts'
import { serveDouble, type DoubleServer } from './double-server-fixtures.ts'
import { createShopifyAdapter } from './shopify-adapter.ts'
import type { ShopifyShop } from './shopify-shop.ts'

const KEYS = {
  storefrontToken: 'shpss_of-the-test',
  clientId: 'client-of-the-test',
  secret: 'shhh-of-the-test',
}

export interface ShopifyUnderTest extends ShopUnderTest {
  readonly server: DoubleServer
  /** The adapter's settings, to make another one. */
  readonly settings: ShopifyShop
}

/** The double of Shopify over its published schemas, its posts in a box, a wire between it and the adapter. */
export async function startShopifyDouble(): Promise<ShopifyUnderTest> {
  const box = await openPostBox()
  const server = await serveDouble(KEYS, box.url)
  const wire = await openWire(server.port)
  const settings: ShopifyShop = {
    url: `http://127.0.0.1:${wire.port}/`,
    storefrontToken: KEYS.storefrontToken,
    secrets: [KEYS.secret],
    admin: { clientId: KEYS.clientId },
    stores: [STORE],
  }
  const { shop } = server
  const goods = ({ sku, eur, stock }: (typeof COATS)[number]) => {
    const variant = shop.products.flatMap(({ variants }) => variants).find((one) => one.sku === sku)
    return { variantId: (variant?.id ?? '') as VariantId, price: eur, count: stock[0] + stock[1] }
  }
  const [plenty, few] = COATS
  return {
    server,
    settings,
    adapter: createShopifyAdapter(settings),
    market: { currencyCode: 'EUR', countryCode: 'DE', language: 'de-AT' },
    goods: { plenty: goods(plenty), few: goods(few) },
    yen: { market: { currencyCode: 'JPY' }, variantId: goods(plenty).variantId, price: plenty.jpy },
    discount: DISCOUNT,
    tells: ['catalogue', 'stock-changed', 'order', 'refund'],
    signsTime: false,
    leavesCarts: true,
    posts: box.posts,
    wire,
    countCarts: async () => shop.made,
    cartLines: async (shopRef) =>
      (shop.findCart(shopRef)?.lines ?? [])
        .filter(({ quantity }) => quantity > 0)
        .map(({ variant, quantity }) => ({ variantId: variant.id, quantity })),
    setStock: async (variantId, count) => shop.setStock(variantId, count),
    pay: async ({ url }) => shop.pay(new URL(url).pathname.split('/').at(-1) ?? ''),
    async close() {
      await wire.close()
      await server.close()
      await box.close()
    },
  }
}
