import { randomUUID } from 'node:crypto'
import { clientIdSchema } from '@tote/protocol'
import { KeptConnection, type Network } from './kept-connection.ts'
import type { Place } from './place.ts'
import { ShowFollower, type FollowerDeps } from './show-follower.ts'

/** Often enough to tell when within five seconds the hub hung up. */
const PROBE_EVERY_MS = 250

/** Somebody who only watches. A stalled one stops reading once `stall` was called, and again whenever it is back. */
export class Viewer {
  readonly #kept: KeptConnection
  readonly #network: Network
  #isStalled = false
  #stalledAtMs: number | null = null

  constructor(
    network: Network,
    own: { place: Place; index: number; localAddress: string | undefined; follow: FollowerDeps },
  ) {
    this.#network = network
    const follower = new ShowFollower(own.follow)
    this.#kept = new KeptConnection(network, {
      ...own,
      clientId: clientIdSchema.parse(randomUUID()),
      onEvent: (name, body) => {
        if (name === 'show') follower.hear(body, this.#kept.connection)
      },
      onOpen: async (connection) => {
        await follower.join(connection)
        if (this.#isStalled) this.#fallAsleep()
      },
      onLost: () => {
        follower.leave()
        if (this.#stalledAtMs === null) return
        network.figures.count('stalledClosed')
        network.figures.time('stalledUntilClosed', network.now() - this.#stalledAtMs)
        this.#stalledAtMs = null
      },
    })
  }

  get isOpen(): boolean {
    return this.#kept.isOpen
  }

  start(): Promise<void> {
    return this.#kept.start()
  }

  stall(): void {
    this.#isStalled = true
    this.#fallAsleep()
  }

  stop(): void {
    this.#kept.stop()
  }

  #fallAsleep(): void {
    const { connection } = this.#kept
    if (connection === null || this.#stalledAtMs !== null) return
    this.#stalledAtMs = this.#network.now()
    connection.stall(PROBE_EVERY_MS)
  }
}
