import type { LinkOptions, LinkSession } from '@tote/core'
import { errorBodySchema, ToteError } from '@tote/protocol'
import type { Process, SimClock } from './sim-clock.ts'
import type { SimNode } from './sim-node.ts'
import { ANSWER_WITHIN_MS, Wire, type Opening } from './sim-wire.ts'

/** How a device's network is just now. */
export interface Weather {
  isOffline: boolean
  /** Of one way. */
  minMs: number
  maxMs: number
  /** Of HTTPS requests, from 0 to 1: lost on the way there, on the way back, or sent twice. */
  lostAsk: number
  lostAnswer: number
  doubled: number
  /** No WebSocket gets through. */
  isHttpsOnly: boolean
}

export interface NetworkDeps {
  readonly clock: SimClock
  readonly random: () => number
  /** The node a new connection is led to; null when none listens. */
  entry(): SimNode | null
}

export interface Peer {
  readonly process: Process
  readonly origin: string
  readonly address: string
  readonly weather: Weather
  /** What went up and came down, for who watches. */
  heard(event: string, message: unknown): void
  answered(event: string, asked: unknown, answer: unknown): void
}

/** The way between pages and nodes. In one connection order holds, as TCP has it; between two nothing does. */
export class SimNetwork {
  readonly wires = new Set<Wire>()
  readonly #deps: NetworkDeps

  constructor(deps: NetworkDeps) {
    this.#deps = deps
  }

  open(peer: Peer, options: LinkOptions): Promise<LinkSession> {
    const { clock, random } = this.#deps
    return new Promise((resolve, reject) => {
      const fail = (ms: number) =>
        clock.after(ms, () => reject(new ToteError('hub_unreachable')), peer.process)
      const { weather } = peer
      const node = this.#deps.entry()
      if (weather.isOffline) fail(random() < 0.5 ? 5 : ANSWER_WITHIN_MS)
      else if (weather.isHttpsOnly) fail(200)
      else if (node === null) fail(20)
      else this.#connect(peer, node, { options, resolve, reject })
    })
  }

  #connect(peer: Peer, node: SimNode, opening: Pick<Opening, 'options' | 'resolve' | 'reject'>): void {
    const wire = new Wire(this.#deps, { ...opening, peer, node, ended: () => this.wires.delete(wire) })
    this.wires.add(wire)
  }

  /** `fetch` as one page has it. */
  async fetch(peer: Peer, path: string, init: RequestInit = {}): Promise<Response> {
    const { clock, random, entry } = this.#deps
    const { weather } = peer
    const fail = (ms: number) =>
      new Promise<never>(
        (_, reject) => void clock.after(ms, () => reject(new TypeError('Failed to fetch')), peer.process),
      )
    const way = () => weather.minMs + random() * (weather.maxMs - weather.minMs)
    if (weather.isOffline) return fail(random() < 0.5 ? 5 : 8000)
    if (random() < weather.lostAsk) return fail(1000 + random() * 9000)
    const node = entry()
    if (node === null) return fail(20)
    const request = {
      method: init.method ?? 'GET',
      path,
      headers: headersOf(init.headers, peer.origin),
      body: bodyOf(init),
      address: peer.address,
    }
    const isLost = random() < weather.lostAnswer
    if (random() < weather.doubled) clock.after(way() * 3, () => void node.answer(request), node.process)
    const answer = await new Promise<unknown>((resolve, reject) => {
      const lose = () => reject(new TypeError('Failed to fetch'))
      init.signal?.addEventListener('abort', lose)
      clock.after(
        way(),
        () => {
          void node.answer(request).then((told) => {
            if (weather.isOffline || isLost) return
            clock.after(way(), () => resolve(told), peer.process)
          })
        },
        node.process,
      )
      // Whatever became of it, a browser gives up some time.
      clock.after(12_000, lose, peer.process)
    })
    peer.answered(path, request.body, answer)
    const isRefusal = errorBodySchema.safeParse(answer).success
    const response = { ok: !isRefusal, status: isRefusal ? 400 : 200, json: () => Promise.resolve(answer) }
    // A real one reads its body on the event loop, which no clock holds; core uses no more of it than this.
    return response as unknown as Response
  }

  /** A node has died: those connected find out soon, or by silence. */
  nodeDied(node: SimNode): void {
    for (const wire of this.wires) if (wire.node === node) wire.cut()
  }
}

/** Core sets them as a plain object; Node's HTTP gives names in lower case. */
function headersOf(given: HeadersInit | undefined, origin: string): Record<string, string> {
  const pairs = Object.entries(given ?? {}).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    String(value),
  ])
  return { ...Object.fromEntries(pairs), origin }
}

function bodyOf({ body }: RequestInit): unknown {
  return typeof body === 'string' ? JSON.parse(body) : undefined
}
