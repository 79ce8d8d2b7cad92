import { randomInt } from 'node:crypto'
import { ToteError } from '@tote/protocol'
import {
  type Approved,
  type Claim,
  type Claimed,
  type Collect,
  type Collected,
  type Looked,
} from '@tote/protocol/claim'
import { drawCode } from '../draw-code.ts'
import { hashSecret } from '../secret.ts'
import {
  approveClaim,
  collectClaim,
  declineClaim,
  insertClaim,
  missClaim,
  selectClaim,
  type ClaimKey,
  type ClaimRow,
} from '../store/claim-store.ts'
import { selectJourney } from '../store/journey-store.ts'
import type { Db, Store } from '../store/store.ts'
import { findTenant, type Tenant } from '../store/tenant-store.ts'
import { basketOf } from './basket-of.ts'
import { findGrant } from './grants.ts'
import type { HubWindows } from './hub-windows.ts'
import { withRealPorts, type IdentityPorts } from './identity-ports.ts'
import { judgeCollect } from './judge-collect.ts'
import type { Visit } from './journeys.ts'
import { journeyLimits } from './limits.ts'
import { offerJourney } from './offer-journey.ts'
import type { Positions } from './positions.ts'
import { checkProof, useProof } from './verify-proof.ts'

export interface ClaimsDeps extends IdentityPorts {
  readonly store: Store
  readonly windows: Pick<HubWindows, 'journeyOf'>
  /** What a journey tells of its position has to be written by then. */
  readonly positions: Pick<Positions, 'written'>
  /** The hub's own names: what proofs are made out to. */
  readonly ownOrigins: ReadonlySet<string>
  readonly now: () => number
  /** A whole number below this one, that nobody can foresee. */
  readonly drawNumber?: (below: number) => number
}

/** Who is at a hub window: the browser's cookie, and the network it is on. */
export interface AtWindow {
  /** Null where this browser has none. */
  readonly cookie: string | null
  readonly caller: string
}

/** A claim as a window knows it. */
export interface KnownClaim {
  readonly claim?: string | undefined
  readonly code?: string | undefined
}

/** What came of an answer, and which place is to hear of it. */
export interface Settled<Answer> {
  readonly answer: Answer
  readonly placeId: string | null
}

/** Codes that are shown somewhere already; a second of two is as good as never. */
const MAX_DRAWS = 5

/**
 * How a place gets the basket by the shopper's word in a first-party window of the hub:
 *
 *     open     the place asks: a claim, a code to type elsewhere, two digits to compare
 *     look     the window tells the shopper what is asked, by whom
 *     approve  near: with a release that only the page around the window's opener can have been handed;
 *              far: by the two digits, three tries
 *     collect  the place proves its key (and brings the release), and gets what a ticket would have got it: an offer
 *
 * Each step is one conditional write.
 */
export function createClaims({ store, windows, positions, ownOrigins: aud, now, ...ports }: ClaimsDeps) {
  const { drawSecret, proofs } = withRealPorts(ports)
  const drawNumber = ports.drawNumber ?? randomInt
  return { open, look, approve, decline, collect }

  /** @throws ToteError `unauthorised` for a grant that is not this key's; `bad_proof`. */
  async function open(visit: Visit, { grant, jwk, proof }: Claim, caller: string): Promise<Claimed> {
    const nowMs = now()
    const proved = await checkProof({
      proof,
      jwk,
      act: 'claim',
      sub: hashSecret(grant),
      aud,
      nowMs,
      ...proofs,
    })
    const claim = drawSecret('tk', 16)
    const hash = hashSecret(claim)
    const match = String(drawNumber(100)).padStart(2, '0')
    return store.transaction(async (trx) => {
      const jkt = await useProof(trx, proved, nowMs)
      const found = await findGrant(trx, grant, nowMs)
      const isOwn =
        found?.place.jkt === jkt &&
        found.place.origin === visit.origin &&
        found.session.tenant.id === visit.tenant.id
      if (!isOwn) throw new ToteError('unauthorised')
      for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
        const code = drawCode(drawNumber)
        const isNew = await insertClaim(trx, {
          hash,
          tenant_id: visit.tenant.id,
          code,
          match_digits: match,
          place_id: found.place.id,
          origin: visit.origin,
          embedded_in: found.place.embeddedIn,
          jkt,
          address_hash: addressHash(hash, caller),
          expires_at: nowMs + journeyLimits.claimMs,
          tries_left: journeyLimits.claimTries,
        })
        if (isNew) return { claim, code, match, expiresInMs: journeyLimits.claimMs, now: nowMs }
      }
      throw new ToteError('busy')
    })
  }

  /** @throws ToteError `claim_dead`, the same for every way of being dead. */
  async function look(at: AtWindow, known: KnownClaim): Promise<Looked> {
    const nowMs = now()
    const row = await waiting(store.db, known, nowMs)
    const tenant = await tenantOf(store.db, row)
    const journey = await windows.journeyOf(store.db, at.cookie, tenant.id)
    return {
      tenantId: tenant.id,
      tenantName: tenant.name,
      where: new URL(row.embedded_in ?? row.origin).host,
      // Who knows but the code has to be shown the digits by the place itself.
      ...(known.claim === undefined ? {} : { match: row.match_digits }),
      isOtherNetwork: row.address_hash !== addressHash(row.hash, at.caller),
      basket: journey === undefined ? null : await basketOf(store.db, tenant, journey),
      expiresInMs: row.expires_at - nowMs,
      now: nowMs,
    }
  }

  /** @throws ToteError `claim_dead`; `unauthorised` where this browser has no basket of the tenant. */
  async function approve(
    at: AtWindow,
    { digits, ...known }: KnownClaim & { digits?: string | undefined },
  ): Promise<Settled<Approved>> {
    const nowMs = now()
    return store.transaction(async (trx) => {
      const row = await waiting(trx, known, nowMs)
      const tenant = await tenantOf(trx, row)
      const journey = await windows.journeyOf(trx, at.cookie, tenant.id)
      if (journey === undefined) throw new ToteError('unauthorised', 'This browser has no basket to show.')
      const common = { hash: row.hash, journeyId: journey.id, nowMs }
      if (digits !== undefined) {
        if (await approveClaim(trx, { ...common, proof: { digits } }))
          return { answer: { isApproved: true, now: nowMs }, placeId: row.place_id }
        const triesLeft = await missClaim(trx, row.hash, nowMs)
        return {
          answer: { isApproved: false, triesLeft: triesLeft ?? 0, now: nowMs },
          placeId: triesLeft === 0 ? row.place_id : null,
        }
      }
      // The code is read out and typed: whoever has only that is not near.
      if (known.claim === undefined) throw new ToteError('forbidden', 'A code is approved by its digits.')
      const release = drawSecret('tr', 16)
      if (!(await approveClaim(trx, { ...common, proof: { releaseHash: hashSecret(release) } })))
        throw new ToteError('claim_dead')
      // The window itself tells the page that opened it, with the release that it could not do without.
      return { answer: { isApproved: true, to: row.origin, release, now: nowMs }, placeId: null }
    })
  }

  /** @throws ToteError `claim_dead` */
  async function decline(known: KnownClaim): Promise<Settled<{ now: number }>> {
    const nowMs = now()
    const row = await store.transaction((trx) => declineClaim(trx, keyOf(known), nowMs))
    if (row === undefined) throw new ToteError('claim_dead')
    return { answer: { now: nowMs }, placeId: row.place_id }
  }

  /** @throws ToteError `claim_dead`, `no_release`, `bad_proof`. */
  async function collect(visit: Visit, { claim, release, jwk, proof }: Collect): Promise<Collected> {
    const nowMs = now()
    const hash = hashSecret(claim)
    const proved = await checkProof({ proof, jwk, act: 'collect', sub: hash, aud, nowMs, ...proofs })
    const releaseHash = release === undefined ? null : hashSecret(release)
    await positions.written()
    return store.transaction(async (trx) => {
      const jkt = await useProof(trx, proved, nowMs)
      const asked = { tenantId: visit.tenant.id, jkt, origin: visit.origin, releaseHash }
      const collected = await collectClaim(trx, visit.tenant.id, { hash, ...asked, nowMs })
      if (collected === undefined) return { state: await missed(trx, hash, asked, nowMs), now: nowMs }
      const journey = await selectJourney(trx, visit.tenant.id, collected.journeyId)
      if (journey === undefined) throw new ToteError('claim_dead')
      // The shopper was at the hub when they said yes: that is where it comes from.
      const from = [...aud][0] ?? visit.origin
      const offered = { journey, jkt, from, nowMs, drawSecret }
      return { state: 'approved', ...(await offerJourney(trx, visit, offered)), now: nowMs }
    })
  }

  async function missed(
    trx: Db,
    hash: string,
    asked: Parameters<typeof judgeCollect>[1],
    nowMs: number,
  ): Promise<'waiting' | 'declined'> {
    const verdict = judgeCollect(await selectClaim(trx, { hash }, nowMs), asked)
    if (verdict === 'waiting' || verdict === 'declined') return verdict
    // Approved by its row, yet not by the write: another of its own calls was first.
    throw new ToteError(verdict === 'no_release' ? 'no_release' : 'claim_dead')
  }
}

export type Claims = ReturnType<typeof createClaims>

function keyOf({ claim, code }: KnownClaim): ClaimKey {
  if (claim !== undefined) return { hash: hashSecret(claim) }
  if (code !== undefined) return { code }
  throw new ToteError('invalid', 'Say which claim: by itself or by its code.', {
    details: { field: 'claim' },
  })
}

/** @throws ToteError `claim_dead` */
async function waiting(db: Db, known: KnownClaim, nowMs: number): Promise<ClaimRow> {
  const row = await selectClaim(db, keyOf(known), nowMs)
  if (row?.state !== 'waiting') throw new ToteError('claim_dead')
  return row
}

async function tenantOf(db: Db, row: ClaimRow): Promise<Tenant> {
  const tenant = await findTenant(db, row.tenant_id)
  if (tenant === undefined) throw new ToteError('claim_dead')
  return tenant
}

/** Salted by the claim, so that one address looks different in each. */
function addressHash(claimHash: string, caller: string): string {
  return hashSecret(`${claimHash}.${caller}`)
}
