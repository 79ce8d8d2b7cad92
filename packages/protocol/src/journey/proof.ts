import * as z from 'zod/mini'

/** What a place proves the possession of its key for. */
const proofActSchema = z.literal([
  'open',
  'resume',
  'connect',
  'redeem',
  'accept',
  'call',
  'sign-in',
  'leave',
  'export',
  'profile',
  'forget',
  'claim',
  'collect',
  'follow',
])
export type ProofAct = z.infer<typeof proofActSchema>

/**
 * The claims of a proof. A proof is a compact JWS (ES256, header `typ: "tote+proof"`) by the place's key,
 * good once and for a minute around `iat`.
 */
export const proofClaimsSchema = z.strictObject({
  act: proofActSchema,
  /**
   * What it is about: base64url SHA-256 of the ticket, grant, pending offer, token or claim; for `resume` and
   * `leave` the place id; for `open` the publishable key.
   */
  sub: z.string().check(z.minLength(1), z.maxLength(128)),
  /** The hub's origin, so that a proof for one hub is worth nothing to another. */
  aud: z.string().check(z.maxLength(255)),
  nonce: z.string().check(z.minLength(16), z.maxLength(64)),
  /** Seconds since 1970. */
  iat: z.int(),
})
export type ProofClaims = z.infer<typeof proofClaimsSchema>

export const PROOF_TYPE = 'tote+proof'

export const proofSchema = z.string().check(z.minLength(20), z.maxLength(1200))

/** The public half of a place's P-256 key. */
export const publicJwkSchema = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
  y: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
})
export type PublicJwk = z.infer<typeof publicJwkSchema>

export const ticketSchema = z.string().check(z.regex(/^tt_[A-Za-z0-9_-]{22}$/))
export const grantSchema = z.string().check(z.regex(/^tg_[A-Za-z0-9_-]{32}$/))
export const pendingSchema = z.string().check(z.regex(/^tp_[A-Za-z0-9_-]{22}$/))
/** A JWT of the tenant's backend: three parts of base64url. What is in it is asked after its signature. */
export const tokenSchema = z
  .string()
  .check(z.maxLength(4096), z.regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/))
export const publishableKeySchema = z.string().check(z.regex(/^pk_[A-Za-z0-9_-]{8,64}$/))
