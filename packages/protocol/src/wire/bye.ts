import * as z from 'zod/mini'

/** Down: this node goes away; come back to any other after this long. */
export const byeSchema = z.object({ afterMs: z.int(), reason: z.literal(['drain', 'revoked', 'rate']) })
export type Bye = z.infer<typeof byeSchema>
