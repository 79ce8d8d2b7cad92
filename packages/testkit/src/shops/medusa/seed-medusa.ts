import { DISCOUNT } from '../coats.ts'
import type { ShopGoods } from '../shop-goods.ts'
import { makeProducts } from './make-products.ts'
import type { MedusaClient } from './medusa-client.ts'

/** What a fresh shop has on sale, and the key for its storefront. */
export interface MedusaGoods {
  readonly publishableKey: string
  readonly warehouse: string
  readonly store: string
  /** Ids of products, in the order of the goods. */
  readonly products: readonly string[]
  /** Ids of variants by SKU. */
  readonly variants: Readonly<Record<string, string>>
  /** Ids of inventory items by SKU. */
  readonly items: Readonly<Record<string, string>>
}

interface Made {
  readonly id: string
}

/**
 * Sets up an empty shop as its owner would, by the Admin API: euros and yen with tax inside, two places with stock, the goods, a
 * discount code and a way to send.
 * @param picturesUrl Where the goods' pictures are served, if they have any: Medusa keeps addresses.
 */
export async function seedMedusa(
  admin: MedusaClient,
  goods: ShopGoods,
  picturesUrl: string | undefined,
): Promise<MedusaGoods> {
  const country = goods.country.code.toLowerCase()
  const { stores } = await admin.get<{ stores: [Made & { default_sales_channel_id: string }] }>(
    '/admin/stores',
  )
  const [{ id: storeId, default_sales_channel_id: channel }] = stores
  await admin.post(`/admin/stores/${storeId}`, {
    // Prices are what people pay, tax inside.
    supported_currencies: [
      { currency_code: 'eur', is_default: true, is_tax_inclusive: true },
      { currency_code: 'jpy', is_tax_inclusive: true },
    ],
  })
  for (const [name, currency_code, place] of [
    ['Europe', 'eur', country],
    ['Japan', 'jpy', 'jp'],
  ])
    await admin.post('/admin/regions', {
      name,
      currency_code,
      countries: [place],
      is_tax_inclusive: true,
      payment_providers: ['pp_system_default'],
    })
  await admin.post('/admin/tax-regions', {
    country_code: country,
    provider_id: 'tp_system',
    default_tax_rate: { name: 'VAT', code: 'vat', rate: 19 },
  })
  const warehouse = await makePlace(admin, { name: goods.warehouse, channel, country })
  const store = await makePlace(admin, { name: goods.store, channel, country })
  const profile = await setUpShipping(admin, warehouse, goods)
  const places = [warehouse, store]
  const made = await makeProducts(admin, { products: goods.products, channel, profile, places, picturesUrl })
  await admin.post('/admin/promotions', {
    code: DISCOUNT.code,
    type: 'standard',
    status: 'active',
    is_automatic: false,
    application_method: {
      type: 'percentage',
      target_type: 'order',
      allocation: 'across',
      value: DISCOUNT.percent,
      currency_code: 'eur',
    },
  })
  const { api_key } = await admin.post<{ api_key: Made & { token: string } }>('/admin/api-keys', {
    title: 'Storefront',
    type: 'publishable',
  })
  await admin.post(`/admin/api-keys/${api_key.id}/sales-channels`, { add: [channel] })
  return { publishableKey: api_key.token, warehouse, store, ...made }
}

async function makePlace(
  admin: MedusaClient,
  { name, channel, country }: { name: string; channel: string; country: string },
): Promise<string> {
  const { stock_location } = await admin.post<{ stock_location: Made }>('/admin/stock-locations', {
    name,
    address: { address_1: '1 Road', country_code: country },
  })
  const path = `/admin/stock-locations/${stock_location.id}`
  await admin.post(`${path}/sales-channels`, { add: [channel] })
  await admin.post(`${path}/fulfillment-providers`, { add: ['manual_manual'] })
  return stock_location.id
}

/** @returns The shipping profile. */
async function setUpShipping(
  admin: MedusaClient,
  warehouse: string,
  { country, delivery }: ShopGoods,
): Promise<string> {
  const { shipping_profiles } = await admin.get<{ shipping_profiles: Made[] }>('/admin/shipping-profiles')
  const profile =
    shipping_profiles[0] ??
    (
      await admin.post<{ shipping_profile: Made }>('/admin/shipping-profiles', {
        name: 'Default',
        type: 'default',
      })
    ).shipping_profile
  const { stock_location } = await admin.post<{ stock_location: { fulfillment_sets: [Made] } }>(
    `/admin/stock-locations/${warehouse}/fulfillment-sets?fields=*fulfillment_sets`,
    { name: 'Parcels', type: 'shipping' },
  )
  const { fulfillment_set } = await admin.post<{ fulfillment_set: { service_zones: [Made] } }>(
    `/admin/fulfillment-sets/${stock_location.fulfillment_sets[0].id}/service-zones?fields=*service_zones`,
    { name: country.name, geo_zones: [{ type: 'country', country_code: country.code.toLowerCase() }] },
  )
  await admin.post('/admin/shipping-options', {
    name: 'Parcel',
    service_zone_id: fulfillment_set.service_zones[0].id,
    shipping_profile_id: profile.id,
    provider_id: 'manual_manual',
    price_type: 'flat',
    type: { label: 'Parcel', description: 'In two days', code: 'parcel' },
    // As people write them.
    prices: [{ currency_code: 'eur', amount: delivery / 100 }],
    rules: [],
  })
  return profile.id
}
