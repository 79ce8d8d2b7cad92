import { sql } from 'kysely'
import type { Db } from './store.ts'

const STATES = ['active', 'released', 'expired', 'consumed'] as const

/** How many holds are in each state, those with none included. */
export async function selectHoldCounts(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('hold')
    .select(['state', (builder) => builder.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  const counts = new Map<string, number>(STATES.map((state) => [state, 0]))
  for (const { state, count } of rows) counts.set(state, Number(count))
  return counts
}

/** When the oldest message that still waits was written; null when none does. */
export async function selectOldestUnsent(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('outbox')
    .select((builder) => builder.fn.min('at').as('at'))
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .executeTakeFirst()
  return row?.at ?? null
}

/**
 * [I8] Units by which stock is not the sum of its moves, or what is held not the sum of the active holds and of the
 * units that are called to who waited for them.
 */
export async function selectStockDrift(db: Db): Promise<number> {
  const { rows } = await sql<{ units: number | null }>`
    select sum(abs(stock.on_hand - coalesce(moved.on_hand, 0)) + abs(stock.held - coalesce(moved.held, 0))
             + abs(stock.held - coalesce(holds.qty, 0) - coalesce(called.qty, 0))) as units
    from stock
    left join (select tenant_id, variant_id, location_id, sum(d_on_hand) as on_hand, sum(d_held) as held
               from stock_move group by tenant_id, variant_id, location_id) as moved
      on moved.tenant_id = stock.tenant_id and moved.variant_id = stock.variant_id
     and moved.location_id = stock.location_id
    left join (select tenant_id, variant_id, location_id, sum(qty) as qty
               from hold where state = 'active' group by tenant_id, variant_id, location_id) as holds
      on holds.tenant_id = stock.tenant_id and holds.variant_id = stock.variant_id
     and holds.location_id = stock.location_id
    left join (select tenant_id, variant_id, location_id, sum(units) as qty
               from waiting where location_id is not null group by tenant_id, variant_id, location_id) as called
      on called.tenant_id = stock.tenant_id and called.variant_id = stock.variant_id
     and called.location_id = stock.location_id`.execute(db)
  return Number(rows[0]?.units ?? 0)
}
