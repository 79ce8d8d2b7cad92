import * as z from 'zod/mini'
import { showIdSchema } from '../ids.ts'
import { programmeTimeSchema } from './show-event.ts'
import { urlSchema } from '../url.ts'

/** Captions that are not in the stream: a WebVTT file in the time of the recording. */
const captionFileSchema = z.object({
  src: urlSchema,
  label: z.string().check(z.minLength(1), z.maxLength(80)),
  /** BCP 47. */
  language: z.string().check(z.minLength(2), z.maxLength(35)),
})
export type CaptionFile = z.infer<typeof captionFileSchema>

/** One broadcast with a host, as a widget needs to know it before it plays. */
export const showSchema = z.object({
  id: showIdSchema,
  title: z.string().check(z.maxLength(200)),
  host: z.optional(z.string().check(z.maxLength(120))),
  status: z.literal(['scheduled', 'live', 'ended']),
  /** Programme time of the first picture; for a scheduled show when it should start. */
  startsAt: programmeTimeSchema,
  endedAt: z.optional(programmeTimeSchema),
  poster: z.optional(urlSchema),
  /** HLS master playlist: the live one, or the replay once ended. Absent when there is nothing to play. */
  stream: z.optional(urlSchema),
  /** Where the same stream is to be had when it fails there, in order. */
  backups: z.optional(z.array(urlSchema).check(z.maxLength(8))),
  /** Of a replay; may be added at any time. */
  captions: z.optional(z.array(captionFileSchema).check(z.maxLength(40))),
})
export type Show = z.infer<typeof showSchema>
