import * as z from 'zod/mini'

/** Up, answered with the hub's time: whether anybody is still there, asked into a silence. */
export const beatSchema = z.strictObject({})
export type Beat = z.infer<typeof beatSchema>

export const beatAnswerSchema = z.object({ now: z.int() })
