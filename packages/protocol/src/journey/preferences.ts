import * as z from 'zod/mini'
import { locationIdSchema } from '../ids.ts'

const captionsChangeSchema = z.strictObject({
  isShown: z.boolean(),
  language: z.nullable(z.string().check(z.regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,6}$/))),
  size: z.int().check(z.minimum(50), z.maximum(200)),
})

/** A change of what a shopper has set: null takes one back, and what is not named stays. */
export const preferencesChangeSchema = z.strictObject({
  captions: z.optional(z.nullable(captionsChangeSchema)),
  storeId: z.optional(z.nullable(locationIdSchema)),
})
export type PreferencesChange = z.infer<typeof preferencesChangeSchema>

/**
 * What is kept of it: each with when it was said, by the hub's clock. Null is what was taken back, kept so that no earlier
 * word comes again.
 */
export const keptPreferencesSchema = z.strictObject({
  captions: z.optional(z.strictObject({ value: z.nullable(captionsChangeSchema), setAt: z.int() })),
  storeId: z.optional(z.strictObject({ value: z.nullable(locationIdSchema), setAt: z.int() })),
})
export type KeptPreferences = z.infer<typeof keptPreferencesSchema>
