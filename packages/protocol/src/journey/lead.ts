import * as z from 'zod/mini'
import { clientIdSchema } from '../ids.ts'
import { heardPositionSchema, type HeardPosition } from './position.ts'

/**
 * Of all pages that a journey is open in, one leads: the one whose picture the shopper started by hand last. The
 * others may follow it. Each page says when that was (`ledAt`, by the hub's clock), again with every position, so
 * that a hub that was started anew, or another node, comes to the same answer from the same words:
 *
 *     who is there  >  who was started later  >  the greater id, where both were in the same millisecond
 */
export const leadSchema = z.object({
  ...heardPositionSchema.shape,
  /** The page that leads. */
  by: clientIdSchema,
  /** Its site's host. */
  where: z.string().check(z.maxLength(255)),
  /** When the shopper last started the picture there, by the hub's clock; 0 when it plays by itself. */
  ledAt: z.int().check(z.minimum(0)),
  /** The show was moved there: it is to play nowhere else. */
  isAlone: z.optional(z.boolean()),
  /** It is not connected now. */
  isGone: z.optional(z.boolean()),
})
export type Lead = z.infer<typeof leadSchema>

/** More than this off what could be computed is worth telling: less is not seen on two screens side by side. */
const NEWS_FROM_MS = 120

/** Programme time of a picture at this moment of the hub's clock: a playing one has gone on since it was heard of. */
export function pdtAt({ pdt, heardAt, isPlaying }: HeardPosition, hubNowMs: number): number {
  return isPlaying ? pdt + Math.max(0, hubNowMs - heardAt) : pdt
}

/** Who leads, of whom was known and who is heard of now. The order of hearing decides nothing. */
export function laterLead(known: Lead | null, told: Lead): Lead {
  if (known === null) return told
  if (known.by === told.by) return told.heardAt >= known.heardAt ? told : known
  if ((known.isGone ?? false) !== (told.isGone ?? false)) return told.isGone === true ? known : told
  if (known.ledAt !== told.ledAt) return known.ledAt > told.ledAt ? known : told
  return known.by > told.by ? known : told
}

/** Whether who heard `known` could not have worked out `told`. */
export function isLeadNews(known: Lead | null, told: Lead): boolean {
  return (
    known === null ||
    known.by !== told.by ||
    known.ledAt !== told.ledAt ||
    known.showId !== told.showId ||
    known.mode !== told.mode ||
    known.isPlaying !== told.isPlaying ||
    known.isAlone !== told.isAlone ||
    known.isGone !== told.isGone ||
    Math.abs(pdtAt(known, told.heardAt) - told.pdt) > NEWS_FROM_MS
  )
}
