import type { DropRow } from '../store/drop-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { emitTopic } from '../webhooks/emit-topic.ts'

/** Tells the tenant's backend that a drop opened, or is over. In the transaction of that, under the drop's lock. */
export async function tellDrop(
  db: Db,
  tenant: Tenant | undefined,
  { topic, row, nowMs }: { topic: 'drop.opened' | 'drop.closed'; row: DropRow; nowMs: number },
): Promise<void> {
  if (tenant === undefined) return
  const data = {
    dropId: row.id,
    showId: row.show_id,
    productId: row.product_id,
    variantId: row.variant_id,
    opensAt: new Date(row.opens_at).toISOString(),
    drawnAt: new Date(row.opens_at + row.window_ms).toISOString(),
    perShopper: row.per_shopper,
  }
  await emitTopic(db, tenant, { topic, key: row.id, data, nowMs })
}
