import { locationIdSchema, productIdSchema, variantIdSchema } from '@tote/protocol'
import * as z from 'zod'
import type { Market } from '../commerce-adapter.ts'
import { plainText } from '../plain-text.ts'
import { parseCatalogue } from '../parse-catalogue.ts'
import type { ShopCatalogue } from '../shop-catalogue.ts'
import { ShopError } from '../shop-error.ts'
import { platform, type AdminApi } from './admin-api.ts'
import { toMinorUnits } from './money.ts'
import {
  countUnits,
  isCounted,
  stockRuleSchema,
  variantStockFields,
  variantStockSchema,
} from './stock-level.ts'

/** Small enough that Vendure builds a page in a moment, though each product may have hundreds of variants. */
const PAGE = 50
/** The facet whose value is a product's brand, as Vendure's own examples have it. */
const BRAND = 'brand'

const shopQuery = `query ToteShop {
  activeChannel { availableCurrencyCodes }
  globalSettings { trackInventory outOfStockThreshold serverConfig { moneyStrategyPrecision } }
  stockLocations(options: { take: 1000 }) { items { id name } }
}`
const shopSchema = z.object({
  activeChannel: z.object({ availableCurrencyCodes: z.array(z.string()) }),
  globalSettings: stockRuleSchema.extend({ serverConfig: z.object({ moneyStrategyPrecision: z.int() }) }),
  stockLocations: z.object({ items: z.array(z.object({ id: locationIdSchema, name: z.string() })) }),
})
type Shop = z.infer<typeof shopSchema>

const pageQuery = `query ToteProducts($skip: Int!, $take: Int!) {
  products(options: { skip: $skip, take: $take, filter: { enabled: { eq: true } }, sort: { id: ASC } }) {
    totalItems
    items {
      id name description
      featuredAsset { preview }
      facetValues { name facet { code } }
      optionGroups { id name }
      variants {
        id name sku enabled
        prices { price currencyCode }
        options { groupId name }
        featuredAsset { preview }
        ${variantStockFields}
      }
    }
  }
}`
const pictureSchema = z.object({ preview: z.string() }).nullable()
const productSchema = z.object({
  id: productIdSchema,
  name: z.string(),
  description: z.string(),
  featuredAsset: pictureSchema,
  facetValues: z.array(z.object({ name: z.string(), facet: z.object({ code: z.string() }) })),
  optionGroups: z.array(z.object({ id: z.string(), name: z.string() })),
  variants: z.array(
    variantStockSchema.extend({
      id: variantIdSchema,
      name: z.string(),
      sku: z.string(),
      enabled: z.boolean(),
      prices: z.array(z.object({ price: z.number(), currencyCode: z.string() })),
      options: z.array(z.object({ groupId: z.string(), name: z.string() })),
      featuredAsset: pictureSchema,
    }),
  ),
})
const pageSchema = z.object({
  products: z.object({ totalItems: z.int(), items: z.array(productSchema) }),
})
type Product = z.infer<typeof productSchema>

/** All that is on sale in the channel for this currency: a variant without a price in it is not. */
export async function readCatalogue(
  ask: AdminApi,
  { market, stores, signal }: { market: Market; stores: readonly string[]; signal: AbortSignal },
): Promise<ShopCatalogue> {
  const { currencyCode } = market
  const shop = await ask({ what: 'its channel', query: shopQuery, answer: shopSchema, signal })
  if (!shop.activeChannel.availableCurrencyCodes.includes(currencyCode))
    throw new ShopError('invalid', `${platform} does not sell in ${currencyCode} in this channel.`)
  const products: ReturnType<typeof toProduct>[] = []
  for (let skip = 0, total = 1; skip < total; skip += PAGE) {
    const variables = { skip, take: PAGE }
    const page = await ask({
      what: 'its products',
      query: pageQuery,
      variables,
      answer: pageSchema,
      signal,
      market,
    })
    total = page.products.totalItems
    products.push(...page.products.items.map((product) => toProduct(product, shop, currencyCode)))
  }
  return parseCatalogue(
    {
      currency: currencyCode,
      locations: shop.stockLocations.items.map(({ id, name }) => ({
        id,
        name: name.slice(0, 120),
        kind: stores.includes(id) ? 'store' : 'warehouse',
      })),
      products: products.filter(({ variants }) => variants.length > 0),
    },
    platform,
  )
}

function toProduct(product: Product, { globalSettings }: Shop, currencyCode: string) {
  const brand = product.facetValues.find(({ facet }) => facet.code === BRAND)?.name
  const { moneyStrategyPrecision } = globalSettings.serverConfig
  const onSale = product.variants.flatMap((variant) => {
    const price = variant.prices.find((one) => one.currencyCode === currencyCode)?.price
    return variant.enabled && price !== undefined ? [{ ...variant, price }] : []
  })
  return {
    id: product.id,
    title: product.name.slice(0, 200),
    description: plainText(product.description, 5000),
    ...(brand === undefined ? {} : { brand: brand.slice(0, 120) }),
    ...toImage(product.featuredAsset),
    options: product.optionGroups.map(({ id, name }) => ({
      name,
      values: [...new Set(onSale.map((variant) => optionOf(variant.options, id)))],
    })),
    // It is said for a product alone: one whose variants differ counts those that are counted.
    ...(onSale.some((variant) => isCounted(variant, globalSettings)) ? {} : { inventoryMode: 'none' }),
    variants: onSale.map((variant) => ({
      id: variant.id,
      title: variant.name.slice(0, 200),
      options: product.optionGroups.map(({ id }) => optionOf(variant.options, id)),
      ...(variant.sku === '' ? {} : { sku: variant.sku }),
      price: toMinorUnits(variant.price, currencyCode, moneyStrategyPrecision),
      ...toImage(variant.featuredAsset),
      stock: isCounted(variant, globalSettings)
        ? Object.fromEntries(
            countUnits(variant, globalSettings).map(({ locationId, count }) => [locationId, count]),
          )
        : {},
    })),
  }
}

/** A variant that was made before its product had this choice has none of it. */
function optionOf(options: readonly { groupId: string; name: string }[], group: string): string {
  return options.find(({ groupId }) => groupId === group)?.name ?? '–'
}

/** Without an asset server Vendure names a file of its own, which is no address. */
function toImage(asset: z.infer<typeof pictureSchema>): { image?: string } {
  return asset !== null && /^https?:\/\//.test(asset.preview) ? { image: asset.preview } : {}
}
