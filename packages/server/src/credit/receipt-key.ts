import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, type JWK } from 'jose'

/** One tenant's key for receipts, of one of the hub's secrets. */
export interface ReceiptKey {
  readonly kid: string
  readonly privateKey: KeyObject
  /** For the world. */
  readonly publicJwk: JWK
}

/** What stands before the seed in an Ed25519 key's PKCS #8 form (RFC 8410, section 7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * Made of the secret and the tenant's id, the same each time (RFC 5869): nodes that share the secret share the keys, no private
 * key is stored, and no tenant's key tells of another's.
 */
export async function deriveReceiptKey(secret: string, tenantId: string): Promise<ReceiptKey> {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', `tote receipt ${tenantId}`, 32))
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  const { kty, crv, x } = createPublicKey(privateKey).export({ format: 'jwk' })
  // An Ed25519 key always has all three.
  const bare = { kty, crv, x } as JWK
  const kid = await calculateJwkThumbprint(bare)
  return { kid, privateKey, publicJwk: { ...bare, kid, alg: 'EdDSA', use: 'sig' } }
}
