import { NO_POINTS, type Account } from '../loyalty/loyalty-rules.ts'
import { createStatement } from './statement.ts'
import type { PointsKind, PointsTables } from './points-tables.ts'
import type { Db } from './store.ts'

export interface AccountKey {
  readonly tenantId: string
  readonly shopperId: string
}

export interface PointsEntry {
  readonly kind: PointsKind
  readonly ref: string
  readonly points: number
  readonly note: string
  readonly at: number
}

/** Whose cart it is; undefined while nobody has signed in. */
export async function selectShopperOfCart(
  db: Db,
  tenantId: string,
  cartId: string,
): Promise<string | undefined> {
  return (await ownerOfCart.row(db, { tenantId, cartId }))?.shopper_id ?? undefined
}

const ownerOfCart = createStatement((db, { tenantId, cartId }: { tenantId: string; cartId: string }) =>
  db
    .selectFrom('journey')
    .select('shopper_id')
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', cartId)
    .where('merged_into', 'is', null)
    .where('shopper_id', 'is not', null),
)

export async function selectShopperOfJourney(
  db: Db,
  tenantId: string,
  journeyId: string,
): Promise<string | undefined> {
  return (await ownerOfJourney.row(db, { tenantId, journeyId }))?.shopper_id ?? undefined
}

const ownerOfJourney = createStatement(
  (db, { tenantId, journeyId }: { tenantId: string; journeyId: string }) =>
    db
      .selectFrom('journey')
      .select('shopper_id')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', journeyId)
      .where('shopper_id', 'is not', null),
)

/** What a shopper has, to look at. */
export async function selectAccount(db: Db, key: AccountKey): Promise<Account> {
  return (await accountToRead.row(db, key)) ?? NO_POINTS
}

const accountRow = (db: Db, { tenantId, shopperId }: AccountKey) =>
  db
    .selectFrom('points_account')
    .select(['balance', 'held', 'owed'])
    .where('tenant_id', '=', tenantId)
    .where('shopper_id', '=', shopperId)
const accountToRead = createStatement(accountRow)
const accountToWrite = createStatement((db, key: AccountKey) => accountRow(db, key).forUpdate())

/** What a shopper has, locked: the last of all locks. */
export async function lockAccount(db: Db, key: AccountKey): Promise<Account> {
  await db
    .insertInto('points_account')
    .values({ tenant_id: key.tenantId, shopper_id: key.shopperId, ...NO_POINTS })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'shopper_id']).doNothing())
    .execute()
  const account = await accountToWrite.row(db, key)
  if (account === undefined) throw new Error('an account that was just made is gone')
  return account
}

/** Under its lock. */
export async function writeAccount(
  db: Db,
  { tenantId, shopperId }: AccountKey,
  { balance, held, owed }: Account,
): Promise<void> {
  await db
    .updateTable('points_account')
    .set({ balance, held, owed })
    .where('tenant_id', '=', tenantId)
    .where('shopper_id', '=', shopperId)
    .execute()
}

/** False when it is there already: what is told twice counts once. */
export async function hasEntry(
  db: Db,
  { tenantId, shopperId }: AccountKey,
  { kind, ref }: Pick<PointsEntry, 'kind' | 'ref'>,
): Promise<boolean> {
  const row = await db
    .selectFrom('points_entry')
    .select('at')
    .where('tenant_id', '=', tenantId)
    .where('shopper_id', '=', shopperId)
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertEntry(
  db: Db,
  { tenantId, shopperId }: AccountKey,
  entry: PointsEntry,
): Promise<void> {
  await db
    .insertInto('points_entry')
    .values({ tenant_id: tenantId, shopper_id: shopperId, ...entry })
    .execute()
}

/** The latest first. */
export async function selectEntries(
  db: Db,
  { tenantId, shopperId }: AccountKey,
  limit: number,
): Promise<PointsEntry[]> {
  return db
    .selectFrom('points_entry')
    .select(['kind', 'ref', 'points', 'note', 'at'])
    .where('tenant_id', '=', tenantId)
    .where('shopper_id', '=', shopperId)
    .orderBy('at', 'desc')
    .orderBy('kind')
    .orderBy('ref')
    .limit(limit)
    .execute()
}

type HoldRow = PointsTables['points_hold']

export async function insertHold(db: Db, row: HoldRow): Promise<void> {
  await db.insertInto('points_hold').values(row).execute()
}

export async function selectPointsHold(
  db: Db,
  tenantId: string,
  checkoutId: string,
): Promise<HoldRow | undefined> {
  return db
    .selectFrom('points_hold')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('checkout_id', '=', checkoutId)
    .executeTakeFirst()
}

export async function endPointsHold(
  db: Db,
  tenantId: string,
  { checkoutId, state }: { checkoutId: string; state: 'released' | 'spent' },
): Promise<void> {
  await db
    .updateTable('points_hold')
    .set({ state })
    .where('tenant_id', '=', tenantId)
    .where('checkout_id', '=', checkoutId)
    .execute()
}

type OrderRow = PointsTables['points_order']

export async function insertPointsOrder(db: Db, row: OrderRow): Promise<void> {
  await db.insertInto('points_order').values(row).execute()
}

export async function selectPointsOrder(
  db: Db,
  tenantId: string,
  checkoutId: string,
): Promise<OrderRow | undefined> {
  return db
    .selectFrom('points_order')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('checkout_id', '=', checkoutId)
    .executeTakeFirst()
}

export async function updatePointsOrder(
  db: Db,
  tenantId: string,
  { checkoutId, ...back }: { checkoutId: string; reversed: number; returned: number },
): Promise<void> {
  await db
    .updateTable('points_order')
    .set(back)
    .where('tenant_id', '=', tenantId)
    .where('checkout_id', '=', checkoutId)
    .execute()
}

/** How many minutes were watched with this one; null when it was counted before, on this screen or another. */
export async function countMinute(
  db: Db,
  { tenantId, shopperId }: AccountKey,
  { showId, minute }: { showId: string; minute: number },
): Promise<number | null> {
  const row = await db
    .insertInto('points_watch')
    .values({ tenant_id: tenantId, shopper_id: shopperId, show_id: showId, minutes: 1, last_minute: minute })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'shopper_id', 'show_id'])
        .doUpdateSet((row) => ({
          minutes: row('points_watch.minutes', '+', 1),
          last_minute: row.ref('excluded.last_minute'),
        }))
        .whereRef('points_watch.last_minute', '<', 'excluded.last_minute'),
    )
    .returning('minutes')
    .executeTakeFirst()
  return row?.minutes ?? null
}

/** All that is kept of the points of shoppers who are forgotten. */
export async function deletePoints(db: Db, tenantId: string, shopperIds: readonly string[]): Promise<void> {
  for (const table of [
    'points_account',
    'points_entry',
    'points_hold',
    'points_order',
    'points_watch',
  ] as const)
    await db
      .deleteFrom(table)
      .where('tenant_id', '=', tenantId)
      .where('shopper_id', 'in', shopperIds)
      .execute()
}

/** Accounts that are not what their entries and holds add up to: there must be none. */
export async function selectPointsDrift(db: Db): Promise<{ shopperId: string }[]> {
  const accounts = await db.selectFrom('points_account').selectAll().execute()
  const entries = await db.selectFrom('points_entry').selectAll().execute()
  const holds = await db.selectFrom('points_hold').selectAll().where('state', '=', 'held').execute()
  const sumOf = (rows: readonly { shopper_id: string; points: number }[], shopperId: string) =>
    rows.filter((row) => row.shopper_id === shopperId).reduce((sum, { points }) => sum + points, 0)
  return accounts.flatMap(({ shopper_id: shopperId, balance, held }) =>
    sumOf(entries, shopperId) === balance && sumOf(holds, shopperId) === held ? [] : [{ shopperId }],
  )
}
