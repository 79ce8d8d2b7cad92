import type { VariantId } from '@tote/protocol'
import { openWire } from '@tote/testkit/e2e'
import { COATS, DISCOUNT } from '@tote/testkit/shops'
import { openPostBox } from '../post-box-fixtures.ts'
import type { ShopUnderTest } from '../shop-under-test-fixtures.ts'
import { serveDouble, type DoubleServer } from './double-server-fixtures.ts'
import { createWooCommerceAdapter } from './woocommerce-adapter.ts'
import type { WooCommerceShop } from './woocommerce-shop.ts'

const KEYS = { consumerKey: 'ck_of-the-test', consumerSecret: 'cs_of-the-test', secret: 'shhh-of-the-test' }

export interface WooCommerceUnderTest extends ShopUnderTest {
  readonly server: DoubleServer
  /** The adapter's settings, to make another one. */
  readonly settings: WooCommerceShop
}

/** The double of WooCommerce, its posts in a box, a wire between it and the adapter. */
export async function startWooCommerceDouble(): Promise<WooCommerceUnderTest> {
  const box = await openPostBox()
  const server = await serveDouble(KEYS, box.url)
  const wire = await openWire(server.port)
  const { consumerKey, consumerSecret, secret } = KEYS
  const settings: WooCommerceShop = {
    url: `http://127.0.0.1:${wire.port}/`,
    consumerKey,
    consumerSecret,
    secrets: [secret],
  }
  const { shop } = server
  const goods = ({ sku, eur, stock }: (typeof COATS)[number]) => {
    const variation = shop.products.find((one) => one.sku === sku)
    return { variantId: String(variation?.id ?? 0) as VariantId, price: eur, count: stock[0] + stock[1] }
  }
  const [plenty, few] = COATS
  return {
    server,
    settings,
    adapter: createWooCommerceAdapter(settings),
    market: { currencyCode: 'EUR', language: 'en' },
    goods: { plenty: goods(plenty), few: goods(few) },
    discount: DISCOUNT,
    tells: ['catalogue', 'stock-changed', 'order', 'refund'],
    signsTime: false,
    leavesCarts: true,
    losesReceipts: true,
    forgetsRevisions: true,
    posts: box.posts,
    wire,
    countCarts: async () => shop.sessions.size,
    cartLines: async (shopRef) =>
      [...(shop.findSession(shopRef)?.items ?? [])].map(([id, quantity]) => ({
        variantId: String(id),
        quantity,
      })),
    setStock: async (variantId, count) => shop.setStock(Number(variantId), count),
    pay: async ({ url }) => shop.pay(new URL(url)),
    async close() {
      await wire.close()
      await server.close()
      await box.close()
    },
  }
}
