import type { Db } from './store.ts'

/** What somebody at a store did for a line of an order. */
export type Deed = 'ready' | 'sent' | 'handed_over'

interface Service {
  readonly checkoutId: string
  readonly lineId: string
  readonly deed: Deed
  readonly storeId: string
  /** Their name as it was then. */
  readonly associate: string
  readonly quantity: number
  readonly at: number
}

/** Books it, once a line, deed and store: added to, never changed. */
export async function insertServices(db: Db, tenantId: string, services: readonly Service[]): Promise<void> {
  if (services.length === 0) return
  await db
    .insertInto('sale_service')
    .values(
      services.map(({ checkoutId, lineId, deed, storeId, associate, quantity, at }) => ({
        tenant_id: tenantId,
        checkout_id: checkoutId,
        line_id: lineId,
        deed,
        store_id: storeId,
        associate,
        quantity,
        at,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'checkout_id', 'line_id', 'deed', 'store_id']).doNothing(),
    )
    .execute()
}

/**
 * Who served each line of these check-outs: whoever handed it over or sent it, the last one where several stores sent a part; until
 * then whoever made it ready. By check-out and line; `sumCredit` says the same in SQL.
 */
export async function selectServers(
  db: Db,
  tenantId: string,
  checkoutIds: readonly string[],
): Promise<Map<string, string>> {
  if (checkoutIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('sale_service')
    .select(['checkout_id', 'line_id', 'deed', 'store_id', 'associate', 'at'])
    .where('tenant_id', '=', tenantId)
    .where('checkout_id', 'in', checkoutIds)
    .execute()
  const sorted = rows.toSorted(
    (one, other) =>
      Number(one.deed !== 'ready') - Number(other.deed !== 'ready') ||
      one.at - other.at ||
      (one.store_id < other.store_id ? -1 : 1),
  )
  return new Map(sorted.map((row) => [serverKey(row.checkout_id, row.line_id), row.associate]))
}

export const serverKey = (checkoutId: string, lineId: string) => JSON.stringify([checkoutId, lineId])
