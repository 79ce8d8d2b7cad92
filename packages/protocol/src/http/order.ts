import * as z from 'zod/mini'
import { checkoutIdSchema } from '../ids.ts'

export const checkoutParamsSchema = z.strictObject({ checkoutId: checkoutIdSchema })

/** `POST /v1/checkouts/:checkoutId/order`, from the shop's backend: `externalRef` is the shop's name of the order. */
export const placeOrderSchema = z.strictObject({
  externalRef: z.string().check(z.minLength(1), z.maxLength(128)),
})
export type PlaceOrder = z.infer<typeof placeOrderSchema>

/** Its answer. `isNew` is false when the order was told before: then nothing was done again. */
export const placedOrderSchema = z.object({ isNew: z.boolean(), now: z.int() })
export type PlacedOrder = z.infer<typeof placedOrderSchema>
