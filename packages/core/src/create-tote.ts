import { backoffMs, ToteError, type ShowInfo } from '@tote/protocol'
import { createCartRoom } from './cart/cart-room.ts'
import { createChatRoom } from './chat/chat-room.ts'
import { createConnectionRoom } from './connection/connection-room.ts'
import { createJourneyRoom } from './journey/journey-room.ts'
import { webPlaceKeys } from './journey/place-key.ts'
import { systemClock } from './link/clock.ts'
import { HubClock } from './link/hub-clock.ts'
import { createHubHttp } from './link/hub-http.ts'
import { browserDisks, hasBrowserDisks, openKeptStorage } from './link/kept-storage.ts'
import { lateHttpsLink } from './link/late-https-link.ts'
import { exclusively, webLocks } from './link/locks.ts'
import { newId } from './link/new-id.ts'
import { pageLife } from './link/page-life.ts'
import { createPartingPost } from './link/parting-post.ts'
import { openPresence } from './link/presence.ts'
import { createSocketLink } from './link/socket-link.ts'
import { createMemoryStorage, type ToteStorage } from './link/storage.ts'
import { openTabs } from './link/tabs.ts'
import { untilOver } from './link/until-over.ts'
import { Listeners } from './listeners.ts'
import { createNotices } from './notices/notices.ts'
import { checkOptions, type ToteOptions } from './options.ts'
import { createPlaybackRoom } from './playback/playback-room.ts'
import { createShowRoom } from './show/show-room.ts'
import type { Tote } from './tote.ts'
import { createLine } from './waitlist/create-line.ts'

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
  const faults = new Listeners<ToteError>()
  const notices = createNotices()
  const line = createLine()
  const { origin, embeddedIn } = options
  const fetch: typeof globalThis.fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
  const http = createHubHttp({ hub, key, origin, embeddedIn, fetch, clock, hubClock })
  const locks = options.locks === undefined ? webLocks() : options.locks
  const page = options.page ?? pageLife
  // A frame's is of the page around it too: nothing goes from one site to another where their storage is not parted.
  const deviceName = ['tote', hub, key, ...(embeddedIn === undefined ? [] : [embeddedIn])].join(':')
  let storage: ToteStorage = options.storage ?? createMemoryStorage()
  let run = 0
  let epoch = ''
  let connectedAs = ''
  let isStarted = false
  let endWait = () => {}
  let stopPage = () => {}

  const show = createShowRoom({
    showId,
    onProducts: () => cart.refresh(),
    onChat: (messages) => chat.catchUp(messages),
    onRemoved: (id) => chat.hearRemoved(id),
  })
  const chat = createChatRoom({ showId, clock, hubClock, newId: options.newId ?? newId })
  const cart = createCartRoom({
    clock,
    showId,
    notices,
    newId: options.newId ?? newId,
    storage: () => storage,
    find: (id) => show.find(id),
    currencyCode: () => show.currencyCode(),
    onSessionFailed: (error) => connection.drop(error),
    onPending: (count) => parting.follow(connection.$connection.get().status === 'idle' ? 0 : count),
    onOtherCart() {
      journey.dropGrant()
      connection.reconnect()
    },
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
    embeddedIn,
    clock,
    hubClock,
    http,
    exclusive: (name, work) => exclusively(locks, name, work),
    placeKeys: options.placeKeys ?? webPlaceKeys,
    storage: () => storage,
    position: () => playback.$position.get(),
    onPosition: (position) => playback.offerJoin(position, 'resumed'),
    async onGranted(granted, reason) {
      // The connection there is speaks for the cart that is left: what is wished while the disk takes the other one waits
      // for the next.
      if (reason === 'accepted') cart.leaveSession()
      await cart.enter(granted)
      playback.offerJoin(granted.position, reason)
      if (granted.capped !== undefined) notices.add({ kind: 'capped', quantity: granted.capped })
    },
    flushCart: () => cart.flush(),
    bringCart: () => cart.bring(),
    onRemoved: () => void notices.add({ kind: 'removed' }),
    isCartEmpty: () => cart.$cart.get().totalQuantity === 0,
    letGoCart() {
      cart.letGo()
      playback.forgetLead()
    },
    reconnect: () => connection.reconnect(),
    onFault: (error) => faults.tell(error),
  })
  const connection = createConnectionRoom({
    link: options.link ?? createSocketLink({ hub, origin }),
    httpsLink:
      options.httpsLink ??
      lateHttpsLink({ hub, origin, fetch, clock, credentials: () => journey.callCredentials() }),
    page,
    clock,
    hubClock,
    random,
    clientId: () => (connectedAs = cart.clientId),
    credentials: () => journey.credentials(),
    dropGrant: () => journey.dropGrant(),
    hearTime: () => http.showInfo(showId).then(() => undefined),
    async onOpen(session, hello) {
      // Brought back from a backup the hub has another log, and other prices that no cue tells of.
      if (epoch !== '' && hello.epoch !== epoch) {
        show.forgetLog()
        show.enter(await http.showInfo(showId))
      }
      epoch = hello.epoch
      await cart.hello(hello, session)
      journey.enterSession(session)
      playback.enterSession(session)
      chat.enterSession(session)
      line.enterSession(session)
      await show.join(session)
    },
    async poll(session) {
      await Promise.all([cart.poll(session), show.join(session)])
    },
    onClosed() {
      cart.leaveSession()
      journey.leaveSession()
      playback.leaveSession()
      show.leaveSession()
      chat.leaveSession()
      line.leaveSession()
    },
    onRefused(error) {
      journey.fail(error)
      faults.tell(error)
    },
    onFault: (error) => faults.tell(error),
    cart: (delta) => cart.hearDelta(delta),
    show: (news) => show.hearNews(news),
    pulse(pulse) {
      show.hearPulse(pulse)
      chat.hearPulse(pulse)
    },
    catalogue: (news) => show.hearCatalogue(news),
    stock(news) {
      cart.hearStock(news, (variantId) => show.freeOf(variantId))
      show.hearStock(news)
    },
    joined: (message) => journey.hearJoined(message),
    claim: () => journey.hearClaim(),
    lead: (lead) => playback.hearLead(lead, lead.by === connectedAs),
    waits: line.hear,
    friends: line.hearFriends,
  })

  const parting = createPartingPost({
    hub,
    fetch,
    clock,
    headers: async () => (await journey.callCredentials()).headers,
    batches: () => cart.batches(),
  })

  return {
    hub,
    key,
    showId,
    connection,
    show,
    playback,
    chat,
    cart,
    line: line.port,
    friends: line.friends,
    journey,
    notices,
    start,
    stop() {
      if (!isStarted) return
      isStarted = false
      run += 1
      endWait()
      stopPage()
      parting.stop()
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
    // Asked before the disk is, and shown when it comes: neither needs the other's answer.
    const asked = loadShow(mine)
    await openStorage()
    const isAlone = options.storage === undefined && !storage.isQueueKept
    const presence = isAlone ? null : await openPresence(locks, clock)
    if (mine !== run) return
    const tabs = options.openTabs ?? (storage.isQueueKept ? openTabs : () => null)
    await cart.load(untilOver({ presence, name: deviceName, openTabs: tabs }, () => mine !== run))
    if (mine !== run) return
    const stops = [page.onHide(leave), page.onWake(comeBack)]
    stopPage = () => stops.forEach((stop) => stop())
    // The hub's time comes with the show, and proofs are made by it.
    const info = await asked
    if (info === null || mine !== run) return
    epoch = info.epoch
    journey.setCarryTo(info.carryTo)
    connection.start()
  }

  /** Closed, or put aside in the back/forward cache: nothing of ours may keep it from there. */
  function leave(): void {
    parting.post()
    connection.sleep()
    cart.sleep()
  }

  function comeBack(): void {
    void cart.wake()
    connection.wake()
  }

  async function openStorage(): Promise<void> {
    // In Node there is no disk of the browser's, and nobody expects one.
    if (options.storage !== undefined || storage.isQueueKept || !hasBrowserDisks()) return
    storage = await openKeptStorage({
      ...browserDisks(deviceName),
      // The shop works; only the page's end is its end.
      onFall(remains, cause) {
        notices.add({ kind: 'notKept', remains })
        faults.tell(new ToteError('storage_unavailable', undefined, { cause }))
      },
    })
  }

  /** Asks until the hub answers; null when its answer is a no that will stay one. */
  async function loadShow(mine: number): Promise<ShowInfo | null> {
    for (let attempt = 0; mine === run; attempt += 1) {
      try {
        const info = await http.showInfo(showId)
        if (mine === run) show.enter(info)
        return info
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
