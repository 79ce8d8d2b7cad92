import { emptyCart, type CartDelta, type CartId } from '@tote/protocol'
import { mergeCart } from '../carts/merge-cart.ts'
import { mergeFriends } from '../friends/merge-friends.ts'
import { insertCart } from '../store/cart-store.ts'
import { insertJourney, selectJourney, type Journey } from '../store/journey-store.ts'
import { updatePosition } from '../store/position-store.ts'
import {
  assignJourney,
  claimShopper,
  lockJourney,
  mergeJourneyRows,
  dropGrantsOf,
  movePlace,
  type Shopper,
} from '../store/shopper-store.ts'
import { emitTopic } from '../webhooks/emit-topic.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'

export interface SigningIn {
  readonly subject: string
  /** The journey this place is of now. */
  readonly journeyId: string
  readonly placeId: string
  readonly nowMs: number
  readonly newId: () => string
}

export interface SignedIn {
  /** The shopper's one journey: this place is of it now. */
  readonly journey: Journey
  /** What the shopper's other places have to hear. */
  readonly delta: CartDelta | null
  /** Units that did not fit when carts were added up. */
  readonly capped: number
  /** The journey that went over into it: whoever is connected as one of its places has to come again. */
  readonly movedJourneyId: string | null
  /** This place alone went over, from another shopper's journey: what it has open still speaks for that one. */
  readonly hasLeft: boolean
}

/**
 * Makes a place's journey and a shopper's the same, in the transaction it is given:
 *
 * - a shopper nobody knew yet takes this journey, cart and all;
 * - an anonymous journey goes over into the shopper's, its lines added up, its places with it;
 * - a journey of another shopper is left alone: this place alone goes over, and takes nothing along.
 *
 * Locks in one order, the shopper first, then the journeys by id: of several who sign in with one subject, or from
 * one journey, each waits for the one before, and none for each other.
 */
export async function joinShopper(db: Db, tenant: Tenant, signing: SigningIn): Promise<SignedIn> {
  const joined = await join(db, tenant, signing)
  const { subject, nowMs } = signing
  const { cartId } = joined.journey
  await emitTopic(db, tenant, { topic: 'shopper.signed_in', key: cartId, data: { subject, cartId }, nowMs })
  return joined
}

async function join(db: Db, tenant: Tenant, signing: SigningIn): Promise<SignedIn> {
  const { subject, placeId, nowMs, newId } = signing
  const claim = { newId: newId(), subject, journeyId: newId(), nowMs }
  const shopper = await claimShopper(db, tenant.id, claim)
  for (const journeyId of [signing.journeyId, shopper.journeyId].toSorted())
    await lockJourney(db, tenant.id, { journeyId, nowMs })
  const mine = await selectJourney(db, tenant.id, signing.journeyId)
  if (mine === undefined) throw new Error(`place ${placeId} has lost its journey`)
  const theirs = await journeyOf(db, tenant, { shopper, mine, cartId: newId(), nowMs })
  const stay = { journey: theirs, delta: null, capped: 0, movedJourneyId: null, hasLeft: false }
  if (mine.id === theirs.id) return stay
  if (mine.shopperId !== null) {
    await movePlace(db, tenant.id, { placeId, journeyId: theirs.id, nowMs })
    // What the place asked as the other shopper's may still be under way, and is not to be taken for the next one's.
    await dropGrantsOf(db, tenant.id, [placeId])
    return { ...stay, hasLeft: true }
  }
  await mergeFriends(db, tenant.id, { from: mine.id, into: theirs.id, nowMs })
  // Clients before carts, as every mutation locks them.
  await mergeJourneyRows(db, tenant.id, { from: mine.id, into: theirs.id, nowMs })
  const merged = await mergeCart(db, tenant, { from: mine.cartId, into: theirs.cartId, nowMs })
  return {
    journey: await withLaterPosition(db, tenant.id, { into: theirs, from: mine }),
    delta: merged.delta,
    capped: merged.capped,
    movedJourneyId: mine.id,
    hasLeft: false,
  }
}

/** The shopper's one journey. Who has none yet, or none any more, takes the one they are in, if that is nobody's. */
async function journeyOf(
  db: Db,
  tenant: Tenant,
  { shopper, mine, cartId, nowMs }: { shopper: Shopper; mine: Journey; cartId: string; nowMs: number },
): Promise<Journey> {
  const known = await selectJourney(db, tenant.id, shopper.journeyId)
  if (known !== undefined) return known
  const journey =
    mine.shopperId === null ? mine : await openJourney(db, tenant, { id: shopper.journeyId, cartId, nowMs })
  await assignJourney(db, tenant.id, { journeyId: journey.id, shopperId: shopper.id })
  return journey
}

async function openJourney(
  db: Db,
  tenant: Tenant,
  { id, cartId, nowMs }: { id: string; cartId: string; nowMs: number },
): Promise<Journey> {
  // Made here, of the alphabet ids have.
  const cart = emptyCart(cartId as CartId, tenant.currencyCode)
  await insertCart(db, tenant.id, { cart, nowMs })
  await insertJourney(db, tenant.id, { id, cartId, nowMs })
  return { id, cartId, position: null, shopperId: null }
}

/** Where the shopper was last, whichever journey heard it. */
async function withLaterPosition(
  db: Db,
  tenantId: string,
  { into, from }: { into: Journey; from: Journey },
): Promise<Journey> {
  const { position } = from
  if (position === null || (into.position !== null && into.position.heardAt >= position.heardAt)) return into
  await updatePosition(db, tenantId, { journeyId: into.id, position })
  return { ...into, position }
}
