import {
  ToteError,
  type Granted,
  type Offer,
  type PlaceJoined,
  ticketMintAnswerSchema,
  parseAnswer,
} from '@tote/protocol'
import { atom } from 'nanostores'
import type { Clock } from '../link/clock.ts'
import type { HubClock } from '../link/hub-clock.ts'
import type { HubHttp } from '../link/hub-http.ts'
import type { LinkSession } from '../link/link.ts'
import type { KeptPlace, ToteStorage } from '../link/storage.ts'
import type { JoinTarget, JourneyRoom, JourneyState } from '../tote.ts'
import type { HeardPosition, Position } from '@tote/protocol'
import { drawPlaceKeys, hashOf, publicJwkOf, signProof } from './place-key.ts'

/** A grant this close to its end is renewed first. */
const RENEW_BEFORE_MS = 60_000

/** Runs one at a time among all pages of the site, so that two tabs do not open two journeys. */
export type Exclusive = <T>(name: string, run: () => Promise<T>) => Promise<T>

export interface JourneyDeps {
  readonly hub: string
  readonly key: string
  readonly clock: Clock
  readonly hubClock: HubClock
  readonly http: HubHttp
  readonly exclusive: Exclusive
  storage(): ToteStorage
  position(): Position | null
  /** Where the shopper was, at another place of the journey that this one is of. */
  onPosition(position: HeardPosition | undefined): void
  /** The cart and the place are another now. */
  onGranted(granted: Granted, reason: JoinTarget['reason']): Promise<void>
  /** All that this cart still had to tell; false when it could not. */
  flushCart(): Promise<boolean>
  /** Connect again, as the place we are now. */
  reconnect(): void
  onFault(error: ToteError): void
}

export interface JourneyInner extends JourneyRoom {
  /** A grant that will hold for a while, and a proof for one connection. @throws ToteError */
  credentials(): Promise<{ grant: string; proof: string }>
  /** The hub said no to this grant: get another before the next attempt. */
  dropGrant(): void
  setCarryTo(origins: readonly string[]): void
  enterSession(session: LinkSession): void
  leaveSession(): void
  hearJoined(message: PlaceJoined): void
  fail(error: ToteError): void
  stop(): void
}

/** Who this place is: its key, its journey, and the ways between journeys. */
export function createJourneyRoom(deps: JourneyDeps): JourneyInner {
  const { hub, key, clock, hubClock, http } = deps
  const $journey = atom<JourneyState>({ status: 'opening' })
  const $offer = atom<Offer | null>(null)
  const $joined = atom<PlaceJoined | null>(null)
  const $carryTo = atom<readonly string[]>([])
  let keys: Promise<KeptPlace> | null = null
  let current: { granted: Granted; untilMs: number } | null = null
  let granting: Promise<Granted> | null = null
  let session: LinkSession | null = null
  let cancelOffer = () => {}
  let isContinued = false

  return {
    $journey,
    $offer,
    $joined,
    $carryTo,
    async credentials() {
      const { grant } = await freshGrant()
      const place = await loadPlace()
      return { grant, proof: await prove(place, 'connect', await hashOf(grant)) }
    },
    dropGrant() {
      current = null
    },
    setCarryTo: (origins) => $carryTo.set(origins),
    enterSession(opened) {
      session = opened
    },
    leaveSession() {
      session = null
    },
    hearJoined(message) {
      if (message.placeId !== current?.granted.placeId) $joined.set(message)
    },
    fail: (error) => $journey.set({ status: 'failed', error }),
    redeem,
    accept,
    decline: () => dropOffer(),
    mintTicket,
    // Its time would not run on while nobody looks.
    stop: dropOffer,
  }

  async function loadPlace(): Promise<KeptPlace> {
    keys ??= deps.exclusive(`tote:keys:${hub}:${key}`, async () => {
      const kept = await deps
        .storage()
        .loadPlace()
        .catch(() => undefined)
      if (kept !== undefined) return kept
      const place: KeptPlace = { keys: await drawPlaceKeys(), placeId: null }
      await savePlace(place)
      return place
    })
    try {
      return await keys
    } catch (error) {
      keys = null
      throw error
    }
  }

  async function savePlace(place: KeptPlace): Promise<void> {
    keys = Promise.resolve(place)
    // A place that cannot be kept lives as long as its page.
    await deps
      .storage()
      .savePlace(place)
      .catch(() => undefined)
  }

  function prove(
    { keys: pair }: KeptPlace,
    act: Parameters<typeof signProof>[1]['act'],
    sub: string,
  ): Promise<string> {
    return signProof(pair, { act, sub, aud: hub, nowMs: hubClock.now() })
  }

  async function freshGrant(): Promise<Granted> {
    if (current !== null && clock.now() < current.untilMs - RENEW_BEFORE_MS) return current.granted
    granting ??= deps.exclusive(`tote:journey:${hub}:${key}`, renew).finally(() => {
      granting = null
    })
    return granting
  }

  /** The kept place if the hub still knows it; else a new journey. */
  async function renew(): Promise<Granted> {
    // Read again inside the lock: another tab may have opened the journey meanwhile.
    const kept = await deps
      .storage()
      .loadPlace()
      .catch(() => undefined)
    if (kept !== undefined) keys = Promise.resolve(kept)
    const place = kept ?? (await loadPlace())
    const granted = place.placeId === null ? await open(place) : await resume(place)
    await enter(granted, 'resumed')
    return granted
  }

  async function resume(place: KeptPlace): Promise<Granted> {
    const { placeId } = place
    if (placeId === null) return open(place)
    try {
      const jwk = await publicJwkOf(place.keys)
      const granted = await http.resume({ key, placeId, jwk, proof: await prove(place, 'resume', placeId) })
      isContinued = true
      return granted
    } catch (error) {
      if (!(error instanceof ToteError) || error.code !== 'unknown_place') throw error
      return open(place)
    }
  }

  async function open(place: KeptPlace): Promise<Granted> {
    const jwk = await publicJwkOf(place.keys)
    return http.open({ key, jwk, proof: await prove(place, 'open', key) })
  }

  async function enter(granted: Granted, reason: JoinTarget['reason']): Promise<void> {
    current = { granted, untilMs: clock.now() + granted.grantExpiresInMs }
    await savePlace({ keys: (await loadPlace()).keys, placeId: granted.placeId })
    await deps.onGranted(granted, reason)
    $journey.set({ status: 'open', isContinued, isKept: deps.storage().isKept })
  }

  async function redeem(ticket: string): Promise<void> {
    try {
      const place = await loadPlace()
      const jwk = await publicJwkOf(place.keys)
      // The form is checked by the hub's schema; a cut-off link is as dead as a used one.
      const proof = await prove(place, 'redeem', await hashOf(ticket))
      const { offer, position } = await http.redeem({ key, ticket, jwk, proof })
      if (offer === null) {
        deps.onPosition(position)
        return
      }
      cancelOffer()
      cancelOffer = clock.setTimeout(() => $offer.set(null), offer.expiresInMs)
      $offer.set(offer)
    } catch (error) {
      const fault =
        error instanceof ToteError ? error : new ToteError('internal', undefined, { cause: error })
      deps.onFault(fault.code === 'invalid' ? new ToteError('ticket_dead') : fault)
    }
  }

  async function accept(own: 'add' | 'apart'): Promise<void> {
    const offer = $offer.get()
    if (offer === null) throw new ToteError('ticket_dead', 'There is no offer to accept.')
    // What this place still had to tell belongs to its own cart, before that is added or left.
    if (current !== null && !(await deps.flushCart()))
      throw new ToteError('hub_unreachable', 'The hub does not answer. The offer stays; try again.')
    const place = await loadPlace()
    const granted = await http.accept({
      key,
      pending: offer.pending,
      own,
      ...(current === null ? {} : { grant: current.granted.grant }),
      jwk: await publicJwkOf(place.keys),
      proof: await prove(place, 'accept', await hashOf(offer.pending)),
    })
    dropOffer()
    isContinued = true
    await enter(granted, 'accepted')
    deps.reconnect()
  }

  function dropOffer(): void {
    cancelOffer()
    $offer.set(null)
  }

  async function mintTicket(origin: string): Promise<string | null> {
    if (session === null || !$carryTo.get().includes(origin)) return null
    try {
      const position = deps.position()
      const message = { aud: origin, ...(position === null ? {} : { position }) }
      return parseAnswer(ticketMintAnswerSchema, await session.ask('ticket.mint', message)).ticket
    } catch {
      // The link then leads there without the journey, as any link does.
      return null
    }
  }
}
