import { COATS, DISCOUNT } from '../coats.ts'
import type { MedusaClient } from './medusa-client.ts'

/** What a fresh shop has on sale, and the key for its storefront. */
export interface MedusaGoods {
  readonly publishableKey: string
  readonly warehouse: string
  readonly store: string
  /** The id of the coat. */
  readonly product: string
  /** Ids of variants by SKU. */
  readonly variants: Readonly<Record<string, string>>
  /** Ids of inventory items by SKU. */
  readonly items: Readonly<Record<string, string>>
}

interface Made {
  readonly id: string
}

/** Sets up an empty shop as its owner would, by the Admin API: the same coats, places and code as every shop under test. */
export async function seedMedusa(admin: MedusaClient): Promise<MedusaGoods> {
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
  for (const [name, currency_code, country] of [
    ['Europe', 'eur', 'de'],
    ['Japan', 'jpy', 'jp'],
  ])
    await admin.post('/admin/regions', {
      name,
      currency_code,
      countries: [country],
      is_tax_inclusive: true,
      payment_providers: ['pp_system_default'],
    })
  await admin.post('/admin/tax-regions', {
    country_code: 'de',
    provider_id: 'tp_system',
    default_tax_rate: { name: 'VAT', code: 'vat', rate: 19 },
  })
  const warehouse = await makePlace(admin, 'Warehouse', channel)
  const store = await makePlace(admin, 'Berlin store', channel)
  const profile = await setUpShipping(admin, warehouse)
  const coats = await makeCoats(admin, { channel, profile, places: [warehouse, store] })
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
  return { publishableKey: api_key.token, warehouse, store, ...coats }
}

async function makePlace(admin: MedusaClient, name: string, channel: string): Promise<string> {
  const { stock_location } = await admin.post<{ stock_location: Made }>('/admin/stock-locations', {
    name,
    address: { address_1: '1 Road', country_code: 'de' },
  })
  const path = `/admin/stock-locations/${stock_location.id}`
  await admin.post(`${path}/sales-channels`, { add: [channel] })
  await admin.post(`${path}/fulfillment-providers`, { add: ['manual_manual'] })
  return stock_location.id
}

/** @returns The shipping profile. */
async function setUpShipping(admin: MedusaClient, warehouse: string): Promise<string> {
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
    { name: 'Germany', geo_zones: [{ type: 'country', country_code: 'de' }] },
  )
  await admin.post('/admin/shipping-options', {
    name: 'Parcel',
    service_zone_id: fulfillment_set.service_zones[0].id,
    shipping_profile_id: profile.id,
    provider_id: 'manual_manual',
    price_type: 'flat',
    type: { label: 'Parcel', description: 'In two days', code: 'parcel' },
    prices: [{ currency_code: 'eur', amount: 5 }],
    rules: [],
  })
  return profile.id
}

async function makeCoats(
  admin: MedusaClient,
  { channel, profile, places }: { channel: string; profile: string; places: readonly string[] },
): Promise<Pick<MedusaGoods, 'product' | 'variants' | 'items'>> {
  const { product } = await admin.post<{ product: Made & { variants: (Made & { sku: string })[] } }>(
    '/admin/products',
    {
      title: 'Rain coat',
      description: 'Keeps you dry & warm.',
      status: 'published',
      shipping_profile_id: profile,
      sales_channels: [{ id: channel }],
      options: ['Colour', 'Size'].map((title, index) => ({
        title,
        values: [...new Set(COATS.map(({ options }) => options[index]))],
      })),
      variants: COATS.map(({ sku, options: [colour, size], eur, jpy }) => ({
        title: `Rain coat ${colour} ${size}`,
        sku,
        manage_inventory: true,
        options: { Colour: colour, Size: size },
        // As people write them.
        prices: [
          { currency_code: 'eur', amount: eur / 100 },
          { currency_code: 'jpy', amount: jpy },
        ],
      })),
    },
  )
  const { inventory_items } = await admin.get<{ inventory_items: (Made & { sku: string })[] }>(
    '/admin/inventory-items?limit=100',
  )
  const items = Object.fromEntries(inventory_items.map(({ id, sku }) => [sku, id]))
  for (const { sku, stock } of COATS)
    for (const [index, location_id] of places.entries())
      await admin.post(`/admin/inventory-items/${items[sku]}/location-levels`, {
        location_id,
        stocked_quantity: stock[index],
      })
  const variants = Object.fromEntries(product.variants.map(({ id, sku }) => [sku, id]))
  return { product: product.id, variants, items }
}
