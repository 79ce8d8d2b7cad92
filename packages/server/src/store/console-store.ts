import type { Db } from './store.ts'

export interface ConsoleVisit {
  readonly tenantId: string
  /** Whose key it was opened by; null for the host's. */
  readonly associateKeyHash: string | null
}

export async function insertConsoleSession(
  db: Db,
  session: ConsoleVisit & { hash: string; expiresAt: number },
): Promise<void> {
  await db
    .insertInto('console_session')
    .values({
      hash: session.hash,
      tenant_id: session.tenantId,
      expires_at: session.expiresAt,
      associate_key_hash: session.associateKeyHash,
    })
    .execute()
}

/** Whose session this is; undefined when it is unknown or over. */
export async function selectConsoleSession(
  db: Db,
  { hash, nowMs }: { hash: string; nowMs: number },
): Promise<ConsoleVisit | undefined> {
  const row = await db
    .selectFrom('console_session')
    .select(['tenant_id', 'associate_key_hash'])
    .where('hash', '=', hash)
    .where('expires_at', '>', nowMs)
    .executeTakeFirst()
  return row && { tenantId: row.tenant_id, associateKeyHash: row.associate_key_hash }
}

export async function deleteConsoleSession(db: Db, hash: string): Promise<void> {
  await db.deleteFrom('console_session').where('hash', '=', hash).execute()
}
