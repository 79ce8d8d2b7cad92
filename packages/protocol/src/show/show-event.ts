import * as z from 'zod/mini'
import { chatIdSchema, pollIdSchema, productIdSchema, variantIdSchema } from '../ids.ts'
import { limits } from '../limits.ts'
import { priceSchema } from '../money.ts'
import { pollOptionsSchema, pollQuestionSchema, tallySchema } from './poll.ts'

/** Milliseconds since 1970 on the stream's own clock (`EXT-X-PROGRAM-DATE-TIME`): programme time. */
export const programmeTimeSchema = z.int().check(z.minimum(0))

const productPinnedSchema = z.object({ kind: z.literal('productPinned'), productId: productIdSchema })
const productUnpinnedSchema = z.object({ kind: z.literal('productUnpinned'), productId: productIdSchema })

/** How long a price may stand that ends by itself: any longer is the price. */
export const lastsMsSchema = z.int().check(z.minimum(5000), z.maximum(24 * 60 * 60_000))

/**
 * `was` lets a viewer behind live, or in the replay, see the price that stood at their picture. With `lastsMs` the price
 * ends by itself so much programme time after the cue; then it is `after`, or what it was where that is left out.
 */
const priceChangedSchema = z.object({
  kind: z.literal('priceChanged'),
  productId: productIdSchema,
  prices: z
    .array(
      z.object({
        variantId: variantIdSchema,
        price: priceSchema,
        was: priceSchema,
        after: z.optional(priceSchema),
      }),
    )
    .check(z.minLength(1), z.maxLength(250)),
  lastsMs: z.optional(lastsMsSchema),
})

/** The host's word, on top of the counted stock. An empty list of variants has no meaning and is refused. */
const soldOutMarkedSchema = z.object({
  kind: z.literal('soldOutMarked'),
  productId: productIdSchema,
  variantIds: z.array(variantIdSchema).check(z.minLength(1), z.maxLength(250)),
  isSoldOut: z.boolean(),
})
const chapterStartedSchema = z.object({
  kind: z.literal('chapterStarted'),
  title: z.string().check(z.minLength(1), z.maxLength(120)),
})
export const noteTextSchema = z.string().check(z.minLength(1), z.maxLength(limits.maxHostNoteLength))
/** The host's words over the picture, in the place of those before; null takes them away. */
const noteSetSchema = z.object({ kind: z.literal('noteSet'), text: z.nullable(noteTextSchema) })
/** A new poll takes the place of the one before. */
const pollOpenedSchema = z.object({
  kind: z.literal('pollOpened'),
  pollId: pollIdSchema,
  question: pollQuestionSchema,
  options: pollOptionsSchema,
})
/** With the votes it ended with, so that a replay shows them too. */
const pollClosedSchema = z.object({ kind: z.literal('pollClosed'), pollId: pollIdSchema, tally: tallySchema })
/** Holds at once, wherever the picture is. */
const chatRemovedSchema = z.object({ kind: z.literal('chatRemoved'), messageId: chatIdSchema })
/**
 * From when on a variant is given out by turns: `drop` is read by what draws it, with `dropSchema` of `@tote/protocol/drops`;
 * null when that is over. It holds as soon as it is heard, like the hub's no, and the last one heard holds: it is no part of a
 * moment, and never folded into one.
 */
const dropSetSchema = z.object({
  kind: z.literal('dropSet'),
  variantId: variantIdSchema,
  drop: z.unknown(),
})
const showStartedSchema = z.object({ kind: z.literal('showStarted') })
const showEndedSchema = z.object({ kind: z.literal('showEnded') })

/** What can happen at a moment of a show. */
export const cueSchema = z.discriminatedUnion('kind', [
  productPinnedSchema,
  productUnpinnedSchema,
  priceChangedSchema,
  soldOutMarkedSchema,
  chapterStartedSchema,
  noteSetSchema,
  pollOpenedSchema,
  pollClosedSchema,
  chatRemovedSchema,
  dropSetSchema,
  showStartedSchema,
  showEndedSchema,
])
export type Cue = z.infer<typeof cueSchema>

/** A cue in the log of its show: `seq` is gapless from 1, `at` is the programme time it belongs to. */
export const showEventSchema = z.object({
  seq: z.int().check(z.minimum(1)),
  at: programmeTimeSchema,
  cue: cueSchema,
})
export type ShowEvent = z.infer<typeof showEventSchema>

/** What is true at one moment of the show's picture. */
export const momentSchema = z.object({
  /** Latest first. */
  pinned: z
    .array(z.object({ productId: productIdSchema, at: programmeTimeSchema }))
    .check(z.maxLength(limits.maxPinnedProducts)),
  prices: z.array(
    z.object({
      variantId: variantIdSchema,
      price: priceSchema,
      /** When it ends by itself, and what it is from then on. */
      end: z.optional(z.object({ at: programmeTimeSchema, price: priceSchema })),
    }),
  ),
  soldOut: z.array(variantIdSchema),
  chapter: z.optional(z.object({ title: z.string(), at: programmeTimeSchema })),
  note: z.optional(z.object({ text: z.string(), at: programmeTimeSchema })),
  poll: z.optional(
    z.object({
      pollId: pollIdSchema,
      question: pollQuestionSchema,
      options: pollOptionsSchema,
      at: programmeTimeSchema,
      /** There once it is closed. */
      tally: z.optional(tallySchema),
    }),
  ),
})
export type Moment = z.infer<typeof momentSchema>
