import * as z from 'zod/mini'
import { limits } from '../limits.ts'
import { priceSchema } from '../money.ts'

/** A discount code as a shopper types it. Case does not count: see `toDiscountCode`. */
export const discountCodeSchema = z
  .string()
  .check(z.minLength(1), z.maxLength(limits.maxCodeLength), z.regex(/^[A-Za-z0-9_-]+$/))

/** What a code takes off the lines' sum. */
export const discountSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('percent'),
    percent: z.int().check(z.minimum(1), z.maximum(100)),
    /** Minor units that the lines must come to before it counts. */
    minSubtotal: z.optional(priceSchema),
  }),
  z.object({
    kind: z.literal('amount'),
    /** Minor units in the cart's currency. */
    amount: priceSchema,
    minSubtotal: z.optional(priceSchema),
  }),
])
export type Discount = z.infer<typeof discountSchema>

/** A code in a cart. `discount` is null until the hub has said what it gives. */
export const cartCodeSchema = z.object({ code: discountCodeSchema, discount: z.nullable(discountSchema) })
export type CartCode = z.infer<typeof cartCodeSchema>

/** The one spelling that codes are kept and compared in. */
export function toDiscountCode(typed: string): string {
  return typed.trim().toUpperCase()
}
