import * as z from 'zod/mini'
import { variantIdSchema } from '../ids.ts'

/**
 * One shopper's place in the line for a variant that is sold out: the one who has `place` 1 is next. When it is their turn a
 * unit is set aside for them until `untilMs`, by the hub's clock, and goes to the next in line after that.
 */
export const waitSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('waiting'), variantId: variantIdSchema, place: z.int().check(z.minimum(1)) }),
  z.object({ status: z.literal('called'), variantId: variantIdSchema, untilMs: z.int() }),
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
  z.object({ ok: z.literal(false), code: z.literal(['in_stock', 'gone', 'limit']) }),
])
export type WaitlistJoinAnswer = z.infer<typeof waitlistJoinAnswerSchema>
