import * as z from 'zod/mini'
import { clientIdSchema } from '../ids.ts'
import { grantSchema, proofSchema } from '../journey/proof.ts'

/** `auth` of the Socket.IO handshake. Never in the URL, where logs would keep it. */
export const handshakeSchema = z.strictObject({
  v: z.int(),
  grant: grantSchema,
  proof: proofSchema,
  clientId: clientIdSchema,
})
export type Handshake = z.infer<typeof handshakeSchema>
