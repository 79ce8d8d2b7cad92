import { ToteError } from '@tote/protocol'
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify, type JWK } from 'jose'
import * as z from 'zod'
import { hashSecret } from '../secret.ts'
import { rememberNonce } from '../store/nonce-store.ts'
import { selectSigningKey } from '../store/signing-key-store.ts'
import type { Db } from '../store/store.ts'
import { journeyLimits } from './limits.ts'

/** What the tenant's backend says about a shopper: that they are here, or what is to be done with what is kept. */
export type TokenAct = 'sign-in' | 'export' | 'profile' | 'forget' | 'revoke' | 'order'

export interface Token {
  /** Opaque to us: the tenant's own name for the shopper. */
  readonly subject: string
  readonly jti: string
  readonly expiresAtMs: number
}

export interface TokenQuestion {
  readonly token: string
  readonly tenantId: string
  readonly act: TokenAct
  readonly nowMs: number
  /** A signed JWT is read unless told otherwise. */
  readonly readToken?: ReadToken
}

/**
 * Checks by whom a token is, for which tenant and when, and returns what it says, of which nothing has been checked.
 * @throws ToteError `bad_token`
 */
export type ReadToken = (db: Db, question: Omit<TokenQuestion, 'act' | 'readToken'>) => Promise<unknown>

const ALGORITHMS = ['ES256', 'EdDSA', 'Ed25519']

const claimsSchema = z.object({
  sub: z.string().min(1).max(128),
  jti: z.string().min(8).max(128),
  exp: z.int(),
  /** Absent in a token that signs in: one that a browser holds can never do more. */
  act: z.literal(['export', 'profile', 'forget', 'revoke', 'order']).optional(),
})

/**
 * Checks a JWT of the tenant's backend: signature by one of its keys, audience, time, and what it is for.
 * That it is used once is `spendToken`'s, inside the transaction that acts on it.
 * @throws ToteError `bad_token`, saying which part a tenant's developer has to look at; never the token.
 */
export async function verifyToken(db: Db, question: TokenQuestion): Promise<Token> {
  const { token, tenantId, nowMs, readToken = readJwt } = question
  const payload = await readToken(db, { token, tenantId, nowMs })
  const claims = claimsSchema.safeParse(payload)
  if (!claims.success) throw refused(`its claim ${claims.error.issues[0]?.path.join('.')} cannot be used`)
  const { sub, jti, exp, act = 'sign-in' } = claims.data
  if (act !== question.act) throw refused(`it is for ${act}, not for ${question.act}`)
  if (exp * 1000 > nowMs + journeyLimits.tokenMs)
    throw refused(`exp is more than ${journeyLimits.tokenMs / 60_000} minutes away`)
  return { subject: sub, jti: `${tenantId}.${jti}`, expiresAtMs: exp * 1000 }
}

/** The tenant a token says it is for; believed only once one of that tenant's keys has checked it. */
export function audienceOf(token: string): string {
  try {
    const { aud } = decodeJwt(token)
    return typeof aud === 'string' ? aud : ''
  } catch (cause) {
    throw new ToteError('bad_token', undefined, { cause })
  }
}

/** A token is good once. @throws ToteError `bad_token` */
export async function spendToken(db: Db, { jti, expiresAtMs }: Token): Promise<void> {
  const isNew = await rememberNonce(db, { hash: hashSecret(`jti.${jti}`), expiresAt: expiresAtMs })
  if (!isNew) throw refused('its jti was used before')
}

const readJwt: ReadToken = async (db, { token, tenantId, nowMs }) => {
  try {
    const { kid = '', alg = '' } = decodeProtectedHeader(token)
    if (!ALGORITHMS.includes(alg)) throw refused('alg must be ES256 or EdDSA')
    const jwk = await selectSigningKey(db, tenantId, kid)
    if (jwk === undefined) throw refused("kid is none of the tenant file's keys")
    // A public JWK by the tenant file's schema; the key's own kind decides which algorithm it can check.
    const key = await importJWK(jwk as JWK, alg)
    const { payload } = await jwtVerify(token, key, {
      audience: tenantId,
      algorithms: ALGORITHMS,
      currentDate: new Date(nowMs),
    })
    return payload
  } catch (error) {
    if (error instanceof ToteError) throw error
    throw new ToteError(
      'bad_token',
      "The token's signature, audience (aud) or time (exp, nbf) does not hold.",
      {
        cause: error,
      },
    )
  }
}

function refused(why: string): ToteError {
  return new ToteError('bad_token', `The token does not hold: ${why}.`, { details: { field: 'token' } })
}
