import type { ShowId } from '@tote/protocol'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'

/** One friends' cart and who asks for it. */
export interface FriendsKey {
  readonly tenantId: string
  readonly friendsId: string
}

/** A member as they are kept. */
export interface Seat {
  readonly friendsId: string
  readonly n: number
  readonly journeyId: string
  /** The shelf. */
  readonly cartId: string
  readonly name: string
  readonly colour: number
  readonly isOwner: boolean
  readonly joinedAt: number
}

interface SeatRow {
  friends_id: string
  n: number
  journey_id: string
  cart_id: string
  name: string
  colour: number
  is_owner: number
  joined_at: number
}

const SEAT = ['friends_id', 'n', 'journey_id', 'cart_id', 'name', 'colour', 'is_owner', 'joined_at'] as const

const toSeat = (row: SeatRow): Seat => ({
  friendsId: row.friends_id,
  n: row.n,
  journeyId: row.journey_id,
  cartId: row.cart_id,
  name: row.name,
  colour: row.colour,
  isOwner: row.is_owner === 1,
  joinedAt: row.joined_at,
})

/**
 * Locks it for all that changes in it; false when there is none. Friends' carts are locked by id, after journeys and
 * before clients and carts.
 */
export async function lockFriends(db: Db, { tenantId, friendsId }: FriendsKey): Promise<boolean> {
  const row = await db
    .selectFrom('friends')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', friendsId)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** False when there is one of this id already. */
export async function insertFriends(
  db: Db,
  { tenantId, friendsId }: FriendsKey,
  { showId, nowMs }: { showId: string; nowMs: number },
): Promise<boolean> {
  const result = await db
    .insertInto('friends')
    .values({ tenant_id: tenantId, id: friendsId, show_id: showId, rev: 0, last_n: 0, touched_at: nowMs })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Under its lock, once for each change. */
export async function touchFriends(
  db: Db,
  { tenantId, friendsId }: FriendsKey,
  nowMs: number,
): Promise<void> {
  await db
    .updateTable('friends')
    .set((set) => ({ rev: set('rev', '+', 1), touched_at: nowMs }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', friendsId)
    .execute()
}

/** In the order they came. */
export async function selectSeats(db: Db, { tenantId, friendsId }: FriendsKey): Promise<Seat[]> {
  const rows = await db
    .selectFrom('friend')
    .select(SEAT)
    .where('tenant_id', '=', tenantId)
    .where('friends_id', '=', friendsId)
    .orderBy('n')
    .execute()
  return rows.map(toSeat)
}

/** All seats of a journey; of most there is none, and each connection asks. */
export async function selectSeatsOf(
  db: Db,
  tenantId: string,
  journeyIds: readonly string[],
): Promise<Seat[]> {
  return (await seatsOf.rows(db, { tenantId, journeyIds })).map(toSeat)
}

const seatsOf = createStatement((db, asked: { tenantId: string; journeyIds: readonly string[] }) =>
  db
    .selectFrom('friend')
    .select(SEAT)
    .where('tenant_id', '=', asked.tenantId)
    .where('journey_id', 'in', asked.journeyIds)
    .orderBy('joined_at')
    .orderBy('friends_id'),
)

/** The next number is theirs. Under the lock. */
export async function insertSeat(
  db: Db,
  tenantId: string,
  { friendsId, journeyId, cartId, name, colour, isOwner, joinedAt }: Omit<Seat, 'n'>,
): Promise<void> {
  const { last_n: n } = await db
    .updateTable('friends')
    .set((set) => ({ last_n: set('last_n', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', friendsId)
    .returning('last_n')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('friend')
    .values({
      tenant_id: tenantId,
      friends_id: friendsId,
      n,
      journey_id: journeyId,
      cart_id: cartId,
      name,
      colour,
      is_owner: isOwner ? 1 : 0,
      joined_at: joinedAt,
    })
    .execute()
}

/** Its member goes on as another journey's. */
export async function moveSeat(
  db: Db,
  { tenantId, friendsId }: FriendsKey,
  { n, journeyId }: { n: number; journeyId: string },
): Promise<void> {
  await db
    .updateTable('friend')
    .set({ journey_id: journeyId })
    .where('tenant_id', '=', tenantId)
    .where('friends_id', '=', friendsId)
    .where('n', '=', n)
    .execute()
}

/** The show it was started in. */
export async function selectShowOf(db: Db, { tenantId, friendsId }: FriendsKey): Promise<ShowId> {
  const row = await db
    .selectFrom('friends')
    .select('show_id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', friendsId)
    .executeTakeFirstOrThrow()
  // Written from what was parsed.
  return row.show_id as ShowId
}

/** Everybody of these journeys, and everybody who is in a friends' cart with one of them. */
export async function selectCompanions(
  db: Db,
  tenantId: string,
  journeyIds: readonly string[],
): Promise<string[]> {
  if (journeyIds.length === 0) return []
  const rows = await db
    .selectFrom('friend as own')
    .innerJoin('friend as other', (join) =>
      join.onRef('other.tenant_id', '=', 'own.tenant_id').onRef('other.friends_id', '=', 'own.friends_id'),
    )
    .select('other.journey_id')
    .distinct()
    .where('own.tenant_id', '=', tenantId)
    .where('own.journey_id', 'in', journeyIds)
    .execute()
  return [...new Set([...journeyIds, ...rows.map(({ journey_id }) => journey_id)])]
}

/** What a seat leaves behind, but for what its member bought: that stays bought. Under the lock. */
export async function deleteSeat(
  db: Db,
  tenantId: string,
  { friendsId, n, cartId }: Pick<Seat, 'friendsId' | 'n' | 'cartId'>,
): Promise<void> {
  for (const table of ['friends_vote', 'friends_take'] as const)
    await db
      .deleteFrom(table)
      .where('tenant_id', '=', tenantId)
      .where('friends_id', '=', friendsId)
      .where('by_n', '=', n)
      .execute()
  await db
    .deleteFrom('friends_vote')
    .where('tenant_id', '=', tenantId)
    .where('friends_id', '=', friendsId)
    .where('n', '=', n)
    .execute()
  await db
    .deleteFrom('friends_take')
    .where('tenant_id', '=', tenantId)
    .where('friends_id', '=', friendsId)
    .where('n', '=', n)
    .where('is_bought', '=', 0)
    .execute()
  await db
    .updateTable('friends_take')
    .set({ n: null })
    .where('tenant_id', '=', tenantId)
    .where('friends_id', '=', friendsId)
    .where('n', '=', n)
    .execute()
  await db
    .deleteFrom('friend')
    .where('tenant_id', '=', tenantId)
    .where('friends_id', '=', friendsId)
    .where('n', '=', n)
    .execute()
  await deleteShelves(db, tenantId, [cartId])
}

/** The whole, with every shelf. Under the lock. */
export async function deleteFriends(db: Db, { tenantId, friendsId }: FriendsKey): Promise<void> {
  const seats = await selectSeats(db, { tenantId, friendsId })
  for (const table of ['friends_vote', 'friends_take', 'friends_invite', 'friend'] as const)
    await db.deleteFrom(table).where('tenant_id', '=', tenantId).where('friends_id', '=', friendsId).execute()
  await db.deleteFrom('friends').where('tenant_id', '=', tenantId).where('id', '=', friendsId).execute()
  await deleteShelves(
    db,
    tenantId,
    seats.map(({ cartId }) => cartId),
  )
}

async function deleteShelves(db: Db, tenantId: string, cartIds: readonly string[]): Promise<void> {
  if (cartIds.length === 0) return
  for (const table of ['mutation', 'cart_line'] as const)
    await db.deleteFrom(table).where('tenant_id', '=', tenantId).where('cart_id', 'in', cartIds).execute()
  await db.deleteFrom('cart').where('tenant_id', '=', tenantId).where('id', 'in', cartIds).execute()
}

/** Those that nobody has touched for long. */
export async function selectForgotten(
  db: Db,
  { before, limit }: { before: number; limit: number },
): Promise<FriendsKey[]> {
  const rows = await db
    .selectFrom('friends')
    .select(['tenant_id', 'id'])
    .where('touched_at', '<', before)
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(({ tenant_id, id }) => ({ tenantId: tenant_id, friendsId: id }))
}
