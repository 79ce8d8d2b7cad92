import type { LinkOptions, LinkSession } from '@tote/core'
import { errorBodySchema, ToteError, toToteError } from '@tote/protocol'
import type { NetworkDeps, Peer } from './sim-network.ts'
import type { SimNode } from './sim-node.ts'
import { PING_FINDS_OUT_MS, type ServerEnd, type SimSocket } from './sim-server.ts'

/** As core's socket link waits. */
export const ANSWER_WITHIN_MS = 5000

export interface Opening {
  readonly peer: Peer
  readonly node: SimNode
  readonly options: LinkOptions
  resolve(session: LinkSession): void
  reject(error: ToteError): void
  ended(): void
}

/** One connection from handshake to close. */
export class Wire implements ServerEnd {
  readonly node: SimNode
  readonly peer: Peer
  readonly origin: string
  readonly auth: unknown
  readonly #deps: NetworkDeps
  readonly #opening: Opening
  /** From now on nothing passes and nobody is told. */
  #isSilent = false
  #isClientGone = false
  #isAccepted = false
  #isServerGone = false
  #upAtMs = 0
  #downAtMs = 0
  #socket: SimSocket | null = null

  constructor(deps: NetworkDeps, opening: Opening) {
    this.#deps = deps
    this.#opening = opening
    this.node = opening.node
    this.peer = opening.peer
    this.origin = opening.peer.origin
    this.auth = opening.options.handshake
    this.#up(() => {
      this.#socket = this.node.server.connect(this)
    })
    deps.clock.after(ANSWER_WITHIN_MS, () => this.#giveUp(), this.peer.process)
  }

  get isOpen(): boolean {
    return !this.#isClientGone && this.#isAccepted
  }

  // What the hub says of the connection.

  accepted(): void {
    this.#down(() => {
      this.#isAccepted = true
      this.#opening.resolve(this.#session())
    })
  }

  refuse(data: unknown): void {
    this.#isServerGone = true
    this.#down(() => {
      this.#end()
      const refusal = errorBodySchema.safeParse(data)
      this.#opening.reject(refusal.success ? toToteError(refusal.data) : new ToteError('hub_unreachable'))
    })
  }

  down(event: string, message: unknown): void {
    this.#down(() => {
      this.peer.heard(event, message)
      this.#opening.options.onMessage(event, message)
    })
  }

  close(): void {
    this.#isServerGone = true
    this.#down(() => this.#lost())
  }

  // What happens to it.

  /** Both ends find out, each in its time; what was under way may still arrive. */
  cut(): void {
    const { clock, random } = this.#deps
    const silent = this.#isSilent
    clock.after(silent ? PING_FINDS_OUT_MS : random() * 60, () => this.#lost(), this.peer.process)
    clock.after(silent ? PING_FINDS_OUT_MS : random() * 500, () => this.#serverLost(), this.node.process)
  }

  /** Half open: both believe in it until a ping goes unanswered. */
  fallSilent(): void {
    if (this.#isSilent) return
    this.#isSilent = true
    this.cut()
  }

  #session(): LinkSession {
    const { clock } = this.#deps
    return {
      ask: (event, message) =>
        new Promise((resolve, reject) => {
          const cancel = clock.after(
            ANSWER_WITHIN_MS,
            () => reject(new ToteError('hub_unreachable')),
            this.peer.process,
          )
          const isGone = () => this.#isClientGone
          if (isGone()) return
          this.#up(() =>
            this.#socket?.receive(event, message, (answer) =>
              this.#down(() => {
                cancel()
                this.peer.answered(event, message, answer)
                resolve(answer)
              }),
            ),
          )
        }),
      tell: (event, message) => this.#up(() => this.#socket?.receive(event, message)),
      close: () => {
        this.#end()
        const { random } = this.#deps
        const noticedMs = this.#isSilent || this.peer.weather.isOffline ? PING_FINDS_OUT_MS : random() * 100
        clock.after(noticedMs, () => this.#serverLost(), this.node.process)
      },
    }
  }

  #up(run: () => void): void {
    const { clock } = this.#deps
    if (this.#isLosing()) return
    this.#upAtMs = Math.max(this.#upAtMs, clock.now() + this.#way())
    clock.after(
      this.#upAtMs - clock.now(),
      () => {
        if (!this.#isServerGone) run()
      },
      this.node.process,
    )
  }

  #down(run: () => void): void {
    const { clock } = this.#deps
    if (this.#isLosing()) return
    this.#downAtMs = Math.max(this.#downAtMs, clock.now() + this.#way())
    clock.after(
      this.#downAtMs - clock.now(),
      () => {
        if (!this.#isClientGone) run()
      },
      this.peer.process,
    )
  }

  /** Something that vanishes takes the connection with it: what follows would arrive without it. */
  #isLosing(): boolean {
    if (this.peer.weather.isOffline) this.fallSilent()
    return this.#isSilent
  }

  #way(): number {
    const { minMs, maxMs } = this.peer.weather
    return minMs + this.#deps.random() * (maxMs - minMs)
  }

  #giveUp(): void {
    if (this.#isAccepted || this.#isClientGone) return
    this.#end()
    this.#opening.reject(new ToteError('hub_unreachable'))
    this.#deps.clock.after(100, () => this.#serverLost(), this.node.process)
  }

  #lost(): void {
    if (this.#isClientGone) return
    this.#end()
    if (this.#isAccepted) this.#opening.options.onClose()
    else this.#opening.reject(new ToteError('hub_unreachable'))
  }

  #serverLost(): void {
    this.#isServerGone = true
    this.#socket?.left()
  }

  #end(): void {
    this.#isClientGone = true
    this.#opening.ended()
  }
}
