import { selectCart, type StoredCart } from '../store/cart-store.ts'
import type { Db } from '../store/store.ts'

/**
 * The cart, locked to be written, or the one that has its lines by now: what is told late may find that it became part of another.
 * Not read before it is locked: two that had it to read and then want it to write would wait for each other.
 */
export async function lockCartNow(db: Db, tenantId: string, cartId: string): Promise<StoredCart | undefined> {
  const stored = await selectCart(db, tenantId, cartId, { toWrite: true })
  const into = stored?.mergedInto ?? null
  return into === null ? stored : lockCartNow(db, tenantId, into)
}
