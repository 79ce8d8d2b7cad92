import * as z from 'zod/mini'

/** Up, answered: where the shopper's cart can be picked up, and when. What they are near to is not asked. */
export const storesSchema = z.strictObject({})
export type Stores = z.infer<typeof storesSchema>
