import type { FriendsKey } from './friends-store.ts'
import type { Db } from './store.ts'

/** One more link; of those that are good no more than `most`. Under the lock. */
export async function insertInvite(
  db: Db,
  { tenantId, friendsId }: FriendsKey,
  { hash, untilMs, most }: { hash: string; untilMs: number; most: number },
): Promise<void> {
  const before = await db
    .selectFrom('friends_invite')
    .select('hash')
    .where('tenant_id', '=', tenantId)
    .where('friends_id', '=', friendsId)
    .orderBy('expires_at', 'desc')
    .orderBy('hash')
    .execute()
  const tooMany = before.slice(most - 1).map((one) => one.hash)
  if (tooMany.length > 0)
    await db
      .deleteFrom('friends_invite')
      .where('tenant_id', '=', tenantId)
      .where('hash', 'in', tooMany)
      .execute()
  await db
    .insertInto('friends_invite')
    .values({ tenant_id: tenantId, hash, friends_id: friendsId, expires_at: untilMs })
    .execute()
}

/** Where a link that is still good leads. */
export async function findInvite(
  db: Db,
  tenantId: string,
  { hash, nowMs }: { hash: string; nowMs: number },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('friends_invite')
    .select('friends_id')
    .where('tenant_id', '=', tenantId)
    .where('hash', '=', hash)
    .where('expires_at', '>', nowMs)
    .executeTakeFirst()
  return row?.friends_id
}

export async function deleteInvites(db: Db, { tenantId, friendsId }: FriendsKey): Promise<void> {
  await db
    .deleteFrom('friends_invite')
    .where('tenant_id', '=', tenantId)
    .where('friends_id', '=', friendsId)
    .execute()
}
