import {
  PROOF_TYPE,
  proofClaimsSchema,
  ToteError,
  type ProofAct,
  type ProofClaims,
  type PublicJwk,
} from '@tote/protocol'
import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose'
import { hashSecret } from '../secret.ts'
import { rememberNonce } from '../store/nonce-store.ts'
import type { Db } from '../store/store.ts'
import { journeyLimits } from './limits.ts'

/**
 * Checks a proof's signature. Nothing else about it has been checked by then.
 * @throws when the key did not sign it, or it is no proof.
 */
export type ReadProof = (
  proof: string,
  jwk: PublicJwk,
) => Promise<{
  readonly claims: ProofClaims
  /** The key's RFC 7638 thumbprint. */ readonly thumbprint: string
}>

export interface ProofQuestion {
  readonly proof: string
  readonly jwk: PublicJwk
  readonly act: ProofAct
  readonly sub: string
  /** The hub's own names. */
  readonly aud: ReadonlySet<string>
  readonly nowMs: number
  /** A signed JWS is read unless told otherwise. */
  readonly readProof?: ReadProof
}

/**
 * Checks that whoever asks holds the private key, means this very act, and has not said so before.
 * Returns the key's RFC 7638 thumbprint.
 * @throws ToteError `bad_proof`; the message never says which part failed beyond what the sender knows.
 */
export async function verifyProof(db: Db, question: ProofQuestion): Promise<string> {
  return useProof(db, await checkProof(question), question.nowMs)
}

/**
 * The part of `verifyProof` that is the database's: nobody's transaction has to wait for a signature.
 * @throws ToteError `bad_proof` when it was used before.
 */
export async function useProof(
  db: Db,
  { claims, thumbprint }: Awaited<ReturnType<ReadProof>>,
  nowMs: number,
): Promise<string> {
  const isNew = await rememberNonce(db, {
    hash: hashSecret(`${thumbprint}.${claims.nonce}`),
    expiresAt: nowMs + journeyLimits.nonceMs,
  })
  if (!isNew) throw new ToteError('bad_proof', 'The proof was used before.')
  return thumbprint
}

/** All but whether it was used before: enough for acts that may be done again within their minute. */
export async function checkProof(question: ProofQuestion): ReturnType<ReadProof> {
  const { proof, jwk, act, sub, aud, nowMs, readProof = readJws } = question
  const read = await readProof(proof, jwk).catch((cause: unknown) => {
    throw new ToteError('bad_proof', undefined, { cause })
  })
  const { claims } = read
  if (claims.act !== act || claims.sub !== sub || !aud.has(claims.aud))
    throw new ToteError('bad_proof', 'The proof is about something else.')
  if (Math.abs(nowMs - claims.iat * 1000) > journeyLimits.proofAgeMs)
    throw new ToteError('bad_proof', "The proof is too old or from the future. Check the device's clock.")
  return read
}

const readJws: ReadProof = async (proof, jwk) => {
  const key = await importJWK(jwk, 'ES256')
  const { payload, protectedHeader } = await compactVerify(proof, key, { algorithms: ['ES256'] })
  if (protectedHeader.typ !== PROOF_TYPE) throw new TypeError('another kind of token')
  const claims = proofClaimsSchema.parse(JSON.parse(new TextDecoder().decode(payload)))
  return { claims, thumbprint: await calculateJwkThumbprint(jwk) }
}
