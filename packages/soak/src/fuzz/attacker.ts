import { errorBodySchema, syncAnswerSchema } from '@tote/protocol'
import type { Random } from '@tote/testkit/random'
import { breakOne, drawCall, drawMessage, drawRaw, type FrameSource } from './frames.ts'
import type { FuzzTenant } from './fuzz-hub.ts'
import { FuzzPlace } from './fuzz-place.ts'
import type { Victim } from './victim.ts'

export interface AttackerOptions {
  readonly url: string
  readonly publicUrl: string
  readonly tenant: FuzzTenant
  readonly random: Random
  readonly say: (violation: string) => void
  /** Words that must not come back to this one. */
  readonly forbidden: readonly string[]
  /** Whose names it knows, whatever good that does. */
  readonly victims: readonly Victim[]
}

/** Enough to keep the hub busy; what is under way when a connection ends is lost with it. */
const AT_ONCE = 24
/** Each ends a connection, and a new one costs as much as a hundred messages. */
const RAW_SHARE = 0.01
const HTTP_SHARE = 0.1
const RENEW_MS = 10 * 60_000

/** A shopper with a real journey who sends anything but what a client would. */
export class Attacker {
  frames = 0
  answers = 0
  connections = 0
  readonly refusals = new Map<string, number>()
  readonly #options: AttackerOptions
  readonly #place: FuzzPlace
  #source: FrameSource
  #mid = 0
  #headers: Record<string, string> = {}
  #signedAt = 0
  #grantedAt = 0

  static async of(options: AttackerOptions): Promise<Attacker> {
    const place = new FuzzPlace({
      ...options,
      hear: (text) => {
        const word = options.forbidden.find((forbidden) => text.includes(forbidden))
        if (word !== undefined) options.say(`${options.tenant.id} read ${word}: ${text.slice(0, 300)}`)
      },
    })
    await place.open()
    return new Attacker(options, place)
  }

  private constructor(options: AttackerOptions, place: FuzzPlace) {
    this.#options = options
    this.#place = place
    this.#grantedAt = Date.now()
    const { cartId, placeId, journeyId, grant } = place.granted
    this.#source = {
      random: options.random,
      own: { cartId, placeId, journeyId, grant, clientId: place.clientId, key: options.tenant.key },
      others: options.victims.map(({ names }) => names),
      nextMid: () => (this.#mid += 1),
    }
  }

  /** Sends so many frames. */
  async attack(count: number): Promise<void> {
    const until = this.frames + count
    while (this.frames < until) {
      if (!this.#place.isOpen) await this.#reconnect()
      const round = Math.min(AT_ONCE, until - this.frames)
      this.frames += round
      await Promise.all(Array.from({ length: round }, () => this.#sendOne()))
    }
  }

  stop(): void {
    this.#place.close()
  }

  async #sendOne(): Promise<void> {
    const { random } = this.#options
    const fate = random.next()
    if (fate < RAW_SHARE) return this.#place.send(drawRaw(random))
    if (fate < RAW_SHARE + HTTP_SHARE) return this.#call()
    const { event, message } = drawMessage(this.#source)
    const payload = breakOne(message, this.#source)
    if (event === 'pos') return this.#place.send(`42["pos",${payload}]`)
    this.#count(await this.#place.ask(event, payload))
  }

  async #call(): Promise<void> {
    const { random } = this.#options
    const { path, body } = drawCall(this.#source)
    const { text } = await (random.next() < 0.1
      ? this.#place.http('GET', this.#drawPath(), { headers: this.#drawHeaders() })
      : this.#place.http('POST', path, { body: breakOne(body, this.#source), headers: this.#drawHeaders() }))
    this.#count(text === '' ? null : JSON.parse(text))
  }

  #drawPath(): string {
    const { random, victims } = this.#options
    const { key, placeId } = random.pick(victims).names
    return random.pick([
      `/v1/shows/spring?key=${key}`,
      `/v1/shows/%00?key=${key}`,
      '/v1/shopper/export',
      `/v1/places/${placeId}`,
      '/v1/console/session',
      '/assets/..%2f..%2fetc%2fpasswd',
    ])
  }

  /** Its own, somebody else's grant with its own proof, or none. */
  #drawHeaders(): Record<string, string> {
    const { random, victims } = this.#options
    const nowMs = Date.now()
    if (nowMs - this.#signedAt > 20_000) {
      this.#signedAt = nowMs
      this.#headers = this.#place.headers()
    }
    return random.pick([
      this.#headers,
      this.#headers,
      { ...this.#headers, authorization: `Bearer ${random.pick(victims).names.grant}` },
      { authorization: 'Bearer' },
      {},
    ])
  }

  async #reconnect(): Promise<void> {
    const nowMs = Date.now()
    if (nowMs - this.#grantedAt > RENEW_MS) {
      this.#grantedAt = nowMs
      this.#signedAt = 0
      await this.#place.open()
    }
    await this.#place.connect()
    this.connections += 1
    // Where the hub is by now with our numbers: most of what was sent was never taken.
    const { cartId, clientId } = this.#source.own
    const message = JSON.stringify({ cartId, rev: 0, clientIds: [clientId] })
    const answer = await this.#place.ask('sync', message)
    const synced = syncAnswerSchema.safeParse(answer)
    this.#mid = synced.success ? (synced.data.lastMids[0]?.[1] ?? 0) : 0
  }

  #count(answer: unknown): void {
    if (answer === null) return
    this.answers += 1
    const refused = errorBodySchema.safeParse(answer)
    if (!refused.success) return
    const { code, expected } = refused.data.error
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1)
    // A wrong message used up a number here that the hub never took.
    if (code === 'gap' && expected !== undefined) this.#mid = expected - 1
    if (code === 'internal') this.#options.say('the hub answered internal')
  }
}
