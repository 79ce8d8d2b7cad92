import { createPrivateKey, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto'
import {
  grantedSchema,
  PROOF_TYPE,
  PROTOCOL_VERSION,
  publicJwkSchema,
  ToteError,
  type ClientId,
  type Granted,
  type Handshake,
  type ProofAct,
  type ProofClaims,
  type PublicJwk,
} from '@tote/protocol'
import { hashSecret } from '../../secret.ts'
import { askJson } from './post-json.ts'

/** Where a simulated page is: its hub, its site and what it was given to speak with. */
export interface Site {
  /** The hub's own origin: what proofs are made out to. */
  readonly publicUrl: string
  readonly key: string
  readonly origin: string
}

/** The grant is renewed this long before it is over. */
const RENEW_BEFORE_MS = 60_000

export interface PlaceKeys {
  readonly privateKey: KeyObject
  readonly jwk: PublicJwk
}

/** One pair does for all: the hub binds places to keys, and does not mind one key having many. */
export function drawPlaceKeys(): PlaceKeys {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { kty, crv, x, y } = pair.publicKey.export({ format: 'jwk' })
  return {
    privateKey: createPrivateKey(pair.privateKey.export({ format: 'pem', type: 'pkcs8' })),
    jwk: publicJwkSchema.parse({ kty, crv, x, y }),
  }
}

/** A place of a journey of its own, able to prove itself; any number of sockets may connect as it. */
export class Place {
  readonly #site: Site
  readonly #keys: PlaceKeys
  #opening: Promise<Granted> | null = null
  #granted: Granted | null = null
  #renewAtMs = 0

  constructor(site: Site, keys: PlaceKeys) {
    this.#site = site
    this.#keys = keys
  }

  /** @throws ToteError `unauthorised` before the first `handshake`. */
  get granted(): Granted {
    if (this.#granted === null) throw new ToteError('unauthorised', 'This place has no journey yet.')
    return this.#granted
  }

  /** The grant is not taken any more: the next handshake asks for another. */
  dropGrant(): void {
    this.#renewAtMs = 0
  }

  /** Credentials for one connection; opens the journey, or renews the grant, where that is due. */
  async handshake(via: {
    hub: string
    localAddress: string | undefined
    clientId: ClientId
  }): Promise<Handshake> {
    const { grant } = await this.#current(via)
    const proof = this.#prove('connect', hashSecret(grant))
    return { v: PROTOCOL_VERSION, grant, proof, clientId: via.clientId }
  }

  /** Those who ask meanwhile share the one request. */
  #current(via: { hub: string; localAddress: string | undefined }): Promise<Granted> {
    if (this.#granted !== null && Date.now() < this.#renewAtMs) return Promise.resolve(this.#granted)
    this.#opening ??= this.#renew(via).finally(() => {
      this.#opening = null
    })
    return this.#opening
  }

  async #renew({ hub, localAddress }: { hub: string; localAddress: string | undefined }): Promise<Granted> {
    const { key, origin } = this.#site
    const placeId = this.#granted?.placeId
    const [path, own] =
      placeId === undefined
        ? ['/v1/journeys', { proof: this.#prove('open', key) }]
        : ['/v1/resume', { placeId, proof: this.#prove('resume', placeId) }]
    const { body } = await askJson(`${hub}${path}`, {
      body: { key, jwk: this.#keys.jwk, ...own },
      headers: { origin },
      localAddress,
    })
    this.#granted = grantedSchema.parse(body)
    this.#renewAtMs = Date.now() + this.#granted.grantExpiresInMs - RENEW_BEFORE_MS
    return this.#granted
  }

  #prove(act: ProofAct, sub: string): string {
    const claims: ProofClaims = {
      act,
      sub,
      aud: this.#site.publicUrl,
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
