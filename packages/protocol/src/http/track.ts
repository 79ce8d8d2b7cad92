import * as z from 'zod/mini'
import { showIdSchema } from '../ids.ts'
import { publishableKeySchema } from '../journey/proof.ts'

/** What is tracked, by GA4's names. */
export const trackNameSchema = z.literal([
  'view_item_list',
  'select_item',
  'view_item',
  'add_to_cart',
  'remove_from_cart',
  'view_cart',
  'begin_checkout',
  'purchase',
  'refund',
  'view_promotion',
  'select_promotion',
])
export type TrackName = z.infer<typeof trackNameSchema>

/** [U68] What the picture is: a show on the air, its recording, or a piece of one. */
export const contentTypeSchema = z.literal(['live', 'replay', 'clip'])
export type ContentType = z.infer<typeof contentTypeSchema>

const countSchema = z.int().check(z.minimum(0), z.maximum(10_000))
/** Longer than any show. */
const spanMsSchema = z.int().check(z.minimum(0), z.maximum(24 * 60 * 60_000))

/** How a playback went: from the wish to the first picture (null when not seen), stalls, and how long it moved. */
export const qoeSchema = z.strictObject({
  startMs: z.nullable(spanMsSchema),
  stalls: countSchema,
  stallMs: spanMsSchema,
  playedMs: spanMsSchema,
})
export type Qoe = z.infer<typeof qoeSchema>

/**
 * `POST /v1/track`, as text so that a page that is left can still send it: how often what happened since the last report,
 * and nothing of who. Sent only where the shopper allows it.
 */
export const trackReportSchema = z.strictObject({
  key: publishableKeySchema,
  show: showIdSchema,
  content: contentTypeSchema,
  /** The first of this page for this show: one more viewer who allows it. */
  isFirst: z.optional(z.boolean()),
  events: z
    .array(z.strictObject({ name: trackNameSchema, count: countSchema }))
    .check(z.maxLength(trackNameSchema.def.values.length)),
  /** So many could not be held until the shopper had answered. */
  lost: z.optional(countSchema),
  qoe: z.optional(qoeSchema),
})
export type TrackReport = z.infer<typeof trackReportSchema>

/** How many the hub itself carried out, and how many of them pages told of: the rest had no consent, or were blocked. */
const shareSchema = z.object({ happened: z.int(), told: z.int() })
export type TrackShare = z.infer<typeof shareSchema>

/** Upper bounds, in milliseconds, below which half, three quarters and nearly all of `count` playbacks stayed. */
const percentilesSchema = z.object({ count: z.int(), p50: z.int(), p75: z.int(), p95: z.int() })
export type Percentiles = z.infer<typeof percentilesSchema>

/** `GET /v1/console/shows/:showId/tracking`: what was told of a show in the last hours, rehearsals left out. */
export const trackSummarySchema = z.object({
  sinceMs: z.int(),
  viewers: shareSchema,
  /** What shoppers put into the cart and took out of it. */
  changes: shareSchema,
  lost: z.int(),
  events: z.array(z.object({ name: trackNameSchema, content: contentTypeSchema, count: z.int() })),
  start: z.nullable(percentilesSchema),
  /** Of each playback the time it stood still. */
  stall: z.nullable(percentilesSchema),
  channels: z.array(z.object({ origin: z.string(), viewers: shareSchema, changes: shareSchema })),
})
export type TrackSummary = z.infer<typeof trackSummarySchema>
