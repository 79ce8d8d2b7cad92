import type { Db } from '../store/store.ts'
import { moveWaiting, selectWaiting } from '../store/waiting-store.ts'
import { betterPlace } from './call-next.ts'
import { giveUpPlace } from './give-up-place.ts'

/**
 * Two carts become one, and so do their places in lines: where both wait, the better one stays and the unit of the other
 * is free again. Under the locks of both carts.
 */
export async function mergeWaiting(
  db: Db,
  tenantId: string,
  { from, into, nowMs }: { from: string; into: string; nowMs: number },
): Promise<void> {
  const target = await selectWaiting(db, tenantId, into)
  for (const place of await selectWaiting(db, tenantId, from)) {
    const other = target.find(({ variantId }) => variantId === place.variantId)
    if (other !== undefined) {
      const isBetter = betterPlace(place, other) === place
      await giveUpPlace(db, tenantId, { place: isBetter ? other : place, reason: 'released', nowMs })
      if (!isBetter) continue
    }
    await moveWaiting(db, tenantId, { from, into, variantId: place.variantId })
  }
}
