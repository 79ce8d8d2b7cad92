import * as z from 'zod/mini'
import { locationIdSchema } from '../ids.ts'

/** How the shopper gets the goods: sent home, or picked up at a store. */
export const fulfilmentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delivery') }),
  z.strictObject({ kind: z.literal('pickup'), locationId: locationIdSchema }),
])
export type Fulfilment = z.infer<typeof fulfilmentSchema>
