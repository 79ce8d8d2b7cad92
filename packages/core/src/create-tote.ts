import { ToteError, type ShowInfo } from '@tote/protocol'
import { v7 as uuid } from 'uuid'
import { createCartRoom } from './cart/cart-room.ts'
import { createConnectionRoom } from './connection/connection-room.ts'
import { Faults } from './faults.ts'
import { createJourneyRoom, type Exclusive } from './journey/journey-room.ts'
import { backoffMs } from './link/backoff.ts'
import { systemClock } from './link/clock.ts'
import { HubClock } from './link/hub-clock.ts'
import { createHubHttp } from './link/hub-http.ts'
import { openIndexedStorage } from './link/indexed-storage.ts'
import { createSocketLink } from './link/socket-link.ts'
import { createMemoryStorage, type ToteStorage } from './link/storage.ts'
import { createNotices } from './notices/notices.ts'
import { checkOptions, type ToteOptions } from './options.ts'
import { createPlaybackRoom } from './playback/playback-room.ts'
import { createShowRoom } from './show/show-room.ts'
import type { Tote } from './tote.ts'

/**
 * One show, one journey and one cart in this place. Nothing happens before `start()`.
 *
 * @throws ToteError `bad_attribute` for a hub, key or show that cannot be one, naming it.
 * @example
 * const tote = createTote({ hub: 'https://hub.example.com', key: 'pk_…', show: 'spring' })
 * tote.cart.$cart.subscribe((cart) => draw(cart))
 * await tote.start()
 */
export function createTote(options: ToteOptions): Tote {
  const { hub, key, showId } = checkOptions(options)
  const clock = options.clock ?? systemClock
  const random = options.random ?? Math.random
  const hubClock = new HubClock(clock)
  const faults = new Faults()
  const notices = createNotices()
  const http = createHubHttp({
    hub,
    key,
    origin: options.origin,
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    hubClock,
  })
  let storage: ToteStorage = options.storage ?? createMemoryStorage()
  let run = 0
  let isStarted = false
  let endWait = () => {}

  const show = createShowRoom({ showId, onProducts: () => cart.refresh() })
  const cart = createCartRoom({
    clock,
    showId,
    notices,
    newId: () => uuid(),
    storage: () => storage,
    find: (id) => show.find(id),
    currencyCode: () => show.currencyCode(),
    onSessionFailed: (error) => connection.drop(error),
  })
  const playback = createPlaybackRoom({
    clock,
    hubClock,
    showId,
    seek: (atMs) => show.seek(atMs),
    msToNextCue: (atMs) => show.msToNextCue(atMs),
  })
  const journey = createJourneyRoom({
    hub,
    key,
    clock,
    hubClock,
    http,
    exclusive,
    storage: () => storage,
    position: () => playback.$position.get(),
    onPosition: (position) => playback.offerJoin(position, 'resumed'),
    async onGranted(granted, reason) {
      await cart.enter(granted)
      playback.offerJoin(granted.position, reason)
      if (granted.capped !== undefined) notices.add({ kind: 'capped', quantity: granted.capped })
    },
    flushCart: () => cart.flush(),
    reconnect: () => connection.reconnect(),
    onFault: (error) => faults.tell(error),
  })
  const connection = createConnectionRoom({
    link: options.link ?? createSocketLink({ hub, origin: options.origin }),
    clock,
    hubClock,
    random,
    clientId: () => cart.clientId,
    credentials: () => journey.credentials(),
    dropGrant: () => journey.dropGrant(),
    async onOpen(session, hello) {
      await cart.hello(hello, session)
      journey.enterSession(session)
      playback.enterSession(session)
      await show.join(session)
    },
    onClosed() {
      cart.leaveSession()
      journey.leaveSession()
      playback.leaveSession()
      show.leaveSession()
    },
    onRefused(error) {
      journey.fail(error)
      faults.tell(error)
    },
    onFault: (error) => faults.tell(error),
    cart: (delta) => cart.hearDelta(delta),
    show: (news) => show.hearNews(news),
    pulse: (pulse) => show.hearPulse(pulse),
    catalogue: (news) => show.hearCatalogue(news),
    joined: (message) => journey.hearJoined(message),
  })

  return {
    hub,
    key,
    showId,
    connection,
    show,
    playback,
    cart,
    journey,
    notices,
    start,
    stop() {
      if (!isStarted) return
      isStarted = false
      run += 1
      endWait()
      connection.stop()
      journey.stop()
      cart.stop()
    },
    onError: (listener) => faults.on(listener),
  }

  async function start(): Promise<void> {
    if (isStarted) return
    isStarted = true
    run += 1
    const mine = run
    await openStorage()
    await cart.load()
    if (mine !== run) return
    // The hub's time comes with the show, and proofs are made by it.
    const info = await loadShow(mine)
    if (info === null || mine !== run) return
    show.enter(info)
    journey.setCarryTo(info.carryTo)
    connection.start()
  }

  async function openStorage(): Promise<void> {
    if (options.storage !== undefined || storage.isKept) return
    try {
      // In Node there is none, and nobody expects it. A browser that forbids it may already throw here.
      if (typeof indexedDB === 'undefined') return
      storage = await openIndexedStorage(`tote:${hub}:${key}`)
    } catch (cause) {
      // The shop works; only the page's end is its end.
      notices.add({ kind: 'notKept' })
      faults.tell(new ToteError('storage_unavailable', undefined, { cause }))
    }
  }

  /** Asks until the hub answers; null when its answer is a no that will stay one. */
  async function loadShow(mine: number): Promise<ShowInfo | null> {
    for (let attempt = 0; mine === run; attempt += 1) {
      try {
        return await http.showInfo(showId)
      } catch (cause) {
        const error = cause instanceof ToteError ? cause : new ToteError('internal', undefined, { cause })
        if (mine !== run) return null
        if (attempt === 0) faults.tell(error)
        if (['unknown_show', 'unknown_key', 'origin', 'invalid'].includes(error.code)) {
          show.fail({ status: 'failed', error })
          journey.fail(error)
          return null
        }
        if (attempt === 0) show.fail({ status: 'failed', error })
        await pause(backoffMs(attempt, random))
      }
    }
    return null
  }

  /** Waits, unless we are stopped meanwhile. */
  function pause(ms: number): Promise<void> {
    return new Promise((done) => {
      const cancel = clock.setTimeout(done, ms)
      endWait = () => {
        cancel()
        done()
      }
    })
  }
}

/** Web Locks where there are any; a page that is alone needs none. */
const exclusive: Exclusive = async (name, run) => {
  const locks: LockManager | undefined = globalThis.navigator?.locks
  if (locks === undefined) return run()
  // The lock's own type loses what the callback returns.
  let result: Awaited<ReturnType<typeof run>> | undefined
  await locks.request(name, async () => {
    result = await run()
  })
  return result as Awaited<ReturnType<typeof run>>
}
