import type { VariantId } from '@tote/protocol'
import { openWire } from '@tote/testkit/e2e'
import { COATS, DISCOUNT, startMedusa, type MedusaShopServer } from '@tote/testkit/shops'
import { openPostBox } from '../post-box-fixtures.ts'
import type { ShopUnderTest } from '../shop-under-test-fixtures.ts'
import { createMedusaAdapter } from './medusa-adapter.ts'
import type { MedusaShop } from './medusa-shop.ts'

/** A machine that runs many tests besides may take long for one answer; that is none of what is tested. */
const SLOW_MS = 100_000
const SECRET = `whsec_${Buffer.alloc(32, 6).toString('base64')}`

export interface MedusaUnderTest extends ShopUnderTest {
  readonly server: MedusaShopServer
  /** The adapter's settings, to make another one. */
  readonly settings: MedusaShop
}

/** A real Medusa, its news in a box, a wire between it and the adapter. */
export async function startMedusaShop(): Promise<MedusaUnderTest> {
  const box = await openPostBox()
  const server = await startMedusa({ hubUrl: box.url, secrets: [SECRET] })
  const wire = await openWire(server.port)
  const settings: MedusaShop = {
    url: `http://127.0.0.1:${wire.port}`,
    secretKey: server.secretKey,
    publishableKey: server.publishableKey,
    checkoutUrl: 'https://brand.example/checkout?cart={cartId}&back={returnUrl}',
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
    adapter: createMedusaAdapter(settings, { timeoutMs: SLOW_MS }),
    market: { currencyCode: 'EUR', countryCode: 'DE' },
    goods: { plenty: goods(plenty), few: goods(few) },
    yen: { market: { currencyCode: 'JPY' }, variantId: goods(plenty).variantId, price: plenty.jpy },
    discount: DISCOUNT,
    tells: ['catalogue', 'stock-changed', 'order', 'refund', 'cart'],
    signsTime: true,
    posts: box.posts,
    wire,
    countCarts: () => server.countCarts(),
    async cartLines(shopRef) {
      const { cart } = await server.storefront.get<{
        cart: { items: { variant_id: string; quantity: number }[] }
      }>(`/store/carts/${shopRef}`)
      return cart.items.map(({ variant_id, quantity }) => ({ variantId: variant_id, quantity }))
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

/** As many as can be sold: what others ordered lies there too. All of it in the warehouse. */
async function setStock(server: MedusaShopServer, variantId: string, count: number): Promise<void> {
  const sku = Object.keys(server.variants).find((one) => server.variants[one] === variantId) ?? ''
  const item = server.items[sku]
  const { inventory_levels } = await server.admin.get<{
    inventory_levels: { location_id: string; reserved_quantity: number }[]
  }>(`/admin/inventory-items/${item}/location-levels`)
  for (const { location_id, reserved_quantity } of inventory_levels)
    await server.admin.post(`/admin/inventory-items/${item}/location-levels/${location_id}`, {
      stocked_quantity: reserved_quantity + (location_id === server.warehouse ? count : 0),
    })
}

/** A shopper at the storefront's own check-out, from the address on. */
async function pay({ storefront }: MedusaShopServer, url: string): Promise<{ total: number }> {
  const cartId = new URL(url).searchParams.get('cart') ?? ''
  await storefront.post(`/store/carts/${cartId}`, {
    email: 'ada@shop.example',
    shipping_address: {
      first_name: 'Ada',
      last_name: 'L',
      address_1: '1 Road',
      city: 'Berlin',
      postal_code: '10115',
      country_code: 'de',
    },
  })
  const { shipping_options } = await storefront.get<{ shipping_options: [{ id: string }] }>(
    `/store/shipping-options?cart_id=${cartId}`,
  )
  await storefront.post(`/store/carts/${cartId}/shipping-methods`, { option_id: shipping_options[0].id })
  const { payment_collection } = await storefront.post<{ payment_collection: { id: string } }>(
    '/store/payment-collections',
    { cart_id: cartId },
  )
  await storefront.post(`/store/payment-collections/${payment_collection.id}/payment-sessions`, {
    provider_id: 'pp_system_default',
  })
  const answer = await storefront.post<{ type: string; order?: { total: number }; error?: unknown }>(
    `/store/carts/${cartId}/complete`,
    {},
  )
  if (answer.order === undefined) throw new Error(`the shop took no payment: ${JSON.stringify(answer)}`)
  return { total: Math.round(answer.order.total * 100) }
}
