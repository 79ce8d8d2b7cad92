import { v7 as uuid } from 'uuid'
import type { StockLevel } from '../stock/stock-book.ts'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'

/**
 * Stock of these variants at each location, warehouses first.
 * @param isLocked Locks the rows, sorted by variant and location as everywhere: what is read stays true.
 */
export async function selectLevels(
  db: Db,
  tenantId: string,
  { variantIds, isLocked }: { variantIds: readonly string[]; isLocked: boolean },
): Promise<StockLevel[]> {
  if (variantIds.length === 0) return []
  const rows = await (isLocked ? levelsToWrite : levelsToRead).rows(db, { tenantId, variantIds })
  return rows
    .toSorted((one, other) => Number(one.kind === 'store') - Number(other.kind === 'store'))
    .map((row) => ({
      variantId: row.variant_id,
      locationId: row.location_id,
      onHand: row.on_hand,
      held: row.held,
      isStore: row.kind === 'store',
      // Of what nothing is said, it sends.
      shipsFrom: row.ships_from !== 0,
    }))
}

interface LevelsKey {
  readonly tenantId: string
  readonly variantIds: readonly string[]
}
const levelsOf = (db: Db, { tenantId, variantIds }: LevelsKey) =>
  db
    .selectFrom('stock')
    .innerJoin('location', (join) =>
      join.onRef('location.tenant_id', '=', 'stock.tenant_id').onRef('location.id', '=', 'stock.location_id'),
    )
    .leftJoin('store_facts', (join) =>
      join
        .onRef('store_facts.tenant_id', '=', 'stock.tenant_id')
        .onRef('store_facts.location_id', '=', 'stock.location_id'),
    )
    .select([
      'stock.variant_id',
      'stock.location_id',
      'stock.on_hand',
      'stock.held',
      'location.kind',
      'store_facts.ships_from',
    ])
    .where('stock.tenant_id', '=', tenantId)
    .where('stock.variant_id', 'in', variantIds)
    .orderBy('stock.variant_id')
    .orderBy('stock.location_id')
const levelsToRead = createStatement(levelsOf)
const levelsToWrite = createStatement((db, key: LevelsKey) => levelsOf(db, key).forUpdate('stock'))

export interface StockChange {
  readonly variantId: string
  readonly locationId: string
  readonly onHand: number
  readonly held: number
  readonly reason: string
  /** The cart, check-out or order it is about. */
  readonly ref: string
  readonly nowMs: number
}

/**
 * One guarded update and its move: of any number who want the last unit at once, one gets it. What is given back
 * where units are short makes up for them first: nobody may have what was sold already.
 * @throws when it would leave `0 <= held <= on_hand`.
 */
export async function changeStock(db: Db, tenantId: string, change: StockChange): Promise<void> {
  const { variantId, locationId, onHand, held } = change
  const changed = await moveStock.count(db, { tenantId, variantId, locationId, onHand, held })
  if (changed !== 1)
    throw new Error(`stock of ${variantId} at ${locationId} cannot change by ${onHand} and ${held} held`)
  await insertMove(db, tenantId, change)
  if (held < 0) await makeUp(db, tenantId, change)
}

async function makeUp(db: Db, tenantId: string, change: StockChange): Promise<void> {
  const { variantId, locationId } = change
  const short = await shortStock.row(db, { tenantId, variantId, locationId })
  if (short === undefined) return
  const qty = Math.min(short.shortfall, short.on_hand - short.held)
  if (qty === 0) return
  await addShortfall(db, tenantId, { variantId, locationId, qty: -qty })
  await changeStock(db, tenantId, { ...change, onHand: -qty, held: 0, reason: 'shortfall' })
}

interface StockKey {
  readonly tenantId: string
  readonly variantId: string
  readonly locationId: string
}
const shortStock = createStatement((db, { tenantId, variantId, locationId }: StockKey) =>
  db
    .selectFrom('stock')
    .select(['on_hand', 'held', 'shortfall'])
    .where('tenant_id', '=', tenantId)
    .where('variant_id', '=', variantId)
    .where('location_id', '=', locationId)
    .where('shortfall', '>', 0),
)
const moveStock = createStatement(
  (db, { onHand, held, ...key }: StockKey & { onHand: number; held: number }) =>
    db
      .updateTable('stock')
      .set((row) => ({ on_hand: row('on_hand', '+', onHand), held: row('held', '+', held) }))
      .where('tenant_id', '=', key.tenantId)
      .where('variant_id', '=', key.variantId)
      .where('location_id', '=', key.locationId)
      .where((row) => row(row('held', '+', held), '>=', 0))
      .where((row) => row(row('held', '+', held), '<=', row('on_hand', '+', onHand))),
)

export async function insertMove(db: Db, tenantId: string, change: StockChange): Promise<void> {
  await logMove.rows(db, { ...change, id: uuid(), tenantId })
}

const logMove = createStatement((db, move: StockChange & { id: string; tenantId: string }) =>
  db.insertInto('stock_move').values({
    id: move.id,
    tenant_id: move.tenantId,
    variant_id: move.variantId,
    location_id: move.locationId,
    d_on_hand: move.onHand,
    d_held: move.held,
    reason: move.reason,
    ref: move.ref,
    at: move.nowMs,
  }),
)

/**
 * Where stock and its moves do not add up, or `held` is not what active holds and called units come to: empty when all is
 * well, and anything else is a mistake of ours.
 */
export async function selectStockDrift(db: Db): Promise<{ variantId: string; locationId: string }[]> {
  const stock = await db.selectFrom('stock').selectAll().execute()
  const moves = await db
    .selectFrom('stock_move')
    .select(['tenant_id', 'variant_id', 'location_id'])
    .select((row) => [row.fn.sum('d_on_hand').as('on_hand'), row.fn.sum('d_held').as('held')])
    .groupBy(['tenant_id', 'variant_id', 'location_id'])
    .execute()
  const holds = await db
    .selectFrom('hold')
    .select(['tenant_id', 'variant_id', 'location_id'])
    .select((row) => row.fn.sum('qty').as('qty'))
    .where('state', '=', 'active')
    .groupBy(['tenant_id', 'variant_id', 'location_id'])
    .execute()
  const called = await db
    .selectFrom('waiting')
    .select(['tenant_id', 'variant_id', 'location_id', 'units'])
    .where('location_id', 'is not', null)
    .execute()
  const key = (row: { tenant_id: string; variant_id: string; location_id: string | null }) =>
    JSON.stringify([row.tenant_id, row.variant_id, row.location_id])
  const moved = new Map(moves.map((row) => [key(row), row]))
  const held = new Map(holds.map((row) => [key(row), Number(row.qty)]))
  for (const row of called) held.set(key(row), (held.get(key(row)) ?? 0) + row.units)
  return stock
    .filter((row) => {
      const sum = moved.get(key(row))
      return (
        Number(sum?.on_hand ?? 0) !== row.on_hand ||
        Number(sum?.held ?? 0) !== row.held ||
        (held.get(key(row)) ?? 0) !== row.held
      )
    })
    .map((row) => ({ variantId: row.variant_id, locationId: row.location_id }))
}

/** Notes units that were sold and are not there: for people to solve, unless others give theirs back. */
export async function addShortfall(
  db: Db,
  tenantId: string,
  { variantId, locationId, qty }: { variantId: string; locationId: string; qty: number },
): Promise<void> {
  await db
    .updateTable('stock')
    .set((row) => ({ shortfall: row('shortfall', '+', qty) }))
    .where('tenant_id', '=', tenantId)
    .where('variant_id', '=', variantId)
    .where('location_id', '=', locationId)
    .execute()
}

/** An order was taken from these: a count that was asked for before does not know of it. */
export async function noteHeard(
  db: Db,
  tenantId: string,
  { variantIds, nowMs }: { variantIds: readonly string[]; nowMs: number },
): Promise<void> {
  if (variantIds.length > 0) await heardOf.rows(db, { tenantId, variantIds, nowMs })
}

const heardOf = createStatement(
  (db, { tenantId, variantIds, nowMs }: { tenantId: string; variantIds: readonly string[]; nowMs: number }) =>
    db
      .updateTable('stock')
      .set({ heard_at: nowMs })
      .where('tenant_id', '=', tenantId)
      .where('variant_id', 'in', variantIds),
)
