import { randomUUID, webcrypto } from 'node:crypto'
import { errorBodySchema, grantedSchema, type Granted } from '@tote/protocol'
import { exportJWK, SignJWT } from 'jose'
import type { World } from '../hub-fixtures.ts'
import { hash, type TestPlace } from '../place-fixtures.ts'
import { Refusal } from '../refusal-fixtures.ts'
import { tenantFileOf } from '../tenant-fixtures.ts'

/** The tenant's own server: signs who a shopper is. */
export class TestBackend {
  readonly kid: string
  readonly #keys: webcrypto.CryptoKeyPair
  readonly jwk: Record<string, unknown>

  constructor(kid: string, own: { keys: webcrypto.CryptoKeyPair; jwk: Record<string, unknown> }) {
    this.kid = kid
    this.#keys = own.keys
    this.jwk = own.jwk
  }

  static async of(kid = 'one', alg: 'ES256' | 'EdDSA' = 'ES256'): Promise<TestBackend> {
    const kind = alg === 'ES256' ? { name: 'ECDSA', namedCurve: 'P-256' } : { name: 'Ed25519' }
    const made = await webcrypto.subtle.generateKey(kind, true, ['sign', 'verify'])
    if (!('privateKey' in made)) throw new Error('a pair has two keys')
    const { kty, crv, x, y } = await exportJWK(made.publicKey)
    return new TestBackend(kid, { keys: made, jwk: alg === 'ES256' ? { kty, crv, x, y } : { kty, crv, x } })
  }

  /** The tenant file's line for this key. */
  get key() {
    return { kid: this.kid, jwk: this.jwk }
  }

  async sign(
    world: World,
    subject: string,
    {
      alg = 'ES256',
      kid = this.kid,
      ...claims
    }: Record<string, unknown> & { alg?: string; kid?: string } = {},
  ): Promise<string> {
    const nowS = Math.floor(world.clock.now() / 1000)
    const all = { sub: subject, aud: 'maison', jti: randomUUID(), iat: nowS, exp: nowS + 300, ...claims }
    return new SignJWT(all).setProtectedHeader({ alg, kid }).sign(this.#keys.privateKey)
  }
}

/** The usual tenant, with these backends' keys. */
export function tenantOf(...backends: TestBackend[]) {
  return tenantFileOf({ keys: backends.map(({ key }) => key) })
}

export async function signIn(place: TestPlace, token: string): Promise<Granted> {
  const { grant } = place.mine
  const proof = await place.prove('sign-in', hash(token))
  place.granted = grantedSchema.parse(await place.post('/v1/sign-in', { grant, token, proof }))
  return place.granted
}

/** A call whose credentials are in its headers. */
export async function call(
  world: World,
  [method, path]: ['GET' | 'DELETE', string],
  headers: Record<string, string>,
): Promise<unknown> {
  const response = await fetch(`${world.hub.url}${path}`, { method, headers })
  const answer: unknown = await response.json()
  const failed = errorBodySchema.safeParse(answer)
  if (failed.success) throw new Refusal(failed.data.error.code, answer)
  return answer
}

/** As the place does it: its grant and a proof of its key. */
export async function callAs(
  place: TestPlace,
  what: ['GET' | 'DELETE', string],
  { act, sub = hash(place.mine.grant) }: { act: 'leave' | 'profile' | 'export' | 'forget'; sub?: string },
): Promise<unknown> {
  return call(place.world, what, {
    origin: place.origin,
    authorization: `Bearer ${place.mine.grant}`,
    'tote-proof': await place.prove(act, sub),
  })
}
