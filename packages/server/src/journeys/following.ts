import { ToteError, type Redeemed } from '@tote/protocol'
import type { Follow } from '@tote/protocol/claim'
import { hashSecret } from '../secret.ts'
import { clearFollow, isFollowed, selectFollowed, writeFollow } from '../store/follow-store.ts'
import { selectJourney } from '../store/journey-store.ts'
import type { Store } from '../store/store.ts'
import { findGrant } from './grants.ts'
import type { HubWindows } from './hub-windows.ts'
import { withRealPorts, type IdentityPorts } from './identity-ports.ts'
import type { Visit } from './journeys.ts'
import { offerJourney } from './offer-journey.ts'
import type { Positions } from './positions.ts'
import { checkProof, useProof } from './verify-proof.ts'

export interface FollowingDeps extends IdentityPorts {
  readonly store: Store
  readonly windows: Pick<HubWindows, 'own'>
  /** What a journey tells of its position has to be written by then. */
  readonly positions: Pick<Positions, 'written'>
  readonly publicUrl: string
  /** The hub's own names: what proofs are made out to. */
  readonly ownOrigins: ReadonlySet<string>
  readonly now: () => number
}

/**
 * "Follow me": where the browser hands a frame of the hub a cookie of the hub's own, the basket is offered there without a
 * window. Said in a window, for one tenant, and taken back in one; see docs/decisions/follow-me.md.
 */
export function createFollowing({ store, windows, positions, publicUrl, now, ...deps }: FollowingDeps) {
  const { ownOrigins: aud, ...ports } = deps
  const { drawSecret, proofs } = withRealPorts(ports)
  return { turnOn, turnOff, isOn, offer }

  /**
   * @param cookie That of the browser's windows.
   * @returns what its frames are known by from now on; what they were known by before is worth nothing.
   * @throws ToteError `unauthorised` where this browser has no basket of the tenant.
   */
  async function turnOn(cookie: string | null, tenantId: string): Promise<string> {
    const follow = drawSecret('tfw', 24)
    await store.transaction(async (trx) => {
      await windows.own(trx, cookie, tenantId)
      await writeFollow(trx, { hash: hashOf(cookie), tenantId, followHash: hashSecret(follow) })
    })
    return follow
  }

  async function turnOff(cookie: string | null, tenantId: string): Promise<void> {
    await clearFollow(store.db, { hash: hashOf(cookie), tenantId })
  }

  async function isOn(cookie: string | null, tenantId: string): Promise<boolean> {
    return cookie !== null && isFollowed(store.db, { hash: hashOf(cookie), tenantId })
  }

  /**
   * What the frame's shopper is asked; nothing where nobody said "follow me" in this browser.
   * @param cookie That of the browser's frames.
   * @throws ToteError `bad_proof`; `unauthorised` for a grant that is not this key's, or not of a frame on a listed site.
   */
  async function offer(
    visit: Visit,
    cookie: string | null,
    { grant, jwk, proof }: Follow,
  ): Promise<Redeemed> {
    const nowMs = now()
    const { tenant } = visit
    const sub = hashSecret(grant)
    const proved = await checkProof({ proof, jwk, act: 'follow', sub, aud, nowMs, ...proofs })
    await positions.written()
    return store.transaction(async (trx) => {
      const jkt = await useProof(trx, proved, nowMs)
      const found = await findGrant(trx, grant, nowMs)
      const isOwn =
        found?.place.jkt === jkt &&
        found.place.origin === visit.origin &&
        found.session.tenant.id === tenant.id &&
        tenant.channels.some(({ origin }) => origin === found.place.embeddedIn)
      if (!isOwn) throw new ToteError('unauthorised')
      const followHash = hashOf(cookie)
      const journeyId =
        cookie === null ? undefined : await selectFollowed(trx, tenant.id, { followHash, nowMs })
      const journey = journeyId === undefined ? undefined : await selectJourney(trx, tenant.id, journeyId)
      if (journey === undefined) return { offer: null, now: nowMs }
      const offered = { journey, jkt, from: publicUrl, nowMs, drawSecret }
      return { ...(await offerJourney(trx, visit, offered)), now: nowMs }
    })
  }
}

export type Following = ReturnType<typeof createFollowing>

/** Of no cookie, a hash that no row has. */
function hashOf(cookie: string | null): string {
  return hashSecret(cookie ?? '')
}
