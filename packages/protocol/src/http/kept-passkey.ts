import * as z from 'zod/mini'

export const passkeyIdSchema = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[A-Za-z0-9_-]+$/))

/** A passkey as a window of the hub lists it. */
export const keptPasskeySchema = z.object({
  passkeyId: passkeyIdSchema,
  createdAt: z.int(),
  usedAt: z.int(),
})
export type KeptPasskey = z.infer<typeof keptPasskeySchema>
