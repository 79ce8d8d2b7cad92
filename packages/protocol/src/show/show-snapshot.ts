import * as z from 'zod/mini'
import { showIdSchema } from '../ids.ts'
import { momentSchema, programmeTimeSchema, showEventSchema } from './show-event.ts'
import { showSchema } from './show.ts'

/**
 * All a joiner needs: what was true at `baseAt`, and each event after it up to `seq`, with every `dropSet` that was before. The base lies
 * before anything the stream still lets a viewer reach; for a replay it is empty.
 */
export const showSnapshotSchema = z.object({
  showId: showIdSchema,
  show: showSchema,
  seq: z.int().check(z.minimum(0)),
  baseAt: programmeTimeSchema,
  base: momentSchema,
  events: z.array(showEventSchema),
})
export type ShowSnapshot = z.infer<typeof showSnapshotSchema>
