import * as z from 'zod/mini'
import { keptPasskeySchema, passkeyIdSchema } from './kept-passkey.ts'

export type { KeptPasskey } from './kept-passkey.ts'

/** Binary data as WebAuthn's JSON writes it. */
const base64url = (maxLength: number) =>
  z.string().check(z.minLength(1), z.maxLength(maxLength), z.regex(/^[A-Za-z0-9_-]+$/))

/** Of 1,023 bytes at most, as WebAuthn has it. */
const credentialIdSchema = base64url(1364)
const challengeSchema = base64url(128)
/** The hub's own host: a passkey of it is good there and nowhere else. */
const rpIdSchema = z.string().check(z.maxLength(253))
const typeSchema = z.literal('public-key')
const transportsSchema = z.array(z.string().check(z.maxLength(32))).check(z.maxLength(10))

/** `POST /v1/window/journeys/:tenant/passkeys/begin`: what `navigator.credentials.create` is asked. */
export const passkeyCreationSchema = z.object({
  options: z.object({
    challenge: challengeSchema,
    rp: z.object({ id: rpIdSchema, name: z.string() }),
    user: z.object({ id: base64url(86), name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.object({ type: typeSchema, alg: z.int() })),
    timeout: z.int(),
    excludeCredentials: z.array(
      z.object({ id: credentialIdSchema, type: typeSchema, transports: transportsSchema }),
    ),
    authenticatorSelection: z.object({
      residentKey: z.literal('required'),
      requireResidentKey: z.boolean(),
      userVerification: z.literal('required'),
    }),
    attestation: z.literal('none'),
  }),
  now: z.int(),
})
export type PasskeyCreation = z.infer<typeof passkeyCreationSchema>

/** `POST /v1/window/journeys/:tenant/passkeys`: what the browser made. What else it tells is left out. */
export const makePasskeySchema = z.strictObject({
  credential: z.object({
    id: credentialIdSchema,
    rawId: credentialIdSchema,
    type: typeSchema,
    response: z.object({
      clientDataJSON: base64url(4096),
      attestationObject: base64url(16_384),
      transports: z.optional(transportsSchema),
    }),
  }),
})
export type MakePasskey = z.infer<typeof makePasskeySchema>
export const madePasskeySchema = z.object({ passkey: keptPasskeySchema, now: z.int() })

/** `POST /v1/window/passkey/begin`: what `navigator.credentials.get` is asked. No credential is named: the shopper chooses. */
export const passkeyRequestSchema = z.object({
  options: z.object({
    challenge: challengeSchema,
    rpId: rpIdSchema,
    timeout: z.int(),
    userVerification: z.literal('required'),
  }),
  now: z.int(),
})
export type PasskeyRequest = z.infer<typeof passkeyRequestSchema>

/** `POST /v1/window/passkey`: what the passkey signed. The answer is that of `POST /v1/window/redeem`. */
export const usePasskeySchema = z.strictObject({
  credential: z.object({
    id: credentialIdSchema,
    rawId: credentialIdSchema,
    type: typeSchema,
    response: z.object({
      clientDataJSON: base64url(4096),
      authenticatorData: base64url(4096),
      signature: base64url(2048),
      /** A passkey that is found without being named tells whose it is. */
      userHandle: base64url(86),
    }),
  }),
})
export type UsePasskey = z.infer<typeof usePasskeySchema>

export const passkeyParamsSchema = z.strictObject({
  tenantId: z.string().check(z.maxLength(64)),
  passkeyId: passkeyIdSchema,
})
/** `DELETE` of one: its credential, for the browser to take out of its list. */
export const removedPasskeySchema = z.object({ credentialId: credentialIdSchema, now: z.int() })

/** In what is kept of a shopper. */
export const keptPasskeysSchema = z.array(z.object({ createdAt: z.int(), usedAt: z.int() }))
export type KeptPasskeys = z.infer<typeof keptPasskeysSchema>
