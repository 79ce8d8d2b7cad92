import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { TENANT } from './write-tenant-file.ts'

export interface DemoCustomers {
  /** For the tenant file. */
  readonly key: { readonly kid: string; readonly jwk: object }
  /** What the house's own site says of the customer who signs in there: good for one sign-in. */
  token(): string
}

/** Of each run its own: a token of the last one is worth nothing. */
const KID = 'demo'
const CUSTOMER = 'ada'
const GOOD_FOR_S = 300

/** The part of the house's own backend that knows its one customer, Ada. */
export function createCustomers(): DemoCustomers {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const encode = (fields: object) => Buffer.from(JSON.stringify(fields)).toString('base64url')
  return {
    key: { kid: KID, jwk: publicKey.export({ format: 'jwk' }) },
    token() {
      const iat = Math.floor(Date.now() / 1000)
      const claims = { sub: CUSTOMER, aud: TENANT, jti: randomUUID(), iat, exp: iat + GOOD_FOR_S }
      const text = `${encode({ alg: 'EdDSA', kid: KID })}.${encode(claims)}`
      return `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`
    },
  }
}
