import * as z from 'zod/mini'
import { placeIdSchema } from '../ids.ts'

/** Down, to the other places of the journey: somebody continued it elsewhere. Names the place by its site's host. */
export const placeJoinedSchema = z.object({
  placeId: placeIdSchema,
  where: z.string().check(z.maxLength(255)),
})
export type PlaceJoined = z.infer<typeof placeJoinedSchema>
