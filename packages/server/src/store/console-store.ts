import type { Db } from './store.ts'

export async function insertConsoleSession(
  db: Db,
  session: { hash: string; tenantId: string; expiresAt: number },
): Promise<void> {
  await db
    .insertInto('console_session')
    .values({ hash: session.hash, tenant_id: session.tenantId, expires_at: session.expiresAt })
    .execute()
}

/** The tenant a signed-in host works for; undefined when the session is unknown or over. */
export async function selectConsoleSession(
  db: Db,
  { hash, nowMs }: { hash: string; nowMs: number },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('console_session')
    .select('tenant_id')
    .where('hash', '=', hash)
    .where('expires_at', '>', nowMs)
    .executeTakeFirst()
  return row?.tenant_id
}

export async function deleteConsoleSession(db: Db, hash: string): Promise<void> {
  await db.deleteFrom('console_session').where('hash', '=', hash).execute()
}
