import * as z from 'zod/mini'
import { placeIdSchema } from '../ids.ts'

/** Up, answered: "not me". Takes away a place that has just joined; later the hub's own window does that. */
export const placeRemoveSchema = z.strictObject({ placeId: placeIdSchema })
export type PlaceRemove = z.infer<typeof placeRemoveSchema>
