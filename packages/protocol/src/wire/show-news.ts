import * as z from 'zod/mini'
import { catalogueSchema } from '../catalogue/product.ts'
import { showIdSchema } from '../ids.ts'
import { showEventSchema } from '../show/show-event.ts'
import { showSchema } from '../show/show.ts'

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

/** Down, volatile: only the latest matters and a lost one is no loss. */
export const showPulseSchema = z.object({ showId: showIdSchema, watching: z.int() })
export type ShowPulse = z.infer<typeof showPulseSchema>

/** Down: price and stock of these products as the hub has them now. */
export const catalogueNewsSchema = z.object({
  showId: showIdSchema,
  products: catalogueSchema.shape.products,
})
export type CatalogueNews = z.infer<typeof catalogueNewsSchema>
