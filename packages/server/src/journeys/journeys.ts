import {
  emptyCart,
  ToteError,
  type Accept,
  type CartDelta,
  type CartId,
  type Granted,
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
import { hashSecret } from '../secret.ts'
import { insertCart } from '../store/cart-store.ts'
import {
  insertJourney,
  insertPlace,
  insertTicket,
  selectJourney,
  selectPlace,
  touchJourney,
  useOffer,
  useTicket,
  type Journey,
} from '../store/journey-store.ts'
import { updatePosition } from '../store/position-store.ts'
import type { Db, Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import type { KnownTenants } from '../tenants/known-tenants.ts'
import { findGrant, issueGrant, type Session } from './grants.ts'
import { withRealPorts, type IdentityPorts } from './identity-ports.ts'
import { journeyLimits } from './limits.ts'
import { offerJourney } from './offer-journey.ts'
import { takeAlong } from './take-along.ts'
import type { Positions } from './positions.ts'
import { checkProof, useProof } from './verify-proof.ts'

/** Where a request comes from: a tenant's key, spoken on one of its channels. */
export interface Visit {
  readonly tenant: Tenant
  readonly origin: string
  /** Origin of the page around the hub's own frame; null for an element in the page itself. */
  readonly embeddedIn: string | null
}

export interface JourneysDeps extends IdentityPorts {
  readonly store: Store
  readonly tenants: Pick<KnownTenants, 'byId'>
  /** What a journey tells of its position has to be written by then. */
  readonly positions: Pick<Positions, 'written'>
  /** The hub's own names: what proofs are made out to. */
  readonly ownOrigins: ReadonlySet<string>
  readonly now: () => number
}

export interface Accepted {
  readonly granted: Granted
  /** The cart's change when the place brought its own lines along. */
  readonly delta: CartDelta | null
  /** The journey whose lines came along: whoever is connected as one of its places has to come again. */
  readonly movedJourneyId: JourneyId | null
}

/** The rules of who may speak for a shopper, and how a journey reaches another place. */
export function createJourneys({ store, tenants, positions, ownOrigins, now, ...ports }: JourneysDeps) {
  const aud = ownOrigins
  const { newId, drawSecret, proofs } = withRealPorts(ports)
  return { open, resume, connect, mintTicket, redeem, accept }

  /** A new anonymous journey with an empty cart, and this place as its first. */
  async function open(visit: Visit, { key, jwk, proof }: OpenJourney): Promise<Granted> {
    const nowMs = now()
    const proved = await checkProof({ proof, jwk, act: 'open', sub: key, aud, nowMs, ...proofs })
    return store.transaction(async (trx) => {
      const jkt = await useProof(trx, proved, nowMs)
      const journey: Journey = { id: newId(), cartId: newId(), position: null, shopperId: null }
      // Made here, of the alphabet ids have.
      const cart = emptyCart(journey.cartId as CartId, visit.tenant.currencyCode)
      await insertCart(trx, visit.tenant.id, { cart, nowMs })
      await insertJourney(trx, visit.tenant.id, { id: journey.id, cartId: journey.cartId, nowMs })
      const placeId = await addPlace(trx, visit, { journeyId: journey.id, jkt, jwk, nowMs })
      return issueGrant(trx, visit.tenant, { journey, placeId, epoch: store.epoch, nowMs, drawSecret })
    })
  }

  /** A new grant for a place that still holds its key. @throws ToteError `unknown_place`, `bad_proof`. */
  async function resume(visit: Visit, { placeId, jwk, proof }: Resume): Promise<Granted> {
    const nowMs = now()
    const proved = await checkProof({ proof, jwk, act: 'resume', sub: placeId, aud, nowMs, ...proofs })
    await positions.written()
    return store.transaction(async (trx) => {
      const jkt = await useProof(trx, proved, nowMs)
      const place = await selectPlace(trx, visit.tenant.id, placeId)
      const isOurs = place !== undefined && place.jkt === jkt && place.origin === visit.origin
      if (isOurs && place.isRevoked)
        throw new ToteError('unknown_place', 'This place was taken away from another one.', {
          details: { field: 'revoked' },
        })
      const journey = isOurs ? await selectJourney(trx, visit.tenant.id, place.journeyId) : undefined
      if (journey === undefined) throw new ToteError('unknown_place')
      await touchJourney(trx, visit.tenant.id, { journeyId: journey.id, placeId, nowMs })
      return issueGrant(trx, visit.tenant, { journey, placeId, epoch: store.epoch, nowMs, drawSecret })
    })
  }

  /**
   * Who is behind a grant, once its key has been proved.
   * @throws ToteError `unauthorised` for a grant that is over, revoked or unknown; `bad_proof`.
   */
  async function connect(credentials: { grant: string; proof: string; origin: string }): Promise<Session> {
    const nowMs = now()
    const found = await findGrant(store.db, credentials.grant, nowMs, tenants.byId)
    if (found === undefined || found.place.origin !== credentials.origin) throw new ToteError('unauthorised')
    // By the key that was kept with the place: a grant in other hands proves nothing.
    const proved = await checkProof({
      proof: credentials.proof,
      jwk: found.place.jwk,
      act: 'connect',
      sub: hashSecret(credentials.grant),
      aud,
      nowMs,
      ...proofs,
    })
    await store.transaction(async (trx) => {
      await useProof(trx, proved, nowMs)
      // Taken away while the proof was checked: whoever did that has ended the connections that there were.
      const place = await selectPlace(trx, found.session.tenant.id, found.place.id)
      if (place === undefined || place.isRevoked) throw new ToteError('unauthorised')
    })
    return found.session
  }

  /**
   * A ticket for a link to another channel.
   * @throws ToteError `origin` when that is not a trusted channel of the tenant.
   */
  async function mintTicket(
    session: Session,
    {
      aud,
      position,
      isScanned = false,
    }: { aud: string; position?: Position | undefined; isScanned?: boolean | undefined },
  ): Promise<TicketMintAnswer> {
    const nowMs = now()
    const isTrusted = session.tenant.channels.some((channel) => channel.isTrusted && channel.origin === aud)
    // The hub's own windows ask before they do anything with it.
    if (!isTrusted && !ownOrigins.has(aud))
      throw new ToteError('origin', `${aud} is not a trusted channel of ${session.tenant.name}.`, {
        details: { field: 'aud' },
      })
    const ticket = drawSecret('tt', 16)
    const lifeMs = isScanned ? journeyLimits.scannedTicketMs : journeyLimits.ticketMs
    // Older than what the ticket brings: they must not be written over it.
    if (position !== undefined) await positions.written()
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
        // What its shopper knows it by.
        fromOrigin: session.embeddedIn ?? session.origin,
        aud,
        expiresAt: nowMs + lifeMs,
      })
    })
    return { ticket, expiresInMs: lifeMs }
  }

  /**
   * Uses a ticket up and tells what it offers: no session, no id, only what the shopper needs to decide.
   * @throws ToteError `ticket_dead`, the same for every way of being dead.
   */
  async function redeem(visit: Visit, { ticket, jwk, proof }: Redeem): Promise<Redeemed> {
    const nowMs = now()
    const hash = hashSecret(ticket)
    const proved = await checkProof({ proof, jwk, act: 'redeem', sub: hash, aud, nowMs, ...proofs })
    await positions.written()
    return store.transaction(async (trx) => {
      const jkt = await useProof(trx, proved, nowMs)
      const used = await useTicket(trx, visit.tenant.id, { hash, aud: visit.origin, nowMs })
      const journey = used && (await selectJourney(trx, visit.tenant.id, used.journeyId))
      if (used === undefined || journey === undefined) throw new ToteError('ticket_dead')
      const offered = { journey, jkt, from: used.fromOrigin, nowMs, drawSecret }
      return { ...(await offerJourney(trx, visit, offered)), now: nowMs }
    })
  }

  /**
   * The shopper said yes: this place joins the offered journey, with or without the lines it had.
   * @throws ToteError `ticket_dead` when the offer is over, used, or was made to another key or site.
   */
  async function accept(visit: Visit, message: Accept): Promise<Accepted> {
    const nowMs = now()
    const hash = hashSecret(message.pending)
    const { jwk, proof } = message
    const proved = await checkProof({ proof, jwk, act: 'accept', sub: hash, aud, nowMs, ...proofs })
    await positions.written()
    return store.transaction(async (trx) => {
      const jkt = await useProof(trx, proved, nowMs)
      const used = await useOffer(trx, visit.tenant.id, { hash, jkt, origin: visit.origin, nowMs })
      const offered = used && (await selectJourney(trx, visit.tenant.id, used.journeyId))
      if (offered === undefined) throw new ToteError('ticket_dead')
      const own = message.grant === undefined ? undefined : await findGrant(trx, message.grant, nowMs)
      // The grant alone is not enough: it has to be this key's.
      const isOwn = own !== undefined && own.place.jkt === jkt && own.session.tenant.id === visit.tenant.id
      const { journey, delta, capped, movedJourneyId } =
        isOwn && message.own === 'add'
          ? await takeAlong(trx, visit.tenant, { from: own.journey.id, into: offered.id, nowMs, newId })
          : { journey: offered, delta: null, capped: 0, movedJourneyId: null }
      const placeId = await addPlace(trx, visit, { journeyId: journey.id, jkt, jwk, nowMs })
      const issue = { journey, placeId, epoch: store.epoch, nowMs, drawSecret }
      const granted = await issueGrant(trx, visit.tenant, issue)
      return {
        granted: capped === 0 ? granted : { ...granted, capped },
        delta,
        // Written by open, with a fresh id.
        movedJourneyId: movedJourneyId as JourneyId | null,
      }
    })
  }

  async function addPlace(
    db: Db,
    visit: Visit,
    { journeyId, jkt, jwk, nowMs }: { journeyId: string; jkt: string; jwk: PublicJwk; nowMs: number },
  ): Promise<PlaceId> {
    const id = newId()
    const { origin, embeddedIn } = visit
    await insertPlace(db, visit.tenant.id, { id, journeyId, origin, embeddedIn, jkt, jwk, nowMs })
    // Made here, of the alphabet ids have.
    return id as PlaceId
  }
}

export type Journeys = ReturnType<typeof createJourneys>
