import * as z from 'zod/mini'
import { cartIdSchema, placeIdSchema } from '../ids.ts'

/** Down, first on every connection. */
export const helloSchema = z.object({
  now: z.int(),
  /** Identity of this database; another epoch means that our numbers are unknown there. */
  epoch: z.string(),
  placeId: placeIdSchema,
  cartId: cartIdSchema,
  rev: z.int(),
  /** How far this client's numbers were taken. */
  lastMid: z.int(),
  build: z.string(),
  /** Which of the hub's nodes this connection is to. */
  node: z.optional(z.string()),
})
export type Hello = z.infer<typeof helloSchema>
