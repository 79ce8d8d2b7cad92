import * as z from 'zod/mini'
import { moneySchema } from '../money.ts'

/** What points are given for, and what they are worth. */
const termsSchema = {
  /** For each whole unit of currency that is paid for goods. */
  perUnit: z.int(),
  /** Absent where watching earns none. */
  watch: z.optional(z.object({ points: z.int(), everyMinutes: z.int(), mostPerShow: z.int() })),
  /** So many take so much off; absent where they are only collected. */
  worth: z.optional(z.object({ points: z.int(), amount: moneySchema })),
}

const pointsEntrySchema = z.object({
  /** `spent` in an order; `returned` and `reversed` with a refund; `adjusted` by the shop's staff. */
  kind: z.enum(['order', 'reversed', 'watch', 'spent', 'returned', 'adjusted']),
  points: z.int(),
  at: z.int(),
})
export type PointsEntry = z.infer<typeof pointsEntrySchema>

export const pointsAnswerSchema = z.object({
  /** Null where the shop has no points. */
  points: z.nullable(
    z.discriminatedUnion('isSignedIn', [
      z.object({ isSignedIn: z.literal(false), ...termsSchema }),
      z.object({
        isSignedIn: z.literal(true),
        ...termsSchema,
        /** What is free, without what is set aside for a check-out. */
        balance: z.int(),
        /** The most that the cart takes as it is now; 0 where it takes none. */
        spendable: z.int(),
        /** The latest first, twenty at most. */
        entries: z.array(pointsEntrySchema),
      }),
    ]),
  ),
})
export type PointsAnswer = z.infer<typeof pointsAnswerSchema>

/** How points lie in a cart: as a code that the hub makes up. */
export const POINTS_CODE = 'POINTS-'
