import { ToteError } from '@tote/protocol'
import { hashSecret } from '../secret.ts'
import type { Store } from '../store/store.ts'
import { findGrant, type Session } from './grants.ts'
import { withRealPorts, type IdentityPorts } from './identity-ports.ts'
import { journeyLimits } from './limits.ts'
import type { PlaceCredentials } from './shoppers.ts'
import { checkProof } from './verify-proof.ts'

/** More calls than these within a minute come from more places than one node serves so. */
const MAX_REMEMBERED = 20_000

/**
 * Who calls, where there is no socket that was proved once. A proof of the act `call` is good for all calls of
 * the minute around it, so that a poll costs neither a signature check nor a row each time; it opens no socket,
 * and is worth nothing without its grant, nor for another grant. Why: docs/decisions/https-mode.md.
 */
export function createCallers({
  store,
  ownOrigins: aud,
  now,
  readProof,
}: {
  readonly store: Store
  readonly ownOrigins: ReadonlySet<string>
  readonly now: () => number
} & Pick<IdentityPorts, 'readProof'>) {
  const { proofs } = withRealPorts(readProof === undefined ? {} : { readProof })
  /** Proofs that held, until when they do. */
  const proved = new Map<string, number>()

  return {
    /** @throws ToteError `unauthorised` for a grant that is over, revoked or of another site; `bad_proof`. */
    async recognise({ grant, proof, origin }: PlaceCredentials): Promise<Session> {
      const nowMs = now()
      const found = await findGrant(store.db, grant, nowMs)
      if (found === undefined || found.place.origin !== origin) throw new ToteError('unauthorised')
      const hash = hashSecret(`${grant}.${proof}`)
      const heldUntil = proved.get(hash)
      if (heldUntil === undefined || heldUntil < nowMs) {
        const { jwk } = found.place
        const sub = hashSecret(grant)
        const { claims } = await checkProof({ proof, jwk, act: 'call', sub, aud, nowMs, ...proofs })
        remember(hash, claims.iat * 1000 + journeyLimits.proofAgeMs)
      }
      return found.session
    },
  }

  function remember(hash: string, untilMs: number): void {
    // The oldest were written first; a flood makes proofs be checked again, and lets none through.
    for (const known of proved.keys()) {
      if (proved.size < MAX_REMEMBERED) break
      proved.delete(known)
    }
    proved.set(hash, untilMs)
  }
}

export type Callers = ReturnType<typeof createCallers>
