import {
  PROOF_TYPE,
  publicJwkSchema,
  ToteError,
  type ProofAct,
  type ProofClaims,
  type PublicJwk,
} from '@tote/protocol'

/** How a place makes its key and proves that it holds it. WebCrypto in the product. */
export interface PlaceKeys {
  /** A key pair whose private half no script can read, this one included. @throws ToteError `insecure_context` */
  draw(): Promise<CryptoKeyPair>
  publicJwk(keys: CryptoKeyPair): Promise<PublicJwk>
  /** A compact JWS by the place's key, good once. @see RFC 7515 */
  sign(keys: CryptoKeyPair, subject: ProofSubject): Promise<string>
  /** Base64url SHA-256, as the hub names secrets by. */
  hash(secret: string): Promise<string>
}

export interface ProofSubject {
  readonly act: ProofAct
  readonly sub: string
  /** The hub's origin. */
  readonly aud: string
  /** By the hub's clock. */
  readonly nowMs: number
}

export const webPlaceKeys: PlaceKeys = { draw, publicJwk, sign, hash }

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

async function draw(): Promise<CryptoKeyPair> {
  // Undefined on pages without https, whatever the types say.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle
  if (subtle === undefined)
    throw new ToteError(
      'insecure_context',
      'This page is not served over https, so the browser offers no keys. Serve it over https (or from localhost).',
    )
  return subtle.generateKey(algorithm, false, ['sign', 'verify'])
}

async function publicJwk({ publicKey }: CryptoKeyPair): Promise<PublicJwk> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey)
  return publicJwkSchema.parse({ kty, crv, x, y })
}

async function sign(keys: CryptoKeyPair, { act, sub, aud, nowMs }: ProofSubject): Promise<string> {
  const nonce = toBase64Url(crypto.getRandomValues(new Uint8Array(16)))
  const claims: ProofClaims = { act, sub, aud, nonce, iat: Math.floor(nowMs / 1000) }
  const header = { alg: 'ES256', typ: PROOF_TYPE }
  const input = [header, claims]
    .map((part) => toBase64Url(new TextEncoder().encode(JSON.stringify(part))))
    .join('.')
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    keys.privateKey,
    new TextEncoder().encode(input),
  )
  return `${input}.${toBase64Url(new Uint8Array(signature))}`
}

async function hash(secret: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))))
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
