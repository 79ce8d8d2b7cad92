import * as z from 'zod/mini'
import { checkoutProblemSchema, failedPartSchema } from '../cart/checkout-part.ts'
import { cartIdSchema, checkoutIdSchema } from '../ids.ts'
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

/** Up, answered with null: the shopper does not pay now, at no merchant's; goods and cart are free again. */
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

export const checkoutOpenAnswerSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    /** The one to be paid next. */
    checkout: checkoutSchema,
    /** Where more than one merchant sells what is in the cart: all that are to be paid. */
    open: z.optional(z.array(checkoutSchema)),
    /** And those that could not be opened, whose lines stay in the cart. */
    failed: z.optional(z.array(failedPartSchema)),
  }),
  z.object({ ok: z.literal(false), problems: z.array(checkoutProblemSchema) }),
])
export type CheckoutOpenAnswer = z.infer<typeof checkoutOpenAnswerSchema>
