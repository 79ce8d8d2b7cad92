import * as z from 'zod/mini'

/**
 * Down, last on a connection: come back after this long. `drain`: this node goes away, any other will do;
 * `moved`: the journey went over into another; `revoked`: this place is of no journey any more; `rate`: too much at once.
 */
export const byeSchema = z.object({
  afterMs: z.int(),
  reason: z.literal(['drain', 'moved', 'revoked', 'rate']),
})
export type Bye = z.infer<typeof byeSchema>
