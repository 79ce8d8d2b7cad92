import * as z from 'zod/mini'
import { cartOpSchema } from '../cart/op.ts'
import { lineIdSchema, showIdSchema } from '../ids.ts'

/** A friends' cart. Drawn by who starts it, so that asked again it is started once; it opens nothing by itself. */
export const friendsIdSchema = z
  .string()
  .check(z.regex(/^[A-Za-z0-9-]{16,64}$/))
  .brand<'FriendsId'>()
export type FriendsId = z.infer<typeof friendsIdSchema>

/** What an invitation's link carries in its fragment: whoever has it may join, until it is over or taken back. */
export const inviteSchema = z.string().check(z.regex(/^tf_[A-Za-z0-9_-]{22}$/))

/** What a member is called by the others. The hub takes out what cannot be seen or turns the text around. */
export const friendNameSchema = z.string().check(z.minLength(1), z.maxLength(30))

/** Which of the cart's members: counted from 1 in the order they came, and never given twice. */
export const friendNumberSchema = z.int().check(z.minimum(1))

/** Names one deed for good: asked again after a lost answer it answers what came of it, and does nothing more. */
const uidSchema = z.string().check(z.regex(/^[A-Za-z0-9-]{16,36}$/))

const inCart = { id: friendsIdSchema }
const aboutLine = { ...inCart, by: friendNumberSchema, lineId: lineIdSchema }

/** Up, answered: all that can be wished of a friends' cart. */
export const friendsAskSchema = z.discriminatedUnion('do', [
  z.strictObject({ ...inCart, do: z.literal('start'), showId: showIdSchema, name: friendNameSchema }),
  /** One more link. Of the owner alone, as the next. */
  z.strictObject({ ...inCart, do: z.literal('invite') }),
  /** All links that are out are good for nothing from now on. Who joined stays. */
  z.strictObject({ ...inCart, do: z.literal('uninvite') }),
  /** What an invitation is to. Joins nothing. */
  z.strictObject({ do: z.literal('look'), invite: inviteSchema }),
  z.strictObject({ do: z.literal('join'), invite: inviteSchema, name: friendNameSchema }),
  /** A guest goes, with what they had put there; with its owner the whole is over. */
  z.strictObject({ ...inCart, do: z.literal('leave') }),
  z.strictObject({ ...inCart, do: z.literal('remove'), member: friendNumberSchema }),
  /** An operation on what the speaker put there: `addLine`, `setQuantity` or `removeLine`. */
  z.strictObject({ ...inCart, do: z.literal('act'), uid: uidSchema, op: cartOpSchema }),
  z.strictObject({ ...aboutLine, do: z.literal('vote'), isFor: z.boolean() }),
  /** Into the speaker's own cart: what they put there themselves, or all that nobody takes yet. */
  z.strictObject({ ...inCart, do: z.literal('take'), uid: uidSchema, which: z.literal(['mine', 'all']) }),
  /** Whoever wants it may take it again. What lies in the speaker's own cart stays there. */
  z.strictObject({ ...aboutLine, do: z.literal('release') }),
])
export type FriendsAsk = z.infer<typeof friendsAskSchema>
