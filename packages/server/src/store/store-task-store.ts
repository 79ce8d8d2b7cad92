import type { LocationId } from '@tote/protocol'
import type { StoreTaskKind } from '@tote/protocol/store-tasks'
import type { Selectable } from 'kysely'
import type { Db } from './store.ts'
import type { StoreTaskTable } from './store-task-table.ts'

export interface StoreTaskKey {
  readonly checkoutId: string
  readonly locationId: string
  readonly kind: StoreTaskKind
}

export interface StoredTask extends StoreTaskKey {
  readonly locationId: LocationId
  readonly doneAt: number | null
  readonly doneBy: string | null
  readonly tracking: string | null
}

export async function insertTask(
  db: Db,
  tenantId: string,
  { checkoutId, locationId, kind, placedAt }: StoreTaskKey & { placedAt: number },
): Promise<void> {
  await db
    .insertInto('store_task')
    .values({
      tenant_id: tenantId,
      checkout_id: checkoutId,
      location_id: locationId,
      kind,
      placed_at: placedAt,
      done_at: null,
      done_by: null,
      tracking: null,
    })
    .execute()
}

/** What is still to do, the oldest first; of every store when none is named. */
export async function selectTasksDue(
  db: Db,
  tenantId: string,
  { locationId, limit }: { locationId: string | null; limit: number },
): Promise<StoredTask[]> {
  const all = db
    .selectFrom('store_task')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('done_at', 'is', null)
  const own = locationId === null ? all : all.where('location_id', '=', locationId)
  const rows = await own
    .orderBy('placed_at')
    .orderBy('checkout_id')
    .orderBy('location_id')
    .limit(limit)
    .execute()
  return rows.map(toTask)
}

/** All that stores had and have to do for these orders, in the order in which it was done. */
export async function selectTasksOf(
  db: Db,
  tenantId: string,
  checkoutIds: readonly string[],
): Promise<StoredTask[]> {
  if (checkoutIds.length === 0) return []
  const rows = await db
    .selectFrom('store_task')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('checkout_id', 'in', checkoutIds)
    .orderBy('done_at')
    .orderBy('location_id')
    .execute()
  return rows.map(toTask)
}

/** It was done. What was done before stays as it was. The order is locked. */
export async function markTaskDone(
  db: Db,
  tenantId: string,
  {
    checkoutId,
    locationId,
    kind,
    at,
    by,
    tracking,
  }: StoreTaskKey & { at: number; by: string; tracking: string | null },
): Promise<void> {
  await db
    .updateTable('store_task')
    .set({ done_at: at, done_by: by, tracking })
    .where('tenant_id', '=', tenantId)
    .where('checkout_id', '=', checkoutId)
    .where('location_id', '=', locationId)
    .where('kind', '=', kind)
    .where('done_at', 'is', null)
    .execute()
}

/** There is nothing to do any more. The order is locked. */
export async function deleteTask(
  db: Db,
  tenantId: string,
  { checkoutId, locationId, kind }: StoreTaskKey,
): Promise<void> {
  await db
    .deleteFrom('store_task')
    .where('tenant_id', '=', tenantId)
    .where('checkout_id', '=', checkoutId)
    .where('location_id', '=', locationId)
    .where('kind', '=', kind)
    .where('done_at', 'is', null)
    .execute()
}

function toTask(row: Selectable<StoreTaskTable['store_task']>): StoredTask {
  return {
    checkoutId: row.checkout_id,
    // Written from what was parsed.
    locationId: row.location_id as LocationId,
    kind: row.kind,
    doneAt: row.done_at,
    doneBy: row.done_by,
    tracking: row.tracking,
  }
}
