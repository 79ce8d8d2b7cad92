import * as z from 'zod/mini'

/** Up, answered: what points the shopper has, and what they may do with them. */
export const pointsSchema = z.strictObject({})
export type Points = z.infer<typeof pointsSchema>
