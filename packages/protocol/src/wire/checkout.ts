import * as z from 'zod/mini'
import { cartIdSchema, checkoutIdSchema, lineIdSchema } from '../ids.ts'
import { discountCodeSchema } from '../cart/discount.ts'
import { moneySchema } from '../money.ts'
import { urlSchema } from '../url.ts'

/**
 * Up, answered: freeze the cart at this revision and set its goods aside for the time of paying. A cart
 * that is at another revision by now is not what the shopper saw, and is not frozen.
 */
export const checkoutOpenSchema = z.strictObject({
  cartId: cartIdSchema,
  rev: z.int().check(z.minimum(0)),
  /** A page of the asker's own site, to which the shop leads back if it can. */
  returnUrl: z.optional(urlSchema),
})
export type CheckoutOpen = z.infer<typeof checkoutOpenSchema>

/** Up, answered with null: the shopper does not pay now; goods and cart are free again. */
export const checkoutCancelSchema = z.strictObject({ cartId: cartIdSchema, checkoutId: checkoutIdSchema })
export type CheckoutCancel = z.infer<typeof checkoutCancelSchema>

const checkoutSchema = z.object({
  id: checkoutIdSchema,
  /** By the hub's clock. */
  expiresAt: z.int(),
  total: moneySchema,
  /** Where it is paid, when the tenant's shop takes the money. */
  url: z.optional(z.string().check(z.maxLength(2000), z.regex(/^https?:/))),
})
export type Checkout = z.infer<typeof checkoutSchema>

/** What stands in the way of paying, each with the line or code it is about. */
const checkoutProblemSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('no_stock'), lineId: lineIdSchema, free: z.int() }),
  z.object({ code: z.literal('gone'), lineId: lineIdSchema }),
  z.object({ code: z.literal('bad_code'), discountCode: discountCodeSchema }),
  /** The cart is not what the shopper saw: other lines, or other prices. */
  z.object({ code: z.literal('changed') }),
  z.object({ code: z.literal('empty') }),
])
export type CheckoutProblem = z.infer<typeof checkoutProblemSchema>

export const checkoutOpenAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), checkout: checkoutSchema }),
  z.object({ ok: z.literal(false), problems: z.array(checkoutProblemSchema) }),
])
export type CheckoutOpenAnswer = z.infer<typeof checkoutOpenAnswerSchema>
