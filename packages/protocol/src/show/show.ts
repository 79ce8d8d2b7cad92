import * as z from 'zod/mini'
import { showIdSchema } from '../ids.ts'
import { programmeTimeSchema } from './show-event.ts'

const mediaUrl = z.url().check(z.maxLength(2000))

/** One broadcast with a host, as a widget needs to know it before it plays. */
export const showSchema = z.object({
  id: showIdSchema,
  title: z.string().check(z.maxLength(200)),
  host: z.optional(z.string().check(z.maxLength(120))),
  status: z.literal(['scheduled', 'live', 'ended']),
  /** Programme time of the first picture; for a scheduled show when it should start. */
  startsAt: programmeTimeSchema,
  endedAt: z.optional(programmeTimeSchema),
  poster: z.optional(mediaUrl),
  /** HLS master playlist: the live one, or the replay once ended. Absent when there is nothing to play. */
  stream: z.optional(mediaUrl),
})
export type Show = z.infer<typeof showSchema>
