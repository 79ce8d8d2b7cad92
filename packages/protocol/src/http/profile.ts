import * as z from 'zod/mini'
import { preferencesSchema } from '../wire/preferences-answer.ts'
import { moneySchema } from '../money.ts'
import { orderSchema } from '../wire/order.ts'

/**
 * `GET /v1/shopper/profile`, and the answer to `profile`: one shopper of one tenant, over all its channels. Everything in
 * it is of that tenant alone.
 */
export const profileSchema = z.object({
  /** As the tenant's backend named them; null while nobody signed in. */
  subject: z.nullable(z.string()),
  createdAt: z.int(),
  /** When they were last seen on any channel. */
  seenAt: z.int(),
  /** Channels of the tenant that they were seen on, the latest first. */
  channels: z.array(
    z.object({
      /** As the tenant calls it; its origin, for one that is in the tenant's file no more. */
      name: z.string(),
      origin: z.string(),
      firstAt: z.int(),
      lastAt: z.int(),
    }),
  ),
  /** Units that lie in the cart, and how much they come to. */
  basket: z.object({ quantity: z.int(), total: z.optional(moneySchema) }),
  /** What is left of what they bought, refunds taken off: one sum for each currency. */
  bought: z.object({ orders: z.int(), totals: z.array(moneySchema) }),
  /** The latest first, twenty at most. */
  orders: z.array(orderSchema),
  /** What they may spend, and what is set aside in a check-out; null for who has no account. */
  points: z.nullable(z.object({ free: z.int(), held: z.int() })),
  preferences: preferencesSchema,
  now: z.int(),
})
export type Profile = z.infer<typeof profileSchema>
