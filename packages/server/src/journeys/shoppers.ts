import {
  ToteError,
  type CartDelta,
  type Granted,
  type JourneyId,
  type Profile,
  type ProofAct,
  type ShopperExport,
  type SignIn,
} from '@tote/protocol'
import { readProfile } from '../profile/read-profile.ts'
import { readOrders } from '../checkouts/read-orders.ts'
import { hashSecret } from '../secret.ts'
import { deleteHubWindowsOf } from '../store/hub-window-store.ts'
import { deletePasskeysOf, deletePasskeysSince } from '../store/passkey-store.ts'
import { readKept, type Forgotten } from '../store/personal-data-store.ts'
import { revokePlace, revokePlacesOf, selectShopper } from '../store/shopper-store.ts'
import type { Db, Store } from '../store/store.ts'
import { findTenant, type Tenant } from '../store/tenant-store.ts'
import { selectFamily, voidWaysTo } from '../store/journey-family.ts'
import { selectPlace } from '../store/journey-store.ts'
import { findGrant, issueGrant, type FoundGrant, type Session } from './grants.ts'
import { forgetShopper } from './forget-shopper.ts'
import { withRealPorts, type IdentityPorts } from './identity-ports.ts'
import type { Visit } from './journeys.ts'
import { journeyLimits } from './limits.ts'
import { joinShopper } from './sign-in.ts'
import type { Positions } from './positions.ts'
import { verifyProof } from './verify-proof.ts'
import { audienceOf, spendToken, verifyToken, type TokenAct } from './verify-token.ts'

/** Nobody has more: it is a bound for the database, not for the shopper. */
const ALL_ORDERS = 100_000

export interface ShoppersDeps extends IdentityPorts {
  readonly store: Store
  /** What a journey tells of its position has to be written by then. */
  readonly positions: Pick<Positions, 'written'>
  /** The hub's own names: what proofs are made out to. */
  readonly ownOrigins: ReadonlySet<string>
  readonly now: () => number
}

/** What a place asks in its own name: its grant, and a proof of its key. */
export interface PlaceCredentials {
  readonly grant: string
  readonly proof: string
  readonly origin: string
}

/** A place, or the tenant's backend by a token that says so. */
export type ShopperCredentials = PlaceCredentials | { readonly token: string }

export interface SignInOutcome {
  readonly granted: Granted
  readonly delta: CartDelta | null
  readonly movedJourneyId: JourneyId | null
  /** What this place has open still speaks for a journey that it is of no more. */
  readonly hasLeft: boolean
}

/** Who a shopper is, where they are no longer, and what is kept of them. */
export function createShoppers({ store, positions, ownOrigins: aud, now, ...ports }: ShoppersDeps) {
  const { newId, drawSecret, proofs, tokens } = withRealPorts(ports)
  return { signIn, leave, removeJoined, profile, exportKept, forget, revokeAll }

  /**
   * The tenant's backend says who the shopper at this place is.
   * @throws ToteError `unauthorised`, `bad_proof`, `bad_token`.
   */
  async function signIn(visit: Visit, { grant, token, jwk, proof }: SignIn): Promise<SignInOutcome> {
    const nowMs = now()
    const { tenant } = visit
    const question = { token, tenantId: tenant.id, act: 'sign-in' as const, nowMs, ...tokens }
    const shown = await verifyToken(store.db, question)
    await positions.written()
    return store.transaction(async (trx) => {
      const sub = hashSecret(token)
      const jkt = await verifyProof(trx, { proof, jwk, act: 'sign-in', sub, aud, nowMs, ...proofs })
      const found = await findGrant(trx, grant, nowMs)
      // The grant alone is not enough: it has to be this key's, on this site, of this tenant.
      if (
        found?.place.jkt !== jkt ||
        found.place.origin !== visit.origin ||
        found.session.tenant.id !== tenant.id
      )
        throw new ToteError('unauthorised')
      await spendToken(trx, shown)
      const { placeId } = found.session
      const { subject } = shown
      const joined = await joinShopper(trx, tenant, {
        subject,
        journeyId: found.journey.id,
        placeId,
        nowMs,
        newId,
      })
      const { journey, delta, capped, movedJourneyId, hasLeft } = joined
      const granted = await issueGrant(trx, tenant, {
        journey,
        placeId,
        epoch: store.epoch,
        nowMs,
        drawSecret,
      })
      return {
        granted: capped === 0 ? granted : { ...granted, capped },
        delta,
        // Written by createJourneys, with a fresh id.
        movedJourneyId: movedJourneyId as JourneyId | null,
        hasLeft,
      }
    })
  }

  /** This place is of no journey any more: its grants are over and its key resumes nothing. */
  async function leave(placeId: string, credentials: PlaceCredentials): Promise<void> {
    const nowMs = now()
    await store.transaction(async (trx) => {
      const { session } = await provenPlace(trx, credentials, { act: 'leave', sub: placeId, nowMs })
      if (session.placeId !== placeId)
        throw new ToteError('forbidden', 'A place can only take leave itself.', {
          details: { field: 'placeId' },
        })
      await revokePlace(trx, session.tenant.id, { placeId, nowMs })
    })
  }

  /**
   * "Not me": takes a place away again that has joined this journey just now. What joined before is the shopper's
   * to end in the hub's own window, where no page of a shop can. With it goes what came along and what it may have let in
   * since: its other places, browsers' windows, passkeys, links that are out. Returns the places that are revoked.
   * @throws ToteError `unknown_place`
   */
  async function removeJoined(
    { tenant, journeyId, placeId: own }: Session,
    placeId: string,
  ): Promise<string[]> {
    const nowMs = now()
    return store.transaction(async (trx) => {
      const place = await selectPlace(trx, tenant.id, placeId)
      const isFresh = place !== undefined && place.joinedAt > nowMs - journeyLimits.removeMs
      if (!isFresh || place.journeyId !== journeyId || placeId === own) throw new ToteError('unknown_place')
      const sinceMs = place.joinedAt
      const family = await selectFamily(trx, tenant.id, journeyId)
      const came = family.filter(({ mergedAt }) => mergedAt !== null && mergedAt >= sinceMs)
      await voidWaysTo(trx, tenant.id, idsOf(family))
      await deleteHubWindowsOf(trx, tenant.id, { journeyIds: idsOf(came) })
      await deleteHubWindowsOf(trx, tenant.id, { journeyIds: [journeyId], sinceMs })
      await deletePasskeysSince(trx, tenant.id, { journeyId, sinceMs })
      return revokePlacesOf(trx, tenant.id, { journeyId, since: { ms: sinceMs, butPlaceId: own }, nowMs })
    })
  }

  /** Who whoever is asking is to the tenant, or the shopper its backend names: what is of use, in one answer. */
  async function profile(credentials: ShopperCredentials): Promise<Profile> {
    return store.transaction(async (trx) => {
      const { tenant, journeyId } = await whose(trx, credentials, 'profile')
      const found = await readProfile(trx, tenant, { journeyId, nowMs: now() })
      if (found === undefined) throw new ToteError('not_found', 'Nothing is kept of this shopper.')
      return found
    })
  }

  /** All that is kept of whoever is asking, or of the shopper the tenant's backend names. */
  async function exportKept(credentials: ShopperCredentials): Promise<ShopperExport> {
    const nowMs = now()
    await positions.written()
    return store.transaction(async (trx) => {
      const { tenant, journeyId } = await whose(trx, credentials, 'export')
      const kept = await readKept(trx, tenant.id, journeyId)
      const all = { cartId: kept.cart.id, limit: ALL_ORDERS }
      return { ...kept, ...(await readOrders(trx, tenant.id, { ...all, nowMs })), now: nowMs }
    })
  }

  /** Forgets them for good. */
  async function forget(credentials: ShopperCredentials): Promise<Forgotten> {
    return store.transaction(async (trx) => {
      const { tenant, journeyId } = await whose(trx, credentials, 'forget')
      return forgetShopper(trx, tenant, { journeyId, nowMs: now() })
    })
  }

  /**
   * The tenant's backend signs a shopper out everywhere: whoever comes back has to sign in, by which window or passkey
   * they may try. Returns the places that are revoked.
   */
  async function revokeAll(token: string): Promise<string[]> {
    const nowMs = now()
    return store.transaction(async (trx) => {
      const { tenant, journeyId } = await whose(trx, { token }, 'revoke')
      const journeyIds = idsOf(await selectFamily(trx, tenant.id, journeyId))
      await deleteHubWindowsOf(trx, tenant.id, { journeyIds })
      await deletePasskeysOf(trx, tenant.id, [journeyId])
      await voidWaysTo(trx, tenant.id, journeyIds)
      return revokePlacesOf(trx, tenant.id, { journeyId, nowMs })
    })
  }

  /** @throws ToteError `unauthorised`, `bad_proof`, `bad_token`, `unknown_place` when there is no such shopper. */
  async function whose(
    trx: Db,
    credentials: ShopperCredentials,
    act: Exclude<TokenAct, 'sign-in' | 'order'>,
  ): Promise<{ tenant: Tenant; journeyId: string }> {
    const nowMs = now()
    if ('token' in credentials) {
      const tenant = await findTenant(trx, audienceOf(credentials.token))
      if (tenant === undefined)
        throw new ToteError('bad_token', "The token's audience (aud) is no tenant here.")
      const question = { token: credentials.token, tenantId: tenant.id, act, nowMs, ...tokens }
      const shown = await verifyToken(trx, question)
      await spendToken(trx, shown)
      const shopper = await selectShopper(trx, tenant.id, { subject: shown.subject })
      if (shopper === undefined) throw new ToteError('not_found', 'Nothing is kept of this shopper.')
      return { tenant, journeyId: shopper.journey_id }
    }
    if (act === 'revoke') throw new ToteError('forbidden')
    const sub = hashSecret(credentials.grant)
    const { session } = await provenPlace(trx, credentials, { act, sub, nowMs })
    return session
  }

  async function provenPlace(
    trx: Db,
    { grant, proof, origin }: PlaceCredentials,
    { act, sub, nowMs }: { act: ProofAct; sub: string; nowMs: number },
  ): Promise<FoundGrant> {
    const found = await findGrant(trx, grant, nowMs)
    if (found === undefined || found.place.origin !== origin) throw new ToteError('unauthorised')
    await verifyProof(trx, { proof, jwk: found.place.jwk, act, sub, aud, nowMs, ...proofs })
    return found
  }
}

export type Shoppers = ReturnType<typeof createShoppers>

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
