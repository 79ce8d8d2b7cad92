import * as z from 'zod/mini'
import { preferencesChangeSchema } from '../journey/preferences.ts'

/** Up, answered by `Preferences`: what the shopper has set for themselves, after this change if there is one. */
export const preferencesAskSchema = z.strictObject({ set: z.optional(preferencesChangeSchema) })
export type PreferencesAsk = z.infer<typeof preferencesAskSchema>
