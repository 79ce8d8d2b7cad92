import { cartSchema, clientIdSchema, pair, type ClientId } from '@tote/protocol'
import * as z from 'zod/mini'
import type { CartReplica } from './cart-replica.ts'
import { queuedSchema } from '../link/queued-schema.ts'

/** An operation that the base does not hold yet; `rev` is the revision that will, once the hub has told it. */
const openWishSchema = z.object({ ...queuedSchema.shape, rev: z.optional(z.int()) })
export type OpenWish = z.infer<typeof openWishSchema>

/**
 * What tabs of one device say to each other. `state` is all of a tab at once, so that one that is lost is made
 * good by the next, and so that an effect and the wish it came from never cross: no tab sees a line flicker.
 */
export const tabMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello') }),
  z.object({
    kind: z.literal('state'),
    /** Names the tab for its life. */
    tab: clientIdSchema,
    /** Under which ids it speaks or has, those of dead pages included: what was known under them is as it says now. */
    clientIds: z.array(clientIdSchema),
    epoch: z.string(),
    cart: cartSchema,
    lastMids: z.array(pair(clientIdSchema, z.int())),
    wishes: z.array(openWishSchema),
  }),
])
export type TabState = Extract<z.infer<typeof tabMessageSchema>, { kind: 'state' }>

/** All that other tabs have to know of this one, to show what it shows. */
export function toTabState(
  replica: Pick<CartReplica, 'base' | 'queue' | 'lastMids' | 'wishes'>,
  { tab, spoken, epoch }: { tab: ClientId; spoken: ReadonlySet<ClientId>; epoch: string },
): Omit<TabState, 'kind'> {
  return {
    tab,
    clientIds: [...new Set([...spoken, ...replica.queue.map((entry) => entry.clientId)])],
    epoch,
    cart: replica.base,
    lastMids: replica.lastMids,
    wishes: replica.wishes,
  }
}
