import type { Selectable } from 'kysely'
import type { Db } from './store.ts'
import type { Tables } from './tables.ts'

export type ClaimRow = Selectable<Tables['claim']>

/** A claim by its own secret's hash, or by the code its place shows. */
export type ClaimKey = { readonly hash: string } | { readonly code: string }

/** False when this code is shown somewhere else already. */
export async function insertClaim(
  db: Db,
  claim: Omit<ClaimRow, 'state' | 'release_hash' | 'journey_id'>,
): Promise<boolean> {
  const inserted = await db
    .insertInto('claim')
    .values({ ...claim, state: 'waiting', release_hash: null, journey_id: null })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('hash')
    .executeTakeFirst()
  return inserted !== undefined
}

/** Only while it is not over. */
export async function selectClaim(db: Db, key: ClaimKey, nowMs: number): Promise<ClaimRow | undefined> {
  return db
    .selectFrom('claim')
    .selectAll()
    .where(...keyed(key))
    .where('expires_at', '>', nowMs)
    .executeTakeFirst()
}

/**
 * The shopper said yes: of any number who do so at once, one has. A far approval has to name the digits, a near one
 * leaves a release that the collector has to bring.
 */
export async function approveClaim(
  db: Db,
  approval: {
    readonly hash: string
    readonly journeyId: string
    readonly nowMs: number
    readonly proof: { readonly digits: string } | { readonly releaseHash: string }
  },
): Promise<boolean> {
  const { hash, journeyId, nowMs, proof } = approval
  let query = db
    .updateTable('claim')
    .set({
      state: 'approved',
      journey_id: journeyId,
      release_hash: 'releaseHash' in proof ? proof.releaseHash : null,
    })
    .where('hash', '=', hash)
    .where('state', '=', 'waiting')
    .where('tries_left', '>', 0)
    .where('expires_at', '>', nowMs)
  if ('digits' in proof) query = query.where('match_digits', '=', proof.digits)
  const result = await query.executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Wrong digits: one try less, and none is the end of it. Returns how many are left; undefined when it was over. */
export async function missClaim(db: Db, hash: string, nowMs: number): Promise<number | undefined> {
  const row = await db
    .updateTable('claim')
    .set((values) => ({
      tries_left: values('tries_left', '-', 1),
      state: values
        .case()
        .when('tries_left', '<=', 1)
        .then(values.val<ClaimRow['state']>('dead'))
        .else(values.val<ClaimRow['state']>('waiting'))
        .end(),
    }))
    .where('hash', '=', hash)
    .where('state', '=', 'waiting')
    .where('tries_left', '>', 0)
    .where('expires_at', '>', nowMs)
    .returning('tries_left')
    .executeTakeFirst()
  return row?.tries_left
}

/** The shopper said no. */
export async function declineClaim(db: Db, key: ClaimKey, nowMs: number): Promise<ClaimRow | undefined> {
  return db
    .updateTable('claim')
    .set({ state: 'declined' })
    .where(...keyed(key))
    .where('state', '=', 'waiting')
    .where('expires_at', '>', nowMs)
    .returningAll()
    .executeTakeFirst()
}

/** Used up in one conditional write: by the key that asked, on its site, with the release if there was one. */
export async function collectClaim(
  db: Db,
  tenantId: string,
  collect: { hash: string; jkt: string; origin: string; releaseHash: string | null; nowMs: number },
): Promise<{ journeyId: string } | undefined> {
  const { hash, jkt, origin, releaseHash, nowMs } = collect
  const row = await db
    .updateTable('claim')
    .set({ state: 'collected' })
    .where('hash', '=', hash)
    .where('tenant_id', '=', tenantId)
    .where('jkt', '=', jkt)
    .where('origin', '=', origin)
    .where('state', '=', 'approved')
    .where('expires_at', '>', nowMs)
    .where((where) => where.or([where('release_hash', 'is', null), where('release_hash', '=', releaseHash)]))
    .returning('journey_id')
    .executeTakeFirst()
  return row?.journey_id == null ? undefined : { journeyId: row.journey_id }
}

function keyed(key: ClaimKey): ['hash' | 'code', '=', string] {
  return 'hash' in key ? ['hash', '=', key.hash] : ['code', '=', key.code]
}
