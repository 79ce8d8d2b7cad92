import { discountSchema, type Discount } from '@tote/protocol'
import type { Db } from './store.ts'

/** What these codes give now; those that are unknown, over or used up are left out. */
export async function selectDiscounts(
  db: Db,
  tenantId: string,
  { codes, nowMs }: { codes: readonly string[]; nowMs: number },
): Promise<Map<string, Discount>> {
  if (codes.length === 0) return new Map()
  const rows = await db
    .selectFrom('discount_code')
    .select(['code', 'discount_json'])
    .where('tenant_id', '=', tenantId)
    .where('code', 'in', codes)
    .where('is_active', '=', 1)
    .where((row) => row.or([row('starts_at', 'is', null), row('starts_at', '<=', nowMs)]))
    .where((row) => row.or([row('ends_at', 'is', null), row('ends_at', '>', nowMs)]))
    .where((row) => row.or([row('max_uses', 'is', null), row('used', '<', row.ref('max_uses'))]))
    .execute()
  return new Map(rows.map((row) => [row.code, discountSchema.parse(JSON.parse(row.discount_json))]))
}

/** Uses a code once more, if it may be: of two who want its last use, one gets it. */
export async function useDiscount(
  db: Db,
  tenantId: string,
  { code, nowMs }: { code: string; nowMs: number },
): Promise<boolean> {
  const used = await db
    .updateTable('discount_code')
    .set((row) => ({ used: row('used', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('code', '=', code)
    .where('is_active', '=', 1)
    .where((row) => row.or([row('ends_at', 'is', null), row('ends_at', '>', nowMs)]))
    .where((row) => row.or([row('max_uses', 'is', null), row('used', '<', row.ref('max_uses'))]))
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}

/** Gives a use back that came to nothing. */
export async function giveBackDiscount(db: Db, tenantId: string, code: string): Promise<void> {
  await db
    .updateTable('discount_code')
    .set((row) => ({ used: row('used', '-', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('code', '=', code)
    .where('used', '>', 0)
    .execute()
}
