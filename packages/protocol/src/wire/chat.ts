import * as z from 'zod/mini'
import { chatIdSchema, pollIdSchema, showIdSchema } from '../ids.ts'
import { chatTextSchema } from '../show/chat-text.ts'
import { limits } from '../limits.ts'

/** Up, answered: a message to all who watch. `uid` names it for good: sent again it is still one message. */
export const chatSchema = z.strictObject({ showId: showIdSchema, uid: chatIdSchema, text: chatTextSchema })
export type Chat = z.infer<typeof chatSchema>

export const reactionKindSchema = z.literal(['heart', 'clap', 'fire', 'laugh', 'wow'])
export type ReactionKind = z.infer<typeof reactionKindSchema>

/** Up, answered: a hand raised in the crowd. Only their number is ever told. */
export const reactSchema = z.strictObject({ showId: showIdSchema, kind: reactionKindSchema })
export type React = z.infer<typeof reactSchema>

/** What `chat` and `react` are answered with when they are not refused. */
export const takenSchema = z.object({ ok: z.literal(true) })
export type Taken = z.infer<typeof takenSchema>

/** Up, answered: a journey's one vote in a poll. */
export const voteSchema = z.strictObject({
  showId: showIdSchema,
  pollId: pollIdSchema,
  /** Its index. */
  option: z.int().check(z.minimum(0), z.maximum(limits.maxPollOptions - 1)),
})
export type Vote = z.infer<typeof voteSchema>

/** `option` is the one that counts: the first that this journey voted for. */
export const voteAnswerSchema = z.object({ ok: z.literal(true), option: z.int() })
export type VoteAnswer = z.infer<typeof voteAnswerSchema>

/** A message as everybody may read it: plain text, and nothing of who wrote it. */
export const chatMessageSchema = z.object({
  id: chatIdSchema,
  at: z.int(),
  text: z.string().check(z.maxLength(limits.maxChatLength)),
})
export type ChatMessage = z.infer<typeof chatMessageSchema>
