import * as z from 'zod/mini'
import { dropIdSchema } from '../drop/drop.ts'
import { variantIdSchema } from '../ids.ts'

/** Up, answered: a place at the end of the line for this variant. Asked again it answers the place there is. */
export const waitlistJoinSchema = z.strictObject({ variantId: variantIdSchema })
export type WaitlistJoin = z.infer<typeof waitlistJoinSchema>

/** Up, answered with what is left: the place is given up, and a unit that was set aside with it. */
export const waitlistLeaveSchema = z.strictObject({ variantId: variantIdSchema })
export type WaitlistLeave = z.infer<typeof waitlistLeaveSchema>

/**
 * Up, answered: a shopper's one entry in a drop. `id` names the wish for good, and is told to nobody: asked again, or from
 * another place, it answers the entry there is.
 */
export const dropEnterSchema = z.strictObject({
  dropId: dropIdSchema,
  id: z.string().check(z.regex(/^[A-Za-z0-9-]{16,64}$/)),
})
export type DropEnter = z.infer<typeof dropEnterSchema>

/** Up, answered with what is left: the entry is given up, in its turn or before. There is no other in this drop. */
export const dropLeaveSchema = z.strictObject({ dropId: dropIdSchema })
export type DropLeave = z.infer<typeof dropLeaveSchema>
