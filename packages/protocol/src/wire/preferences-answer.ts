import * as z from 'zod/mini'
import { locationIdSchema } from '../ids.ts'

/** How a shopper wants captions. That a screen reader reads them out is told to no hub: it says something about a person. */
export const captionsPreferenceSchema = z.object({
  isShown: z.boolean(),
  /** BCP 47, of the track they chose; null before they chose one. */
  language: z.nullable(z.string()),
  /** Percent of the usual size. */
  size: z.int(),
})
export type CaptionsPreference = z.infer<typeof captionsPreferenceSchema>

/** What a shopper has set for themselves; absent what they have not. */
export const preferencesSchema = z.object({
  captions: z.optional(captionsPreferenceSchema),
  /** The store they pick up at. */
  storeId: z.optional(locationIdSchema),
})
export type Preferences = z.infer<typeof preferencesSchema>
