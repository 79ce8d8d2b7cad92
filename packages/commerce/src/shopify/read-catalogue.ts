import { locationIdSchema, productIdSchema, variantIdSchema, type VariantId } from '@tote/protocol'
import * as z from 'zod'
import type { Market } from '../commerce-adapter.ts'
import { plainText } from '../plain-text.ts'
import { parseCatalogue } from '../parse-catalogue.ts'
import type { ShopCatalogue, StockCount } from '../shop-catalogue.ts'
import { findContext } from './find-context.ts'
import { fromGid } from './gid.ts'
import { fromMoney } from './money.ts'
import { platform } from './platform.ts'
import { readProducts, type ShopifyProduct, type ShopifyVariant } from './read-products.ts'
import { readStock } from './read-stock.ts'
import type { AskShopify, ShopifyApi } from './shopify-api.ts'

/** What Shopify calls the choice of a product that has none. */
const NO_CHOICE = { name: 'Title', value: 'Default Title' }

const locationsQuery = `query ToteLocations($after: String) {
  locations(first: 100, after: $after) {
    nodes { id name isActive fulfillsOnlineOrders }
    pageInfo { hasNextPage endCursor }
  }
}`
const locationsSchema = z.object({
  locations: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        isActive: z.boolean(),
        fulfillsOnlineOrders: z.boolean(),
      }),
    ),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
})

interface CatalogueOptions {
  readonly market: Market
  readonly stores: readonly string[]
  readonly signal: AbortSignal
}

/** All that is on sale in the app's channel for this market, with counts by location. */
export async function readCatalogue(
  { storefront, admin }: ShopifyApi,
  { market, stores, signal }: CatalogueOptions,
): Promise<ShopCatalogue> {
  const { currencyCode } = market
  const context = await findContext(storefront, market, signal)
  const locations = await readLocations(admin, signal)
  const products = await readProducts(storefront, context, signal)
  const ids = products.flatMap(({ variants }) => variants.map(({ id }) => variantIdSchema.parse(fromGid(id))))
  const counts = await readStock(admin, ids, { stores, signal, isPatient: true })
  const counted = Map.groupBy(counts, ({ variantId }) => variantId)
  return parseCatalogue(
    {
      currency: currencyCode,
      locations: locations
        .map((location) => ({ ...location, id: locationIdSchema.parse(fromGid(location.id)) }))
        .filter(
          ({ id, isActive, fulfillsOnlineOrders }) =>
            isActive && (fulfillsOnlineOrders || stores.includes(id)),
        )
        .map(({ id, name }) => ({
          id,
          name: name.slice(0, 120),
          kind: stores.includes(id) ? 'store' : 'warehouse',
        })),
      products: products
        .map((product) => toProduct(product, { counted, currencyCode }))
        .filter(({ variants }) => variants.length > 0),
    },
    platform,
  )
}

async function readLocations(admin: AskShopify, signal: AbortSignal) {
  const locations: z.infer<typeof locationsSchema>['locations']['nodes'] = []
  let after: string | null = null
  do {
    const page: z.infer<typeof locationsSchema> = await admin({
      what: 'its locations',
      query: locationsQuery,
      variables: { after },
      answer: locationsSchema,
      signal,
      isPatient: true,
    })
    const { nodes, pageInfo } = page.locations
    locations.push(...nodes)
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null
  } while (after !== null)
  return locations
}

function toProduct(
  product: ShopifyProduct,
  { counted, currencyCode }: { counted: ReadonlyMap<VariantId, readonly StockCount[]>; currencyCode: string },
) {
  // A price in another currency would be of another market than was asked for.
  const variants = product.variants.filter(({ price }) => price.currencyCode === currencyCode)
  const options = hasNoChoice(product.variants) ? [] : product.options
  return {
    id: productIdSchema.parse(fromGid(product.id)),
    title: product.title.slice(0, 200),
    description: plainText(product.descriptionHtml, 5000),
    ...(product.vendor === '' ? {} : { brand: product.vendor.slice(0, 120) }),
    ...toImage(product.featuredImage),
    options: options.map(({ name }) => ({
      name: name.slice(0, 80),
      values: [...new Set(variants.map((variant) => valueOf(variant, name)))],
    })),
    // It is said for a product alone: one whose variants differ counts those that are counted.
    ...(variants.some(({ id }) => counted.has(variantIdSchema.parse(fromGid(id))))
      ? {}
      : { inventoryMode: 'none' }),
    variants: variants.map((variant) => {
      const id = variantIdSchema.parse(fromGid(variant.id))
      const price = fromMoney(variant.price)
      const was = variant.compareAtPrice === null ? 0 : fromMoney(variant.compareAtPrice)
      return {
        id,
        title: (options.length === 0 ? product.title : variant.title).slice(0, 200),
        options: options.map(({ name }) => valueOf(variant, name)),
        ...(variant.sku === null || variant.sku === '' ? {} : { sku: variant.sku.slice(0, 80) }),
        price,
        ...(was > price ? { compareAt: was } : {}),
        ...toImage(variant.image),
        stock: Object.fromEntries(
          (counted.get(id) ?? []).map(({ locationId, count }) => [locationId, count]),
        ),
      }
    }),
  }
}

function hasNoChoice(variants: readonly ShopifyVariant[]): boolean {
  const [only, ...others] = variants
  const [choice, ...more] = only?.selectedOptions ?? []
  return (
    others.length === 0 &&
    more.length === 0 &&
    choice?.name === NO_CHOICE.name &&
    choice.value === NO_CHOICE.value
  )
}

function valueOf({ selectedOptions }: ShopifyVariant, option: string): string {
  return selectedOptions.find(({ name }) => name === option)?.value.slice(0, 80) ?? '–'
}

function toImage(image: { readonly url: string } | null): { image?: string } {
  return image === null ? {} : { image: image.url }
}
