import { createHash } from 'node:crypto'
import type { PlaceKeys, ProofSubject } from '@tote/core'
import { proofClaimsSchema, publicJwkSchema, ToteError } from '@tote/protocol'
import type { ReadProof, ReadToken } from '@tote/server/parts'
import { TENANT } from './sim-tenant.ts'

/** Draws names that are the same for the same seed, of the alphabet and length that ids and secrets have. */
export class Names {
  #count = 0
  readonly #salt: number

  constructor(salt: number) {
    this.#salt = salt
  }

  /** `prefix` and a number, filled up to `length`: unique within a run. */
  draw(prefix: string, length: number): string {
    this.#count += 1
    return `${prefix}${this.#salt.toString(36)}-${this.#count.toString(36)}`.padEnd(length, '_')
  }

  readonly newId = (): string => this.draw('i', 0)
  /** As the hub's own: bytes in base64url behind a prefix. */
  readonly drawSecret = (prefix: string, bytes: number): string =>
    `${prefix}_${this.draw('s', Math.ceil((bytes * 4) / 3))}`
}

const COORDINATE = 43

/**
 * Keys and proofs without the mathematics, which takes time that no clock holds: a proof names the key it is by,
 * and what reads it holds it to that key. Everything else about a proof is the hub's own.
 */
export function heldPlaceKeys(names: Names): PlaceKeys {
  const nameOf = ({ publicKey }: CryptoKeyPair) => String(Reflect.get(publicKey, 'held'))
  return {
    draw() {
      const key = { held: names.draw('k', COORDINATE) }
      // Nothing but the functions below ever looks into it.
      return Promise.resolve({ privateKey: key, publicKey: key } as unknown as CryptoKeyPair)
    },
    publicJwk(keys) {
      const x = nameOf(keys)
      return Promise.resolve(publicJwkSchema.parse({ kty: 'EC', crv: 'P-256', x, y: x }))
    },
    sign(keys, { act, sub, aud, nowMs }: ProofSubject) {
      const claims = { act, sub, aud, nonce: names.draw('n', 16), iat: Math.floor(nowMs / 1000) }
      return Promise.resolve(`${nameOf(keys)}.${JSON.stringify(claims)}`)
    },
    hash: (secret) => Promise.resolve(hash(secret)),
  }
}

export const readHeldProof: ReadProof = (proof, jwk) => {
  const [name, ...rest] = proof.split('.')
  if (name !== jwk.x) return Promise.reject(new Error('signed by another key'))
  const claims = proofClaimsSchema.parse(JSON.parse(rest.join('.')))
  return Promise.resolve({ claims, thumbprint: hash(jwk.x) })
}

const KID = 'held'

/** What the shop's backend gives a page whose shopper has signed in there. */
export function heldToken(names: Names, { subject, nowMs }: { subject: string; nowMs: number }): string {
  const claims = { aud: TENANT, sub: subject, jti: names.draw('j', 8), exp: Math.floor(nowMs / 1000) + 60 }
  return `${KID}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${KID}`
}

export const readHeldToken: ReadToken = (_db, { token, tenantId, nowMs }) => {
  const [kid, body = ''] = token.split('.')
  const claims: unknown = kid === KID ? JSON.parse(Buffer.from(body, 'base64url').toString()) : null
  const { aud, exp } = Object(claims) as { readonly aud?: string; readonly exp?: number }
  if (aud !== tenantId || exp === undefined || exp * 1000 < nowMs)
    return Promise.reject(new ToteError('bad_token'))
  return Promise.resolve(claims)
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
