import { cartIdSchema, clientIdSchema, mutationSchema } from '@tote/protocol'
import * as z from 'zod/mini'
import type { QueuedMutation } from './storage.ts'

/** What stands on a disk or comes from another tab may be of another version, or a stranger's. */
export const queuedSchema = z.object({
  ...mutationSchema.shape,
  clientId: clientIdSchema,
  cartId: cartIdSchema,
})

/** The rows that are ours, oldest first; what no schema knows is treated as absent. */
export function parseQueue(rows: unknown): QueuedMutation[] {
  return (Array.isArray(rows) ? rows : [])
    .flatMap((row) => queuedSchema.safeParse(row).data ?? [])
    .toSorted((a, b) => a.at - b.at || a.mid - b.mid)
}
