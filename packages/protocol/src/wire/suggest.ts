import * as z from 'zod/mini'
import { productIdSchema, showIdSchema } from '../ids.ts'

/** Up, answered: what goes with a product, or with what is in the shopper's cart; who they are is no part of it. */
export const suggestSchema = z.strictObject({
  /** Absent where it is about the cart. */
  productId: z.optional(productIdSchema),
  /** The show whose products come next, where one is played. */
  showId: z.optional(showIdSchema),
})
export type Suggest = z.infer<typeof suggestSchema>
