import type { Take } from '../friends/friends-rules.ts'
import type { FriendsKey } from './friends-store.ts'
import type { Db } from './store.ts'

/** One line of a shelf. */
export interface LineKey {
  readonly by: number
  readonly lineId: string
}

/** A line as its friends' cart shows it: whose, what, who is for it and who takes it. */
export interface ShelfLine extends LineKey {
  readonly friendsId: string
  readonly variantId: string
  readonly planId: string | null
  readonly attrsJson: string
  readonly qty: number
  readonly price: number
  readonly showId: string | null
  readonly votes: readonly number[]
  readonly take: Take | null
}

/** All that lies in these friends' carts, the oldest first. */
export async function selectShelfLines(
  db: Db,
  tenantId: string,
  friendsIds: readonly string[],
): Promise<ShelfLine[]> {
  if (friendsIds.length === 0) return []
  const rows = await db
    .selectFrom('friend')
    .innerJoin('cart_line', (join) =>
      join
        .onRef('cart_line.tenant_id', '=', 'friend.tenant_id')
        .onRef('cart_line.cart_id', '=', 'friend.cart_id'),
    )
    .select([
      'friend.friends_id',
      'friend.n',
      'cart_line.id',
      'cart_line.variant_id',
      'cart_line.plan_id',
      'cart_line.attrs_json',
      'cart_line.qty',
      'cart_line.price',
      'cart_line.show_id',
    ])
    .where('friend.tenant_id', '=', tenantId)
    .where('friend.friends_id', 'in', friendsIds)
    .where('cart_line.qty', '>', 0)
    .orderBy('cart_line.added_at')
    .orderBy('friend.n')
    .orderBy('cart_line.id')
    .execute()
  const votes = await db
    .selectFrom('friends_vote')
    .select(['friends_id', 'by_n', 'line_id', 'n'])
    .where('tenant_id', '=', tenantId)
    .where('friends_id', 'in', friendsIds)
    .orderBy('n')
    .execute()
  const votesOf = Map.groupBy(votes, (vote) => keyOf(vote.friends_id, vote.by_n, vote.line_id))
  const takes = await selectTakes(db, tenantId, friendsIds)
  return rows.map((row) => {
    const key = keyOf(row.friends_id, row.n, row.id)
    return {
      friendsId: row.friends_id,
      by: row.n,
      lineId: row.id,
      variantId: row.variant_id,
      planId: row.plan_id,
      attrsJson: row.attrs_json,
      qty: row.qty,
      price: row.price,
      showId: row.show_id,
      votes: (votesOf.get(key) ?? []).map(({ n }) => n),
      take: takes.get(key) ?? null,
    }
  })
}

const keyOf = (friendsId: string, by: number, lineId: string) => `${friendsId} ${by} ${lineId}`

async function selectTakes(
  db: Db,
  tenantId: string,
  friendsIds: readonly string[],
): Promise<Map<string, Take>> {
  const rows = await db
    .selectFrom('friends_take as take')
    .leftJoin('cart_line as own', (join) =>
      join
        .onRef('own.tenant_id', '=', 'take.tenant_id')
        .onRef('own.cart_id', '=', 'take.cart_id')
        .onRef('own.id', '=', 'take.line_id')
        .on('own.qty', '>', 0),
    )
    .select([
      'take.friends_id',
      'take.by_n',
      'take.line_id',
      'take.n',
      'take.is_bought',
      'take.at',
      'own.id as own_id',
    ])
    .where('take.tenant_id', '=', tenantId)
    .where('take.friends_id', 'in', friendsIds)
    .execute()
  return new Map(
    rows.map((row) => [
      keyOf(row.friends_id, row.by_n, row.line_id),
      { by: row.n, isBought: row.is_bought === 1, at: row.at, isInCart: row.own_id !== null },
    ]),
  )
}

/** [F6] One a member and line, whatever is asked twice. */
export async function setVote(
  db: Db,
  { tenantId, friendsId }: FriendsKey,
  { by, lineId, n, isFor }: LineKey & { n: number; isFor: boolean },
): Promise<void> {
  const vote = { tenant_id: tenantId, friends_id: friendsId, by_n: by, line_id: lineId, n }
  if (isFor)
    await db
      .insertInto('friends_vote')
      .values(vote)
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'friends_id', 'by_n', 'line_id', 'n']).doNothing(),
      )
      .execute()
  else
    await db
      .deleteFrom('friends_vote')
      .where('tenant_id', '=', tenantId)
      .where('friends_id', '=', friendsId)
      .where('by_n', '=', by)
      .where('line_id', '=', lineId)
      .where('n', '=', n)
      .execute()
}

/** A line that was removed has neither votes nor a taker when it is put there again. */
export async function forgetLine(
  db: Db,
  { tenantId, friendsId }: FriendsKey,
  { by, lineId }: LineKey,
): Promise<void> {
  for (const table of ['friends_vote', 'friends_take'] as const)
    await db
      .deleteFrom(table)
      .where('tenant_id', '=', tenantId)
      .where('friends_id', '=', friendsId)
      .where('by_n', '=', by)
      .where('line_id', '=', lineId)
      .execute()
}

/** [F7] Under the lock, of a line that nobody takes: what stands there is somebody's take that ended. */
export async function setTake(
  db: Db,
  { tenantId, friendsId }: FriendsKey,
  { by, lineId, n, cartId, nowMs }: LineKey & { n: number; cartId: string; nowMs: number },
): Promise<void> {
  const taking = { n, cart_id: cartId, is_bought: 0, at: nowMs }
  await db
    .insertInto('friends_take')
    .values({ tenant_id: tenantId, friends_id: friendsId, by_n: by, line_id: lineId, ...taking })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'friends_id', 'by_n', 'line_id']).doUpdateSet(taking),
    )
    .execute()
}

/** What a member took and has not bought is anybody's again. */
export async function endTake(
  db: Db,
  { tenantId, friendsId }: FriendsKey,
  { by, lineId, n }: LineKey & { n: number },
): Promise<void> {
  await db
    .deleteFrom('friends_take')
    .where('tenant_id', '=', tenantId)
    .where('friends_id', '=', friendsId)
    .where('by_n', '=', by)
    .where('line_id', '=', lineId)
    .where('n', '=', n)
    .where('is_bought', '=', 0)
    .execute()
}

/** [F10] What one seat was for and took, and what others did about its shelf, is another seat's; what that has already stays. */
export async function joinMarks(
  db: Db,
  { tenantId, friendsId }: FriendsKey,
  { goes, stays }: { goes: number; stays: number },
): Promise<void> {
  const own = { tenant_id: tenantId, friends_id: friendsId }
  const now = <T extends number | null>(n: T) => (n === goes ? stays : n)
  const votes = await db
    .deleteFrom('friends_vote')
    .where('tenant_id', '=', tenantId)
    .where('friends_id', '=', friendsId)
    .where((where) => where.or([where('n', '=', goes), where('by_n', '=', goes)]))
    .returning(['by_n', 'line_id', 'n'])
    .execute()
  for (const { by_n, line_id, n } of votes)
    await db
      .insertInto('friends_vote')
      .values({ ...own, line_id, by_n: now(by_n), n: now(n) })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'friends_id', 'by_n', 'line_id', 'n']).doNothing(),
      )
      .execute()
  const takes = await db
    .deleteFrom('friends_take')
    .where('tenant_id', '=', tenantId)
    .where('friends_id', '=', friendsId)
    .where((where) => where.or([where('n', '=', goes), where('by_n', '=', goes)]))
    .returning(['by_n', 'line_id', 'n', 'cart_id', 'is_bought', 'at'])
    .execute()
  for (const { by_n, n, ...take } of takes)
    await db
      .insertInto('friends_take')
      .values({ ...own, ...take, by_n: now(by_n), n: now(n) })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'friends_id', 'by_n', 'line_id']).doNothing())
      .execute()
}

/** What was taken into one cart lies in another now. */
export async function moveTakes(
  db: Db,
  tenantId: string,
  { from, into }: { from: string; into: string },
): Promise<void> {
  await db
    .updateTable('friends_take')
    .set({ cart_id: into })
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', from)
    .execute()
}

/** Those who see what becomes of what was taken into this cart. */
export async function selectWatchers(db: Db, tenantId: string, cartId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('friends_take as take')
    .innerJoin('friend', (join) =>
      join
        .onRef('friend.tenant_id', '=', 'take.tenant_id')
        .onRef('friend.friends_id', '=', 'take.friends_id'),
    )
    .select('friend.journey_id')
    .distinct()
    .where('take.tenant_id', '=', tenantId)
    .where('take.cart_id', '=', cartId)
    .execute()
  return rows.map(({ journey_id }) => journey_id)
}

/** [F7] These lines of a cart were ordered: whoever took them has bought them. True when there were any. */
export async function markBought(
  db: Db,
  tenantId: string,
  { cartId, lineIds }: { cartId: string; lineIds: readonly string[] },
): Promise<boolean> {
  if (lineIds.length === 0) return false
  const result = await db
    .updateTable('friends_take')
    .set({ is_bought: 1 })
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', cartId)
    .where('line_id', 'in', lineIds)
    .where('is_bought', '=', 0)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
