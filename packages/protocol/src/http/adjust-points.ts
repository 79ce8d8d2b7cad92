import * as z from 'zod/mini'

/** `POST /v1/console/points`, from the console: somebody of the staff gives a shopper points, or takes some. */
export const adjustPointsSchema = z.strictObject({
  /** The shopper, as the tenant's backend names them. */
  subject: z.string().check(z.minLength(1), z.maxLength(128)),
  points: z.int().check(z.minimum(-1_000_000), z.maximum(1_000_000)),
  /** Why: it stays in the ledger. */
  note: z.string().check(z.minLength(1), z.maxLength(200)),
  /** Names this act: told twice it is done once. */
  ref: z.string().check(z.minLength(8), z.maxLength(64)),
})
export type AdjustPoints = z.infer<typeof adjustPointsSchema>

/** Its answer: what the shopper has then. */
export const adjustedPointsSchema = z.object({ balance: z.int() })
export type AdjustedPoints = z.infer<typeof adjustedPointsSchema>
