import type { CartId, Granted, JourneyId, PlaceId } from '@tote/protocol'
import { hashSecret, type drawSecret } from '../secret.ts'
import { selectCart } from '../store/cart-store.ts'
import { insertGrant, selectGrant, type Journey, type Place } from '../store/journey-store.ts'
import type { Db } from '../store/store.ts'
import { findTenant, type Tenant } from '../store/tenant-store.ts'
import { journeyLimits } from './limits.ts'

/** Who may speak on a socket: a place, for its journey. */
export interface Session {
  readonly tenant: Tenant
  readonly placeId: PlaceId
  readonly journeyId: JourneyId
  readonly cartId: CartId
  readonly origin: string
  /** Origin of the page around the hub's own frame; null for an element in the page itself. */
  readonly embeddedIn: string | null
}

export interface FoundGrant {
  readonly session: Session
  readonly place: Place
  readonly journey: Journey
}

/** A new grant for a place, with all its client starts from. */
export async function issueGrant(
  db: Db,
  tenant: Tenant,
  issue: {
    journey: Journey
    placeId: PlaceId
    epoch: string
    nowMs: number
    drawSecret: typeof drawSecret
  },
): Promise<Granted> {
  const { journey, placeId, epoch, nowMs } = issue
  const secret = issue.drawSecret('tg', 24)
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
    epoch,
    now: nowMs,
    ...(journey.position === null ? {} : { position: journey.position }),
  }
}

/** Whose grant this is; undefined when it is over or unknown, or its place was revoked. */
export async function findGrant(
  db: Db,
  secret: string,
  nowMs: number,
  tenantOf = (id: string) => findTenant(db, id),
): Promise<FoundGrant | undefined> {
  const granted = await selectGrant(db, hashSecret(secret), nowMs)
  if (granted === undefined || granted.place.isRevoked) return undefined
  const { tenantId, place, journey } = granted
  const tenant = await tenantOf(tenantId)
  if (tenant === undefined) return undefined
  const session: Session = {
    tenant,
    // All three were written by createJourneys.
    placeId: place.id as PlaceId,
    journeyId: journey.id as JourneyId,
    cartId: journey.cartId as CartId,
    origin: place.origin,
    embeddedIn: place.embeddedIn,
  }
  return { session, place, journey }
}
