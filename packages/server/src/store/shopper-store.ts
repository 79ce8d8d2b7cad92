import { mergeBuyers } from './buyer-store.ts'
import { takePreferences } from './preference-store.ts'
import { takeTouches } from './touch-store.ts'
import type { Db } from './store.ts'

/** Somebody the tenant's backend named, and the one journey they have. */
export interface Shopper {
  readonly id: string
  readonly subject: string
  readonly journeyId: string
}

/**
 * The shopper of this subject, made with this journey when there is none. The row is written either way, so
 * that of those who sign in with one subject at once each waits for the one before.
 */
export async function claimShopper(
  db: Db,
  tenantId: string,
  claim: { newId: string; subject: string; journeyId: string; nowMs: number },
): Promise<Shopper> {
  const row = await db
    .insertInto('shopper')
    .values({
      tenant_id: tenantId,
      id: claim.newId,
      subject: claim.subject,
      journey_id: claim.journeyId,
      created_at: claim.nowMs,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'subject']).doUpdateSet({ subject: claim.subject }),
    )
    .returning(['id', 'subject', 'journey_id'])
    .executeTakeFirstOrThrow()
  return { id: row.id, subject: row.subject, journeyId: row.journey_id }
}

export async function selectShopper(db: Db, tenantId: string, key: { id: string } | { subject: string }) {
  const base = db
    .selectFrom('shopper')
    .select(['id', 'subject', 'journey_id', 'created_at'])
    .where('tenant_id', '=', tenantId)
  return (
    'id' in key ? base.where('id', '=', key.id) : base.where('subject', '=', key.subject)
  ).executeTakeFirst()
}

/** From now on this journey is this shopper's, and the shopper's is this. */
export async function assignJourney(
  db: Db,
  tenantId: string,
  { journeyId, shopperId }: { journeyId: string; shopperId: string },
): Promise<void> {
  await db
    .updateTable('journey')
    .set({ shopper_id: shopperId })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', journeyId)
    .execute()
  await db
    .updateTable('shopper')
    .set({ journey_id: journeyId })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', shopperId)
    .execute()
}

/**
 * One journey goes over into another: its places, clients, passkeys and preferences with it, so that what a client still has to
 * tell is told under the numbers it has. False when it was so already.
 */
export async function mergeJourneyRows(
  db: Db,
  tenantId: string,
  { from, into, nowMs }: { from: string; into: string; nowMs: number },
): Promise<boolean> {
  const marked = await db
    .updateTable('journey')
    .set({ merged_into: into, merged_at: nowMs })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', from)
    .where('merged_into', 'is', null)
    .executeTakeFirst()
  if (marked.numUpdatedRows !== 1n) return false
  // What had gone over into that one before goes along: who asks what is of a journey asks one step deep.
  await db
    .updateTable('journey')
    .set({ merged_into: into, merged_at: nowMs })
    .where('tenant_id', '=', tenantId)
    .where('merged_into', '=', from)
    .execute()
  for (const table of ['place', 'client', 'passkey'] as const)
    await db
      .updateTable(table)
      // To this journey they come now: who takes back what has just come to it takes these back.
      .set({ journey_id: into, ...(table === 'client' ? {} : { joined_at: nowMs }) })
      .where('tenant_id', '=', tenantId)
      .where('journey_id', '=', from)
      .execute()
  await takeTouches(db, tenantId, { from, into, isWhole: true })
  await takePreferences(db, tenantId, { from, into })
  await mergeBuyers(db, tenantId, { from, into })
  return true
}

/** One place alone goes over to another journey. */
export async function movePlace(
  db: Db,
  tenantId: string,
  { placeId, journeyId, nowMs }: { placeId: string; journeyId: string; nowMs: number },
): Promise<void> {
  await db
    .updateTable('place')
    .set({ journey_id: journeyId, joined_at: nowMs })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', placeId)
    .execute()
}

/** The journey goes on with another cart. */
export async function updateJourneyCart(
  db: Db,
  tenantId: string,
  { journeyId, cartId }: { journeyId: string; cartId: string },
): Promise<void> {
  await db
    .updateTable('journey')
    .set({ cart_id: cartId })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', journeyId)
    .execute()
}

/** Writes the journey's row, so that whoever else wants to change whose it is waits. */
export async function lockJourney(
  db: Db,
  tenantId: string,
  { journeyId, nowMs }: { journeyId: string; nowMs: number },
): Promise<void> {
  await db
    .updateTable('journey')
    .set({ touched_at: nowMs })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', journeyId)
    .execute()
}

/** The place's key resumes nothing any more, and none of its grants holds. */
export async function revokePlace(
  db: Db,
  tenantId: string,
  { placeId, nowMs }: { placeId: string; nowMs: number },
): Promise<void> {
  await db
    .updateTable('place')
    .set({ revoked_at: nowMs })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', placeId)
    .execute()
  await dropGrantsOf(db, tenantId, [placeId])
}

export interface Revoked {
  readonly journeyId: string
  /** Those of this key alone. */
  readonly jkt?: string
  /** Those alone that came to it then or later, but for this one. */
  readonly since?: { readonly ms: number; readonly butPlaceId: string }
  readonly nowMs: number
}

/** Revokes places of a journey, every one if not said otherwise; returns those that were not so already. */
export async function revokePlacesOf(
  db: Db,
  tenantId: string,
  { journeyId, jkt, since, nowMs }: Revoked,
): Promise<string[]> {
  const rows = await db
    .updateTable('place')
    .set({ revoked_at: nowMs })
    .where('tenant_id', '=', tenantId)
    .where('journey_id', '=', journeyId)
    .where('revoked_at', 'is', null)
    .$if(jkt !== undefined, (query) => query.where('jkt', '=', jkt ?? ''))
    .$if(since !== undefined, (query) =>
      query
        .where(({ eb, fn }) => eb(fn.coalesce('joined_at', 'created_at'), '>=', since?.ms ?? 0))
        .where('id', '!=', since?.butPlaceId ?? ''),
    )
    .returning('id')
    .execute()
  const placeIds = rows.map(({ id }) => id)
  await dropGrantsOf(db, tenantId, placeIds)
  return placeIds
}

/** What these places were granted is over. */
export async function dropGrantsOf(db: Db, tenantId: string, placeIds: readonly string[]): Promise<void> {
  if (placeIds.length === 0) return
  await db
    .deleteFrom('access_grant')
    .where('tenant_id', '=', tenantId)
    .where('place_id', 'in', placeIds)
    .execute()
}

/** Which of these places are revoked or gone. */
export async function selectRevoked(
  db: Db,
  tenantId: string,
  placeIds: readonly string[],
): Promise<string[]> {
  if (placeIds.length === 0) return []
  const rows = await db
    .selectFrom('place')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', placeIds)
    .where('revoked_at', 'is', null)
    .execute()
  const living = new Set(rows.map(({ id }) => id))
  return placeIds.filter((id) => !living.has(id))
}
