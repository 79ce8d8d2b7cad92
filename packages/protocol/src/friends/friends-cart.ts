import * as z from 'zod/mini'
import { attributesSchema } from '../cart/attribute.ts'
import { lineIdSchema, showIdSchema, variantIdSchema } from '../ids.ts'
import { priceSchema } from '../money.ts'
import { friendNumberSchema, friendsIdSchema, inviteSchema } from './friends-ask.ts'

/** Members of one friends' cart, its owner among them. */
export const MOST_FRIENDS = 20

const friendSchema = z.object({
  n: friendNumberSchema,
  /** As they call themselves: a stranger's text. */
  name: z.string(),
  /** Given by the hub, another to each. */
  colour: z.int().check(z.minimum(0), z.maximum(MOST_FRIENDS - 1)),
  role: z.literal(['owner', 'guest']),
})
export type Friend = z.infer<typeof friendSchema>

/** What one member put there. Two who put the same there have a line each. */
const friendsLineSchema = z.object({
  by: friendNumberSchema,
  lineId: lineIdSchema,
  variantId: variantIdSchema,
  attrs: attributesSchema,
  qty: z.int().check(z.minimum(1)),
  /** Minor units, as it was when the line last changed. What it costs is the buyer's own cart's to say. */
  price: priceSchema,
  /** Who is for it. */
  votes: z.array(friendNumberSchema),
  /** Whoever has it in their own cart, or bought it; `by` is null for one who left since. */
  taken: z.optional(z.object({ by: z.nullable(friendNumberSchema), isBought: z.boolean() })),
})
export type FriendsLine = z.infer<typeof friendsLineSchema>

/** A friends' cart as one of its members is told of it: nothing but what members did in it. */
const friendsCartSchema = z.object({
  id: friendsIdSchema,
  showId: showIdSchema,
  /** Grows with each change. */
  rev: z.int(),
  /** Which of the members is told. */
  you: friendNumberSchema,
  members: z.array(friendSchema),
  lines: z.array(friendsLineSchema),
  /** Until when the last link that is out is good, told to the owner alone; null when there is none. */
  invitesUntilMs: z.nullable(z.int()),
})
export type FriendsCart = z.infer<typeof friendsCartSchema>

/**
 * Every friends' cart that the shopper is in. Down, at each greeting and whenever one changed; null when there is none. Not one
 * of `downSchemas`: it is parsed by what draws it, and found at `@tote/protocol/friends`.
 */
export const friendsCartsSchema = z.array(friendsCartSchema)
export type FriendsCarts = z.infer<typeof friendsCartsSchema>

/** What came of one line that was to be taken. `taken`: somebody else has it. */
const takenLineSchema = z.object({
  by: friendNumberSchema,
  lineId: lineIdSchema,
  code: z.nullable(z.string()),
  /** How many are free, with `no_stock`. */
  free: z.optional(z.int()),
})
export type TakenLine = z.infer<typeof takenLineSchema>

/** What an invitation is to, for who has not joined. */
const invitationSchema = z.object({
  showId: showIdSchema,
  owner: z.string(),
  members: z.int(),
  /** They are in it already. */
  isMember: z.boolean(),
})
export type Invitation = z.infer<typeof invitationSchema>

/**
 * `dead`: the invitation is over or was taken back. `over`: there is no such friends' cart, or the speaker is not in it.
 * `full`: twenty are in it. Others as of any cart.
 */
export const friendsAnswerSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    friends: friendsCartsSchema,
    invite: z.optional(z.object({ secret: inviteSchema, untilMs: z.int() })),
    invitation: z.optional(invitationSchema),
    taken: z.optional(z.array(takenLineSchema)),
  }),
  z.object({
    ok: z.literal(false),
    code: z.literal(['dead', 'over', 'full', 'limit', 'gone', 'no_line', 'frozen', 'forbidden']),
  }),
])
export type FriendsAnswer = z.infer<typeof friendsAnswerSchema>

/** What is kept of a shopper's own part in friends' carts; the others' is theirs. */
export const keptFriendsSchema = z.array(
  z.object({
    showId: showIdSchema,
    name: z.string(),
    role: z.literal(['owner', 'guest']),
    joinedAt: z.int(),
    lines: z.array(z.object({ variantId: variantIdSchema, qty: z.int() })),
    /** How many lines they are for. */
    votes: z.int(),
  }),
)
export type KeptFriends = z.infer<typeof keptFriendsSchema>
