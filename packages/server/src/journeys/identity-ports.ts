import { v7 as uuid } from 'uuid'
import { drawSecret } from '../secret.ts'
import type { ReadProof } from './verify-proof.ts'
import type { ReadToken } from './verify-token.ts'

/** What nobody may foresee, and how proofs and tokens are read: arguments, so that a simulator can hold them still. */
export interface IdentityPorts {
  readonly newId?: () => string
  readonly drawSecret?: typeof drawSecret
  readonly readProof?: ReadProof
  readonly readToken?: ReadToken
}

/** The real ones for what was not given. */
export function withRealPorts({
  newId = uuid,
  drawSecret: draw = drawSecret,
  readProof,
  readToken,
}: IdentityPorts) {
  return {
    newId,
    drawSecret: draw,
    proofs: readProof === undefined ? {} : { readProof },
    tokens: readToken === undefined ? {} : { readToken },
  }
}
