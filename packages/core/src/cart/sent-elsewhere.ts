import type { CartId, ClientId } from '@tote/protocol'
import type { KeptCart, QueuedMutation } from '../link/storage.ts'
import type { createCartDisk } from './cart-disk.ts'

/** What other pages of this device did with wishes of ours, and the cart they did it in, as far as they know it. */
export interface SentElsewhere {
  readonly uids: ReadonlySet<string>
  readonly kept: KeptCart
  /** All that those pages have on the disk and not settled, by their ids. */
  readonly queues: readonly (readonly [ClientId, readonly QueuedMutation[]])[]
}

/**
 * Put aside before it had a cart, a page may have had its wishes taken over, numbered anew and sent by another, into
 * the cart that it is given now. The disk tells: they have that page's number there, or are there no more.
 */
export async function findSentElsewhere(
  disk: Pick<ReturnType<typeof createCartDisk>, 'loadQueue' | 'loadCart'>,
  own: readonly QueuedMutation[],
  { cartId, epoch }: { cartId: CartId; epoch: string },
): Promise<SentElsewhere | null> {
  // In this order: a wish leaves the queue once the cart that holds it is kept.
  const queue = await disk.loadQueue()
  const kept = await disk.loadCart()
  if (kept?.cart.id !== cartId || kept.epoch !== epoch) return null
  const speakers = new Map(queue.map((entry) => [entry.uid, entry.clientId]))
  const sent = own.filter(({ uid, clientId }) => speakers.get(uid) !== clientId)
  const uids = new Set(sent.map(({ uid }) => uid))
  const byClient = Map.groupBy(queue, (entry) => entry.clientId)
  return {
    uids,
    kept,
    queues: [...byClient].filter(([, entries]) => entries.some(({ uid }) => uids.has(uid))),
  }
}
