import * as z from 'zod/mini'
import { cartLineSchema, cartMetaSchema } from '../cart/cart.ts'
import { cartIdSchema, clientIdSchema } from '../ids.ts'
import { pair } from '../pair.ts'

/**
 * Down, to every place of the journey: lines changed between two revisions. Applies to a base at exactly
 * `from`; older ones are ignored, and after a gap the client asks with `sync`.
 */
export const cartDeltaSchema = z.object({
  cartId: cartIdSchema,
  from: z.int(),
  to: z.int(),
  lines: z.array(cartLineSchema),
  meta: cartMetaSchema,
  /** Whose operations are in it, and up to which number. Absent for what the hub did itself. */
  by: z.optional(z.object({ clientId: clientIdSchema, mid: z.int() })),
  /** How far clients' numbers were taken, when the operations in it came over another node. */
  lastMids: z.optional(z.array(pair(clientIdSchema, z.int()))),
})
export type CartDelta = z.infer<typeof cartDeltaSchema>
