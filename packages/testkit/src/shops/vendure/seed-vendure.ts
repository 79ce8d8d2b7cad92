import { DISCOUNT } from '../coats.ts'
import type { ShopGoods } from '../shop-goods.ts'
import { makeProducts } from './make-products.ts'
import { en, type VendureApi } from './vendure-api.ts'

/** What a fresh shop has on sale, and the key for the hub. */
export interface VendureGoods {
  readonly apiKey: string
  readonly warehouse: string
  readonly store: string
  /** Ids of variants by SKU. */
  readonly variants: Readonly<Record<string, string>>
  /** Ids of products, in the order of the goods. */
  readonly products: readonly string[]
}

/**
 * Sets up an empty shop as its owner would, by the Admin API: euros and yen with tax inside, two places with stock, the goods, a
 * discount code, a way to send and a way to pay.
 * @param pictures The folder of the goods' pictures, where the shop keeps any.
 */
export async function seedVendure(
  admin: VendureApi,
  goods: ShopGoods,
  pictures: string | undefined,
): Promise<VendureGoods> {
  await setUpChannel(admin, goods)
  const { warehouse, store } = await setUpStock(admin, goods)
  await setUpCheckout(admin, goods)
  const made = await makeProducts(admin, { products: goods.products, places: [warehouse, store], pictures })
  return { apiKey: await makeApiKey(admin), warehouse, store, ...made }
}

async function setUpChannel(admin: VendureApi, { country }: ShopGoods): Promise<void> {
  const { createCountry } = await admin<{ createCountry: { id: string } }>(
    `mutation ($input: CreateCountryInput!) { createCountry(input: $input) { id } }`,
    { input: { code: country.code, enabled: true, translations: en({ name: country.name }) } },
  )
  const { createZone, createTaxCategory } = await admin<Record<string, { id: string }>>(
    `mutation ($country: ID!) {
      createZone(input: { name: "Europe", memberIds: [$country] }) { id }
      createTaxCategory(input: { name: "Standard", isDefault: true }) { id }
    }`,
    { country: createCountry.id },
  )
  const rate = { name: 'VAT', enabled: true, value: 19, categoryId: createTaxCategory?.id }
  await admin(`mutation ($input: CreateTaxRateInput!) { createTaxRate(input: $input) { id } }`, {
    input: { ...rate, zoneId: createZone?.id },
  })
  const { activeChannel } = await admin<{ activeChannel: { id: string } }>(`{ activeChannel { id } }`)
  await admin(`mutation ($input: UpdateChannelInput!) { updateChannel(input: $input) { __typename } }`, {
    input: {
      id: activeChannel.id,
      pricesIncludeTax: true,
      defaultCurrencyCode: 'EUR',
      availableCurrencyCodes: ['EUR', 'JPY'],
      defaultTaxZoneId: createZone?.id,
      defaultShippingZoneId: createZone?.id,
    },
  })
}

async function setUpStock(
  admin: VendureApi,
  { warehouse: warehouseName, store }: ShopGoods,
): Promise<{ warehouse: string; store: string }> {
  const { stockLocations, createStockLocation } = {
    ...(await admin<{ stockLocations: { items: [{ id: string }] } }>(`{ stockLocations { items { id } } }`)),
    ...(await admin<{ createStockLocation: { id: string } }>(
      `mutation ($name: String!) { createStockLocation(input: { name: $name }) { id } }`,
      { name: store },
    )),
  }
  const [{ id: warehouse }] = stockLocations.items
  await admin(
    `mutation ($id: ID!, $name: String!) { updateStockLocation(input: { id: $id, name: $name }) { id } }`,
    { id: warehouse, name: warehouseName },
  )
  // For those that say nothing else: counted, and none kept back.
  await admin(
    `mutation { updateGlobalSettings(input: { trackInventory: true, outOfStockThreshold: 0 }) { __typename } }`,
  )
  return { warehouse, store: createStockLocation.id }
}

async function setUpCheckout(admin: VendureApi, { delivery }: ShopGoods): Promise<void> {
  const arg = (name: string, value: string) => ({ name, value })
  await admin(`mutation ($input: CreatePaymentMethodInput!) { createPaymentMethod(input: $input) { id } }`, {
    input: {
      code: 'card',
      enabled: true,
      handler: { code: 'dummy-payment-handler', arguments: [arg('automaticSettle', 'true')] },
      translations: en({ name: 'Card', description: '' }),
    },
  })
  await admin(
    `mutation ($input: CreateShippingMethodInput!) { createShippingMethod(input: $input) { id } }`,
    {
      input: {
        code: 'parcel',
        fulfillmentHandler: 'manual-fulfillment',
        checker: { code: 'default-shipping-eligibility-checker', arguments: [arg('orderMinimum', '0')] },
        calculator: {
          code: 'default-shipping-calculator',
          arguments: [arg('rate', String(delivery)), arg('includesTax', 'include'), arg('taxRate', '19')],
        },
        translations: en({ name: 'Parcel', description: '' }),
      },
    },
  )
  await admin(`mutation ($input: CreatePromotionInput!) { createPromotion(input: $input) { __typename } }`, {
    input: {
      enabled: true,
      couponCode: DISCOUNT.code,
      conditions: [],
      actions: [
        { code: 'order_percentage_discount', arguments: [arg('discount', String(DISCOUNT.percent))] },
      ],
      translations: en({ name: 'Spring', description: '' }),
    },
  })
}

/** As `docs/guides/vendure.md` says: a role that can do what the hub asks, and no more. */
async function makeApiKey(admin: VendureApi): Promise<string> {
  const { createRole } = await admin<{ createRole: { id: string } }>(
    `mutation ($input: CreateRoleInput!) { createRole(input: $input) { id } }`,
    {
      input: {
        code: 'tote-hub',
        description: 'Tote hub',
        permissions: ['ReadCatalog', 'ReadStockLocation', 'ReadOrder', 'UpdateOrder'],
      },
    },
  )
  const { createApiKey } = await admin<{ createApiKey: { apiKey: string } }>(
    `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey } }`,
    { input: { roleIds: [createRole.id], translations: en({ name: 'Tote hub' }) } },
  )
  return createApiKey.apiKey
}
