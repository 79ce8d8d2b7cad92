import { cueSchema, showIdSchema } from '@tote/protocol'
import * as z from 'zod'

const address = z.string().min(1).max(2000)

/** A show as a tenant's file tells it. */
export const showFileSchema = z.strictObject({
  id: showIdSchema,
  title: z.string().min(1).max(200),
  host: z.string().max(120).optional(),
  status: z.enum(['scheduled', 'live', 'ended']),
  /** Programme time of the first picture; the time of first application when absent. */
  startsAt: z.int().min(0).optional(),
  endedAt: z.int().min(0).optional(),
  poster: z.string().max(2000).optional(),
  /** URLs or paths on the hub; `{startsAt}` stands for the show's start. */
  stream: z.strictObject({ live: address.optional(), replay: address.optional() }).default({}),
  /** Where the same streams are to be had when they fail there, in order. */
  backups: z
    .strictObject({ live: z.array(address).max(8).default([]), replay: z.array(address).max(8).default([]) })
    .default({ live: [], replay: [] }),
  /** Captions of the replay that are not in its stream: WebVTT files in its time. */
  captions: z
    .array(
      z.strictObject({
        src: address,
        label: z.string().min(1).max(80),
        language: z
          .string()
          .max(35)
          .refine((tag) => isLanguage(tag), 'must be a language tag, such as en or pt-BR'),
      }),
    )
    .max(40)
    .default([]),
  /** The log of a show that was held elsewhere, in seconds from its start. */
  cues: z.array(z.strictObject({ atSeconds: z.number().min(0), cue: cueSchema })).default([]),
})

export type ShowFile = z.infer<typeof showFileSchema>

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
