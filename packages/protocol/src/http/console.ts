import * as z from 'zod/mini'
import { dropChoiceSchema, dropIdSchema } from '../drop/drop.ts'
import { chatIdSchema, locationIdSchema, pollIdSchema, productIdSchema, variantIdSchema } from '../ids.ts'
import { priceSchema } from '../money.ts'
import { pollOptionsSchema, pollQuestionSchema } from '../show/poll.ts'
import { lastsMsSchema, noteTextSchema, programmeTimeSchema, showEventSchema } from '../show/show-event.ts'
import { showSchema } from '../show/show.ts'

/** `POST /v1/console/session`: a host or a store's associate signs in; the answer sets an HttpOnly cookie. */
export const consoleSignInSchema = z.union([
  z.strictObject({ hostKey: z.string().check(z.regex(/^hk_[A-Za-z0-9_-]{16,64}$/)) }),
  z.strictObject({ associateKey: z.string().check(z.regex(/^ak_[A-Za-z0-9_-]{16,64}$/)) }),
])
export type ConsoleSignIn = z.infer<typeof consoleSignInSchema>

/** `GET /v1/console/session`, and the answer to signing in. */
export const consoleSessionSchema = z.object({
  tenant: z.object({ id: z.string(), name: z.string() }),
  /** The tenant's publishable key: the console's own player watches with it. */
  key: z.string(),
  /** None for an associate. */
  shows: z.array(showSchema),
  /** Whether its shoppers collect points, which a host can change. */
  hasPoints: z.optional(z.boolean()),
  /** Who hands goods over at a store, and does nothing else; absent for a host. */
  associate: z.optional(
    z.object({ name: z.string(), store: z.object({ id: locationIdSchema, name: z.string() }) }),
  ),
})
export type ConsoleSession = z.infer<typeof consoleSessionSchema>

/** What a host asks to happen. The hub adds what only it knows: the number, the time, the price before. */
export const cueIntentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pinProduct'), productId: productIdSchema }),
  z.strictObject({ kind: z.literal('unpinProduct'), productId: productIdSchema }),
  z.strictObject({
    kind: z.literal('changePrice'),
    productId: productIdSchema,
    prices: z
      .array(z.strictObject({ variantId: variantIdSchema, price: priceSchema }))
      .check(z.minLength(1), z.maxLength(250)),
    /** How long it stands, in programme time from its moment; then the price before is back. Without it, until changed. */
    lastsMs: z.optional(lastsMsSchema),
  }),
  z.strictObject({
    kind: z.literal('markSoldOut'),
    productId: productIdSchema,
    variantIds: z.array(variantIdSchema).check(z.minLength(1), z.maxLength(250)),
    isSoldOut: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('startChapter'),
    title: z.string().check(z.minLength(1), z.maxLength(120)),
  }),
  /** Over the picture, until another or `clearNote`. */
  z.strictObject({ kind: z.literal('showNote'), text: noteTextSchema }),
  z.strictObject({ kind: z.literal('clearNote') }),
  z.strictObject({
    kind: z.literal('openPoll'),
    question: pollQuestionSchema,
    options: pollOptionsSchema,
  }),
  z.strictObject({ kind: z.literal('closePoll'), pollId: pollIdSchema }),
  z.strictObject({ kind: z.literal('removeMessage'), messageId: chatIdSchema }),
  /** Gives a variant out by turns from the cue's moment on; nobody can add it before, or without a turn. */
  z.strictObject({
    kind: z.literal('announceDrop'),
    productId: productIdSchema,
    ...dropChoiceSchema.shape,
    windowMs: z.optional(dropChoiceSchema.shape.windowMs),
  }),
  /** What is left is sold like anything else again; who waits or has a turn keeps it. */
  z.strictObject({ kind: z.literal('endDrop'), dropId: dropIdSchema }),
])
export type CueIntent = z.infer<typeof cueIntentSchema>

/** `POST /v1/console/shows/:showId/cues`. */
export const postCueSchema = z.strictObject({
  intent: cueIntentSchema,
  /** Programme time it belongs to; now, if absent. A rundown may log a cue a little ahead of its moment. */
  at: z.optional(programmeTimeSchema),
})
export type PostCue = z.infer<typeof postCueSchema>

/** Its answer: the cue as it stands in the log. */
export const postedCueSchema = z.object({ event: showEventSchema })
export type PostedCue = z.infer<typeof postedCueSchema>
