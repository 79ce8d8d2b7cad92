import * as z from 'zod/mini'
import { dropIdSchema, hashSchema } from '../drop/drop.ts'
import { variantIdSchema } from '../ids.ts'

const inDrop = {
  dropId: dropIdSchema,
  variantId: variantIdSchema,
  /** The entry's pseudonym in the drop's public log. */
  who: z.string(),
  /** The log's entry that says that it entered: what the hub cannot write otherwise unnoticed. */
  receipt: z.object({ n: z.int(), hash: hashSchema }),
}

/**
 * One shopper's place in the line for a variant that is sold out: the one who has `place` 1 is next. When it is their turn a
 * unit is set aside for them until `untilMs`, by the hub's clock, and goes to the next in line after that.
 */
export const waitSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('waiting'), variantId: variantIdSchema, place: z.int().check(z.minimum(1)) }),
  z.object({ status: z.literal('called'), variantId: variantIdSchema, untilMs: z.int() }),
  /** In a drop whose window is open: the order is drawn at `drawsAt`. */
  z.object({ ...inDrop, status: z.literal('entered'), drawsAt: z.int() }),
  /** `isSoldOut`: nothing is left but what others may give back. */
  z.object({
    ...inDrop,
    status: z.literal('queued'),
    place: z.int().check(z.minimum(1)),
    isSoldOut: z.boolean(),
  }),
  z.object({ ...inDrop, status: z.literal('turn'), untilMs: z.int(), units: z.int() }),
  z.object({ ...inDrop, status: z.literal('done'), isTaken: z.boolean() }),
])
export type Wait = z.infer<typeof waitSchema>

/**
 * Every line that the shopper waits in. Down, at each greeting and whenever it changed; null when there is none, which a page
 * can tell without reading it. Not one of `downSchemas`: it is parsed by what draws it, which few pages need, and found at `@tote/protocol/waits`.
 */
export const waitsSchema = z.array(waitSchema)
export type Waits = z.infer<typeof waitsSchema>

/** What joining is answered with. `widget`: told in every widget of the journey. `in_stock`: there is no line, it can be bought. */
export const waitlistJoinAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), channel: z.literal('widget'), waits: waitsSchema }),
  z.object({ ok: z.literal(false), code: z.literal(['in_stock', 'gone', 'limit', 'in_drop']) }),
])
export type WaitlistJoinAnswer = z.infer<typeof waitlistJoinAnswerSchema>

/** What entering a drop is answered with. `not_open`: it opens at `opensAt`. */
export const dropEnterAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), waits: waitsSchema }),
  z.object({ ok: z.literal(false), code: z.literal(['not_open', 'over']), opensAt: z.int() }),
])
export type DropEnterAnswer = z.infer<typeof dropEnterAnswerSchema>
