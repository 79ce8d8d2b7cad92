import * as z from 'zod/mini'
import { merchantIdSchema, productIdSchema, variantIdSchema } from '../ids.ts'
import { currencyCodeSchema, priceSchema } from '../money.ts'
import { urlSchema } from '../url.ts'

/** The one choice of a product that has a price and a stock. */
export const variantSchema = z.object({
  id: variantIdSchema,
  title: z.string().check(z.maxLength(200)),
  /** One value for each of the product's options, in their order. */
  options: z.array(z.string().check(z.maxLength(80))).check(z.maxLength(6)),
  sku: z.optional(z.string().check(z.maxLength(80))),
  /** Minor units in the catalogue's currency, as the hub would charge now. */
  price: priceSchema,
  /** What it cost before, when that is to be shown struck through. */
  compareAt: z.optional(priceSchema),
  image: z.optional(urlSchema),
  /** Units free at all locations together; null where the tenant does not track stock. */
  free: z.nullable(z.int()),
  isActive: z.boolean(),
})
export type Variant = z.infer<typeof variantSchema>

/** What is sold. */
export const productSchema = z.object({
  id: productIdSchema,
  title: z.string().check(z.maxLength(200)),
  description: z.string().check(z.maxLength(5000)),
  brand: z.optional(z.string().check(z.maxLength(120))),
  /** Who sells it; absent for what the tenant sells itself. */
  merchantId: z.optional(merchantIdSchema),
  image: z.optional(urlSchema),
  options: z
    .array(
      z.object({
        name: z.string().check(z.maxLength(80)),
        values: z.array(z.string().check(z.maxLength(80))).check(z.maxLength(100)),
      }),
    )
    .check(z.maxLength(6)),
  variants: z.array(variantSchema).check(z.minLength(1), z.maxLength(250)),
})
export type Product = z.infer<typeof productSchema>

/** The products of a show, in the tenant's order. */
export const catalogueSchema = z.object({
  currencyCode: currencyCodeSchema,
  products: z.array(productSchema).check(z.maxLength(500)),
})
export type Catalogue = z.infer<typeof catalogueSchema>
