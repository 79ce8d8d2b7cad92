import {
  currencyCodeSchema,
  locationIdSchema,
  priceSchema,
  productIdSchema,
  variantIdSchema,
} from '@tote/protocol'
import * as z from 'zod'

/** How many the shop has of a variant at a location: units that are there, those that others ordered not among them. */
export const stockCountSchema = z.strictObject({
  variantId: variantIdSchema,
  locationId: locationIdSchema,
  count: z.int().min(0).max(10_000_000),
})
export type StockCount = z.infer<typeof stockCountSchema>

const text = (longest: number) => z.string().min(1).max(longest)
const address = z.string().max(2000)

/** What is sold, as a shop tells it. Prices are minor units of `currency`. */
export const shopCatalogueSchema = z.strictObject({
  currency: currencyCodeSchema,
  locations: z
    .array(
      z.strictObject({
        id: locationIdSchema,
        name: z.string().max(120),
        kind: z.enum(['warehouse', 'store']),
      }),
    )
    .max(2000),
  products: z
    .array(
      z.strictObject({
        id: productIdSchema,
        title: text(200),
        description: z.string().max(5000).default(''),
        brand: z.string().max(120).optional(),
        image: address.optional(),
        options: z
          .array(z.strictObject({ name: text(80), values: z.array(text(80)).min(1).max(100) }))
          .max(6)
          .default([]),
        /** The tenant's, if absent. */
        inventoryMode: z.enum(['none', 'track', 'on_checkout', 'on_cart']).optional(),
        variants: z
          .array(
            z.strictObject({
              id: variantIdSchema,
              title: text(200),
              /** One value for each of the product's options, in their order. */
              options: z.array(z.string().max(80)).max(6).default([]),
              /** As the shop has it, never made up. */
              sku: z.string().max(80).optional(),
              price: priceSchema,
              compareAt: z.optional(priceSchema),
              image: address.optional(),
              /** Units by location. */
              stock: z.record(locationIdSchema, z.int().min(0).max(10_000_000)).default({}),
            }),
          )
          .min(1)
          .max(250),
      }),
    )
    .max(10_000),
})
export type ShopCatalogue = z.infer<typeof shopCatalogueSchema>

/** What a schema cannot say: ids are used once, and what is named is there. Returns the first thing amiss, in words; null when nothing. */
export function catalogueProblem({ locations, products }: ShopCatalogue): string | null {
  const known = new Set<string>(locations.map(({ id }) => id))
  const seen = new Set<string>()
  for (const product of products)
    for (const variant of product.variants) {
      const where = `product ${product.id}, variant ${variant.id}`
      if (seen.has(variant.id)) return `${where}: this id is used twice.`
      seen.add(variant.id)
      if (variant.options.length !== product.options.length)
        return `${where}: has ${variant.options.length} options, its product ${product.options.length}.`
      const stray = Object.keys(variant.stock).find((id) => !known.has(id))
      if (stray !== undefined) return `${where}: stock at ${stray}, which is no location.`
    }
  return null
}
