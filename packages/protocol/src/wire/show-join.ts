import * as z from 'zod/mini'
import { showIdSchema } from '../ids.ts'
import { showEventSchema } from '../show/show-event.ts'
import { showSnapshotSchema } from '../show/show-snapshot.ts'

/** Up, answered: follow a show's log from after `seq`; 0 asks for a snapshot. */
export const showJoinSchema = z.strictObject({ showId: showIdSchema, seq: z.int().check(z.minimum(0)) })
export type ShowJoin = z.infer<typeof showJoinSchema>

export const showJoinAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('snapshot'), snapshot: showSnapshotSchema }),
  z.object({ kind: z.literal('events'), from: z.int(), to: z.int(), events: z.array(showEventSchema) }),
])
export type ShowJoinAnswer = z.infer<typeof showJoinAnswerSchema>
