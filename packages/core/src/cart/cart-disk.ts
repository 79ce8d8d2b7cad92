import type { Cart } from '@tote/protocol'
import type { KeptCart, QueuedMutation, ToteStorage } from '../link/storage.ts'

/**
 * The cart's side of the disk. A disk that is full or fails takes nothing from the page that is open: it
 * still has its wishes in memory, and sends them.
 */
export function createCartDisk(storage: () => ToteStorage) {
  return {
    async load(): Promise<{ kept: KeptCart | undefined; queue: QueuedMutation[] }> {
      const [kept, queue] = await Promise.all([
        storage()
          .loadCart()
          .catch(() => undefined),
        storage()
          .loadQueue()
          .catch(() => []),
      ])
      return { kept, queue }
    },
    async keep(entries: readonly QueuedMutation[]): Promise<void> {
      if (entries.length === 0) return
      await storage()
        .putQueue(entries)
        .catch(() => undefined)
    },
    async forget(entries: readonly QueuedMutation[]): Promise<void> {
      if (entries.length === 0) return
      await storage()
        .deleteQueue(entries.map(({ uid }) => uid))
        .catch(() => undefined)
    },
    async keepCart(epoch: string, cart: Cart): Promise<void> {
      // Before the hub has spoken there is no cart to keep.
      if (epoch === '') return
      await storage()
        .saveCart({ epoch, cart })
        .catch(() => undefined)
    },
  }
}
