import * as z from 'zod/mini'
import { showIdSchema } from '../ids.ts'
import { programmeTimeSchema } from '../show/show-event.ts'

/** Where a shopper is in a show: enough for another place to find the same moment. */
export const positionSchema = z.strictObject({
  showId: showIdSchema,
  /** `live`: at the edge; `behind`: in the live window but not at its edge; `replay`: in an ended show. */
  mode: z.literal(['live', 'behind', 'replay']),
  /** Programme time of the picture. */
  pdt: programmeTimeSchema,
  isPlaying: z.boolean(),
})
export type Position = z.infer<typeof positionSchema>

/** A position with the hub's time of hearing it, so that a playing one can be carried forward. */
export const heardPositionSchema = z.object({ ...positionSchema.shape, heardAt: z.int() })
export type HeardPosition = z.infer<typeof heardPositionSchema>
