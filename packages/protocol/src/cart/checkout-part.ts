import * as z from 'zod/mini'
import { checkoutIdSchema, lineIdSchema, merchantIdSchema } from '../ids.ts'
import { discountCodeSchema } from './discount.ts'

/** What stands in the way of paying, each with the line or code it is about. */
const problems = [
  z.object({ code: z.literal('no_stock'), lineId: lineIdSchema, free: z.int() }),
  z.object({ code: z.literal('gone'), lineId: lineIdSchema }),
  z.object({ code: z.literal('bad_code'), discountCode: discountCodeSchema }),
  /** The cart is not what the shopper saw: other lines, or other prices. */
  z.object({ code: z.literal('changed') }),
  z.object({ code: z.literal('empty') }),
] as const
export const checkoutProblemSchema = z.discriminatedUnion('code', problems)
export type CheckoutProblem = z.infer<typeof checkoutProblemSchema>

/** One merchant's shop may be away while the others' are not. */
const partProblemSchema = z.discriminatedUnion('code', [...problems, z.object({ code: z.literal('away') })])
export type PartProblem = z.infer<typeof partProblemSchema>

/** Absent for what the tenant sells itself. */
const merchantId = z.optional(merchantIdSchema)

/** Its lines stay in the cart. */
export const failedPartSchema = z.object({
  status: z.literal('failed'),
  problem: partProblemSchema,
  merchantId,
})
export type FailedPart = z.infer<typeof failedPartSchema>

/** What became of one merchant's lines since the shopper went to pay all of them. Ended without a problem, it is not told any more. */
export const checkoutPartSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('open'), id: checkoutIdSchema, merchantId }),
  z.object({ status: z.literal('ordered'), id: checkoutIdSchema, merchantId }),
  failedPartSchema,
])
export type CheckoutPart = z.infer<typeof checkoutPartSchema>
