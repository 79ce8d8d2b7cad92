import * as z from 'zod/mini'
import { variantIdSchema } from '../ids.ts'

/** Up, answered: a place at the end of the line for this variant. Asked again it answers the place there is. */
export const waitlistJoinSchema = z.strictObject({ variantId: variantIdSchema })
export type WaitlistJoin = z.infer<typeof waitlistJoinSchema>

/** Up, answered with what is left: the place is given up, and a unit that was set aside with it. */
export const waitlistLeaveSchema = z.strictObject({ variantId: variantIdSchema })
export type WaitlistLeave = z.infer<typeof waitlistLeaveSchema>
