import { PROOF_TYPE, proofClaimsSchema, ToteError, type ProofAct, type PublicJwk } from '@tote/protocol'
import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose'
import { hashSecret } from '../secret.ts'
import { rememberNonce } from '../store/journey-store.ts'
import type { Db } from '../store/store.ts'
import { journeyLimits } from './limits.ts'

export interface ProofQuestion {
  readonly proof: string
  readonly jwk: PublicJwk
  readonly act: ProofAct
  readonly sub: string
  /** The hub's own names. */
  readonly aud: ReadonlySet<string>
  readonly nowMs: number
}

/**
 * Checks that whoever asks holds the private key, means this very act, and has not said so before.
 * Returns the key's RFC 7638 thumbprint.
 * @throws ToteError `bad_proof`; the message never says which part failed beyond what the sender knows.
 */
export async function verifyProof(db: Db, question: ProofQuestion): Promise<string> {
  const { proof, jwk, act, sub, aud, nowMs } = question
  const claims = await readClaims(proof, jwk)
  if (claims.act !== act || claims.sub !== sub || !aud.has(claims.aud))
    throw new ToteError('bad_proof', 'The proof is about something else.')
  if (Math.abs(nowMs - claims.iat * 1000) > journeyLimits.proofAgeMs)
    throw new ToteError('bad_proof', "The proof is too old or from the future. Check the device's clock.")
  const thumbprint = await calculateJwkThumbprint(jwk)
  const isNew = await rememberNonce(db, {
    hash: hashSecret(`${thumbprint}.${claims.nonce}`),
    expiresAt: nowMs + journeyLimits.nonceMs,
  })
  if (!isNew) throw new ToteError('bad_proof', 'The proof was used before.')
  return thumbprint
}

async function readClaims(proof: string, jwk: PublicJwk) {
  try {
    const key = await importJWK(jwk, 'ES256')
    const { payload, protectedHeader } = await compactVerify(proof, key, { algorithms: ['ES256'] })
    if (protectedHeader.typ !== PROOF_TYPE) throw new TypeError('another kind of token')
    return proofClaimsSchema.parse(JSON.parse(new TextDecoder().decode(payload)))
  } catch (cause) {
    throw new ToteError('bad_proof', undefined, { cause })
  }
}
