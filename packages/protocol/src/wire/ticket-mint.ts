import * as z from 'zod/mini'
import { positionSchema } from '../journey/position.ts'
import { ticketSchema } from '../journey/proof.ts'

/** Up, answered: a one-time ticket for a link to another channel of the same tenant. */
export const ticketMintSchema = z.strictObject({
  /** Origin of the page the link leads to: a trusted channel of this tenant, or the hub itself. */
  aud: z.string().check(z.maxLength(255)),
  position: z.optional(positionSchema),
  /** Shown to be scanned by another device, which takes longer than a click. */
  isScanned: z.optional(z.boolean()),
})
export type TicketMint = z.infer<typeof ticketMintSchema>

export const ticketMintAnswerSchema = z.object({ ticket: ticketSchema, expiresInMs: z.int() })
export type TicketMintAnswer = z.infer<typeof ticketMintAnswerSchema>
