import type { Db } from './store.ts'

/** One browser's window of the hub, for one tenant. */
interface OneWindow {
  readonly hash: string
  readonly tenantId: string
}

/** Frames of this browser find its journey of the tenant by `followHash`; and by the same one those they could find before. */
export async function writeFollow(
  db: Db,
  { hash, tenantId, followHash }: OneWindow & { followHash: string },
): Promise<void> {
  await db
    .updateTable('hub_window')
    .set({ follow_hash: followHash })
    .where('hash', '=', hash)
    .where((where) => where.or([where('tenant_id', '=', tenantId), where('follow_hash', 'is not', null)]))
    .execute()
}

export async function clearFollow(db: Db, { hash, tenantId }: OneWindow): Promise<void> {
  await db
    .updateTable('hub_window')
    .set({ follow_hash: null })
    .where('hash', '=', hash)
    .where('tenant_id', '=', tenantId)
    .execute()
}

export async function isFollowed(db: Db, { hash, tenantId }: OneWindow): Promise<boolean> {
  const row = await db
    .selectFrom('hub_window')
    .select('hash')
    .where('hash', '=', hash)
    .where('tenant_id', '=', tenantId)
    .where('follow_hash', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Id of the journey that a browser's frames may be offered. */
export async function selectFollowed(
  db: Db,
  tenantId: string,
  { followHash, nowMs }: { followHash: string; nowMs: number },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('hub_window')
    .select('journey_id')
    .where('tenant_id', '=', tenantId)
    .where('follow_hash', '=', followHash)
    .where('expires_at', '>', nowMs)
    .executeTakeFirst()
  return row?.journey_id
}
