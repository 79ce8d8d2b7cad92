import * as z from 'zod/mini'
import { showIdSchema } from '../ids.ts'
import { limits } from '../limits.ts'
import { talliesSchema } from '../show/poll.ts'
import { showEventSchema } from '../show/show-event.ts'
import { showSnapshotSchema } from '../show/show-snapshot.ts'
import { chatMessageSchema } from './chat.ts'

/** Up, answered: follow a show's log from after `seq`; 0 asks for a snapshot. */
export const showJoinSchema = z.strictObject({ showId: showIdSchema, seq: z.int().check(z.minimum(0)) })
export type ShowJoin = z.infer<typeof showJoinSchema>

/** What the log does not hold: the last messages, oldest first, and the open poll's votes. */
export const crowdSchema = z.object({
  chat: z.array(chatMessageSchema).check(z.maxLength(limits.maxRecentChat)),
  tallies: talliesSchema,
})
export type Crowd = z.infer<typeof crowdSchema>

export const showJoinAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('snapshot'), snapshot: showSnapshotSchema, crowd: crowdSchema }),
  z.object({
    kind: z.literal('events'),
    from: z.int(),
    to: z.int(),
    events: z.array(showEventSchema),
    crowd: crowdSchema,
  }),
])
export type ShowJoinAnswer = z.infer<typeof showJoinAnswerSchema>
