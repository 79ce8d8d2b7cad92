import { heardPositionSchema, publicJwkSchema, type HeardPosition, type PublicJwk } from '@tote/protocol'
import type { Selectable } from 'kysely'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'
import type { Tables } from './tables.ts'

/** The thing that is the same everywhere: a position and a cart. */
export interface Journey {
  readonly id: string
  readonly cartId: string
  readonly position: HeardPosition | null
  /** Who it belongs to; null while anonymous. */
  readonly shopperId: string | null
}

/** One mounted widget of a journey. */
export interface Place {
  readonly id: string
  readonly journeyId: string
  readonly origin: string
  readonly jkt: string
  readonly jwk: PublicJwk
  /** Origin of the page around the hub's frame; null for an element in the page itself. */
  readonly embeddedIn: string | null
  /** Since when it is of this journey. */
  readonly joinedAt: number
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
      shopper_id: null,
      merged_into: null,
      merged_at: null,
      preferences_json: null,
    })
    .execute()
}

/** The journey of this id, or the one that it went over into. */
export async function selectJourney(db: Db, tenantId: string, id: string): Promise<Journey | undefined> {
  const row = await journeyById.row(db, { tenantId, id })
  if (row === undefined) return undefined
  // Never a circle: a journey that has gone over is never gone over into.
  return row.merged_into === null ? toJourney(row) : selectJourney(db, tenantId, row.merged_into)
}

function toJourney(
  row: Pick<Selectable<Tables['journey']>, 'id' | 'cart_id' | 'position_json' | 'shopper_id'>,
): Journey {
  const position =
    row.position_json === null ? null : heardPositionSchema.parse(JSON.parse(row.position_json))
  return { id: row.id, cartId: row.cart_id, position, shopperId: row.shopper_id }
}

interface Key {
  readonly tenantId: string
  readonly id: string
}
const journeyById = createStatement((db, { tenantId, id }: Key) =>
  db.selectFrom('journey').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id),
)
const placeById = createStatement((db, { tenantId, id }: Key) =>
  db.selectFrom('place').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id),
)

export async function insertPlace(
  db: Db,
  tenantId: string,
  place: Omit<Place, 'isRevoked' | 'joinedAt'> & { nowMs: number },
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
      embedded_in: place.embeddedIn,
      created_at: place.nowMs,
      joined_at: null,
      seen_at: place.nowMs,
      revoked_at: null,
    })
    .execute()
}

export async function selectPlace(db: Db, tenantId: string, id: string): Promise<Place | undefined> {
  const row = await placeById.row(db, { tenantId, id })
  return row && toPlace(row)
}

function toPlace(row: Selectable<Tables['place']>): Place {
  return {
    id: row.id,
    journeyId: row.journey_id,
    origin: row.origin,
    jkt: row.jkt,
    jwk: publicJwkSchema.parse(JSON.parse(row.jwk_json)),
    embeddedIn: row.embedded_in,
    joinedAt: row.joined_at ?? row.created_at,
    isRevoked: row.revoked_at !== null,
  }
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

export interface GrantRow {
  readonly hash: string
  readonly tenantId: string
  readonly placeId: string
  readonly expiresAt: number
}

export async function insertGrant(db: Db, grant: GrantRow): Promise<void> {
  await writeGrant.rows(db, grant)
}

const writeGrant = createStatement((db, { hash, tenantId, placeId, expiresAt }: GrantRow) =>
  db
    .insertInto('access_grant')
    .values({ hash, tenant_id: tenantId, place_id: placeId, expires_at: expiresAt }),
)

/**
 * The place behind a grant that is not over, revoked ones too, and its journey or the one that went over into:
 * in one question, for each connection asks it.
 */
export async function selectGrant(
  db: Db,
  hash: string,
  nowMs: number,
): Promise<{ tenantId: string; place: Place; journey: Journey } | undefined> {
  const row = await placeByGrant.row(db, { hash, nowMs })
  if (row === undefined) return undefined
  const { tenant_id: tenantId, merged_into: mergedInto } = row
  const journey =
    mergedInto === null
      ? toJourney({ ...row, id: row.journey_id })
      : await selectJourney(db, tenantId, mergedInto)
  return journey && { tenantId, place: toPlace(row), journey }
}

const placeByGrant = createStatement((db, { hash, nowMs }: { hash: string; nowMs: number }) =>
  db
    .selectFrom('access_grant')
    .innerJoin('place', (join) =>
      join
        .onRef('place.tenant_id', '=', 'access_grant.tenant_id')
        .onRef('place.id', '=', 'access_grant.place_id'),
    )
    .innerJoin('journey', (join) =>
      join.onRef('journey.tenant_id', '=', 'place.tenant_id').onRef('journey.id', '=', 'place.journey_id'),
    )
    .selectAll('place')
    .select(['journey.cart_id', 'journey.position_json', 'journey.shopper_id', 'journey.merged_into'])
    .where('access_grant.hash', '=', hash)
    .where('access_grant.expires_at', '>', nowMs),
)

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

/** Somebody came back to it. */
export async function touchJourney(
  db: Db,
  tenantId: string,
  { journeyId, placeId, nowMs }: { journeyId: string; placeId: string; nowMs: number },
): Promise<void> {
  await journeySeen.rows(db, { tenantId, id: journeyId, nowMs })
  await placeSeen.rows(db, { tenantId, id: placeId, nowMs })
}

const journeySeen = createStatement((db, { tenantId, id, nowMs }: Key & { readonly nowMs: number }) =>
  db.updateTable('journey').set({ touched_at: nowMs }).where('tenant_id', '=', tenantId).where('id', '=', id),
)
const placeSeen = createStatement((db, { tenantId, id, nowMs }: Key & { readonly nowMs: number }) =>
  db.updateTable('place').set({ seen_at: nowMs }).where('tenant_id', '=', tenantId).where('id', '=', id),
)
