import { createHash, randomUUID, webcrypto } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  errorBodySchema,
  grantedSchema,
  PROOF_TYPE,
  publicJwkSchema,
  redeemedSchema,
  type CartOp,
  type ErrorCode,
  type Granted,
  type ProofAct,
  type ProofClaims,
  type PublicJwk,
  type Offer,
} from '@tote/protocol'
import { CompactSign, exportJWK } from 'jose'
import { pino } from 'pino'
import { io, type Socket } from 'socket.io-client'
import { onTestFinished } from 'vitest'
import { parseConfig } from './config.ts'
import { createHub, type Hub } from './create-hub.ts'
import { applyTenantFile } from './store/apply-tenant.ts'
import { openStore, type Store } from './store/store.ts'
import type { TenantFile } from './tenants/tenant-file.ts'
import { parseTenantFile } from './tenants/tenant-file.ts'

export const BRAND = 'https://brand.test'
export const MARKET = 'https://market.test'
/** Listed, but not trusted with journeys. */
export const PORTAL = 'https://portal.test'
export const KEY = 'pk_testtesttest'
export const HOST_KEY = 'hk_testtesttesttest'

const variant = (id: string, price: number, count: number) => ({
  id,
  title: id,
  price,
  stock: { warehouse: count },
})

/** A tenant as its file says, with three products and a live and an ended show. */
export function tenantFileOf(overrides: Record<string, unknown> = {}): TenantFile {
  return parseTenantFile('test tenant', {
    id: 'maison',
    name: 'Maison',
    publishableKey: KEY,
    hostKey: HOST_KEY,
    channels: [
      { name: 'Brand', origin: BRAND, isTrusted: true },
      { name: 'Market', origin: MARKET, isTrusted: true },
      { name: 'Portal', origin: PORTAL },
    ],
    catalogue: {
      currency: 'EUR',
      locations: [{ id: 'warehouse', name: 'Warehouse', kind: 'warehouse' }],
      products: [
        { id: 'mug', title: 'Mug', variants: [variant('mug', 1900, 500)] },
        {
          id: 'shirt',
          title: 'Shirt',
          options: [{ name: 'Size', values: ['S', 'M'] }],
          variants: [
            { ...variant('shirt-s', 8900, 3), options: ['S'] },
            { ...variant('shirt-m', 8900, 0), options: ['M'] },
          ],
        },
      ],
    },
    shows: [
      {
        id: 'spring',
        title: 'Spring',
        status: 'live',
        startsAt: 1_700_000_000_000,
        stream: { live: '/media/film/live/{startsAt}/master.m3u8' },
      },
      {
        id: 'winter',
        title: 'Winter',
        status: 'ended',
        startsAt: 1_600_000_000_000,
        stream: { replay: 'https://cdn.test/winter.m3u8' },
        cues: [{ atSeconds: 2.5, cue: { kind: 'productPinned', productId: 'mug' } }],
      },
    ],
    ...overrides,
  })
}

/** A clock that stands still unless moved. */
export class HeldClock {
  ms = Date.now()
  readonly now = (): number => this.ms
}

export interface World {
  readonly hub: Hub
  readonly store: Store
  readonly clock: HeldClock
  readonly databasePath: string
  /** Closes the hub and its database and opens both again, as a restart does. */
  restart(): Promise<World>
}

/** A real hub on a real database file and a free port, gone when the test is. */
export async function startWorld({
  tenant = tenantFileOf(),
  env = {},
}: { tenant?: TenantFile; env?: Record<string, string> } = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'tote-hub-'))
  const databasePath = join(folder, 'tote.db')
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return open(databasePath, new HeldClock(), { tenant, env })
}

async function open(
  databasePath: string,
  clock: HeldClock,
  made: { tenant: TenantFile; env: Record<string, string> },
): Promise<World> {
  const store = await openStore(`sqlite:${databasePath}`)
  await store.transaction((trx) => applyTenantFile(trx, made.tenant, clock.now()))
  const config = parseConfig({ TOTE_PORT: '0', ...made.env })
  const hub = await createHub({ config, store, log: pino({ level: 'silent' }), now: clock.now })
  let isOpen = true
  const close = async () => {
    if (!isOpen) return
    isOpen = false
    await hub.close()
    await store.close()
  }
  onTestFinished(close)
  return {
    hub,
    store,
    clock,
    databasePath,
    async restart() {
      await close()
      return open(databasePath, clock, made)
    },
  }
}

/** What a refused request or message said. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly body: unknown

  constructor(code: ErrorCode, body: unknown) {
    super(code)
    this.code = code
    this.body = body
  }
}

export async function post(
  world: World,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const response = await fetch(`${world.hub.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const answer: unknown = await response.json()
  const failed = errorBodySchema.safeParse(answer)
  if (failed.success) throw new Refusal(failed.data.error.code, answer)
  return answer
}

/** A place in the flesh: a key of its own on one site, able to prove, redeem, accept and connect. */
export class TestPlace {
  readonly world: World
  readonly origin: string
  readonly #keys: webcrypto.CryptoKeyPair
  readonly jwk: PublicJwk
  granted: Granted | undefined

  constructor(world: World, origin: string, own: { keys: webcrypto.CryptoKeyPair; jwk: PublicJwk }) {
    this.world = world
    this.origin = origin
    this.#keys = own.keys
    this.jwk = own.jwk
  }

  static async of(world: World, origin = BRAND): Promise<TestPlace> {
    const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ])
    const { kty, crv, x, y } = await exportJWK(keys.publicKey)
    return new TestPlace(world, origin, { keys, jwk: publicJwkSchema.parse({ kty, crv, x, y }) })
  }

  /** The same key after the hub was restarted. */
  in(world: World): TestPlace {
    const place = new TestPlace(world, this.origin, { keys: this.#keys, jwk: this.jwk })
    place.granted = this.granted
    return place
  }

  get mine(): Granted {
    if (this.granted === undefined) throw new Error('this place has no journey yet')
    return this.granted
  }

  async prove(
    act: ProofAct,
    sub: string,
    overrides: Partial<ProofClaims> & { typ?: string } = {},
  ): Promise<string> {
    const { typ = PROOF_TYPE, ...claims } = overrides
    const all: ProofClaims = {
      act,
      sub,
      aud: this.world.hub.publicUrl,
      nonce: randomUUID(),
      iat: Math.floor(this.world.clock.now() / 1000),
      ...claims,
    }
    return new CompactSign(new TextEncoder().encode(JSON.stringify(all)))
      .setProtectedHeader({ alg: 'ES256', typ })
      .sign(this.#keys.privateKey)
  }

  async post(path: string, body: Record<string, unknown>): Promise<unknown> {
    return post(this.world, path, { key: KEY, jwk: this.jwk, ...body }, { origin: this.origin })
  }

  async open(): Promise<this> {
    this.granted = grantedSchema.parse(
      await this.post('/v1/journeys', { proof: await this.prove('open', KEY) }),
    )
    return this
  }

  async resume(): Promise<Granted> {
    const { placeId } = this.mine
    const answer = await this.post('/v1/resume', { placeId, proof: await this.prove('resume', placeId) })
    this.granted = grantedSchema.parse(answer)
    return this.granted
  }

  async redeem(ticket: string): Promise<Offer> {
    const answer = await this.post('/v1/redeem', { ticket, proof: await this.prove('redeem', hash(ticket)) })
    const { offer } = redeemedSchema.parse(answer)
    if (offer === null) throw new Error('this place is of the journey already')
    return offer
  }

  async accept(pending: string, own: 'add' | 'apart' = 'add'): Promise<Granted> {
    const grant = this.granted === undefined ? {} : { grant: this.granted.grant }
    const proof = await this.prove('accept', hash(pending))
    this.granted = grantedSchema.parse(await this.post('/v1/accept', { pending, own, ...grant, proof }))
    return this.granted
  }

  async connect(overrides: Record<string, unknown> = {}): Promise<TestSocket> {
    const { grant } = this.mine
    const auth = {
      v: 1,
      grant,
      proof: await this.prove('connect', hash(grant)),
      clientId: randomUUID(),
      ...overrides,
    }
    return TestSocket.open(this, auth)
  }
}

/** One real connection, and what came down it. */
export class TestSocket {
  readonly clientId: string
  readonly #socket: Socket
  readonly #cartId: string
  readonly heard: { event: string; message: unknown }[] = []
  #listeners: (() => void)[] = []
  #mid = 0

  constructor(socket: Socket, own: { clientId: string; cartId: string }) {
    this.#socket = socket
    this.clientId = own.clientId
    this.#cartId = own.cartId
    socket.onAny((event: string, message: unknown) => {
      this.heard.push({ event, message })
      this.#wake()
    })
    socket.on('disconnect', () => this.#wake())
  }

  static async open(place: TestPlace, auth: Record<string, unknown>): Promise<TestSocket> {
    const socket = io(place.world.hub.url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth,
      extraHeaders: { origin: place.origin },
    })
    onTestFinished(() => void socket.close())
    const opened = new TestSocket(socket, { clientId: String(auth['clientId']), cartId: place.mine.cartId })
    await new Promise<void>((done, fail) => {
      socket.once('connect', done)
      socket.once('connect_error', (error: Error & { data?: unknown }) => {
        const body = errorBodySchema.safeParse(error.data)
        fail(body.success ? new Refusal(body.data.error.code, error.data) : error)
      })
    })
    await opened.next('hello')
    return opened
  }

  get isOpen(): boolean {
    return this.#socket.connected
  }

  close(): void {
    this.#socket.close()
  }

  emit(event: string, ...args: unknown[]): void {
    this.#socket.emit(event, ...args)
  }

  async ask(event: string, message: unknown): Promise<unknown> {
    const answer: unknown = await this.#socket.timeout(5000).emitWithAck(event, message)
    const failed = errorBodySchema.safeParse(answer)
    if (failed.success) throw new Refusal(failed.data.error.code, answer)
    return answer
  }

  /** The next operation of this client. */
  do(op: CartOp | Record<string, unknown>, overrides: Record<string, unknown> = {}): Promise<unknown> {
    this.#mid += 1
    const mut = { mid: this.#mid, uid: randomUUID(), op, at: 0, ...overrides }
    return this.ask('mutate', { cartId: this.#cartId, clientId: this.clientId, muts: [mut] })
  }

  add(qty = 1, variantId = 'mug'): Promise<unknown> {
    return this.do({ op: 'addLine', variantId, qty })
  }

  /** The first message of this kind that `isIt`, heard already or yet to come. */
  async next(event: string, isIt: (message: unknown) => boolean = () => true): Promise<unknown> {
    for (;;) {
      const found = this.heard.find((entry) => entry.event === event && isIt(entry.message))
      if (found !== undefined) return found.message
      if (this.#socket.disconnected && this.heard.length > 0)
        throw new Error(`closed while waiting for ${event}`)
      await new Promise<void>((done) => this.#listeners.push(done))
    }
  }

  async closed(): Promise<void> {
    while (this.#socket.connected) await new Promise<void>((done) => this.#listeners.push(done))
  }

  #wake(): void {
    const listeners = this.#listeners
    this.#listeners = []
    for (const listener of listeners) listener()
  }
}

/** As proofs name secrets. */
export function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** A place with an open journey and a socket. */
export async function connected(
  world: World,
  origin = BRAND,
): Promise<{ place: TestPlace; socket: TestSocket }> {
  const place = await (await TestPlace.of(world, origin)).open()
  return { place, socket: await place.connect() }
}

/** What a promise was refused with; fails when it was not. */
export async function refusal(promise: Promise<unknown>): Promise<ErrorCode> {
  const outcome = await promise.then(
    () => null,
    (error: unknown) => error,
  )
  if (outcome instanceof Refusal) return outcome.code
  throw outcome instanceof Error ? outcome : new Error('nothing was refused')
}
