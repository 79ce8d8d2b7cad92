import { errorBodySchema, ToteError, toToteError, type ErrorCode, type Handshake } from '@tote/protocol'
import { WebSocket } from 'ws'

const refusals: ReadonlyMap<number, ErrorCode> = new Map([
  [403, 'origin'],
  [429, 'rate'],
  [503, 'busy'],
])

/** As long as a real client waits for the hub's answer. */
const ANSWER_WITHIN_MS = 5000

export interface RawConnectionOptions {
  readonly hub: string
  /** The page's site, as a browser would say it. */
  readonly origin: string
  /** Which of this machine's addresses it comes from. */
  readonly localAddress: string | undefined
  readonly handshake: Handshake
  /** `body` is the packet as it came, from its `[` on: parsed by those who want to know. */
  onEvent(name: string, body: Buffer): void
  onClose(): void
}

/**
 * One Socket.IO connection spoken by hand over a plain WebSocket: thousands of Socket.IO's own clients would
 * need more CPU than the hub they try.
 *
 *     0{…}            Engine.IO opens               40{auth} ->  <- 40{sid} | 44{error}
 *     <- 42[name,…]   an event                      42<id>[name,…] ->  <- 43<id>[answer]
 *     <- 2  3 ->      ping and pong
 *
 * @see https://socket.io/docs/v4/engine-io-protocol/ and https://socket.io/docs/v4/socket-io-protocol/
 */
export class RawConnection {
  readonly #socket: WebSocket
  readonly #answers = new Map<number, (answer: unknown) => void>()
  #lastId = 0
  #probe: ReturnType<typeof setInterval> | null = null

  private constructor(socket: WebSocket) {
    this.#socket = socket
  }

  /** Resolves once the hub has let us in. @throws ToteError the hub's refusal, or `hub_unreachable`. */
  static open(options: RawConnectionOptions): Promise<RawConnection> {
    const { hub, origin, localAddress, handshake, onEvent, onClose } = options
    const url = `${hub.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, {
        origin,
        ...(localAddress === undefined ? {} : { localAddress }),
        perMessageDeflate: false,
        skipUTF8Validation: true,
        handshakeTimeout: ANSWER_WITHIN_MS,
      })
      const connection = new RawConnection(socket)
      let isIn = false
      let refusal: ToteError | undefined
      const late = setTimeout(() => socket.terminate(), 2 * ANSWER_WITHIN_MS)
      socket.on('message', (data: Buffer) => {
        // '4' a message, then '2' an event or '3' an answer.
        if (data[0] === 0x34 && data[1] === 0x32) return onEvent(nameOf(data), data.subarray(2))
        if (data[0] === 0x34 && data[1] === 0x33) return connection.#hearAnswer(data.toString())
        if (data[0] === 0x32) return connection.#send('3')
        const text = data.toString()
        if (text.startsWith('0')) return connection.#send(`40${JSON.stringify(handshake)}`)
        if (text.startsWith('40')) {
          isIn = true
          clearTimeout(late)
          return resolve(connection)
        }
        if (text.startsWith('44')) refusal = toRefusal(text.slice(2))
        socket.close()
      })
      socket.on('unexpected-response', (request, response) => {
        // Refused before the upgrade. A browser's page would not even hear why: it only counts here.
        response.resume()
        refusal = new ToteError(refusals.get(response.statusCode ?? 0) ?? 'hub_unreachable')
        request.destroy()
        socket.terminate()
      })
      socket.on('error', () => {
        // `close` follows, and says the same.
      })
      socket.on('close', () => {
        clearTimeout(late)
        connection.#end()
        if (isIn) onClose()
        else reject(refusal ?? new ToteError('hub_unreachable'))
      })
    })
  }

  /** @throws ToteError the hub's refusal, or `hub_unreachable` when no answer came in time. */
  ask(event: string, message: unknown): Promise<unknown> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#answers.delete(id)
        reject(new ToteError('hub_unreachable'))
      }, ANSWER_WITHIN_MS)
      this.#answers.set(id, (answer) => {
        clearTimeout(late)
        const failed = errorBodySchema.safeParse(answer)
        if (failed.success) reject(toToteError(failed.data))
        else resolve(answer)
      })
      this.#send(`42${id}${JSON.stringify([event, message])}`)
    })
  }

  tell(event: string, message: unknown): void {
    this.#send(`42${JSON.stringify([event, message])}`)
  }

  /**
   * Stops reading, as a page does whose tab the browser has put to sleep. That the hub has hung up is then not
   * heard, only felt: a word now and then finds out.
   */
  stall(probeEveryMs: number): void {
    this.#socket.pause()
    this.#probe = setInterval(() => this.#send('3'), probeEveryMs)
  }

  close(): void {
    this.#socket.terminate()
  }

  #send(text: string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text)
  }

  #hearAnswer(text: string): void {
    const at = text.indexOf('[')
    const id = Number(text.slice(2, at))
    const settle = this.#answers.get(id)
    this.#answers.delete(id)
    // An acknowledgement is the list of what it was called with.
    const answers: unknown = JSON.parse(text.slice(at))
    settle?.(Array.isArray(answers) ? answers[0] : undefined)
  }

  #end(): void {
    if (this.#probe !== null) clearInterval(this.#probe)
    for (const settle of this.#answers.values())
      settle({ error: { code: 'hub_unreachable', message: 'The connection was lost.' } })
    this.#answers.clear()
  }
}

/** The event's name, without parsing what follows it: `42["show",…`. */
function nameOf(data: Buffer): string {
  const end = data.indexOf('"', 4)
  return data.toString('latin1', 4, end)
}

function toRefusal(text: string): ToteError {
  const parsed: unknown = JSON.parse(text)
  const data = typeof parsed === 'object' && parsed !== null && 'data' in parsed ? parsed.data : undefined
  const failed = errorBodySchema.safeParse(data)
  return failed.success ? toToteError(failed.data) : new ToteError('internal')
}
