import { createHmac, timingSafeEqual } from 'node:crypto'

/** HMAC-SHA256 by a secret that is written as Standard Webhooks has it: `whsec_` and base64. */
export function sign(secret, content) {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  return createHmac('sha256', key).update(content).digest()
}

/** Whether this proof, in base64url, is of this content. */
export function isProof(secret, content, proof) {
  const [given, expected] = [Buffer.from(proof, 'base64url'), sign(secret, content)]
  return given.length === expected.length && timingSafeEqual(given, expected)
}
