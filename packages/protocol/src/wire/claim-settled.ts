import * as z from 'zod/mini'

/** Down, to the place that asked: the shopper has answered its claim. What they said is collected by proof. */
export const claimSettledSchema = z.object({})
export type ClaimSettled = z.infer<typeof claimSettledSchema>
