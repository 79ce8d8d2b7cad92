import { backoffMs, byeSchema, ToteError, type ClientId } from '@tote/protocol'
import type { Figures } from './figures.ts'
import type { Place } from './place.ts'
import { RawConnection } from './raw-connection.ts'

/** What all connections of a simulation have in common. */
export interface Network {
  /** A node each: one that is lost is looked for at the next. */
  readonly hubs: readonly string[]
  readonly origin: string
  readonly figures: Figures
  readonly now: () => number
  readonly random: () => number
}

export interface KeptOptions {
  readonly place: Place
  readonly clientId: ClientId
  /** Which hub it tries first. */
  readonly index: number
  readonly localAddress: string | undefined
  onEvent(name: string, body: Buffer): void
  /** The hub has let us in: catch up. The connection counts as back once this is done. */
  onOpen(connection: RawConnection): Promise<void>
  onLost?(): void
}

/** A connection that comes back after a loss, each attempt later, as a real client's does. */
export class KeptConnection {
  readonly #network: Network
  readonly #options: KeptOptions
  readonly #opened: Promise<void>
  #open: () => void = () => undefined
  #connection: RawConnection | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #isStopped = false
  #isCaughtUp = false
  #attempt = 0
  /** How often a node did not answer: as behind a proxy, the next is asked then. */
  #away = 0
  #lostAtMs: number | null = null
  #comeBackMs: number | null = null

  constructor(network: Network, options: KeptOptions) {
    this.#network = network
    this.#options = options
    this.#opened = new Promise((done) => {
      this.#open = done
    })
  }

  /** Connected and caught up. */
  get isOpen(): boolean {
    return this.#isCaughtUp
  }

  get connection(): RawConnection | null {
    return this.#connection
  }

  /** Resolves when it has caught up for the first time, or was stopped. */
  start(): Promise<void> {
    void this.#connect()
    return this.#opened
  }

  stop(): void {
    this.#isStopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#connection?.close()
    this.#open()
  }

  async #connect(): Promise<void> {
    const { figures, now, hubs, origin } = this.#network
    const { place, clientId, localAddress, index } = this.#options
    const startedAt = now()
    const hub = hubs[(index + this.#away) % hubs.length] ?? ''
    let opened: RawConnection | null = null
    try {
      const handshake = await place.handshake({ hub, localAddress, clientId })
      if (this.#isStopped) return
      const connection = await RawConnection.open({
        hub,
        origin,
        localAddress,
        handshake,
        onEvent: (name, body) => this.#hear(name, body),
        onClose: () => {
          if (opened !== null) this.#lose(new ToteError('hub_unreachable'))
        },
      })
      opened = connection
      this.#connection = connection
      figures.sockets += 1
      if (this.#isStopped) return connection.close()
      await this.#options.onOpen(connection)
      if (this.#connection !== connection) return
      this.#isCaughtUp = true
      if (this.#lostAtMs === null) figures.time('opening', now() - startedAt)
      else figures.time('back', now() - this.#lostAtMs)
      this.#lostAtMs = null
      this.#attempt = 0
      this.#open()
    } catch (error) {
      if (opened === null) this.#retry(error)
      // What failed on an open connection fails again on the next, unless it is another one.
      else opened.close()
    }
  }

  #hear(name: string, body: Buffer): void {
    this.#network.figures.count('packets')
    if (name === 'bye') {
      // An event is the list of its name and its message.
      const [, message] = JSON.parse(body.toString()) as [string, unknown]
      const bye = byeSchema.safeParse(message)
      if (bye.success) this.#comeBackMs = bye.data.afterMs
      return
    }
    this.#options.onEvent(name, body)
  }

  #lose(error: ToteError): void {
    this.#connection = null
    this.#isCaughtUp = false
    this.#network.figures.sockets -= 1
    this.#options.onLost?.()
    if (this.#isStopped) return
    this.#network.figures.count('reconnects')
    this.#lostAtMs ??= this.#network.now()
    this.#retry(error)
  }

  #retry(error: unknown): void {
    if (this.#isStopped) return
    const { figures, random } = this.#network
    const known = error instanceof ToteError ? error : undefined
    // A message nobody should have sent: a bug, counted beside what the hub refused.
    if (known === undefined) figures.count('errors')
    else if (known.code === 'hub_unreachable') this.#away += 1
    else figures.refuse(known.code)
    if (known?.code === 'unauthorised' || known?.code === 'bad_proof') this.#options.place.dropGrant()
    const least = known?.details.retryAfterMs ?? 0
    const waitMs = Math.max(least, this.#comeBackMs ?? backoffMs(this.#attempt, random))
    this.#comeBackMs = null
    this.#attempt += 1
    this.#timer = setTimeout(() => void this.#connect(), waitMs)
  }
}
