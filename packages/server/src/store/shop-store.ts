import { createStatement } from './statement.ts'
import type { Db } from './store.ts'

/** Makes a tenant's shop one to be read, now; the file is applied at each start, so each start reads it. */
export async function upsertShop(db: Db, tenantId: string, nowMs: number): Promise<void> {
  await db
    .insertInto('shop')
    .values({
      tenant_id: tenantId,
      due_at: nowMs,
      leased_until: 0,
      tries: 0,
      read_at: null,
      failing_since: null,
      problem: null,
    })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ due_at: nowMs }))
    .execute()
}

/** The tenant's catalogue is in its file. */
export async function deleteShop(db: Db, tenantId: string): Promise<void> {
  await db.deleteFrom('shop').where('tenant_id', '=', tenantId).execute()
}

/** Something in it is another now: whichever node comes first reads it. */
export async function markShopDue(db: Db, tenantId: string, nowMs: number): Promise<void> {
  await db
    .updateTable('shop')
    .set({ due_at: nowMs })
    .where('tenant_id', '=', tenantId)
    .where('due_at', '>', nowMs)
    .execute()
}

export interface ClaimedShop {
  readonly tenantId: string
  /** What stands in the row until it is done, unless it was marked meanwhile. */
  readonly dueAt: number
  readonly tries: number
}

/**
 * Takes the shops of these tenants whose time has come; nobody else reads them before `nowMs + leaseMs`, or before
 * `noteRead` or `noteFailed`. Run it in a transaction.
 */
export async function claimShops(
  db: Db,
  { nowMs, leaseMs, tenantIds }: { nowMs: number; leaseMs: number; tenantIds: readonly string[] },
): Promise<ClaimedShop[]> {
  if (tenantIds.length === 0) return []
  const due = await dueShops.rows(db, { nowMs, tenantIds })
  const dueAt = nowMs + leaseMs
  for (const { tenant_id } of due)
    await db
      .updateTable('shop')
      .set({ leased_until: dueAt, due_at: dueAt })
      .where('tenant_id', '=', tenant_id)
      .execute()
  return due.map(({ tenant_id, tries }) => ({ tenantId: tenant_id, dueAt, tries }))
}

const dueShops = createStatement(
  (db, { nowMs, tenantIds }: { nowMs: number; tenantIds: readonly string[] }) =>
    db
      .selectFrom('shop')
      .select(['tenant_id', 'tries'])
      .where('tenant_id', 'in', tenantIds)
      .where('due_at', '<=', nowMs)
      .where('leased_until', '<=', nowMs)
      .forUpdate()
      .skipLocked(),
)

/** It was read: next at `nextAt`, or at once if it was marked meanwhile. */
export async function noteRead(
  db: Db,
  { tenantId, dueAt }: ClaimedShop,
  { nowMs, nextAt }: { nowMs: number; nextAt: number },
): Promise<void> {
  const read = { leased_until: 0, tries: 0, read_at: nowMs, failing_since: null, problem: null }
  await db.updateTable('shop').set(read).where('tenant_id', '=', tenantId).execute()
  await db
    .updateTable('shop')
    .set({ due_at: nextAt })
    .where('tenant_id', '=', tenantId)
    .where('due_at', '=', dueAt)
    .execute()
}

export async function noteFailed(
  db: Db,
  { tenantId, tries }: ClaimedShop,
  { nowMs, nextAt, problem }: { nowMs: number; nextAt: number; problem: string },
): Promise<void> {
  await db
    .updateTable('shop')
    .set((builder) => ({
      leased_until: 0,
      due_at: nextAt,
      tries: tries + 1,
      failing_since: builder.fn.coalesce('failing_since', builder.val(nowMs)),
      problem,
    }))
    .where('tenant_id', '=', tenantId)
    .execute()
}

/** It was given up, for this node goes: whoever comes next reads it. */
export async function releaseShop(db: Db, { tenantId }: ClaimedShop, nowMs: number): Promise<void> {
  await db
    .updateTable('shop')
    .set({ leased_until: 0, due_at: nowMs })
    .where('tenant_id', '=', tenantId)
    .execute()
}

/** Tenants whose shop could not be read the last time. */
export async function selectAwayShops(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('shop')
    .select('tenant_id')
    .where('problem', 'is not', null)
    .orderBy('tenant_id')
    .execute()
  return rows.map(({ tenant_id }) => tenant_id)
}
