import { createHash, randomBytes } from 'node:crypto'

/** Base64url SHA-256: what is stored of a secret, and what a proof names it by. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** A secret nobody can guess, with a prefix that tells a reader (or a leak scanner) what it is. */
export function drawSecret(prefix: string, bytes: number): string {
  return `${prefix}_${randomBytes(bytes).toString('base64url')}`
}
