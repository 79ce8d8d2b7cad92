import * as z from 'zod/mini'
import { CLAIM_CODE } from '../journey/claim-code.ts'
import { orderSchema } from '../wire/order.ts'

/**
 * `POST /v1/console/pickups`: looks an order up by the code that its shopper shows; `POST /v1/console/pickups/hand-over`: its
 * goods were handed over. A code is in a body and in no address, which others may keep.
 */
export const pickupAskSchema = z.strictObject({ code: z.string().check(z.regex(CLAIM_CODE)) })
export type PickupAsk = z.infer<typeof pickupAskSchema>

/** The answer to both. `isNew` is false for what was handed over before. */
export const pickupSchema = z.object({
  order: orderSchema,
  /** Who handed it over; null until then. */
  handedOverBy: z.nullable(z.string()),
  isNew: z.boolean(),
})
export type Pickup = z.infer<typeof pickupSchema>
