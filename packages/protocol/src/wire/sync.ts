import * as z from 'zod/mini'
import { cartLineSchema, cartMetaSchema, cartSchema } from '../cart/cart.ts'
import { cartIdSchema, clientIdSchema } from '../ids.ts'
import { pair } from '../pair.ts'

/** Up, answered: what changed since `rev`, and how far each of these clients' numbers were taken. */
export const syncSchema = z.strictObject({
  cartId: cartIdSchema,
  rev: z.int().check(z.minimum(0)),
  clientIds: z.array(clientIdSchema).check(z.maxLength(20)),
})
export type Sync = z.infer<typeof syncSchema>

const lastMidsSchema = z.array(pair(clientIdSchema, z.int()))

export const syncAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none'), lastMids: lastMidsSchema }),
  z.object({
    kind: z.literal('delta'),
    from: z.int(),
    to: z.int(),
    lines: z.array(cartLineSchema),
    meta: cartMetaSchema,
    lastMids: lastMidsSchema,
  }),
  z.object({ kind: z.literal('snapshot'), cart: cartSchema, lastMids: lastMidsSchema }),
])
export type SyncAnswer = z.infer<typeof syncAnswerSchema>
