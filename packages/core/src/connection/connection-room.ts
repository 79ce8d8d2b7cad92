import {
  backoffMs,
  beatAnswerSchema,
  downSchemas,
  PROTOCOL_VERSION,
  ToteError,
  type ClientId,
  type Hello,
} from '@tote/protocol'
import { atom } from 'nanostores'
import type { Clock } from '../link/clock.ts'
import type { HubClock } from '../link/hub-clock.ts'
import { ANSWER_WITHIN_MS, type Link, type LinkSession } from '../link/link.ts'
import type { PageLife } from '../link/page-life.ts'
import type { Connection, ConnectionRoom } from '../tote.ts'
import { hearDown, type DownListeners } from './hear-down.ts'
import { createHeartbeat } from './heartbeat.ts'
import { Ways, type Way } from './ways.ts'

export interface ConnectionDeps extends Omit<DownListeners, 'bye'> {
  readonly link: Link
  /** Where no socket gets through. */
  readonly httpsLink: Link
  readonly clock: Clock
  readonly hubClock: HubClock
  readonly page: Pick<PageLife, 'isSeen'>
  random(): number
  clientId(): ClientId
  credentials(): Promise<{ grant: string; proof: string }>
  dropGrant(): void
  /** Asks the hub what time it is, and keeps to that. */
  hearTime(): Promise<void>
  /** The hub has said hello: catch up on this session. */
  onOpen(session: LinkSession, hello: Hello): Promise<void>
  /** Asks what changed meanwhile. */
  poll(session: LinkSession): Promise<void>
  onClosed(): void
  /** Trying again will not help before something is changed. */
  onRefused(error: ToteError): void
}

export interface ConnectionInner extends ConnectionRoom {
  start(): void
  stop(): void
  /** The page is left: an open socket would keep it out of the back/forward cache, and in the count. */
  sleep(): void
  /** The page is back, or the network: looks at once whether the hub is still there. */
  wake(): void
  /** Drops the connection and makes a new one at once. */
  reconnect(): void
  /** This connection is of no more use: comes back later, as after a loss. */
  drop(error: ToteError): void
}

/** A proof that is refused may only have been of the wrong time; more of them are of the wrong key. */
const BAD_PROOFS = 2
/** How often the hub is asked where it cannot speak by itself. */
const POLL_MS = 3000

/** Keeps one connection to the hub: opens, catches up, and comes back after a loss, each time later. */
export function createConnectionRoom(deps: ConnectionDeps): ConnectionInner {
  const { clock, hubClock } = deps
  const $connection = atom<Connection>({ status: 'idle' })
  const ways = new Ways()
  let run = 0
  let session: LinkSession | null = null
  let via: Way = 'socket'
  let attempt = 0
  let badProofs = 0
  let cancelRetry = () => {}
  /** Ends the wait for the hub's first word. */
  let endWait = () => {}
  let lostAtMs: number | null = null
  let comeBackAtMs: number | null = null

  const heartbeat = createHeartbeat({
    clock,
    isSeen: () => deps.page.isSeen(),
    async ask(isFull) {
      if (session === null) return
      if (isFull) return deps.poll(session)
      const askedAtMs = clock.now()
      const said = beatAnswerSchema.safeParse(await session.ask('beat', {}))
      // A refusal is a sign of life too.
      if (said.success) hubClock.hear(said.data.now, askedAtMs)
    },
    onSilent: (sinceMs) => $connection.set({ status: 'offline', sinceMs }),
    onAlive: () => $connection.set({ status: 'online', via }),
    onDead: (error) => lose(error),
  })

  return {
    $connection,
    hubNow: () => hubClock.now(),
    start: () => connectNow(),
    stop() {
      hangUp()
      lostAtMs = null
      $connection.set({ status: 'idle' })
    },
    sleep() {
      if (!['connecting', 'online', 'offline'].includes($connection.get().status)) return
      hangUp()
      lostAtMs ??= clock.now()
      $connection.set({ status: 'offline', sinceMs: lostAtMs })
    },
    wake() {
      const { status } = $connection.get()
      if (status === 'offline') connectNow()
      if (status === 'online') heartbeat.check()
    },
    reconnect: () => connectNow(),
    drop(error) {
      if (session !== null) lose(error)
    },
  }

  function hangUp(): void {
    run += 1
    comeBackAtMs = null
    cancelRetry()
    letGo()
  }

  function letGo(): void {
    heartbeat.stop()
    endWait()
    session?.close()
    session = null
    deps.onClosed()
  }

  /** `isPlanned`: the link we have still works, so there is nothing to tell. */
  function connectNow(isPlanned = false): void {
    hangUp()
    if (!isPlanned && lostAtMs === null) $connection.set({ status: 'connecting' })
    void connect(run)
  }

  async function connect(mine: number): Promise<void> {
    try {
      const opened = await openSession(mine)
      if (!opened) return
      attempt = 0
      badProofs = 0
      lostAtMs = null
      $connection.set({ status: 'online', via })
      heartbeat.start(via === 'https' ? POLL_MS : undefined)
      if (via === 'https') trySocketLater(mine)
    } catch (error) {
      if (mine === run) lose(error)
    }
  }

  /** By the first way that opens; false when we were told to stop meanwhile. */
  async function openSession(mine: number): Promise<boolean> {
    const order = ways.next(clock.now())
    for (const way of order) {
      try {
        await openBy(way, mine)
        if (mine !== run) return false
        via = way
        ways.opened(way)
        return true
      } catch (error) {
        if (mine !== run) return false
        const isUnreachable = error instanceof ToteError && error.code === 'hub_unreachable'
        if (isUnreachable) ways.failed(way, clock.now())
        if (!isUnreachable || way === order.at(-1)) throw error
        letGo()
      }
    }
    return false
  }

  async function openBy(way: Way, mine: number): Promise<void> {
    // The device's clock may have been set since: by a proof of the wrong time nobody is let in.
    if (badProofs > 0) await deps.hearTime()
    const { grant, proof } = await deps.credentials()
    if (mine !== run) return
    let heard: (hello: Hello) => void = () => {}
    let failed: (error: ToteError) => void = () => {}
    let known: Hello | null = null
    let opened: LinkSession | null = null
    const isCurrent = () => mine === run && (session === null || session === opened)
    const hello = new Promise<Hello>((resolve, reject) => {
      heard = resolve
      failed = reject
    })
    // Whoever stops waiting for it does not leave an unhandled refusal behind.
    hello.catch(() => undefined)
    opened = await (way === 'socket' ? deps.link : deps.httpsLink).open({
      // The hub checks each field against its own schema.
      handshake: { v: PROTOCOL_VERSION, grant, proof, clientId: deps.clientId() },
      onMessage(event, message) {
        if (!isCurrent()) return
        heartbeat.heard()
        if (event !== 'hello')
          return hearDown(event, message, { ...deps, bye: ({ afterMs }) => bye(afterMs) })
        const parsed = downSchemas.hello.safeParse(message)
        if (!parsed.success)
          return failed(new ToteError('upgrade', 'The hub speaks another version of the protocol.'))
        const { data } = parsed
        hubClock.hear(data.now)
        // Said again where the hub is asked: another cart or another database begins anew.
        if (known !== null && (known.cartId !== data.cartId || known.epoch !== data.epoch)) connectNow(true)
        known ??= data
        heard(known)
      },
      onClose() {
        failed(new ToteError('hub_unreachable'))
        if (mine === run && session === opened) lose(new ToteError('hub_unreachable'))
      },
    })
    if (mine !== run) {
      opened.close()
      return
    }
    session = opened
    endWait = () => failed(new ToteError('hub_unreachable'))
    const cancel = clock.setTimeout(endWait, ANSWER_WITHIN_MS)
    await deps.onOpen(opened, await hello.finally(cancel))
  }

  function trySocketLater(mine: number): void {
    cancelRetry = clock.setTimeout(() => void trySocket(mine), ways.retryMs)
  }

  /** Whether the network lets sockets through by now; what we have goes on meanwhile. */
  async function trySocket(mine: number): Promise<void> {
    try {
      const handshake = { v: PROTOCOL_VERSION, clientId: deps.clientId(), ...(await deps.credentials()) }
      if (mine !== run) return
      const ignore = () => undefined
      const probe = await deps.link.open({ handshake, onMessage: ignore, onClose: ignore })
      probe.close()
      if (mine !== run) return
      ways.opened('socket')
      connectNow(true)
    } catch {
      if (mine !== run) return
      ways.failed('socket', clock.now())
      trySocketLater(mine)
    }
  }

  /** This node goes away: to another one at the moment it drew for us, so that not all come at once. */
  function bye(delayMs: number): void {
    comeBackAtMs = clock.now() + delayMs
    cancelRetry()
    const mine = run
    cancelRetry = clock.setTimeout(() => {
      if (mine === run) connectNow(true)
    }, delayMs)
  }

  function lose(cause: unknown): void {
    // What still goes on of this attempt, such as catching up, fails too and is no second loss.
    run += 1
    const mine = run
    const error = cause instanceof ToteError ? cause : new ToteError('internal', undefined, { cause })
    cancelRetry()
    letGo()
    if (error.code === 'unauthorised' || error.code === 'bad_proof') deps.dropGrant()
    badProofs = error.code === 'bad_proof' ? badProofs + 1 : 0
    const isOver = isFinal(error) && !(badProofs > 0 && badProofs <= BAD_PROOFS)
    if (isOver) {
      $connection.set({ status: 'refused', error })
      deps.onRefused(error)
      return
    }
    if (lostAtMs === null) {
      lostAtMs = clock.now()
      if (error.code !== 'unauthorised' && error.code !== 'moved') deps.onFault(error)
    }
    $connection.set({ status: 'offline', sinceMs: lostAtMs })
    const delayMs =
      comeBackAtMs === null ? backoffMs(attempt, deps.random) : Math.max(0, comeBackAtMs - clock.now())
    comeBackAtMs = null
    attempt += 1
    cancelRetry = clock.setTimeout(() => {
      if (mine === run) connectNow()
    }, delayMs)
  }
}

/** Refusals that the same attempt would meet again. */
function isFinal({ code }: ToteError): boolean {
  return [
    'origin',
    'unknown_key',
    'unknown_show',
    'upgrade',
    'bad_proof',
    'forbidden',
    'insecure_context',
  ].includes(code)
}
