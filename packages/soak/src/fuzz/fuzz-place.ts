import { createHash, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto'
import {
  grantedSchema,
  PROOF_TYPE,
  PROTOCOL_VERSION,
  type Granted,
  type ProofAct,
  type ProofClaims,
} from '@tote/protocol'
import { WebSocket, type RawData } from 'ws'
import type { FuzzTenant } from './fuzz-hub.ts'

/** One pair does for all: the hub binds places to keys, and does not mind one key having many. */
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const { kty, crv, x, y } = pair.publicKey.export({ format: 'jwk' })
const jwk = { kty, crv, x, y }

export interface FuzzPlaceOptions {
  readonly tenant: FuzzTenant
  readonly url: string
  /** Of the hub, as proofs name it. */
  readonly publicUrl: string
  /** All that ever comes back, whichever way. */
  readonly hear: (text: string) => void
  readonly say: (violation: string) => void
}

/** On a line that is open; far above what a busy machine needs. */
const ANSWER_WITHIN_MS = 15_000

/** A place of its own journey that speaks the wire by hand, so that it can say what no client would. */
export class FuzzPlace {
  readonly tenant: FuzzTenant
  readonly clientId: string = randomUUID()
  readonly #options: FuzzPlaceOptions
  #granted: Granted | null = null
  #socket: WebSocket | null = null
  #question = 0
  readonly #waiting = new Map<number, (answer: unknown) => void>()

  constructor(options: FuzzPlaceOptions) {
    this.#options = options
    this.tenant = options.tenant
  }

  get granted(): Granted {
    if (this.#granted === null) throw new Error('this place has no journey yet')
    return this.#granted
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN
  }

  prove(act: ProofAct, sub: string): string {
    const nowS = Math.floor(Date.now() / 1000)
    const claims: ProofClaims = { act, sub, aud: this.#options.publicUrl, nonce: randomUUID(), iat: nowS }
    const input = [{ alg: 'ES256', typ: PROOF_TYPE }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } as const
    return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`
  }

  /** What a call of this place carries. */
  headers(): Record<string, string> {
    const { grant } = this.granted
    return { authorization: `Bearer ${grant}`, 'tote-proof': this.prove('call', hashOf(grant)) }
  }

  /** A journey of its own, or a new grant for it. */
  async open(): Promise<void> {
    const { key } = this.tenant
    const placeId = this.#granted?.placeId
    const [path, own] =
      placeId === undefined
        ? ['/v1/journeys', { proof: this.prove('open', key) }]
        : ['/v1/resume', { placeId, proof: this.prove('resume', placeId) }]
    const { text } = await this.http('POST', path, { body: JSON.stringify({ key, jwk, ...own }) })
    this.#granted = grantedSchema.parse(JSON.parse(text))
  }

  async http(
    method: string,
    path: string,
    { body, headers = {} }: { body?: string; headers?: Record<string, string> } = {},
  ): Promise<{ status: number; text: string }> {
    const response = await fetch(`${this.#options.url}${path}`, {
      method,
      headers: {
        origin: this.tenant.origin,
        'x-forwarded-for': drawAddress(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    })
    const text = await response.text()
    this.#options.hear(text)
    return { status: response.status, text }
  }

  /** Connects and is greeted. */
  async connect(): Promise<void> {
    this.#socket?.terminate()
    const { grant } = this.granted
    const auth = {
      v: PROTOCOL_VERSION,
      grant,
      proof: this.prove('connect', hashOf(grant)),
      clientId: this.clientId,
    }
    const socket = new WebSocket(
      `${this.#options.url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`,
      { headers: { origin: this.tenant.origin, 'x-forwarded-for': drawAddress() }, perMessageDeflate: false },
    )
    this.#socket = socket
    await new Promise<void>((greeted, fail) => {
      socket.on('error', fail)
      socket.on('close', () => {
        this.#letGo()
        fail(new Error('closed before the greeting'))
      })
      socket.on('message', (data) => {
        const text = textOf(data)
        if (text.startsWith('0')) socket.send(`40${JSON.stringify(auth)}`)
        else if (text.startsWith('42["hello"')) greeted()
        else if (text.startsWith('44')) fail(new Error(`refused: ${text}`))
        this.#hear(text)
      })
    })
  }

  /** Sends a message as a client would. Resolves with its answer, or null when the connection ended instead. */
  ask(event: string, payload: string): Promise<unknown> {
    this.#question += 1
    const question = this.#question
    return new Promise((done) => {
      const silence = setTimeout(() => {
        this.#options.say(`no answer to ${event} within ${ANSWER_WITHIN_MS} ms: ${payload.slice(0, 200)}`)
        this.#letGo()
        this.close()
      }, ANSWER_WITHIN_MS)
      this.#waiting.set(question, (answer) => {
        clearTimeout(silence)
        done(answer)
      })
      this.send(`42${question}[${JSON.stringify(event)},${payload}]`)
      if (!this.isOpen) this.#letGo()
    })
  }

  send(frame: string | Uint8Array): void {
    if (this.isOpen) this.#socket?.send(frame)
  }

  close(): void {
    this.#socket?.terminate()
  }

  #hear(text: string): void {
    if (text === '2') this.send('3')
    else this.#options.hear(text)
    const answered = /^43(\d+)(\[.*)$/s.exec(text)
    if (answered === null) return
    const question = Number(answered[1])
    const answer: unknown = JSON.parse(answered[2] ?? '[]')
    this.#waiting.get(question)?.(Array.isArray(answer) ? answer[0] : answer)
    this.#waiting.delete(question)
  }

  #letGo(): void {
    for (const done of this.#waiting.values()) done(null)
    this.#waiting.clear()
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

function textOf(data: RawData): string {
  if (Buffer.isBuffer(data)) return data.toString()
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data).toString()
}

function drawAddress(): string {
  return [198, ...randomBytes(3)].join('.')
}
