import {
  downSchemas,
  PROTOCOL_VERSION,
  ToteError,
  type CartDelta,
  type CatalogueNews,
  type ClientId,
  type Hello,
  type PlaceJoined,
  type ShowNews,
  type ShowPulse,
} from '@tote/protocol'
import { atom } from 'nanostores'
import { backoffMs } from '../link/backoff.ts'
import type { Clock } from '../link/clock.ts'
import type { HubClock } from '../link/hub-clock.ts'
import { ANSWER_WITHIN_MS, type Link, type LinkSession } from '../link/link.ts'
import type { Connection, ConnectionRoom } from '../tote.ts'

export interface ConnectionDeps {
  readonly link: Link
  readonly clock: Clock
  readonly hubClock: HubClock
  random(): number
  clientId(): ClientId
  credentials(): Promise<{ grant: string; proof: string }>
  dropGrant(): void
  /** The hub has said hello: catch up on this session. */
  onOpen(session: LinkSession, hello: Hello): Promise<void>
  onClosed(): void
  /** Trying again will not help before something is changed. */
  onRefused(error: ToteError): void
  onFault(error: ToteError): void
  cart(delta: CartDelta): void
  show(news: ShowNews): void
  pulse(pulse: ShowPulse): void
  catalogue(news: CatalogueNews): void
  joined(message: PlaceJoined): void
}

export interface ConnectionInner extends ConnectionRoom {
  start(): void
  stop(): void
  /** Drops the connection and makes a new one at once. */
  reconnect(): void
  /** This connection is of no more use: comes back later, as after a loss. */
  drop(error: ToteError): void
}

/** Keeps one connection to the hub: opens, catches up, and comes back after a loss, each time later. */
export function createConnectionRoom(deps: ConnectionDeps): ConnectionInner {
  const { clock, hubClock } = deps
  const $connection = atom<Connection>({ status: 'idle' })
  let run = 0
  let session: LinkSession | null = null
  let attempt = 0
  let cancelRetry = () => {}
  let lostAtMs: number | null = null
  let comeBackMs: number | null = null

  const wake = () => {
    if ($connection.get().status === 'offline') connectNow()
  }
  // An open socket would keep the page out of the back/forward cache, and a page that was left in the count.
  const sleep = () => {
    if (session === null) return
    hangUp()
    lostAtMs = clock.now()
    $connection.set({ status: 'offline', sinceMs: lostAtMs })
  }

  return {
    $connection,
    hubNow: () => hubClock.now(),
    start() {
      // A device that says it is back is not kept waiting.
      globalThis.addEventListener?.('online', wake)
      globalThis.addEventListener?.('pagehide', sleep)
      globalThis.addEventListener?.('pageshow', wake)
      connectNow()
    },
    stop() {
      globalThis.removeEventListener?.('online', wake)
      globalThis.removeEventListener?.('pagehide', sleep)
      globalThis.removeEventListener?.('pageshow', wake)
      hangUp()
      lostAtMs = null
      $connection.set({ status: 'idle' })
    },
    reconnect: connectNow,
    drop(error) {
      if (session !== null) lose(error)
    },
  }

  function hangUp(): void {
    run += 1
    comeBackMs = null
    cancelRetry()
    session?.close()
    session = null
    deps.onClosed()
  }

  function connectNow(): void {
    hangUp()
    void connect(run)
  }

  async function connect(mine: number): Promise<void> {
    if (lostAtMs === null) $connection.set({ status: 'connecting' })
    try {
      const opened = await openSession(mine)
      if (opened === null) return
      attempt = 0
      lostAtMs = null
      $connection.set({ status: 'online' })
    } catch (error) {
      if (mine === run) lose(error)
    }
  }

  /** Null when we were told to stop meanwhile. */
  async function openSession(mine: number): Promise<LinkSession | null> {
    const { grant, proof } = await deps.credentials()
    if (mine !== run) return null
    let heard: (hello: Hello) => void = () => {}
    let failed: (error: ToteError) => void = () => {}
    const hello = new Promise<Hello>((resolve, reject) => {
      heard = resolve
      failed = reject
    })
    // Whoever stops waiting for it does not leave an unhandled refusal behind.
    hello.catch(() => undefined)
    const opened = await deps.link.open({
      // The hub checks each field against its own schema.
      handshake: { v: PROTOCOL_VERSION, grant, proof, clientId: deps.clientId() },
      onMessage: (event, message) => {
        if (mine !== run) return
        if (event === 'hello') hearHello(message, heard, failed)
        else hear(event, message)
      },
      onClose: () => {
        failed(new ToteError('hub_unreachable'))
        if (mine === run && session === opened) lose(new ToteError('hub_unreachable'))
      },
    })
    if (mine !== run) {
      opened.close()
      return null
    }
    session = opened
    const cancel = clock.setTimeout(() => failed(new ToteError('hub_unreachable')), ANSWER_WITHIN_MS)
    await deps.onOpen(opened, await hello.finally(cancel))
    return mine === run ? opened : null
  }

  function hearHello(
    message: unknown,
    heard: (hello: Hello) => void,
    failed: (error: ToteError) => void,
  ): void {
    const parsed = downSchemas.hello.safeParse(message)
    if (!parsed.success) {
      failed(new ToteError('upgrade', 'The hub speaks another version of the protocol.'))
      return
    }
    hubClock.hear(parsed.data.now)
    heard(parsed.data)
  }

  function hear(event: string, message: unknown): void {
    switch (event) {
      case 'cart':
        return parse(downSchemas.cart.safeParse(message), deps.cart)
      case 'show':
        return parse(downSchemas.show.safeParse(message), deps.show)
      case 'show.l':
        return parse(downSchemas['show.l'].safeParse(message), deps.pulse)
      case 'catalogue':
        return parse(downSchemas.catalogue.safeParse(message), deps.catalogue)
      case 'place.joined':
        return parse(downSchemas['place.joined'].safeParse(message), deps.joined)
      case 'bye':
        return parse(downSchemas.bye.safeParse(message), ({ afterMs }) => {
          comeBackMs = afterMs
        })
      default:
      // A newer hub may know more events than we do.
    }
  }

  function parse<T>(
    parsed: { success: true; data: T } | { success: false },
    use: (message: T) => void,
  ): void {
    if (parsed.success) use(parsed.data)
    else
      deps.onFault(
        new ToteError('internal', 'The hub sent a message this version cannot read; it was left out.'),
      )
  }

  function lose(cause: unknown): void {
    // What still goes on of this attempt, such as catching up, fails too and is no second loss.
    run += 1
    const mine = run
    const error = cause instanceof ToteError ? cause : new ToteError('internal', undefined, { cause })
    session?.close()
    session = null
    deps.onClosed()
    if (error.code === 'unauthorised' || error.code === 'bad_proof') deps.dropGrant()
    const isOver = isFinal(error) && !(error.code === 'bad_proof' && attempt < 2)
    if (isOver) {
      $connection.set({ status: 'refused', error })
      deps.onRefused(error)
      return
    }
    if (lostAtMs === null) {
      lostAtMs = clock.now()
      if (error.code !== 'unauthorised') deps.onFault(error)
    }
    $connection.set({ status: 'offline', sinceMs: lostAtMs })
    const delayMs = comeBackMs ?? backoffMs(attempt, deps.random)
    comeBackMs = null
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
