import * as z from 'zod/mini'
import { productIdSchema, showIdSchema, variantIdSchema } from '../ids.ts'
import { programmeTimeSchema } from '../show/show-event.ts'

export const dropIdSchema = z
  .string()
  .check(z.minLength(1), z.maxLength(64), z.regex(/^[A-Za-z0-9._~-]+$/))
  .brand<'DropId'>()
export type DropId = z.infer<typeof dropIdSchema>

/** SHA-256, in lower-case hexadecimal. */
export const hashSchema = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/**
 * How long after the opening asks are drawn rather than queued, unless the host says otherwise: as far as a live window
 * reaches, so that whoever's picture is the latest had the same time to ask.
 */
export const DROP_WINDOW_MS = 30_000
/** More than a shopper's share of what is limited is no drop. */
export const MOST_PER_SHOPPER = 10

/** What a host may choose of a drop. */
export const dropChoiceSchema = z.object({
  variantId: variantIdSchema,
  /** Units that one turn sets aside, where there are as many. */
  perShopper: z.int().check(z.minimum(1), z.maximum(MOST_PER_SHOPPER)),
  /** How long a turn is held. */
  holdMs: z.int().check(z.minimum(10_000), z.maximum(60 * 60_000)),
  windowMs: z.int().check(z.minimum(1000), z.maximum(10 * 60_000)),
})
export type DropChoice = z.infer<typeof dropChoiceSchema>

/** What is promised of a drop when it is announced; it cannot be changed afterwards. It is what the cue `dropSet` carries. */
export const dropSchema = z.object({
  ...dropChoiceSchema.shape,
  id: dropIdSchema,
  showId: showIdSchema,
  productId: productIdSchema,
  /** Programme time of the opening, which is the hub's time too. */
  opensAt: programmeTimeSchema,
  /** SHA-256 of the seed of the draw. */
  commitment: hashSchema,
})
export type Drop = z.infer<typeof dropSchema>
