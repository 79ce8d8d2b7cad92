import type { KeptCart, QueuedMutation, ToteStorage } from '../link/storage.ts'

/**
 * The cart's side of the disk. A disk that is full or fails takes nothing from the page that is open: it
 * still has its wishes in memory, and sends them.
 */
export function createCartDisk(storage: () => ToteStorage) {
  return {
    loadCart(): Promise<KeptCart | undefined> {
      return storage()
        .loadCart()
        .catch(() => undefined)
    },
    loadQueue(): Promise<QueuedMutation[]> {
      return storage()
        .loadQueue()
        .catch(() => [])
    },
    async keep(entries: readonly QueuedMutation[]): Promise<void> {
      if (entries.length === 0) return
      await storage()
        .putQueue(entries)
        .catch(() => undefined)
    },
    /** What is queued from now on, in place of what was. */
    async replace(before: readonly QueuedMutation[], now: readonly QueuedMutation[]): Promise<void> {
      const kept = new Set(now.map(({ uid }) => uid))
      await this.keep(now)
      await this.forget(before.filter(({ uid }) => !kept.has(uid)))
    },
    async forget(entries: readonly QueuedMutation[]): Promise<void> {
      if (entries.length === 0) return
      await storage()
        .deleteQueue(entries.map(({ uid }) => uid))
        .catch(() => undefined)
    },
    async keepCart(kept: KeptCart): Promise<void> {
      // Before the hub has spoken there is no cart to keep.
      if (kept.epoch === '') return
      await storage()
        .saveCart(kept)
        .catch(() => undefined)
    },
  }
}
