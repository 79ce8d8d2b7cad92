import { Duplex } from 'node:stream'
import type { Packet } from './frame.ts'
import type { ToteSocket } from './tote-socket.ts'

/**
 * One socket as broadcasts use it. A ready frame is written straight to its TCP stream while Engine.IO has nothing
 * under way; otherwise it goes through Engine.IO, behind what waits there. Both end in the same stream, so order holds
 * whichever way a packet takes.
 *
 * Straight is what makes a broadcast cheap: most of the cost of a packet is what Socket.IO, Engine.IO and ws do again for
 * each socket. What has to be known of their insides is in `insideOf` alone. Where that is not as expected, as it may be
 * after an upgrade, every packet takes Engine.IO's public way, which is as right and only slower.
 */
export class Lane {
  readonly #conn: ToteSocket['conn']
  readonly #inside: Inside | null
  #isCut = false

  constructor(socket: ToteSocket) {
    this.#conn = socket.conn
    this.#inside = insideOf(socket.conn)
  }

  /** False: the libraries are not as this was written for, and every packet takes the long way. */
  get isKnown(): boolean {
    return this.#inside !== null
  }

  /** Whether a packet would leave at once: nothing waits, neither in Engine.IO nor in the stream. */
  get isIdle(): boolean {
    const inside = this.#inside
    if (inside === null) return this.#conn.transport.writable
    return isOpenWay(inside)
  }

  /** Returns whether it had to go behind others: then what waits may have become too much. */
  send({ frame, text }: Packet): boolean {
    const inside = this.#inside
    if (inside !== null && isOpenWay(inside)) {
      inside.stream.write(frame)
      return false
    }
    if (!this.#isCut) this.#conn.send(text, { compress: false })
    return !this.#isCut
  }

  /** What waits for this socket to read. */
  backlog(): { readonly bytes: number; readonly packets: number } {
    const inside = this.#inside
    if (inside === null) return { bytes: 0, packets: 0 }
    let bytes = inside.stream.writableLength
    for (const packet of inside.conn.writeBuffer) bytes += packet.data?.length ?? 0
    return { bytes, packets: inside.conn.writeBuffer.length }
  }

  /** Ends the connection without waiting for what the other side does not read. It may come back. */
  cut(): void {
    this.#isCut = true
    if (this.#inside !== null) this.#inside.stream.destroy()
    else this.#conn.close(true)
  }
}

interface Inside {
  readonly conn: {
    readonly readyState: string
    readonly writeBuffer: readonly { data?: { length: number } }[]
  }
  readonly transport: { readonly writable: boolean }
  readonly webSocket: { readonly readyState: number }
  readonly stream: Duplex
}

/** `WebSocket.OPEN` */
const OPEN = 1

/** Nothing is under way that a frame could overtake or cut in two, and the kernel took all there was. */
function isOpenWay({ conn, transport, webSocket, stream }: Inside): boolean {
  return (
    stream.writableLength === 0 &&
    transport.writable &&
    conn.writeBuffer.length === 0 &&
    conn.readyState === 'open' &&
    webSocket.readyState === OPEN
  )
}

/** What engine.io 6 and ws 8 keep inside, if they still do; a connection with extensions frames its own way. */
function insideOf(conn: unknown): Inside | null {
  const transport: unknown = field(conn, 'transport')
  const webSocket: unknown = field(transport, 'socket')
  const stream: unknown = field(webSocket, '_socket')
  const isExpected =
    field(transport, 'name') === 'websocket' &&
    typeof field(transport, 'writable') === 'boolean' &&
    typeof field(conn, 'readyState') === 'string' &&
    Array.isArray(field(conn, 'writeBuffer')) &&
    field(webSocket, 'readyState') === OPEN &&
    field(webSocket, 'extensions') === '' &&
    stream instanceof Duplex
  // Each part was just looked at; they are live objects, so they cannot be copied out of a schema.
  return isExpected ? ({ conn, transport, webSocket, stream } as Inside) : null
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined
}
