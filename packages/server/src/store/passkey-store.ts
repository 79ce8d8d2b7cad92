import * as z from 'zod/mini'
import type { Selectable } from 'kysely'
import type { Batch } from './sweep-store.ts'
import type { Db } from './store.ts'
import type { Tables } from './tables.ts'

/** What brings a journey back: the public half of a pair whose other half no server has. */
export interface Passkey {
  readonly id: string
  readonly tenantId: string
  readonly journeyId: string
  readonly credentialId: string
  readonly publicKey: string
  readonly userHandle: string
  readonly counter: number
  readonly transports: readonly string[]
  readonly createdAt: number
  readonly usedAt: number
}

const transportsSchema = z.array(z.string())

function toPasskey(row: Selectable<Tables['passkey']>): Passkey {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    journeyId: row.journey_id,
    credentialId: row.credential_id,
    publicKey: row.public_key,
    userHandle: row.user_handle,
    counter: row.counter,
    transports: transportsSchema.parse(JSON.parse(row.transports_json)),
    createdAt: row.created_at,
    usedAt: row.used_at,
  }
}

/** False when this credential is known already, of whichever journey. */
export async function insertPasskey(
  db: Db,
  passkey: Omit<Passkey, 'createdAt' | 'usedAt'> & { nowMs: number },
): Promise<boolean> {
  const inserted = await db
    .insertInto('passkey')
    .values({
      tenant_id: passkey.tenantId,
      id: passkey.id,
      journey_id: passkey.journeyId,
      credential_id: passkey.credentialId,
      public_key: passkey.publicKey,
      user_handle: passkey.userHandle,
      counter: passkey.counter,
      transports_json: JSON.stringify(passkey.transports),
      created_at: passkey.nowMs,
      joined_at: null,
      used_at: passkey.nowMs,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** Passkeys of a journey, the first made first. */
export async function selectPasskeys(
  db: Db,
  tenantId: string,
  { journeyId }: { journeyId: string },
): Promise<Passkey[]> {
  const rows = await db
    .selectFrom('passkey')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('journey_id', '=', journeyId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toPasskey)
}

export async function selectPasskey(db: Db, credentialId: string): Promise<Passkey | undefined> {
  const row = await db
    .selectFrom('passkey')
    .selectAll()
    .where('credential_id', '=', credentialId)
    .executeTakeFirst()
  return row && toPasskey(row)
}

/**
 * It was used: of those who use one counting passkey at once, one has. Its journey is told anew, for it may have gone
 * over into another meanwhile.
 */
export async function countPasskeyUse(
  db: Db,
  { credentialId, was, is, nowMs }: { credentialId: string; was: number; is: number; nowMs: number },
): Promise<{ tenantId: string; journeyId: string } | undefined> {
  const row = await db
    .updateTable('passkey')
    .set({ counter: is, used_at: nowMs })
    .where('credential_id', '=', credentialId)
    .where('counter', '=', was)
    .returning(['tenant_id', 'journey_id'])
    .executeTakeFirst()
  return row && { tenantId: row.tenant_id, journeyId: row.journey_id }
}

/** The credential that is of no use any more; undefined where the journey has no such passkey. */
export async function deletePasskey(
  db: Db,
  tenantId: string,
  { journeyId, passkeyId }: { journeyId: string; passkeyId: string },
): Promise<string | undefined> {
  const row = await db
    .deleteFrom('passkey')
    .where('tenant_id', '=', tenantId)
    .where('journey_id', '=', journeyId)
    .where('id', '=', passkeyId)
    .returning('credential_id')
    .executeTakeFirst()
  return row?.credential_id
}

/** With all that is kept of a shopper, or because nobody is to come in without signing in. */
export async function deletePasskeysOf(
  db: Db,
  tenantId: string,
  journeyIds: readonly string[],
): Promise<void> {
  if (journeyIds.length === 0) return
  await db
    .deleteFrom('passkey')
    .where('tenant_id', '=', tenantId)
    .where('journey_id', 'in', journeyIds)
    .execute()
}

/** Those that were made then or later, or came to it with another journey. */
export async function deletePasskeysSince(
  db: Db,
  tenantId: string,
  { journeyId, sinceMs }: { journeyId: string; sinceMs: number },
): Promise<void> {
  await db
    .deleteFrom('passkey')
    .where('tenant_id', '=', tenantId)
    .where('journey_id', '=', journeyId)
    .where(({ eb, fn }) => eb(fn.coalesce('joined_at', 'created_at'), '>=', sinceMs))
    .execute()
}

/** What a browser is asked to sign, and what for: a passkey of a journey is to be made, or any to be used. */
export interface PasskeyQuestion {
  readonly challenge: string
  readonly making: {
    readonly tenantId: string
    readonly journeyId: string
    readonly userHandle: string
  } | null
}

/** In place of the question that this browser had open. */
export async function writePasskeyQuestion(
  db: Db,
  { hash, challenge, making, expiresAt }: PasskeyQuestion & { hash: string; expiresAt: number },
): Promise<void> {
  const values = {
    challenge,
    tenant_id: making?.tenantId ?? null,
    journey_id: making?.journeyId ?? null,
    user_handle: making?.userHandle ?? null,
    expires_at: expiresAt,
  }
  await db
    .insertInto('passkey_challenge')
    .values({ hash, ...values })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet(values))
    .execute()
}

/** Uses up the question this browser has open: of any number of answers one is looked at, right or wrong. */
export async function takePasskeyQuestion(
  db: Db,
  { hash, nowMs }: { hash: string; nowMs: number },
): Promise<PasskeyQuestion | undefined> {
  const row = await db
    .deleteFrom('passkey_challenge')
    .where('hash', '=', hash)
    .where('expires_at', '>', nowMs)
    .returning(['challenge', 'tenant_id', 'journey_id', 'user_handle'])
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { challenge, tenant_id: tenantId, journey_id: journeyId, user_handle: userHandle } = row
  const isMaking = tenantId !== null && journeyId !== null && userHandle !== null
  return { challenge, making: isMaking ? { tenantId, journeyId, userHandle } : null }
}

/** Passkeys that nobody used for so long, of journeys that nobody came back to either. */
export async function sweepPasskeys(db: Db, { before, limit }: Batch): Promise<number> {
  const old = await db
    .selectFrom('passkey')
    .select(['tenant_id', 'id'])
    .where('used_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('journey')
            .select('journey.id')
            .whereRef('journey.tenant_id', '=', 'passkey.tenant_id')
            .whereRef('journey.id', '=', 'passkey.journey_id')
            .where('journey.touched_at', '>=', before),
        ),
      ),
    )
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  for (const { tenant_id, id } of old)
    await db.deleteFrom('passkey').where('tenant_id', '=', tenant_id).where('id', '=', id).execute()
  return old.length
}
