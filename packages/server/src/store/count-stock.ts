import { insertMove } from './stock-store.ts'
import type { Db } from './store.ts'

export interface StockCount {
  readonly variantId: string
  readonly locationId: string
  /** Units that the shop says are there. */
  readonly count: number
  readonly nowMs: number
}

/**
 * The shop says how many there are. Said again it changes nothing: what was sold since stays sold until another number
 * is said. A count below what is promised already does not take it back: the difference is a shortfall, which goods
 * that are given back make up for, and else people.
 */
export async function countStock(
  db: Db,
  tenantId: string,
  { variantId, locationId, count, nowMs }: StockCount,
): Promise<void> {
  const query = db
    .selectFrom('stock')
    .select(['on_hand', 'held', 'file_on_hand'])
    .where('tenant_id', '=', tenantId)
    .where('variant_id', '=', variantId)
    .where('location_id', '=', locationId)
  const known = await query.forUpdate().executeTakeFirst()
  if (known?.file_on_hand === count) return
  const onHand = Math.max(count, known?.held ?? 0)
  const values = { on_hand: onHand, shortfall: onHand - count, file_on_hand: count }
  await db
    .insertInto('stock')
    .values({ tenant_id: tenantId, variant_id: variantId, location_id: locationId, held: 0, ...values })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'variant_id', 'location_id']).doUpdateSet(values),
    )
    .execute()
  await insertMove(db, tenantId, {
    variantId,
    locationId,
    onHand: onHand - (known?.on_hand ?? 0),
    held: 0,
    reason: 'tenant file',
    ref: tenantId,
    nowMs,
  })
}
