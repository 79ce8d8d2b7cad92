import { logPlace } from '../drops/append-to-log.ts'
import { tellStockOf } from '../stock/tell-stock.ts'
import { changeStock } from '../store/stock-store.ts'
import type { Db } from '../store/store.ts'
import { deleteWaiting, type Waiting } from '../store/waiting-store.ts'

/** [W4] Takes a place out of its line; what was set aside with it is free again. Under the cart's lock. */
export async function giveUpPlace(
  db: Db,
  tenantId: string,
  { place, reason, nowMs }: { place: Waiting; reason: 'released' | 'expired'; nowMs: number },
): Promise<void> {
  const { cartId, variantId, turn, units } = place
  await deleteWaiting(db, tenantId, { cartId, variantId })
  const locationId = turn?.locationId ?? null
  if (locationId !== null)
    await changeStock(db, tenantId, {
      variantId,
      locationId,
      onHand: 0,
      held: -units,
      reason,
      ref: cartId,
      nowMs,
    })
  await logPlace(db, tenantId, { place, news: { kind: 'passed' }, nowMs })
  await tellStockOf(db, tenantId, { variantIds: [variantId], nowMs })
}
