import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  errorBodySchema,
  grantedSchema,
  mutateAnswerSchema,
  PROOF_TYPE,
  type ErrorCode,
  type Granted,
  type ProofAct,
} from '@tote/protocol'
import type { Random } from '@tote/testkit/random'
import { loadTenant } from '../hub/load-tenant.ts'
import type { Ledger } from './ledger.ts'

export interface WriterOptions {
  readonly hub: string
  readonly ledger: Ledger
  readonly random: Random
  readonly variants: readonly string[]
}

/** As long as a page waits for an answer. */
const ANSWER_WITHIN_MS = 5_000
const RETRY_AFTER_MS = 20
/** Well within the minute that a proof is good for. */
const PROVE_EVERY_MS = 20_000
const MAX_BATCH = 12

/**
 * A shopper who adds one unit after another over real HTTP, a batch at a time, and sends a batch again under its
 * own numbers until it is answered. What a page does, without a page.
 */
export class Writer {
  readonly #options: WriterOptions
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly #clientId = randomUUID()
  #granted: Granted | null = null
  #proof = ''
  #provedAtMs = 0
  #mid = 0
  #isStopped = false
  #running: Promise<void> = Promise.resolve()

  constructor(options: WriterOptions) {
    this.#options = options
  }

  start(): void {
    this.#running = this.#run()
  }

  /** Resolves when the batch under way is answered. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#running
  }

  async #run(): Promise<void> {
    const { ledger, random, variants } = this.#options
    while (!this.#isStopped) {
      const muts = Array.from({ length: random.integer(1, MAX_BATCH) }, () => {
        this.#mid += 1
        const op = { op: 'addLine', variantId: random.pick(variants), qty: 1 }
        return { mid: this.#mid, uid: randomUUID(), at: 0, op }
      })
      for (const { uid } of muts) ledger.issued.add(uid)
      const results = await this.#untilAnswered(muts)
      for (const [index, verdict] of results.entries()) {
        const uid = muts[index]?.uid
        if (uid !== undefined) ledger.acknowledge(uid, verdict)
      }
    }
  }

  async #untilAnswered(muts: readonly unknown[]) {
    for (;;) {
      const answer = await this.#send(muts).catch(() => 'silence' as const)
      if (typeof answer === 'object') return answer.results
      if (answer === 'gap' || answer === 'mid_reused')
        // The hub has forgotten a number it took, or gave it away.
        this.#options.ledger.violations.push(`${answer} for number ${this.#mid} of a writer`)
      if (answer === 'unauthorised' || answer === 'bad_proof') this.#provedAtMs = 0
      await sleep(RETRY_AFTER_MS)
    }
  }

  async #send(muts: readonly unknown[]) {
    const granted = await this.#authorised()
    const body = { cartId: granted.cartId, clientId: this.#clientId, sentAt: 0, muts }
    const answer = await this.#post('/v1/mutate', body, {
      authorization: `Bearer ${granted.grant}`,
      'tote-proof': this.#proof,
    })
    return typeof answer === 'string' ? answer : mutateAnswerSchema.parse(answer)
  }

  async #authorised(): Promise<Granted> {
    if (this.#granted !== null && Date.now() < this.#provedAtMs + PROVE_EVERY_MS) return this.#granted
    const { kty, crv, x, y } = this.#keys.publicKey.export({ format: 'jwk' })
    const placeId = this.#granted?.placeId
    const [path, own] =
      placeId === undefined
        ? ['/v1/journeys', { proof: this.#prove('open', loadTenant.key) }]
        : ['/v1/resume', { placeId, proof: this.#prove('resume', placeId) }]
    const answer = await this.#post(path, { key: loadTenant.key, jwk: { kty, crv, x, y }, ...own }, {})
    const granted = grantedSchema.parse(answer)
    this.#granted = granted
    this.#proof = this.#prove('call', createHash('sha256').update(granted.grant).digest('base64url'))
    this.#provedAtMs = Date.now()
    return granted
  }

  /** What came back, or the code of a refusal. */
  async #post(path: string, body: unknown, headers: Record<string, string>): Promise<unknown> {
    const response = await fetch(`${this.#options.hub}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: loadTenant.origin, ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    const answer: unknown = await response.json()
    const failed = errorBodySchema.safeParse(answer)
    return failed.success ? (failed.data.error.code satisfies ErrorCode) : answer
  }

  #prove(act: ProofAct, sub: string): string {
    const claims = {
      act,
      sub,
      aud: this.#options.hub,
      nonce: randomUUID(),
      iat: Math.floor(Date.now() / 1000),
    }
    const input = [{ alg: 'ES256', typ: PROOF_TYPE }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    // A JWS holds both numbers side by side, not OpenSSL's DER.
    const key = { key: this.#keys.privateKey, dsaEncoding: 'ieee-p1363' } as const
    return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`
  }
}
