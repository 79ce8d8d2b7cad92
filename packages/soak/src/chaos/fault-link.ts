import { createServer, connect, type Server, type Socket } from 'node:net'

/** What a link does to the bytes that pass. */
export interface LinkState {
  /** Each packet comes this much later, give or take `jitterMs`; the order stays, as TCP keeps it. */
  readonly delayMs: number
  readonly jitterMs: number
  /** Nothing passes, and nobody is told: a cable that was pulled. What waits passes when it is back. */
  readonly isCut: boolean
  /** Which share of packets has to be sent again: TCP makes of a loss a wait of some hundred milliseconds. */
  readonly stallShare: number
}

export const CLEAR: LinkState = { delayMs: 0, jitterMs: 0, isCut: false, stallShare: 0 }

/** The least a sender waits before it sends again what was not confirmed (RFC 6298 as Linux has it). */
const RESEND_MS = 200
/** What a cut link keeps of one direction before it stops reading: a socket's buffers, about. */
const MAX_HELD_BYTES = 256 * 1024

/** A way from one process to another, that can be made bad: a TCP relay on loopback. */
export class FaultLink {
  readonly port: number
  readonly #server: Server
  readonly #pairs = new Set<readonly [Pipe, Pipe]>()
  readonly #random: () => number
  #state = CLEAR

  private constructor(server: Server, port: number, random: () => number) {
    this.#server = server
    this.port = port
    this.#random = random
  }

  static async open(targetPort: number, random: () => number): Promise<FaultLink> {
    const server = createServer({ allowHalfOpen: false })
    await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('a link has no port')
    const link = new FaultLink(server, address.port, random)
    server.on('connection', (near) => {
      // The address goes along, so that a node tells its shoppers' addresses apart.
      const localAddress = near.remoteAddress ?? '127.0.0.1'
      link.#join(near, connect({ host: '127.0.0.1', port: targetPort, localAddress }))
    })
    return link
  }

  set(state: LinkState): void {
    this.#state = state
    for (const pair of this.#pairs) for (const pipe of pair) pipe.pump()
  }

  /** Ends what is open, in the middle of whatever it said. */
  reset(): void {
    for (const [one, other] of this.#pairs) {
      one.from.resetAndDestroy()
      other.from.resetAndDestroy()
    }
  }

  async close(): Promise<void> {
    this.set(CLEAR)
    for (const [one, other] of this.#pairs) {
      one.from.destroy()
      other.from.destroy()
    }
    await new Promise((done) => this.#server.close(done))
  }

  #join(near: Socket, far: Socket): void {
    const deps = { state: () => this.#state, random: this.#random }
    const pair = [new Pipe(near, far, deps), new Pipe(far, near, deps)] as const
    this.#pairs.add(pair)
    const end = () => {
      this.#pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) {
      socket.setNoDelay(true)
      // A cut link tells nobody of an end either: the other side learns it when the link is back.
      socket.on('close', () => (this.#state.isCut ? undefined : end()))
      socket.on('error', () => undefined)
    }
    for (const pipe of pair) pipe.onDead(end)
  }
}

interface PipeDeps {
  readonly state: () => LinkState
  readonly random: () => number
}

/** One direction of one connection. */
class Pipe {
  readonly from: Socket
  readonly #to: Socket
  readonly #deps: PipeDeps
  readonly #held: { readonly chunk: Buffer; readonly dueMs: number }[] = []
  #heldBytes = 0
  #lastDueMs = 0
  #timer: NodeJS.Timeout | null = null
  #dead: () => void = () => undefined

  constructor(from: Socket, to: Socket, deps: PipeDeps) {
    this.from = from
    this.#to = to
    this.#deps = deps
    from.on('data', (chunk: Buffer) => this.#take(chunk))
  }

  onDead(run: () => void): void {
    this.#dead = run
  }

  pump(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#deps.state().isCut) return
    const nowMs = performance.now()
    for (;;) {
      const next = this.#held[0]
      if (next === undefined) break
      if (next.dueMs > nowMs) {
        this.#timer = setTimeout(() => this.pump(), next.dueMs - nowMs)
        return
      }
      this.#held.shift()
      this.#heldBytes -= next.chunk.length
      this.#to.write(next.chunk)
    }
    if (this.from.isPaused()) this.from.resume()
    if (this.from.destroyed || this.#to.destroyed) this.#dead()
  }

  #take(chunk: Buffer): void {
    const { delayMs, jitterMs, stallShare } = this.#deps.state()
    const stallMs = this.#deps.random() < stallShare ? RESEND_MS * (1 + this.#deps.random()) : 0
    const waitMs = Math.max(0, delayMs + jitterMs * (2 * this.#deps.random() - 1)) + stallMs
    this.#lastDueMs = Math.max(this.#lastDueMs, performance.now() + waitMs)
    this.#held.push({ chunk, dueMs: this.#lastDueMs })
    this.#heldBytes += chunk.length
    if (this.#heldBytes > MAX_HELD_BYTES) this.from.pause()
    this.pump()
  }
}
