import * as z from 'zod/mini'
import { byName } from '../by-name.ts'
import { catalogueSchema } from '../catalogue/product.ts'
import { showIdSchema } from '../ids.ts'
import { showEventSchema } from '../show/show-event.ts'
import { talliesSchema } from '../show/poll.ts'
import { showSchema } from '../show/show.ts'
import { chatMessageSchema, reactionKindSchema, type ReactionKind } from './chat.ts'
import { limits } from '../limits.ts'

/** Down: the events with numbers after `from` up to `to`. A client whose last number is not `from` joins again. */
export const showNewsSchema = z.object({
  showId: showIdSchema,
  from: z.int(),
  to: z.int(),
  events: z.array(showEventSchema),
  /** The show as it now is, when its status or stream changed. */
  show: z.optional(showSchema),
})
export type ShowNews = z.infer<typeof showNewsSchema>

/**
 * Down, volatile: only the latest matters and a lost one is no loss. Nothing of it is in the log; what has not
 * changed is left out.
 */
export const showPulseSchema = z.object({
  showId: showIdSchema,
  watching: z.int(),
  /** How many of each since the last pulse. */
  reactions: z.optional(byName<Partial<Record<ReactionKind, number>>>(reactionKindSchema, z.int())),
  /** All votes of the open poll. */
  tallies: z.optional(talliesSchema),
  /** New messages; of a large audience's, some. */
  chat: z.optional(z.array(chatMessageSchema).check(z.maxLength(limits.maxRecentChat))),
})
export type ShowPulse = z.infer<typeof showPulseSchema>

/** Down: price and stock of these products as the hub has them now. */
export const catalogueNewsSchema = z.object({
  showId: showIdSchema,
  products: catalogueSchema.shape.products,
})
export type CatalogueNews = z.infer<typeof catalogueNewsSchema>
