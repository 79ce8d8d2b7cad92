import { selectCart, type StoredCart } from '../store/cart-store.ts'
import type { Db } from '../store/store.ts'

/** The cart, locked, or the one that has its lines by now: what is told late may find that it became part of another. */
export async function lockCartNow(db: Db, tenantId: string, cartId: string): Promise<StoredCart | undefined> {
  const known = await selectCart(db, tenantId, cartId)
  if (known === undefined) return undefined
  if (known.mergedInto !== null) return lockCartNow(db, tenantId, known.mergedInto)
  const stored = await selectCart(db, tenantId, cartId, { toWrite: true })
  // It went over while the lock was waited for.
  const into = stored?.mergedInto ?? null
  return into === null ? stored : lockCartNow(db, tenantId, into)
}
