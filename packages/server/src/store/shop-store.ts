import type { MerchantId } from '@tote/protocol'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'

/** Whose shop: the tenant's own, or one of its merchants'. */
export interface ShopKey {
  readonly tenantId: string
  /** Null for the tenant's own. */
  readonly merchantId: MerchantId | null
}

/** A key has no empty places: the tenant's own shop stands there under no name. */
const OWN = ''

/** Makes a shop one to be read, now; the file is applied at each start, so each start reads it. */
export async function upsertShop(db: Db, { tenantId, merchantId }: ShopKey, nowMs: number): Promise<void> {
  await db
    .insertInto('shop')
    .values({
      tenant_id: tenantId,
      merchant_id: merchantId ?? OWN,
      due_at: nowMs,
      leased_until: 0,
      tries: 0,
      read_at: null,
      failing_since: null,
      problem: null,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'merchant_id']).doUpdateSet({ due_at: nowMs }))
    .execute()
}

/** Shops of the tenant that its file no longer names are read no more. */
export async function deleteOtherShops(
  db: Db,
  tenantId: string,
  merchantIds: readonly ShopKey['merchantId'][],
): Promise<void> {
  const known = merchantIds.map((id) => id ?? OWN)
  const shops = db.deleteFrom('shop').where('tenant_id', '=', tenantId)
  await (known.length === 0 ? shops : shops.where('merchant_id', 'not in', known)).execute()
}

/** Something in it is another now: whichever node comes first reads it. */
export async function markShopDue(db: Db, { tenantId, merchantId }: ShopKey, nowMs: number): Promise<void> {
  await db
    .updateTable('shop')
    .set({ due_at: nowMs })
    .where('tenant_id', '=', tenantId)
    .where('merchant_id', '=', merchantId ?? OWN)
    .where('due_at', '>', nowMs)
    .execute()
}

export interface ClaimedShop extends ShopKey {
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
  for (const { tenant_id, merchant_id } of due)
    await db
      .updateTable('shop')
      .set({ leased_until: dueAt, due_at: dueAt })
      .where('tenant_id', '=', tenant_id)
      .where('merchant_id', '=', merchant_id)
      .execute()
  return due.map(({ tenant_id, merchant_id, tries }) => ({
    tenantId: tenant_id,
    // Written from a tenant file, which was parsed.
    merchantId: merchant_id === OWN ? null : (merchant_id as MerchantId),
    dueAt,
    tries,
  }))
}

const dueShops = createStatement(
  (db, { nowMs, tenantIds }: { nowMs: number; tenantIds: readonly string[] }) =>
    db
      .selectFrom('shop')
      .select(['tenant_id', 'merchant_id', 'tries'])
      .where('tenant_id', 'in', tenantIds)
      .where('due_at', '<=', nowMs)
      .where('leased_until', '<=', nowMs)
      .forUpdate()
      .skipLocked(),
)

/** It was read: next at `nextAt`, or at once if it was marked meanwhile. */
export async function noteRead(
  db: Db,
  { tenantId, merchantId, dueAt }: ClaimedShop,
  { nowMs, nextAt }: { nowMs: number; nextAt: number },
): Promise<void> {
  const read = { leased_until: 0, tries: 0, read_at: nowMs, failing_since: null, problem: null }
  await db
    .updateTable('shop')
    .set(read)
    .where('tenant_id', '=', tenantId)
    .where('merchant_id', '=', merchantId ?? OWN)
    .execute()
  await db
    .updateTable('shop')
    .set({ due_at: nextAt })
    .where('tenant_id', '=', tenantId)
    .where('merchant_id', '=', merchantId ?? OWN)
    .where('due_at', '=', dueAt)
    .execute()
}

export async function noteFailed(
  db: Db,
  { tenantId, merchantId, tries }: ClaimedShop,
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
    .where('merchant_id', '=', merchantId ?? OWN)
    .execute()
}

/** It was given up, for this node goes: whoever comes next reads it. */
export async function releaseShop(
  db: Db,
  { tenantId, merchantId }: ClaimedShop,
  nowMs: number,
): Promise<void> {
  await db
    .updateTable('shop')
    .set({ leased_until: 0, due_at: nowMs })
    .where('tenant_id', '=', tenantId)
    .where('merchant_id', '=', merchantId ?? OWN)
    .execute()
}

/** Shops that could not be read the last time: the tenant's id, and the merchant's where it is one's. */
export async function selectAwayShops(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('shop')
    .select(['tenant_id', 'merchant_id'])
    .where('problem', 'is not', null)
    .orderBy('tenant_id')
    .orderBy('merchant_id')
    .execute()
  return rows.map(({ tenant_id, merchant_id }) =>
    merchant_id === OWN ? tenant_id : `${tenant_id}/${merchant_id}`,
  )
}
