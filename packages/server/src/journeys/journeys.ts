import {
  emptyCart,
  ToteError,
  type Accept,
  type CartDelta,
  type CartId,
  type Granted,
  type HeardPosition,
  type JourneyId,
  type OpenJourney,
  type PlaceId,
  type Position,
  type PublicJwk,
  type Redeem,
  type Redeemed,
  type Resume,
  type TicketMintAnswer,
} from '@tote/protocol'
import { v7 as uuid } from 'uuid'
import { mergeCart } from '../carts/merge-cart.ts'
import { drawSecret, hashSecret } from '../secret.ts'
import { insertCart, selectCart } from '../store/cart-store.ts'
import {
  insertGrant,
  insertJourney,
  insertOffer,
  insertPlace,
  insertTicket,
  isPlaceOf,
  selectGrant,
  selectJourney,
  selectPlace,
  updatePosition,
  useOffer,
  useTicket,
  type Journey,
} from '../store/journey-store.ts'
import type { Db, Store } from '../store/store.ts'
import { findTenant, type Tenant } from '../store/tenant-store.ts'
import { describeOffer } from './describe-offer.ts'
import { journeyLimits } from './limits.ts'
import { verifyProof } from './verify-proof.ts'

/** Where a request comes from: a tenant's key, spoken on one of its channels. */
export interface Visit {
  readonly tenant: Tenant
  readonly origin: string
}

/** Who may speak on a socket: a place, for its journey. */
export interface Session {
  readonly tenant: Tenant
  readonly placeId: PlaceId
  readonly journeyId: JourneyId
  readonly cartId: CartId
  readonly origin: string
}

export interface JourneysDeps {
  readonly store: Store
  /** The hub's own names: what proofs are made out to. */
  readonly ownOrigins: ReadonlySet<string>
  readonly now: () => number
}

export interface Accepted {
  readonly granted: Granted
  /** The cart's change when the place brought its own lines along. */
  readonly delta: CartDelta | null
}

/** The rules of who may speak for a shopper, and how a journey reaches another place. */
export function createJourneys({ store, ownOrigins: aud, now }: JourneysDeps) {
  return { open, resume, connect, mintTicket, redeem, accept, notePosition }

  /** A new anonymous journey with an empty cart, and this place as its first. */
  async function open(visit: Visit, { key, jwk, proof }: OpenJourney): Promise<Granted> {
    const nowMs = now()
    return store.transaction(async (trx) => {
      const jkt = await verifyProof(trx, { proof, jwk, act: 'open', sub: key, aud, nowMs })
      const journey: Journey = { id: uuid(), cartId: uuid(), position: null }
      // Made here, of the alphabet ids have.
      const cart = emptyCart(journey.cartId as CartId, visit.tenant.currencyCode)
      await insertCart(trx, visit.tenant.id, { cart, nowMs })
      await insertJourney(trx, visit.tenant.id, { id: journey.id, cartId: journey.cartId, nowMs })
      const placeId = await addPlace(trx, visit, { journeyId: journey.id, jkt, jwk, nowMs })
      return grant(trx, visit.tenant, { journey, placeId, nowMs })
    })
  }

  /** A new grant for a place that still holds its key. @throws ToteError `unknown_place`, `bad_proof`. */
  async function resume(visit: Visit, { placeId, jwk, proof }: Resume): Promise<Granted> {
    const nowMs = now()
    return store.transaction(async (trx) => {
      const jkt = await verifyProof(trx, { proof, jwk, act: 'resume', sub: placeId, aud, nowMs })
      const place = await selectPlace(trx, visit.tenant.id, placeId)
      const isOurs =
        place !== undefined && !place.isRevoked && place.jkt === jkt && place.origin === visit.origin
      const journey = isOurs ? await selectJourney(trx, visit.tenant.id, place.journeyId) : undefined
      if (journey === undefined) throw new ToteError('unknown_place')
      return grant(trx, visit.tenant, { journey, placeId, nowMs })
    })
  }

  /**
   * Who is behind a grant, once its key has been proved.
   * @throws ToteError `unauthorised` for a grant that is over, revoked or unknown; `bad_proof`.
   */
  async function connect(credentials: { grant: string; proof: string; origin: string }): Promise<Session> {
    const nowMs = now()
    return store.transaction(async (trx) => {
      const found = await findGrant(trx, credentials.grant, nowMs)
      if (found === undefined || found.place.origin !== credentials.origin)
        throw new ToteError('unauthorised')
      // By the key that was kept with the place: a grant in other hands proves nothing.
      await verifyProof(trx, {
        proof: credentials.proof,
        jwk: found.jwk,
        act: 'connect',
        sub: hashSecret(credentials.grant),
        aud,
        nowMs,
      })
      return found.session
    })
  }

  /**
   * A ticket for a link to another channel.
   * @throws ToteError `origin` when that is not a trusted channel of the tenant.
   */
  async function mintTicket(
    session: Session,
    { aud, position }: { aud: string; position?: Position | undefined },
  ): Promise<TicketMintAnswer> {
    const nowMs = now()
    if (!session.tenant.channels.some((channel) => channel.isTrusted && channel.origin === aud))
      throw new ToteError('origin', `${aud} is not a trusted channel of ${session.tenant.name}.`, {
        details: { field: 'aud' },
      })
    const ticket = drawSecret('tt', 16)
    await store.transaction(async (trx) => {
      if (position !== undefined)
        await updatePosition(trx, session.tenant.id, {
          journeyId: session.journeyId,
          position: { ...position, heardAt: nowMs },
        })
      await insertTicket(trx, {
        hash: hashSecret(ticket),
        tenantId: session.tenant.id,
        journeyId: session.journeyId,
        fromOrigin: session.origin,
        aud,
        expiresAt: nowMs + journeyLimits.ticketMs,
      })
    })
    return { ticket, expiresInMs: journeyLimits.ticketMs }
  }

  /**
   * Uses a ticket up and tells what it offers: no session, no id, only what the shopper needs to decide.
   * @throws ToteError `ticket_dead`, the same for every way of being dead.
   */
  async function redeem(visit: Visit, { ticket, jwk, proof }: Redeem): Promise<Redeemed> {
    const nowMs = now()
    const hash = hashSecret(ticket)
    return store.transaction(async (trx) => {
      const jkt = await verifyProof(trx, { proof, jwk, act: 'redeem', sub: hash, aud, nowMs })
      const used = await useTicket(trx, visit.tenant.id, { hash, aud: visit.origin, nowMs })
      const journey = used && (await selectJourney(trx, visit.tenant.id, used.journeyId))
      if (used === undefined || journey === undefined) throw new ToteError('ticket_dead')
      const position = journey.position === null ? {} : { position: journey.position }
      // Back where this journey has been before: there is nothing to ask.
      const isHere = { journeyId: journey.id, jkt, origin: visit.origin }
      if (await isPlaceOf(trx, visit.tenant.id, isHere)) return { offer: null, ...position, now: nowMs }
      const pending = drawSecret('tp', 16)
      await insertOffer(trx, {
        hash: hashSecret(pending),
        tenantId: visit.tenant.id,
        journeyId: journey.id,
        jkt,
        origin: visit.origin,
        expiresAt: nowMs + journeyLimits.offerMs,
      })
      const offer = await describeOffer(trx, visit.tenant, { journey, pending, from: used.fromOrigin })
      return { offer, ...position, now: nowMs }
    })
  }

  /**
   * The shopper said yes: this place joins the offered journey, with or without the lines it had.
   * @throws ToteError `ticket_dead` when the offer is over, used, or was made to another key or site.
   */
  async function accept(visit: Visit, message: Accept): Promise<Accepted> {
    const nowMs = now()
    const hash = hashSecret(message.pending)
    return store.transaction(async (trx) => {
      const { jwk, proof } = message
      const jkt = await verifyProof(trx, { proof, jwk, act: 'accept', sub: hash, aud, nowMs })
      const used = await useOffer(trx, visit.tenant.id, { hash, jkt, origin: visit.origin, nowMs })
      const journey = used && (await selectJourney(trx, visit.tenant.id, used.journeyId))
      if (journey === undefined) throw new ToteError('ticket_dead')
      const own = message.grant === undefined ? undefined : await findGrant(trx, message.grant, nowMs)
      // The grant alone is not enough: it has to be this key's.
      const isOwn = own !== undefined && own.place.jkt === jkt && own.session.tenant.id === visit.tenant.id
      const merged =
        isOwn && message.own === 'add'
          ? await mergeCart(trx, visit.tenant.id, { from: own.session.cartId, into: journey.cartId, nowMs })
          : { delta: null, capped: 0 }
      const placeId = await addPlace(trx, visit, { journeyId: journey.id, jkt, jwk, nowMs })
      const granted = await grant(trx, visit.tenant, { journey, placeId, nowMs })
      return {
        granted: merged.capped === 0 ? granted : { ...granted, capped: merged.capped },
        delta: merged.delta,
      }
    })
  }

  async function notePosition(session: Session, position: HeardPosition): Promise<void> {
    await updatePosition(store.db, session.tenant.id, { journeyId: session.journeyId, position })
  }

  async function addPlace(
    db: Db,
    visit: Visit,
    { journeyId, jkt, jwk, nowMs }: { journeyId: string; jkt: string; jwk: PublicJwk; nowMs: number },
  ): Promise<PlaceId> {
    const id = uuid()
    await insertPlace(db, visit.tenant.id, { id, journeyId, origin: visit.origin, jkt, jwk, nowMs })
    // Made here, of the alphabet ids have.
    return id as PlaceId
  }

  async function grant(
    db: Db,
    tenant: Tenant,
    { journey, placeId, nowMs }: { journey: Journey; placeId: PlaceId; nowMs: number },
  ): Promise<Granted> {
    const secret = drawSecret('tg', 24)
    await insertGrant(db, {
      hash: hashSecret(secret),
      tenantId: tenant.id,
      placeId,
      expiresAt: nowMs + journeyLimits.grantMs,
    })
    const stored = await selectCart(db, tenant.id, journey.cartId)
    if (stored === undefined) throw new Error(`journey ${journey.id} has lost its cart`)
    return {
      grant: secret,
      grantExpiresInMs: journeyLimits.grantMs,
      placeId,
      // Written by open, with a fresh id.
      journeyId: journey.id as JourneyId,
      cartId: stored.cart.id,
      cart: stored.cart,
      epoch: store.epoch,
      now: nowMs,
      ...(journey.position === null ? {} : { position: journey.position }),
    }
  }

  async function findGrant(db: Db, secret: string, nowMs: number) {
    const row = await selectGrant(db, hashSecret(secret), nowMs)
    const tenant = row && (await findTenant(db, row.tenant_id))
    const place = row && (await selectPlace(db, row.tenant_id, row.place_id))
    if (tenant === undefined || place === undefined || place.isRevoked) return undefined
    const journey = await selectJourney(db, tenant.id, place.journeyId)
    if (journey === undefined) return undefined
    const session: Session = {
      tenant,
      // All three were written by this module.
      placeId: place.id as PlaceId,
      journeyId: journey.id as JourneyId,
      cartId: journey.cartId as CartId,
      origin: place.origin,
    }
    return { session, place, jwk: place.jwk }
  }
}

export type Journeys = ReturnType<typeof createJourneys>
