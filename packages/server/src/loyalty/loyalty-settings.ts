import * as z from 'zod'

const points = z.int().min(1).max(1_000_000)

/** What a tenant gives points for, and for what it takes them. */
export const loyaltySchema = z.strictObject({
  /** For each whole unit of currency that was paid for goods. */
  perUnit: z.int().min(0).max(10_000).default(1),
  /** For watching, of those who allow measuring alone; left out, watching earns nothing. */
  watch: z
    .strictObject({
      points,
      everyMinutes: z.int().min(1).max(600),
      mostPerShow: points,
    })
    .optional(),
  /** What they take off a basket; left out, they are only collected. */
  spend: z
    .strictObject({
      /** So many points take `amount` minor units off. */
      points,
      amount: z.int().min(1).max(1_000_000_000),
      /** The fewest that one basket takes, and the most. */
      least: points.default(1),
      most: points.default(1_000_000),
      /** Of what the basket comes to. */
      mostPercent: z.int().min(1).max(90).default(50),
    })
    .refine(({ least, most }) => least <= most, 'takes fewer than it takes at least')
    .optional(),
})
export type Loyalty = z.infer<typeof loyaltySchema>
