import { locationIdSchema, productIdSchema, variantIdSchema, type VariantId } from '@tote/protocol'
import * as z from 'zod'
import type { Market } from '../commerce-adapter.ts'
import { toMinorUnits } from '../minor-units.ts'
import { plainText } from '../plain-text.ts'
import { parseCatalogue } from '../parse-catalogue.ts'
import type { ShopCatalogue, StockCount } from '../shop-catalogue.ts'
import { findRegion } from './find-region.ts'
import { platform, type MedusaApi } from './medusa-api.ts'
import { readStock } from './read-stock.ts'

/** Medusa reckons the price of every variant of a page. */
const PAGE = 50
const FIELDS = [
  'id',
  'title',
  'description',
  'thumbnail',
  'options.id',
  'options.title',
  'options.values.id',
  'variants.id',
  'variants.title',
  'variants.sku',
  'variants.options.id',
  'variants.options.value',
  '*variants.calculated_price',
].join(',')

/** Every product of Medusa's has a choice; so its admin names that of one which has none. */
const NO_CHOICE = 'Default option'

const productSchema = z.object({
  id: productIdSchema,
  title: z.string(),
  description: z.string().nullish(),
  thumbnail: z.string().nullish(),
  options: z
    .array(z.object({ title: z.string(), values: z.array(z.object({ id: z.string() })).nullish() }))
    .nullish(),
  variants: z
    .array(
      z.object({
        id: variantIdSchema,
        title: z.string(),
        sku: z.string().nullish(),
        options: z.array(z.object({ id: z.string(), value: z.string() })).nullish(),
        calculated_price: z
          .object({
            calculated_amount: z.number().nullish(),
            original_amount: z.number().nullish(),
          })
          .nullish(),
      }),
    )
    .nullish(),
})
type Product = z.infer<typeof productSchema>
const pageSchema = z.object({ count: z.int(), products: z.array(productSchema) })
const locationsSchema = z.object({
  stock_locations: z.array(z.object({ id: locationIdSchema, name: z.string() })),
})

/** All that is on sale in the region of this market: a variant without a price there is not. */
export async function readCatalogue(
  ask: MedusaApi,
  { market, stores, signal }: { market: Market; stores: readonly string[]; signal: AbortSignal },
): Promise<ShopCatalogue> {
  const region = await findRegion(ask, market, signal)
  const { stock_locations } = await ask({
    what: 'its stock locations',
    path: '/admin/stock-locations',
    query: { limit: 1000, fields: 'id,name' },
    answer: locationsSchema,
    signal,
  })
  const told: Product[] = []
  for (let offset = 0, total = 1; offset < total; offset += PAGE) {
    const page = await ask({
      what: 'its products',
      path: '/store/products',
      query: {
        region_id: region,
        limit: PAGE,
        offset,
        order: 'id',
        fields: FIELDS,
        ...(market.language === undefined ? {} : { locale: market.language }),
      },
      answer: pageSchema,
      signal,
    })
    total = page.count
    told.push(...page.products)
  }
  const onSale = told.flatMap(({ variants, ...product }) => {
    const priced = (variants ?? []).flatMap(({ calculated_price, ...variant }) => {
      const price = calculated_price?.calculated_amount ?? null
      const was = calculated_price?.original_amount ?? null
      return price === null ? [] : [{ ...variant, price, was }]
    })
    return priced.length === 0 ? [] : [{ ...product, variants: priced }]
  })
  const ids = onSale.flatMap(({ variants }) => variants.map(({ id }) => id))
  const counted = Map.groupBy(await readStock(ask, ids, signal), ({ variantId }) => variantId)
  return parseCatalogue(
    {
      currency: market.currencyCode,
      locations: stock_locations.map(({ id, name }) => ({
        id,
        name: name.slice(0, 120),
        kind: stores.includes(id) ? 'store' : 'warehouse',
      })),
      products: onSale.map((product) => toProduct(product, counted, market.currencyCode)),
    },
    platform,
  )
}

type PricedVariant = Omit<NonNullable<Product['variants']>[number], 'calculated_price'> & {
  readonly price: number
  readonly was: number | null
}

function toProduct(
  product: Omit<Product, 'variants'> & { readonly variants: readonly PricedVariant[] },
  counted: ReadonlyMap<VariantId, readonly StockCount[]>,
  currencyCode: string,
) {
  const { id, title, description, thumbnail, variants } = product
  const options = (product.options ?? []).filter(({ title: name }) => name !== NO_CHOICE)
  // A variant names the values it has; which choice each is of stands at the product.
  const optionsOf = (variant: PricedVariant) =>
    options.map(({ values }) => {
      const known = new Set(values?.map((value) => value.id))
      return variant.options?.find((one) => known.has(one.id))?.value ?? '–'
    })
  return {
    id,
    title: title.slice(0, 200),
    description: plainText(description ?? '', 5000),
    ...(thumbnail != null && /^https?:\/\//.test(thumbnail) ? { image: thumbnail } : {}),
    options: options.map((option, index) => ({
      name: option.title,
      values: [...new Set(variants.map((variant) => optionsOf(variant)[index]))],
    })),
    // It is said for a product alone: one whose variants differ counts those that are counted.
    ...(variants.some((variant) => counted.has(variant.id)) ? {} : { inventoryMode: 'none' }),
    variants: variants.map((variant) => ({
      id: variant.id,
      title: variant.title.slice(0, 200),
      options: optionsOf(variant),
      ...(variant.sku == null || variant.sku === '' ? {} : { sku: variant.sku }),
      price: toMinorUnits(variant.price, currencyCode),
      ...(variant.was !== null && variant.was > variant.price
        ? { compareAt: toMinorUnits(variant.was, currencyCode) }
        : {}),
      stock: Object.fromEntries(
        (counted.get(variant.id) ?? []).map(({ locationId, count }) => [locationId, count]),
      ),
    })),
  }
}
