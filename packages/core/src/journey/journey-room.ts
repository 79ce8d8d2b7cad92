import {
  ToteError,
  type Granted,
  type HeardPosition,
  type Offer,
  type PlaceJoined,
  type ShopperExport,
} from '@tote/protocol'
import { atom } from 'nanostores'
import type { LinkSession } from '../link/link.ts'
import type { KeptPlace } from '../link/storage.ts'
import type { JoinTarget } from '../playback/playback.ts'
import { askForTicket, askToRemove } from './ask-session.ts'
import type { CarryRoom } from './carry.ts'
import type { createCarryRoom } from './carry-room.ts'
import type { JourneyState } from './journey.ts'
import type { JourneyDeps, JourneyInner } from './journey-ports.ts'
import { createOwnGrant } from './own-grant.ts'
import { createOwnPlace } from './own-place.ts'

/** Who this place is: its key, its journey, and the ways between journeys. */
export function createJourneyRoom(deps: JourneyDeps): JourneyInner {
  const { hub, key, clock, http, placeKeys } = deps
  const $journey = atom<JourneyState>({ status: 'opening' })
  const $offer = atom<Offer | null>(null)
  const $joined = atom<PlaceJoined | null>(null)
  const $carryTo = atom<readonly string[]>([])
  const here = createOwnPlace(deps)
  const own = createOwnGrant({
    clock,
    exclusive: (run) => deps.exclusive(`tote:journey:${hub}:${key}`, run),
    renew,
    proveCall: async (grant) => here.prove(await here.load(), 'call', await placeKeys.hash(grant)),
  })
  let session: LinkSession | null = null
  let cancelOffer = () => {}
  let isContinued = false
  let carrying: ReturnType<typeof createCarryRoom> | null = null

  return {
    $journey,
    $offer,
    $joined,
    $carryTo,
    async credentials() {
      const { grant } = await own.fresh()
      const place = await here.load()
      return { grant, proof: await here.prove(place, 'connect', await placeKeys.hash(grant)) }
    },
    callCredentials: own.callCredentials,
    dropGrant: own.drop,
    setCarryTo: (origins) => $carryTo.set(origins),
    enterSession(opened) {
      session = opened
    },
    leaveSession() {
      session = null
    },
    hearJoined(message) {
      if (message.placeId !== own.held?.placeId) $joined.set(message)
    },
    fail: (error) => $journey.set({ status: 'failed', error }),
    removeJoined,
    redeem,
    accept,
    decline: () => dropOffer(),
    signIn,
    signOut: leave,
    leave,
    async exportKept(): Promise<ShopperExport> {
      const { grant } = await own.fresh()
      const proof = await here.prove(await here.load(), 'export', await placeKeys.hash(grant))
      return http.exportKept({ grant, proof })
    },
    forget: () =>
      startAfresh(async ({ grant }, place) =>
        http.forget({ grant, proof: await here.prove(place, 'forget', await placeKeys.hash(grant)) }),
      ),
    mintTicket,
    carry,
    hearClaim: () => carrying?.hearSettled(),
    // Its time would not run on while nobody looks.
    stop() {
      dropOffer()
      carrying?.stop()
    },
  }

  /** The kept place if the hub still knows it; else a new journey. */
  async function renew(): Promise<Granted> {
    // Read again inside the lock: another tab may have opened the journey meanwhile.
    const place = await here.reload()
    const granted = place.placeId === null ? await open(place) : await resume(place)
    await enter(granted, 'resumed')
    return granted
  }

  async function resume(place: KeptPlace): Promise<Granted> {
    const { placeId } = place
    if (placeId === null) return open(place)
    try {
      const jwk = await placeKeys.publicJwk(place.keys)
      const granted = await http.resume({
        key,
        placeId,
        jwk,
        proof: await here.prove(place, 'resume', placeId),
      })
      isContinued = true
      return granted
    } catch (error) {
      if (!(error instanceof ToteError) || error.code !== 'unknown_place') throw error
      if (error.details.field === 'revoked') deps.onRemoved()
      return open(place)
    }
  }

  async function open(place: KeptPlace): Promise<Granted> {
    const jwk = await placeKeys.publicJwk(place.keys)
    return http.open({ key, jwk, proof: await here.prove(place, 'open', key) })
  }

  async function enter(granted: Granted, reason: JoinTarget['reason']): Promise<void> {
    own.hold(granted)
    await here.save({ keys: (await here.load()).keys, placeId: granted.placeId })
    await deps.onGranted(granted, reason)
    $journey.set({ status: 'open', isContinued, isKept: deps.storage().isKept })
  }

  async function removeJoined(): Promise<boolean> {
    const joined = $joined.get()
    if (joined === null || !(await askToRemove(session, joined.placeId))) return false
    if ($joined.get() === joined) $joined.set(null)
    return true
  }

  async function redeem(ticket: string): Promise<void> {
    try {
      const place = await here.load()
      const jwk = await placeKeys.publicJwk(place.keys)
      // The form is checked by the hub's schema; a cut-off link is as dead as a used one.
      const proof = await here.prove(place, 'redeem', await placeKeys.hash(ticket))
      const { offer, position } = await http.redeem({ key, ticket, jwk, proof })
      showOffer(offer, position)
    } catch (error) {
      const fault =
        error instanceof ToteError ? error : new ToteError('internal', undefined, { cause: error })
      deps.onFault(fault.code === 'invalid' ? new ToteError('ticket_dead') : fault)
    }
  }

  function showOffer(offer: Offer | null, position: HeardPosition | undefined): void {
    if (offer === null) return deps.onPosition(position)
    cancelOffer()
    cancelOffer = clock.setTimeout(() => $offer.set(null), offer.expiresInMs)
    $offer.set(offer)
  }

  /** Loaded when it is wanted, which is seldom. */
  async function carry(): Promise<CarryRoom> {
    const { createCarryRoom: create } = await import('./carry-room.ts')
    return (carrying ??= create({
      hub,
      key,
      isFramed: deps.embeddedIn !== undefined,
      clock,
      http,
      grant: async () => (await own.fresh()).grant,
      async prove(act, secret) {
        const place = await here.load()
        const jwk = await placeKeys.publicJwk(place.keys)
        return { jwk, proof: await here.prove(place, act, await placeKeys.hash(secret)) }
      },
      mint: (message) => askForTicket(session, message),
      position: () => deps.position(),
      offer: showOffer,
      async take(offer, position) {
        showOffer(offer, position)
        // They said yes at the hub, and there is nothing here that could be lost.
        if (offer !== null && deps.isCartEmpty()) await accept('add')
      },
    }))
  }

  async function accept(ownLines: 'add' | 'apart'): Promise<void> {
    const offer = $offer.get()
    if (offer === null) throw new ToteError('ticket_dead', 'There is no offer to accept.')
    const isMerge = ownLines === 'add' && offer.quantity > 0
    // What this place still had to tell belongs to its own cart, before that is added or left.
    await tellAll()
    const offerBack = isMerge ? deps.bringCart() : () => {}
    await own.alone(async () => {
      const place = await here.load()
      const granted = await http.accept({
        key,
        pending: offer.pending,
        own: ownLines,
        ...(own.held === null ? {} : { grant: own.held.grant }),
        jwk: await placeKeys.publicJwk(place.keys),
        proof: await here.prove(place, 'accept', await placeKeys.hash(offer.pending)),
      })
      dropOffer()
      isContinued = true
      await enter(granted, 'accepted')
    })
    offerBack()
    deps.reconnect()
  }

  async function signIn(token: string): Promise<void> {
    await tellAll()
    const isOtherCart = await own.alone(async () => {
      const { grant, cartId } = await own.freshInMove()
      const place = await here.load()
      const granted = await http.signIn({
        key,
        grant,
        token,
        jwk: await placeKeys.publicJwk(place.keys),
        proof: await here.prove(place, 'sign-in', await placeKeys.hash(token)),
      })
      dropOffer()
      await enter(granted, 'resumed')
      return granted.cartId !== cartId
    })
    // The same cart: what is connected is connected to the right one.
    if (isOtherCart) deps.reconnect()
  }

  function leave(): Promise<void> {
    return startAfresh(async ({ grant, placeId }, place) =>
      http.leave(placeId, { grant, proof: await here.prove(place, 'leave', placeId) }),
    )
  }

  /** Ends what this place was of, then opens a journey that nobody else is of. */
  async function startAfresh(end: (granted: Granted, place: KeptPlace) => Promise<void>): Promise<void> {
    await tellAll()
    await own.grantBy(async () => {
      const ending = await own.freshInMove()
      // Whoever wants a grant meanwhile, such as a connection that was just ended by this, waits for the new one.
      own.drop()
      const place = await here.load()
      await end(ending, place)
      dropOffer()
      deps.letGoCart()
      isContinued = false
      // Before anything else can fail: the id that was is of no use any more.
      await here.save({ keys: place.keys, placeId: null })
      const granted = await open(place)
      await enter(granted, 'resumed')
      return granted
    })
    deps.reconnect()
  }

  /** What this place still had to tell belongs to the cart it has now. @throws ToteError `hub_unreachable` */
  async function tellAll(): Promise<void> {
    if (own.held !== null && !(await deps.flushCart()))
      throw new ToteError('hub_unreachable', 'The hub does not answer. Nothing has changed; try again.')
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
      return await askForTicket(session, message)
    } catch {
      // The link then leads there without the journey, as any link does.
      return null
    }
  }
}
