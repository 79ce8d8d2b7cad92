import { createHash, randomUUID, webcrypto } from 'node:crypto'
import {
  grantedSchema,
  PROOF_TYPE,
  publicJwkSchema,
  redeemedSchema,
  type Granted,
  type Offer,
  type ProofAct,
  type ProofClaims,
  type PublicJwk,
} from '@tote/protocol'
import { CompactSign, exportJWK } from 'jose'
import { post, type World } from './hub-fixtures.ts'
import { TestSocket } from './socket-fixtures.ts'
import { BRAND, KEY } from './tenant-fixtures.ts'

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
