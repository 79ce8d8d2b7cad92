import type { DropEntry, DropHead } from '@tote/protocol/drops'
import type { Selectable } from 'kysely'
import { createStatement } from './statement.ts'
import type { DropTables } from './drop-table.ts'
import type { Db } from './store.ts'

export type DropRow = Selectable<DropTables['show_drop']>
export type DropEntryRow = Selectable<DropTables['drop_entry']>

/** Enough for a page, few enough to be read at once. */
export const LOG_PAGE = 500
/** Drops that a sweep looks at: shows have few at a time, and some are never ended. */
const MOST_AT_ONCE = 100

export async function insertDrop(db: Db, row: DropRow): Promise<void> {
  await db.insertInto('show_drop').values(row).execute()
}

/** The drop, locked: its log has one next entry, and its state changes once. Last of all locks but a line's. */
export async function lockDrop(db: Db, tenantId: string, dropId: string): Promise<DropRow | undefined> {
  return db
    .selectFrom('show_drop')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', dropId)
    .forUpdate()
    .executeTakeFirst()
}

/** Whose drop it is, by the id alone: what is asked of it is public. */
export async function findDrop(db: Db, dropId: string): Promise<DropRow | undefined> {
  return db.selectFrom('show_drop').selectAll().where('id', '=', dropId).executeTakeFirst()
}

/** Which of these variants are given out by turns now. */
export async function selectDropped(
  db: Db,
  tenantId: string,
  variantIds: readonly string[],
): Promise<string[]> {
  if (variantIds.length === 0) return []
  const rows = await droppedOf.rows(db, { tenantId, variantIds })
  return rows.map(({ variant_id }) => variant_id)
}

const droppedOf = createStatement(
  (db, { tenantId, variantIds }: { tenantId: string; variantIds: readonly string[] }) =>
    db
      .selectFrom('show_drop')
      .select('variant_id')
      .distinct()
      .where('tenant_id', '=', tenantId)
      .where('variant_id', 'in', variantIds)
      .where('state', '!=', 'closed'),
)

/** Drops that are to open or to be drawn by now, and the latest of those whose goods are being given out. */
export async function selectDropsDue(db: Db, nowMs: number): Promise<DropRow[]> {
  return [...(await dropsDue.rows(db, { nowMs })), ...(await dropsGivenOut.rows(db, {}))]
}

const dropsDue = createStatement((db, { nowMs }: { nowMs: number }) =>
  db
    .selectFrom('show_drop')
    .selectAll()
    .where((where) =>
      where.or([
        where.and([where('state', '=', 'announced'), where('opens_at', '<=', nowMs)]),
        where.and([
          where('state', '=', 'opened'),
          where(where('opens_at', '+', where.ref('window_ms')), '<=', nowMs),
        ]),
      ]),
    )
    .limit(MOST_AT_ONCE),
)

const dropsGivenOut = createStatement((db, _none: Readonly<Record<string, never>>) =>
  db
    .selectFrom('show_drop')
    .selectAll()
    .where('state', '=', 'ordered')
    .where('is_sold_out', '=', 0)
    .orderBy('opens_at', 'desc')
    .limit(MOST_AT_ONCE),
)

/** How many entered a drop of each variant and are yet to be drawn. */
export async function countEntered(
  db: Db,
  tenantId: string,
): Promise<{ variantId: string; count: number }[]> {
  const rows = await db
    .selectFrom('drop_entry')
    .innerJoin('show_drop', (join) =>
      join
        .onRef('show_drop.tenant_id', '=', 'drop_entry.tenant_id')
        .onRef('show_drop.id', '=', 'drop_entry.drop_id'),
    )
    .select('show_drop.variant_id')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('drop_entry.tenant_id', '=', tenantId)
    .where('drop_entry.state', '=', 'entered')
    .groupBy('show_drop.variant_id')
    .execute()
  return rows.map(({ variant_id, count }) => ({ variantId: variant_id, count: Number(count) }))
}

/** How many have a turn in it. */
export async function countDropTurns(db: Db, tenantId: string, dropId: string): Promise<number> {
  const { count } = await db
    .selectFrom('waiting')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .where('drop_id', '=', dropId)
    .where('turn_until', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Under the drop's lock. */
export async function updateDrop(
  db: Db,
  { tenant_id, id }: Pick<DropRow, 'tenant_id' | 'id'>,
  changes: Partial<Pick<DropRow, 'state' | 'is_sold_out'>>,
): Promise<void> {
  await db
    .updateTable('show_drop')
    .set(changes)
    .where('tenant_id', '=', tenant_id)
    .where('id', '=', id)
    .execute()
}

/** Appends entries and makes the last of them the log's. Under the drop's lock. */
export async function insertLogEntries(
  db: Db,
  { tenant_id, id }: Pick<DropRow, 'tenant_id' | 'id'>,
  entries: readonly DropEntry[],
): Promise<void> {
  const last = entries.at(-1)
  if (last === undefined) return
  await db
    .insertInto('drop_log')
    .values(
      entries.map((entry) => ({ tenant_id, drop_id: id, n: entry.n, entry_json: JSON.stringify(entry) })),
    )
    .execute()
  await db
    .updateTable('show_drop')
    .set({ log_n: last.n, log_at: last.at, log_hash: last.hash })
    .where('tenant_id', '=', tenant_id)
    .where('id', '=', id)
    .execute()
}

export function headOf({ log_n, log_at, log_hash }: DropRow): DropHead {
  return { n: log_n, at: log_at, hash: log_hash }
}

/** A page of the log, as JSON texts. */
export async function selectLog(
  db: Db,
  { tenant_id, id }: Pick<DropRow, 'tenant_id' | 'id'>,
  after: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('drop_log')
    .select('entry_json')
    .where('tenant_id', '=', tenant_id)
    .where('drop_id', '=', id)
    .where('n', '>', after)
    .orderBy('n')
    .limit(LOG_PAGE)
    .execute()
  return rows.map(({ entry_json }) => entry_json)
}

export async function insertDropEntries(db: Db, rows: readonly DropEntryRow[]): Promise<void> {
  await db.insertInto('drop_entry').values(rows).execute()
}

/** Which of these carts have an entry in a drop, whatever became of it. */
export async function selectCartsIn(
  db: Db,
  { tenantId, dropId, cartIds }: { tenantId: string; dropId: string; cartIds: readonly string[] },
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('drop_entry')
    .select('cart_id')
    .where('tenant_id', '=', tenantId)
    .where('drop_id', '=', dropId)
    .where('cart_id', 'in', cartIds)
    .execute()
  return new Set(rows.map(({ cart_id }) => cart_id))
}

export async function selectDropEntry(
  db: Db,
  { tenantId, dropId, cartId }: { tenantId: string; dropId: string; cartId: string },
): Promise<DropEntryRow | undefined> {
  return db
    .selectFrom('drop_entry')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('drop_id', '=', dropId)
    .where('cart_id', '=', cartId)
    .executeTakeFirst()
}

/** Who entered and is not ordered yet, in the order in which they did. */
export async function selectEntered(db: Db, tenantId: string, dropId: string): Promise<DropEntryRow[]> {
  return db
    .selectFrom('drop_entry')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('drop_id', '=', dropId)
    .where('state', '=', 'entered')
    .orderBy('n')
    .execute()
}

/** Entries of a cart in any drop. */
export async function selectDropEntries(db: Db, tenantId: string, cartId: string): Promise<DropEntryRow[]> {
  return db
    .selectFrom('drop_entry')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', cartId)
    .orderBy('drop_id')
    .execute()
}

type EntryKey = Pick<DropEntryRow, 'tenant_id' | 'drop_id' | 'who'>

export async function updateDropEntry(
  db: Db,
  key: EntryKey,
  changes: Partial<Pick<DropEntryRow, 'state' | 'cart_id'>>,
): Promise<void> {
  await db
    .updateTable('drop_entry')
    .set(changes)
    .where('tenant_id', '=', key.tenant_id)
    .where('drop_id', '=', key.drop_id)
    .where('who', '=', key.who)
    .execute()
}

/** All who entered stand in line now: their order is drawn. */
export async function queueEntered(db: Db, tenantId: string, dropId: string): Promise<void> {
  await db
    .updateTable('drop_entry')
    .set({ state: 'queued' })
    .where('tenant_id', '=', tenantId)
    .where('drop_id', '=', dropId)
    .where('state', '=', 'entered')
    .execute()
}

export async function deleteDropEntry(db: Db, key: EntryKey): Promise<void> {
  await db
    .deleteFrom('drop_entry')
    .where('tenant_id', '=', key.tenant_id)
    .where('drop_id', '=', key.drop_id)
    .where('who', '=', key.who)
    .execute()
}
