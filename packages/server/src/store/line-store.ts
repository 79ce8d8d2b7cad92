import { sql, type Selectable } from 'kysely'
import type { DropRow } from './drop-store.ts'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'
import { toWaiting, type Waiting } from './waiting-store.ts'
import type { WaitingTable } from './waiting-table.ts'

/** Enough for a delivery of what many wait for, few enough to leave shoppers the database. */
const MOST_AT_ONCE = 500

interface LineKey {
  readonly tenantId: string
  readonly variantId: string
}

/**
 * How many wait for each of these and have no turn yet; none where nobody does. What is free is theirs: read it after the
 * stock is locked.
 */
export async function countWaiting(
  db: Db,
  tenantId: string,
  variantIds: readonly string[],
): Promise<Map<string, number>> {
  if (variantIds.length === 0) return new Map()
  const rows = await lineLengths.rows(db, { tenantId, variantIds })
  return new Map(rows.map(({ variant_id, count }) => [variant_id, Number(count)]))
}

const lineLengths = createStatement(
  (db, { tenantId, variantIds }: { tenantId: string; variantIds: readonly string[] }) =>
    db
      .selectFrom('waiting')
      .select('variant_id')
      .select((row) => row.fn.countAll<number>().as('count'))
      .where('tenant_id', '=', tenantId)
      .where('variant_id', 'in', variantIds)
      .where('turn_until', 'is', null)
      .groupBy('variant_id'),
)

/** The first of the line who have no turn yet. */
export async function selectFront(
  db: Db,
  { tenantId, variantId }: LineKey,
  limit = MOST_AT_ONCE,
): Promise<Waiting[]> {
  const rows = await db
    .selectFrom('waiting')
    .select(['variant_id', 'seq', 'cart_id', 'turn_until', 'location_id', 'drop_id', 'who', 'units'])
    .where('tenant_id', '=', tenantId)
    .where('variant_id', '=', variantId)
    .where('turn_until', 'is', null)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(toWaiting)
}

/** Two who come to a variant's line at once come one after the other. */
export async function lockVariant(db: Db, { tenantId, variantId }: LineKey): Promise<void> {
  await db
    .selectFrom('variant')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', variantId)
    .forUpdate()
    .execute()
}

/** Appends a cart to the line. */
export async function insertWaiting(
  db: Db,
  key: LineKey,
  { cartId, nowMs }: { cartId: string; nowMs: number },
): Promise<void> {
  await insertPlaces(db, key, { places: [{ cart_id: cartId, drop_id: null, who: null, units: 1 }], nowMs })
}

/** Appends those who entered a drop to the line of its variant, in this order. */
export async function insertQueue(
  db: Db,
  { tenant_id: tenantId, variant_id: variantId, id, per_shopper: units }: DropRow,
  { places, nowMs }: { places: readonly { cartId: string; who: string }[]; nowMs: number },
): Promise<void> {
  const rows = places.map(({ cartId, who }) => ({ cart_id: cartId, drop_id: id, who, units }))
  await insertPlaces(db, { tenantId, variantId }, { places: rows, nowMs })
}

type NewPlace = Pick<Selectable<WaitingTable['waiting']>, 'cart_id' | 'drop_id' | 'who' | 'units'>

async function insertPlaces(
  db: Db,
  { tenantId, variantId }: LineKey,
  { places, nowMs }: { places: readonly NewPlace[]; nowMs: number },
): Promise<void> {
  await lockVariant(db, { tenantId, variantId })
  const { last } = await db
    .selectFrom('waiting')
    .select(sql<number>`coalesce(max(seq), 0)`.as('last'))
    .where('tenant_id', '=', tenantId)
    .where('variant_id', '=', variantId)
    .executeTakeFirstOrThrow()
  const rows = places.map((place, index) => ({
    ...place,
    tenant_id: tenantId,
    variant_id: variantId,
    seq: Number(last) + 1 + index,
    joined_at: nowMs,
  }))
  for (let start = 0; start < rows.length; start += MOST_AT_ONCE)
    await db
      .insertInto('waiting')
      .values(rows.slice(start, start + MOST_AT_ONCE))
      .execute()
}

/** How many are in a line, those whose turn it is among them. */
export async function countPlaces(db: Db, { tenantId, variantId }: LineKey): Promise<number> {
  const { count } = await db
    .selectFrom('waiting')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .where('variant_id', '=', variantId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Lines in which somebody waits while something is free, that is sold and not marked as sold out. */
export async function selectLinesDue(db: Db): Promise<LineKey[]> {
  const rows = await db
    .selectFrom('waiting')
    .innerJoin('variant', (join) =>
      join
        .onRef('variant.tenant_id', '=', 'waiting.tenant_id')
        .onRef('variant.id', '=', 'waiting.variant_id'),
    )
    .select(['waiting.tenant_id', 'waiting.variant_id'])
    .distinct()
    .where('waiting.turn_until', 'is', null)
    .where('variant.is_active', '=', 1)
    .where('variant.is_sold_out', '=', 0)
    .where(
      sql<boolean>`(variant.inventory_mode = 'none' or (select sum(stock.on_hand - stock.held) from stock
        where stock.tenant_id = waiting.tenant_id and stock.variant_id = waiting.variant_id) > 0)`,
    )
    .limit(MOST_AT_ONCE)
    .execute()
  return rows.map(({ tenant_id, variant_id }) => ({ tenantId: tenant_id, variantId: variant_id }))
}

/** Turns that were not taken in time. */
export async function selectTurnsOver(
  db: Db,
  nowMs: number,
): Promise<{ tenantId: string; cartId: string; variantId: string }[]> {
  const rows = await turnsOver.rows(db, { nowMs })
  return rows.map(({ tenant_id, cart_id, variant_id }) => ({
    tenantId: tenant_id,
    cartId: cart_id,
    variantId: variant_id,
  }))
}

const turnsOver = createStatement((db, { nowMs }: { nowMs: number }) =>
  db
    .selectFrom('waiting')
    .select(['tenant_id', 'cart_id', 'variant_id'])
    .where('turn_until', '<=', nowMs)
    .limit(MOST_AT_ONCE),
)

/** How many wait for each variant of the tenant, those whose turn it is among them. */
export async function selectLineLengths(
  db: Db,
  tenantId: string,
): Promise<{ variantId: string; waiting: number; called: number }[]> {
  const rows = await db
    .selectFrom('waiting')
    .select('variant_id')
    .select((row) => [row.fn.countAll<number>().as('all'), row.fn.count<number>('turn_until').as('called')])
    .where('tenant_id', '=', tenantId)
    .groupBy('variant_id')
    .orderBy('variant_id')
    .execute()
  return rows.map((row) => ({
    variantId: row.variant_id,
    waiting: Number(row.all) - Number(row.called),
    called: Number(row.called),
  }))
}
