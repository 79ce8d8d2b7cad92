import { heardPositionSchema, publicJwkSchema, type HeardPosition, type PublicJwk } from '@tote/protocol'
import type { Db } from './store.ts'

/** The thing that is the same everywhere: a position and a cart. */
export interface Journey {
  readonly id: string
  readonly cartId: string
  readonly position: HeardPosition | null
}

/** One mounted widget of a journey. */
export interface Place {
  readonly id: string
  readonly journeyId: string
  readonly origin: string
  readonly jkt: string
  readonly jwk: PublicJwk
  readonly isRevoked: boolean
}

export async function insertJourney(
  db: Db,
  tenantId: string,
  { id, cartId, nowMs }: { id: string; cartId: string; nowMs: number },
): Promise<void> {
  await db
    .insertInto('journey')
    .values({
      tenant_id: tenantId,
      id,
      cart_id: cartId,
      position_json: null,
      created_at: nowMs,
      touched_at: nowMs,
    })
    .execute()
}

export async function selectJourney(db: Db, tenantId: string, id: string): Promise<Journey | undefined> {
  const row = await db
    .selectFrom('journey')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const position =
    row.position_json === null ? null : heardPositionSchema.parse(JSON.parse(row.position_json))
  return { id: row.id, cartId: row.cart_id, position }
}

export async function updatePosition(
  db: Db,
  tenantId: string,
  { journeyId, position }: { journeyId: string; position: HeardPosition },
): Promise<void> {
  await db
    .updateTable('journey')
    .set({ position_json: JSON.stringify(position), touched_at: position.heardAt })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', journeyId)
    .execute()
}

export async function insertPlace(
  db: Db,
  tenantId: string,
  place: Omit<Place, 'isRevoked'> & { nowMs: number },
): Promise<void> {
  await db
    .insertInto('place')
    .values({
      tenant_id: tenantId,
      id: place.id,
      journey_id: place.journeyId,
      origin: place.origin,
      jkt: place.jkt,
      jwk_json: JSON.stringify(place.jwk),
      created_at: place.nowMs,
      seen_at: place.nowMs,
      revoked_at: null,
    })
    .execute()
}

export async function selectPlace(db: Db, tenantId: string, id: string): Promise<Place | undefined> {
  const row = await db
    .selectFrom('place')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      journeyId: row.journey_id,
      origin: row.origin,
      jkt: row.jkt,
      jwk: publicJwkSchema.parse(JSON.parse(row.jwk_json)),
      isRevoked: row.revoked_at !== null,
    }
  )
}

/** Whether this key has a living place of this journey on this site. */
export async function isPlaceOf(
  db: Db,
  tenantId: string,
  { journeyId, jkt, origin }: { journeyId: string; jkt: string; origin: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('place')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('journey_id', '=', journeyId)
    .where('jkt', '=', jkt)
    .where('origin', '=', origin)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertGrant(
  db: Db,
  grant: { hash: string; tenantId: string; placeId: string; expiresAt: number },
): Promise<void> {
  await db
    .insertInto('access_grant')
    .values({
      hash: grant.hash,
      tenant_id: grant.tenantId,
      place_id: grant.placeId,
      expires_at: grant.expiresAt,
    })
    .execute()
}

export async function selectGrant(db: Db, hash: string, nowMs: number) {
  return db
    .selectFrom('access_grant')
    .select(['tenant_id', 'place_id'])
    .where('hash', '=', hash)
    .where('expires_at', '>', nowMs)
    .executeTakeFirst()
}

export interface TicketRow {
  readonly hash: string
  readonly tenantId: string
  readonly journeyId: string
  readonly fromOrigin: string
  readonly aud: string
  readonly expiresAt: number
}

export async function insertTicket(db: Db, ticket: TicketRow): Promise<void> {
  await db
    .insertInto('ticket')
    .values({
      hash: ticket.hash,
      tenant_id: ticket.tenantId,
      journey_id: ticket.journeyId,
      from_origin: ticket.fromOrigin,
      aud: ticket.aud,
      expires_at: ticket.expiresAt,
      used_at: null,
    })
    .execute()
}

/** Uses a ticket up in one conditional write: of any number who try at once, one gets it. */
export async function useTicket(
  db: Db,
  tenantId: string,
  { hash, aud, nowMs }: { hash: string; aud: string; nowMs: number },
): Promise<{ journeyId: string; fromOrigin: string } | undefined> {
  const row = await db
    .updateTable('ticket')
    .set({ used_at: nowMs })
    .where('hash', '=', hash)
    .where('tenant_id', '=', tenantId)
    .where('aud', '=', aud)
    .where('used_at', 'is', null)
    .where('expires_at', '>', nowMs)
    .returning(['journey_id', 'from_origin'])
    .executeTakeFirst()
  return row && { journeyId: row.journey_id, fromOrigin: row.from_origin }
}

export async function insertOffer(
  db: Db,
  offer: {
    hash: string
    tenantId: string
    journeyId: string
    jkt: string
    origin: string
    expiresAt: number
  },
): Promise<void> {
  await db
    .insertInto('offer')
    .values({
      hash: offer.hash,
      tenant_id: offer.tenantId,
      journey_id: offer.journeyId,
      jkt: offer.jkt,
      origin: offer.origin,
      expires_at: offer.expiresAt,
      used_at: null,
    })
    .execute()
}

/** As `useTicket`: only the key that redeemed, on the site where it did, gets the journey. */
export async function useOffer(
  db: Db,
  tenantId: string,
  { hash, jkt, origin, nowMs }: { hash: string; jkt: string; origin: string; nowMs: number },
): Promise<{ journeyId: string } | undefined> {
  const row = await db
    .updateTable('offer')
    .set({ used_at: nowMs })
    .where('hash', '=', hash)
    .where('tenant_id', '=', tenantId)
    .where('jkt', '=', jkt)
    .where('origin', '=', origin)
    .where('used_at', 'is', null)
    .where('expires_at', '>', nowMs)
    .returning(['journey_id'])
    .executeTakeFirst()
  return row && { journeyId: row.journey_id }
}

/** False when it is known already. */
export async function rememberNonce(db: Db, nonce: { hash: string; expiresAt: number }): Promise<boolean> {
  const result = await db
    .insertInto('proof_nonce')
    .values({ hash: nonce.hash, expires_at: nonce.expiresAt })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Forgets what can never be used again. */
export async function sweepExpired(db: Db, nowMs: number): Promise<void> {
  await db.deleteFrom('proof_nonce').where('expires_at', '<', nowMs).execute()
  await db.deleteFrom('access_grant').where('expires_at', '<', nowMs).execute()
  await db.deleteFrom('ticket').where('expires_at', '<', nowMs).execute()
  await db.deleteFrom('offer').where('expires_at', '<', nowMs).execute()
  await db.deleteFrom('console_session').where('expires_at', '<', nowMs).execute()
}
