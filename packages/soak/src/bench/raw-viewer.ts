import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/**
 * A viewer that costs next to nothing: a TCP socket that asks for the upgrade, answers pings and cuts the
 * stream into frames. A real client would need more CPU than the server that is measured.
 */
export class RawViewer {
  readonly #socket: Socket
  readonly #onFrame: (payload: Buffer) => void
  #rest: Buffer = Buffer.alloc(0)
  #isUpgraded = false
  isOpen = false
  readonly opened: Promise<void>
  #open: () => void = () => undefined

  constructor(
    { port, wire }: { port: number; wire: 'socket.io' | 'ws' },
    onEvent: (payload: Buffer) => void,
  ) {
    this.opened = new Promise((done, fail) => {
      this.#open = done
      setTimeout(() => fail(new Error('a viewer was not let in within 30 s')), 30_000).unref()
    })
    this.#onFrame = wire === 'ws' ? onEvent : (payload) => this.#hearEngine(payload, onEvent)
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => {
      const path = wire === 'ws' ? '/' : '/socket.io/?EIO=4&transport=websocket'
      const key = randomBytes(16).toString('base64')
      this.#socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
      )
    })
    this.#socket.on('data', (chunk) => this.#hear(chunk, wire))
    this.#socket.on('close', () => (this.isOpen = false))
    this.#socket.on('error', () => (this.isOpen = false))
  }

  #hear(chunk: Buffer, wire: 'socket.io' | 'ws'): void {
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    if (!this.#isUpgraded) {
      const end = data.indexOf('\r\n\r\n')
      if (end < 0) {
        this.#rest = data
        return
      }
      this.#isUpgraded = true
      data = data.subarray(end + 4)
      if (wire === 'ws') this.#enter()
    }
    this.#rest = this.#cut(data)
  }

  /** Hands over each whole frame and returns what is left. */
  #cut(data: Buffer): Buffer {
    let at = 0
    for (;;) {
      if (data.length < at + 2) break
      const short = data.readUInt8(at + 1) & 0x7f
      const head = short < 126 ? 2 : short === 126 ? 4 : 10
      if (data.length < at + head) break
      const length =
        short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2))
      if (data.length < at + head + length) break
      this.#onFrame(data.subarray(at + head, at + head + length))
      at += head + length
    }
    return at === data.length ? EMPTY : Buffer.from(data.subarray(at))
  }

  #hearEngine(payload: Buffer, onEvent: (payload: Buffer) => void): void {
    switch (payload.toString('latin1', 0, 2)) {
      case '42':
        onEvent(payload.subarray(2))
        break
      case '40':
        this.#enter()
        break
      case '2':
        this.#say('3')
        break
      default:
        // The opening packet: ask for the default namespace.
        if (payload[0] === 0x30) this.#say('40')
    }
  }

  #enter(): void {
    this.isOpen = true
    this.#open()
  }

  /** A masked text frame, as clients must; a mask of zeros leaves the text as it is. */
  #say(text: string): void {
    this.#socket.write(
      Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]),
    )
  }
}

const EMPTY = Buffer.alloc(0)
