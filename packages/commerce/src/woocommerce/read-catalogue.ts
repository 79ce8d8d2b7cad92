import { productIdSchema, variantIdSchema, type VariantId } from '@tote/protocol'
import * as z from 'zod'
import type { Market } from '../commerce-adapter.ts'
import { plainText } from '../plain-text.ts'
import { parseCatalogue } from '../parse-catalogue.ts'
import type { ShopCatalogue, StockCount } from '../shop-catalogue.ts'
import { ShopError } from '../shop-error.ts'
import { currencySchema, fromStoreAmount, storeAmountSchema } from './money.ts'
import { PLACE, readStock } from './read-stock.ts'
import { platform, readPages, type AskWooCommerce } from './woocommerce-api.ts'

const currentSchema = z.object({ code: z.string() })
const productSchema = z.object({
  id: z.int(),
  parent: z.int().optional(),
  type: z.string().optional(),
  name: z.string(),
  sku: z.string(),
  description: z.string(),
  short_description: z.string(),
  is_purchasable: z.boolean(),
  prices: currencySchema.extend({ price: storeAmountSchema, regular_price: storeAmountSchema }),
  images: z.array(z.object({ src: z.string() })),
  brands: z.array(z.object({ name: z.string() })).optional(),
  attributes: z
    .array(
      z.object({
        name: z.string(),
        has_variations: z.boolean(),
        terms: z.array(z.object({ name: z.string(), slug: z.string() })),
      }),
    )
    .default([]),
  variations: z
    .array(
      z.object({
        id: z.int(),
        attributes: z.array(z.object({ name: z.string(), value: z.string().nullable() })),
      }),
    )
    .default([]),
})
type Product = z.infer<typeof productSchema>

/** What is sold here: a group of others, a link to another shop, a subscription and what has no price are not. */
const SOLD = ['simple', 'variable', undefined]

/** All that is on sale: WooCommerce sells in one currency and one language. */
export async function readCatalogue(
  ask: AskWooCommerce,
  { market, signal }: { market: Market; signal: AbortSignal },
): Promise<ShopCatalogue> {
  const { currencyCode } = market
  const { code } = await ask({
    what: 'its currency',
    path: '/v3/data/currencies/current',
    answer: currentSchema,
    signal,
  })
  if (code !== currencyCode)
    throw new ShopError('invalid', `${platform} sells in ${code}, asked for was ${currencyCode}.`)
  const products = await readPages(ask, {
    what: 'its products',
    path: '/store/v1/products',
    query: { orderby: 'id', order: 'asc' },
    answer: productSchema,
    signal,
  })
  const variations = await readPages(ask, {
    what: 'choices of its products',
    path: '/store/v1/products',
    query: { type: 'variation', orderby: 'id', order: 'asc' },
    answer: productSchema,
    signal,
  })
  const variationOf = new Map(variations.map((variation) => [variation.id, variation]))
  const sold = products
    .filter(({ type }) => SOLD.includes(type))
    .map((product) => ({
      product,
      variants: (isSimple(product)
        ? [product]
        : product.variations.flatMap(({ id }) => variationOf.get(id) ?? [])
      ).filter(({ is_purchasable }) => is_purchasable),
    }))
    .filter(({ variants }) => variants.length > 0)
  const parents = new Map(
    sold.flatMap(({ product, variants }) =>
      variants.map(({ id }) => [idOf(id), isSimple(product) ? null : idOf(product.id)] as const),
    ),
  )
  const counts = await readStock(ask, parents, signal)
  return parseCatalogue(
    {
      currency: currencyCode,
      locations: [{ id: PLACE, name: 'Shop', kind: 'warehouse' }],
      products: sold.map((one) =>
        toProduct(
          one,
          Map.groupBy(counts, ({ variantId }) => variantId),
        ),
      ),
    },
    platform,
  )
}

function isSimple({ variations }: Product): boolean {
  return variations.length === 0
}

function idOf(id: number): VariantId {
  return variantIdSchema.parse(String(id))
}

/** Names are rich text too: WordPress writes `&amp;` in them. */
function toProduct(
  { product, variants }: { product: Product; variants: readonly Product[] },
  counted: ReadonlyMap<VariantId, readonly StockCount[]>,
) {
  const choices = product.attributes.filter(({ has_variations }) => !isSimple(product) && has_variations)
  const valuesOf = ({ id }: Product) => {
    const chosen = product.variations.find((variation) => variation.id === id)?.attributes ?? []
    return choices.map(({ name, terms }) => {
      const value = chosen.find((one) => one.name === name)?.value ?? null
      // A term of the whole shop is named by its slug; any other value by itself.
      return plainText(terms.find(({ slug }) => slug === value)?.name ?? value ?? '–', 80)
    })
  }
  const [brand] = product.brands ?? []
  return {
    id: productIdSchema.parse(String(product.id)),
    title: plainText(product.name, 200),
    description: plainText(product.description || product.short_description, 5000),
    ...(brand === undefined ? {} : { brand: plainText(brand.name, 120) }),
    ...toImage(product),
    options: choices.map(({ name }, index) => ({
      name: plainText(name, 80),
      values: [...new Set(variants.map((variant) => valuesOf(variant)[index] ?? '–'))],
    })),
    // It is said for a product alone: one whose variants differ counts those that are counted.
    ...(variants.some(({ id }) => counted.has(idOf(id))) ? {} : { inventoryMode: 'none' }),
    variants: variants.map((variant) => {
      const price = fromStoreAmount(variant.prices.price, variant.prices)
      const was = fromStoreAmount(variant.prices.regular_price, variant.prices)
      return {
        id: idOf(variant.id),
        title: valuesOf(variant).join(' / ') || plainText(product.name, 200),
        options: valuesOf(variant),
        ...(variant.sku === '' ? {} : { sku: variant.sku.slice(0, 80) }),
        price,
        ...(was > price ? { compareAt: was } : {}),
        ...toImage(variant),
        stock: Object.fromEntries(
          (counted.get(idOf(variant.id)) ?? []).map(({ locationId, count }) => [locationId, count]),
        ),
      }
    }),
  }
}

function toImage({ images: [image] }: Product): { image?: string } {
  return image !== undefined && /^https?:\/\//.test(image.src) ? { image: image.src } : {}
}
