import { COATS, DISCOUNT } from '../coats.ts'
import type { VendureApi } from './vendure-api.ts'

/** What a fresh shop has on sale, and the key for the hub. */
export interface VendureGoods {
  readonly apiKey: string
  readonly warehouse: string
  readonly store: string
  /** Ids of variants by SKU. */
  readonly variants: Readonly<Record<string, string>>
}

const en = (text: Record<string, string>) => [{ languageCode: 'en', ...text }]

/**
 * Sets up an empty shop as its owner would, by the Admin API: euros and yen with tax inside, two places with stock, a coat in
 * two colours and sizes of which one is scarce, a discount code, a way to send and a way to pay.
 */
export async function seedVendure(admin: VendureApi): Promise<VendureGoods> {
  await setUpChannel(admin)
  const { warehouse, store } = await setUpStock(admin)
  await setUpCheckout(admin)
  const variants = await makeCoats(admin, [warehouse, store])
  return { apiKey: await makeApiKey(admin), warehouse, store, variants }
}

async function setUpChannel(admin: VendureApi): Promise<void> {
  const { createCountry } = await admin<{ createCountry: { id: string } }>(
    `mutation ($input: CreateCountryInput!) { createCountry(input: $input) { id } }`,
    { input: { code: 'DE', enabled: true, translations: en({ name: 'Germany' }) } },
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

async function setUpStock(admin: VendureApi): Promise<{ warehouse: string; store: string }> {
  const { stockLocations, createStockLocation } = {
    ...(await admin<{ stockLocations: { items: [{ id: string }] } }>(`{ stockLocations { items { id } } }`)),
    ...(await admin<{ createStockLocation: { id: string } }>(
      `mutation { createStockLocation(input: { name: "Berlin store" }) { id } }`,
    )),
  }
  const [{ id: warehouse }] = stockLocations.items
  await admin(`mutation ($id: ID!) { updateStockLocation(input: { id: $id, name: "Warehouse" }) { id } }`, {
    id: warehouse,
  })
  // For those that say nothing else: counted, and none kept back.
  await admin(
    `mutation { updateGlobalSettings(input: { trackInventory: true, outOfStockThreshold: 0 }) { __typename } }`,
  )
  return { warehouse, store: createStockLocation.id }
}

async function setUpCheckout(admin: VendureApi): Promise<void> {
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
          arguments: [arg('rate', '500'), arg('includesTax', 'include'), arg('taxRate', '19')],
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

async function makeCoats(admin: VendureApi, places: readonly string[]): Promise<Record<string, string>> {
  const { createProduct } = await admin<{ createProduct: { id: string } }>(
    `mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }`,
    {
      input: {
        enabled: true,
        translations: en({
          name: 'Rain coat',
          slug: 'rain-coat',
          description: '<p>Keeps you dry &amp; warm.</p>',
        }),
      },
    },
  )
  const optionIds = new Map<string, string>()
  for (const [index, name] of ['Colour', 'Size'].entries()) {
    const values = [...new Set(COATS.map(({ options }) => options[index] ?? ''))]
    const { createProductOptionGroup: group } = await admin<{
      createProductOptionGroup: { id: string; options: { id: string; name: string }[] }
    }>(
      `mutation ($input: CreateProductOptionGroupInput!) {
        createProductOptionGroup(input: $input) { id options { id name } }
      }`,
      {
        input: {
          code: name.toLowerCase(),
          translations: en({ name }),
          options: values.map((value) => ({
            code: value.toLowerCase(),
            translations: en({ name: value }),
          })),
        },
      },
    )
    for (const { id, name: value } of group.options) optionIds.set(value, id)
    await admin(
      `mutation ($productId: ID!, $optionGroupId: ID!) {
        addOptionGroupToProduct(productId: $productId, optionGroupId: $optionGroupId) { id }
      }`,
      { productId: createProduct.id, optionGroupId: group.id },
    )
  }
  const { createProductVariants } = await admin<{ createProductVariants: { id: string; sku: string }[] }>(
    `mutation ($input: [CreateProductVariantInput!]!) { createProductVariants(input: $input) { id sku } }`,
    {
      input: COATS.map(({ sku, options, eur, stock }) => ({
        productId: createProduct.id,
        sku,
        optionIds: options.map((option) => optionIds.get(option)),
        price: eur,
        stockLevels: places.map((stockLocationId, index) => ({
          stockLocationId,
          stockOnHand: stock[index],
        })),
        translations: en({ name: `Rain coat ${options.join(' ')}` }),
      })),
    },
  )
  await admin(
    `mutation ($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }`,
    {
      input: createProductVariants.map(({ id }, index) => ({
        id,
        // Two decimals of yen too, as Vendure keeps every currency.
        prices: [{ currencyCode: 'JPY', price: (COATS[index]?.jpy ?? 0) * 100 }],
      })),
    },
  )
  return Object.fromEntries(createProductVariants.map(({ id, sku }) => [sku, id]))
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
