import * as z from 'zod/mini'
import { positionSchema } from '../journey/position.ts'

/** Up, not answered: where the picture of this page is, and since when it leads, if the shopper started it by hand. */
export const posSchema = z.strictObject({
  ...positionSchema.shape,
  /** When the picture was there, by the hub's clock as the page knows it. The hub believes it by two seconds. */
  at: z.optional(z.int()),
  ledAt: z.optional(z.int().check(z.minimum(0))),
  /** The shopper moved the show here: elsewhere it pauses. */
  isAlone: z.optional(z.boolean()),
  /** The shopper allows that what they watch is measured; where a tenant needs that, nothing is noted without it. */
  mayMeasure: z.optional(z.boolean()),
})
export type Pos = z.infer<typeof posSchema>
