import type { StockCount } from '@tote/commerce'
import { tellStockOf } from '../stock/tell-stock.ts'
import { insertMove } from './stock-store.ts'
import type { Db } from './store.ts'

/** Where a count comes from, which says how far it can be older than what is known. */
export type CountWord =
  /** Said again at each start: only another number than the last is news. */
  | { readonly reason: 'tenant file'; readonly nowMs: number }
  /** Read from the shop, which was asked at that moment of our clock. */
  | { readonly reason: 'shop'; readonly nowMs: number; readonly askedAtMs: number }
  /** Told by the shop, at that moment of its own clock. */
  | { readonly reason: 'news'; readonly nowMs: number; readonly toldAtMs: number }

/** What stands in the way of a count. */
export interface CountedStock {
  /** Variants of which more or fewer are there than before. */
  readonly changed: readonly string[]
  /** Counts of a variant or a location that the tenant does not have. */
  readonly unknown: readonly StockCount[]
}

/**
 * The shop says how many there are. A count below what is promised already does not take it back: the difference is a
 * shortfall, which goods that are given back make up for, and else people. Counts that are older than what is
 * known are left: an order or a later count may have been heard while they were on their way.
 *
 * Rows are locked by variant and location, as everywhere.
 */
export async function countStock(
  db: Db,
  tenantId: string,
  counts: readonly StockCount[],
  word: CountWord,
): Promise<CountedStock> {
  const variantIds = [...new Set<string>(counts.map(({ variantId }) => variantId))]
  if (variantIds.length === 0) return { changed: [], unknown: [] }
  const rows = await lockStock(db, tenantId, variantIds)
  const variants = await knownIds(db, 'variant', { tenantId, ids: variantIds })
  const locations = await knownIds(db, 'location', {
    tenantId,
    ids: [...new Set<string>(counts.map(({ locationId }) => locationId))],
  })
  const known = new Map(rows.map((row) => [keyOf(row.variant_id, row.location_id), row]))
  const unknown: StockCount[] = []
  const changed = new Set<string>()
  // Of two words about one row, the later one.
  const last = new Map(counts.map((one) => [keyOf(one.variantId, one.locationId), one]))
  for (const { variantId, locationId, count } of last.values()) {
    if (!variants.has(variantId) || !locations.has(locationId)) {
      unknown.push({ variantId, locationId, count })
      continue
    }
    const row = known.get(keyOf(variantId, locationId))
    if (row !== undefined && isOld(row, count, word)) continue
    const { onHand, shortfall } = levelOf(count, row?.held ?? 0)
    const values = { on_hand: onHand, shortfall, ...timesOf(word), ...fileCountOf(count, word) }
    if (row === undefined)
      await db
        .insertInto('stock')
        .values({
          tenant_id: tenantId,
          variant_id: variantId,
          location_id: locationId,
          held: 0,
          file_on_hand: count,
          ...values,
        })
        .execute()
    else
      await db
        .updateTable('stock')
        .set(values)
        .where('tenant_id', '=', tenantId)
        .where('variant_id', '=', variantId)
        .where('location_id', '=', locationId)
        .execute()
    if (row !== undefined && row.on_hand === onHand) continue
    changed.add(variantId)
    await insertMove(db, tenantId, {
      variantId,
      locationId,
      onHand: onHand - (row?.on_hand ?? 0),
      held: 0,
      reason: word.reason,
      ref: tenantId,
      nowMs: word.nowMs,
    })
  }
  await tellStockOf(db, tenantId, { variantIds: [...changed], nowMs: word.nowMs })
  return { changed: [...changed], unknown }
}

/** Never below what is promised: the rest is short. */
export function levelOf(count: number, held: number): { onHand: number; shortfall: number } {
  const onHand = Math.max(count, held)
  return { onHand, shortfall: onHand - count }
}

interface StockRow {
  readonly file_on_hand: number
  readonly heard_at: number
  readonly told_at: number
}

function isOld(row: StockRow, count: number, word: CountWord): boolean {
  switch (word.reason) {
    case 'tenant file':
      return row.file_on_hand === count
    case 'shop':
      return row.heard_at > word.askedAtMs
    case 'news':
      return row.told_at > word.toldAtMs
    default:
      return word satisfies never
  }
}

/** Each is held against its own clock alone: the shop's may be minutes off. */
function timesOf(word: CountWord): { heard_at: number; told_at?: number } {
  return word.reason === 'news' ? { heard_at: word.nowMs, told_at: word.toldAtMs } : { heard_at: word.nowMs }
}

/** What a shop tells is not what the file says: else the file, applied again, were news. */
function fileCountOf(count: number, { reason }: CountWord): { file_on_hand?: number } {
  return reason === 'tenant file' ? { file_on_hand: count } : {}
}

async function lockStock(db: Db, tenantId: string, variantIds: readonly string[]) {
  return db
    .selectFrom('stock')
    .select(['variant_id', 'location_id', 'on_hand', 'held', 'file_on_hand', 'heard_at', 'told_at'])
    .where('tenant_id', '=', tenantId)
    .where('variant_id', 'in', variantIds)
    .orderBy('variant_id')
    .orderBy('location_id')
    .forUpdate()
    .execute()
}

async function knownIds(
  db: Db,
  table: 'variant' | 'location',
  { tenantId, ids }: { tenantId: string; ids: readonly string[] },
): Promise<Set<string>> {
  const rows = await db
    .selectFrom(table)
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

const keyOf = (variantId: string, locationId: string) => `${variantId} ${locationId}`
