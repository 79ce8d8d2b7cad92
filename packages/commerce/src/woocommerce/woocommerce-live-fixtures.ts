import type { VariantId } from '@tote/protocol'
import { openWire } from '@tote/testkit/e2e'
import { openForward } from '../forward-fixtures.ts'
import { neverEnded, type Goods, type ShopUnderTest } from '../shop-under-test-fixtures.ts'
import { createWooCommerceAdapter } from './woocommerce-adapter.ts'

export const LIVE_SETTINGS = [
  'TOTE_WOOCOMMERCE_URL',
  'TOTE_WOOCOMMERCE_KEY',
  'TOTE_WOOCOMMERCE_SECRET',
  'TOTE_WOOCOMMERCE_CURRENCY',
  'TOTE_WOOCOMMERCE_PLENTY',
  'TOTE_WOOCOMMERCE_FEW',
] as const
type LiveSetting = (typeof LIVE_SETTINGS)[number]

/** What it can do without paying, changing a count or hearing a post: its sessions are left to end by themselves. */
export async function openLiveWooCommerce(of: (setting: LiveSetting) => string): Promise<ShopUnderTest> {
  const forward = await openForward(of('TOTE_WOOCOMMERCE_URL'))
  const wire = await openWire(forward.port)
  const market = { currencyCode: of('TOTE_WOOCOMMERCE_CURRENCY') }
  const adapter = createWooCommerceAdapter({
    url: `http://127.0.0.1:${wire.port}`,
    consumerKey: of('TOTE_WOOCOMMERCE_KEY'),
    consumerSecret: of('TOTE_WOOCOMMERCE_SECRET'),
    secrets: [],
  })
  const { products } = await adapter.readCatalogue(market, neverEnded())
  const goods = (name: LiveSetting): Goods => {
    const variantId = of(name) as VariantId
    const variant = products.flatMap(({ variants }) => variants).find(({ id }) => id === variantId)
    if (variant === undefined) throw new Error(`the shop sells nothing of the id ${variantId}`)
    const count = Object.values(variant.stock).reduce((sum, one) => sum + one, 0)
    return { variantId, price: variant.price, count }
  }
  /** By which it is known how many carts were made. */
  const sessions = new Set<string>()
  const sessionOf = (token: string) => token.split('.')[1] ?? token
  return {
    adapter: {
      ...adapter,
      async mirrorCart(cart, signal) {
        const answer = await adapter.mirrorCart(cart, signal)
        sessions.add(sessionOf(answer.shopRef))
        return answer
      },
    },
    market,
    goods: { plenty: goods('TOTE_WOOCOMMERCE_PLENTY'), few: goods('TOTE_WOOCOMMERCE_FEW') },
    tells: [],
    signsTime: false,
    leavesCarts: true,
    losesReceipts: true,
    forgetsRevisions: true,
    isLive: true,
    posts: [],
    wire,
    countCarts: async () => sessions.size,
    async cartLines(shopRef) {
      const response = await fetch(new URL('/wp-json/wc/store/v1/cart', of('TOTE_WOOCOMMERCE_URL')), {
        headers: { 'cart-token': shopRef },
      })
      // As it is documented.
      const { items } = (await response.json()) as { items: { id: number; quantity: number }[] }
      return items.map(({ id, quantity }) => ({ variantId: String(id), quantity }))
    },
    setStock: () => Promise.reject(new Error('its counts are left alone')),
    pay: () => Promise.reject(new Error('nobody pays there')),
    async close() {
      await wire.close()
      await forward.close()
    },
  }
}
