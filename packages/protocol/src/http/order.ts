import * as z from 'zod/mini'
import { checkoutIdSchema, lineIdSchema, variantIdSchema } from '../ids.ts'
import { priceSchema } from '../money.ts'

export const checkoutParamsSchema = z.strictObject({ checkoutId: checkoutIdSchema })

const refSchema = z.string().check(z.minLength(1), z.maxLength(128))

/** `POST /v1/checkouts/:checkoutId/order`, from the shop's backend: `externalRef` is the shop's name of the order. */
export const placeOrderSchema = z.strictObject({
  externalRef: refSchema,
  /** Receipts that came along with the order: each has to be of this check-out, or nothing is done. */
  receipts: z.optional(z.array(z.string().check(z.maxLength(2000))).check(z.maxLength(30))),
})
export type PlaceOrder = z.infer<typeof placeOrderSchema>

/** Its answer. `isNew` is false when the order was told before: then nothing was done again. */
export const placedOrderSchema = z.object({
  isNew: z.boolean(),
  /** What the shopper shows at the store, where the goods are picked up. */
  pickupCode: z.optional(z.string()),
  now: z.int(),
})
export type PlacedOrder = z.infer<typeof placedOrderSchema>

/** `POST /v1/checkouts/:checkoutId/refund`, from the shop's backend. */
export const refundOrderSchema = z.strictObject({
  /** The shop's own name of the refund: told twice it counts once. */
  refundRef: refSchema,
  /** What came back; empty where money alone was given back, of all that was ordered. */
  lines: z
    .array(
      z.strictObject({
        variantId: variantIdSchema,
        quantity: z.int().check(z.minimum(0), z.maximum(1_000_000)),
      }),
    )
    .check(z.maxLength(1000)),
  /** Minor units given back for the goods. */
  amount: priceSchema,
})
export type RefundOrder = z.infer<typeof refundOrderSchema>

/** Its answer. `amount` is what was taken off the credit: no more than is left of what was ordered. */
export const refundedOrderSchema = z.object({ isNew: z.boolean(), amount: priceSchema, now: z.int() })
export type RefundedOrder = z.infer<typeof refundedOrderSchema>

/** `GET /v1/checkouts/:checkoutId/receipts`, for the shop's backend: a compact JWS a line, to go along with its order. */
export const receiptsSchema = z.object({
  receipts: z.array(z.object({ lineId: lineIdSchema, variantId: variantIdSchema, receipt: z.string() })),
  now: z.int(),
})
export type Receipts = z.infer<typeof receiptsSchema>
