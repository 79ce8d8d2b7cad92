import { ToteError, type PlaceId } from '@tote/protocol'
import { type WindowJourney, type WindowRedeemed } from '@tote/protocol/claim'
import { hashSecret } from '../secret.ts'
import {
  deleteHubWindowsOf,
  selectHubWindows,
  selectLivingPlaces,
  useHubOffer,
  useHubTicket,
  writeHubWindow,
} from '../store/hub-window-store.ts'
import { selectFamily, voidWaysTo } from '../store/journey-family.ts'
import { insertOffer, selectJourney, selectPlace, type Journey } from '../store/journey-store.ts'
import { selectStores } from '../store/location-store.ts'
import { selectPasskeys } from '../store/passkey-store.ts'
import { selectPreferences } from '../store/preference-store.ts'
import type { Forgotten } from '../store/personal-data-store.ts'
import { revokePlacesOf } from '../store/shopper-store.ts'
import { setPreferences } from '../profile/set-preferences.ts'
import { toPreferences } from '../profile/merge-preferences.ts'
import type { Db, Store } from '../store/store.ts'
import { findTenant, type Tenant } from '../store/tenant-store.ts'
import { basketOf } from './basket-of.ts'
import { forgetShopper } from './forget-shopper.ts'
import { withRealPorts, type IdentityPorts } from './identity-ports.ts'
import { journeyLimits } from './limits.ts'
import type { Positions } from './positions.ts'

export interface HubWindowsDeps extends IdentityPorts {
  readonly store: Store
  /** What a journey tells of its position has to be written by then. */
  readonly positions: Pick<Positions, 'written'>
  /** The hub's own names: what tickets to its windows are made out to. */
  readonly ownOrigins: ReadonlySet<string>
  readonly now: () => number
}

/** In an offer, the place of a key's thumbprint: no key has it, so no place can accept what a window was offered. */
const NO_KEY = 'hub-window'

/**
 * What a browser's first-party windows of the hub may do: take a basket (of a ticket, after a question), tell where
 * the shopper is, and end it there. A cookie names the browser; it is sent to no frame and by no other site's call.
 */
export function createHubWindows({ store, positions, ownOrigins, now, ...ports }: HubWindowsDeps) {
  const { drawSecret } = withRealPorts(ports)
  return { redeem, adopt, list, remove, clearPreferences, leave, forget, journeyOf, own, offerTo }

  /** The journey this browser has at a tenant. */
  async function journeyOf(db: Db, cookie: string | null, tenantId: string): Promise<Journey | undefined> {
    if (cookie === null) return undefined
    const known = await selectHubWindows(db, hashSecret(cookie), now())
    const own = known.find((one) => one.tenantId === tenantId)
    return own && selectJourney(db, own.tenantId, own.journeyId)
  }

  /**
   * Uses a ticket up and tells what it offers. `to` is told back only where it is a page of a channel.
   * @throws ToteError `ticket_dead`
   */
  async function redeem(
    cookie: string | null,
    { ticket, to }: { ticket: string; to?: string | undefined },
  ): Promise<WindowRedeemed> {
    const nowMs = now()
    await positions.written()
    return store.transaction(async (trx) => {
      const used = await useHubTicket(trx, { hash: hashSecret(ticket), aud: [...ownOrigins], nowMs })
      const tenant = used && (await findTenant(trx, used.tenantId))
      const journey = used && (await selectJourney(trx, used.tenantId, used.journeyId))
      if (used === undefined || tenant === undefined || journey === undefined)
        throw new ToteError('ticket_dead')
      const goingTo = to === undefined ? null : pageOfChannel(tenant, to)
      return offerTo(trx, { cookie, tenant, journey, from: used.fromOrigin, to: goingTo, nowMs })
    })
  }

  /** What this browser is asked before it has that basket: nothing is replaced until `adopt`. */
  async function offerTo(
    trx: Db,
    offered: {
      cookie: string | null
      tenant: Tenant
      journey: Journey
      /** Origin that it comes from. */
      from: string
      to: string | null
      nowMs: number
    },
  ): Promise<WindowRedeemed> {
    const { cookie, tenant, journey, from, to, nowMs } = offered
    const pending = drawSecret('tp', 16)
    await insertOffer(trx, {
      hash: hashSecret(pending),
      tenantId: tenant.id,
      journeyId: journey.id,
      jkt: NO_KEY,
      origin: from,
      expiresAt: nowMs + journeyLimits.offerMs,
    })
    const kept = await journeyOf(trx, cookie, tenant.id)
    return {
      pending,
      tenantId: tenant.id,
      tenantName: tenant.name,
      from: new URL(from).host,
      basket: await basketOf(trx, tenant, journey),
      kept: kept === undefined || kept.id === journey.id ? null : await basketOf(trx, tenant, kept),
      to,
      now: nowMs,
    }
  }

  /**
   * The shopper said yes: this browser has that basket from now on.
   * @returns the cookie to keep; the one there is, or a new one.
   * @throws ToteError `ticket_dead`
   */
  async function adopt(cookie: string | null, pending: string): Promise<string> {
    const nowMs = now()
    const kept = cookie ?? drawSecret('th', 24)
    await store.transaction(async (trx) => {
      const used = await useHubOffer(trx, { hash: hashSecret(pending), jkt: NO_KEY, nowMs })
      if (used === undefined) throw new ToteError('ticket_dead')
      const expiresAt = nowMs + journeyLimits.windowMs
      await writeHubWindow(trx, { hash: hashSecret(kept), ...used, nowMs, expiresAt })
    })
    return kept
  }

  /** Where the shopper is, as far as this browser knows. */
  async function list(cookie: string | null): Promise<WindowJourney[]> {
    if (cookie === null) return []
    const nowMs = now()
    const found: WindowJourney[] = []
    for (const { tenantId, journeyId } of await selectHubWindows(store.db, hashSecret(cookie), nowMs)) {
      const tenant = await findTenant(store.db, tenantId)
      const journey = await selectJourney(store.db, tenantId, journeyId)
      if (tenant === undefined || journey === undefined) continue
      const places = await selectLivingPlaces(store.db, tenantId, { journeyId: journey.id })
      // Whose own basket came along has its place of before beside that of now. To its shopper it is one.
      const known = new Set<string>()
      const shown = places.filter(({ jkt }) => !known.has(jkt) && known.add(jkt))
      const passkeys = await selectPasskeys(store.db, tenantId, { journeyId: journey.id })
      found.push({
        tenantId,
        tenantName: tenant.name,
        basket: await basketOf(store.db, tenant, journey),
        places: shown.map(({ id, origin, embedded_in, created_at, seen_at }) => ({
          // Written by createJourneys.
          placeId: id as PlaceId,
          where: new URL(embedded_in ?? origin).host,
          createdAt: created_at,
          seenAt: seen_at,
        })),
        preferences: await tellNamed(tenantId, journey.id),
        passkeys: passkeys.map(({ id, createdAt, usedAt }) => ({ passkeyId: id, createdAt, usedAt })),
      })
    }
    return found
  }

  /** What the shopper has set for themselves, in words that a window can show. */
  async function tellNamed(tenantId: string, journeyId: string): Promise<WindowJourney['preferences']> {
    const { captions, storeId } = toPreferences(await selectPreferences(store.db, tenantId, journeyId))
    const stores = storeId === undefined ? [] : await selectStores(store.db, tenantId)
    const name = stores.find(({ id }) => id === storeId)?.name ?? storeId
    return {
      ...(captions === undefined ? {} : { captions }),
      ...(name === undefined ? {} : { store: name }),
    }
  }

  /** Takes all of that back. @throws ToteError `unauthorised` */
  async function clearPreferences(cookie: string | null, tenantId: string): Promise<void> {
    await store.transaction(async (trx) => {
      const { id: journeyId } = await own(trx, cookie, tenantId)
      const change = { captions: null, storeId: null }
      await setPreferences(trx, tenantId, { journeyId, change, nowMs: now() })
    })
  }

  /** "Leave": one place is of the journey no more. Returns what is revoked. @throws ToteError `unknown_place` */
  async function remove(
    cookie: string | null,
    { tenantId, placeId }: { tenantId: string; placeId: string },
  ): Promise<string[]> {
    return store.transaction(async (trx) => {
      const journey = await own(trx, cookie, tenantId)
      const place = await selectPlace(trx, tenantId, placeId)
      if (place?.journeyId !== journey.id) throw new ToteError('unknown_place')
      // What stands here as one place may be so twice: see `list`.
      return revokePlacesOf(trx, tenantId, { journeyId: journey.id, jkt: place.jkt, nowMs: now() })
    })
  }

  /**
   * "Leave everywhere": every place, and every browser's window. Passkeys are in the shopper's own hands and stay: what
   * else would bring the basket back? Returns the places that are revoked.
   */
  async function leave(cookie: string | null, tenantId: string): Promise<string[]> {
    return store.transaction(async (trx) => {
      const journey = await own(trx, cookie, tenantId)
      const journeyIds = (await selectFamily(trx, tenantId, journey.id)).map(({ id }) => id)
      await deleteHubWindowsOf(trx, tenantId, { journeyIds })
      await voidWaysTo(trx, tenantId, journeyIds)
      return revokePlacesOf(trx, tenantId, { journeyId: journey.id, nowMs: now() })
    })
  }

  /** Deletes all that is kept of the journey. */
  async function forget(cookie: string | null, tenantId: string): Promise<Forgotten> {
    return store.transaction(async (trx) => {
      const journey = await own(trx, cookie, tenantId)
      const tenant = await findTenant(trx, tenantId)
      // A row of a journey names its tenant, and tenants are not deleted.
      if (tenant === undefined) throw new Error(`journey ${journey.id} has lost its tenant`)
      return forgetShopper(trx, tenant, { journeyId: journey.id, nowMs: now() })
    })
  }

  /** @throws ToteError `unauthorised` */
  async function own(trx: Db, cookie: string | null, tenantId: string): Promise<Journey> {
    const journey = await journeyOf(trx, cookie, tenantId)
    if (journey === undefined) throw new ToteError('unauthorised', 'This browser has no basket of this shop.')
    return journey
  }
}

export type HubWindows = ReturnType<typeof createHubWindows>

/** The same address if it is a page of a channel; else null: the hub sends nobody anywhere else. */
function pageOfChannel({ channels }: Tenant, to: string): string | null {
  if (!URL.canParse(to)) return null
  const url = new URL(to)
  if (url.username !== '' || url.password !== '') return null
  return channels.some(({ origin }) => origin === url.origin) ? url.href : null
}
