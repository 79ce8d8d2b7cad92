import * as z from 'zod/mini'
import { variantIdSchema } from '../ids.ts'
import { pair } from '../pair.ts'

/** Down, to all who watch a show of the tenant: units free now, over all locations. */
export const stockNewsSchema = z.object({ levels: z.array(pair(variantIdSchema, z.int())) })
export type StockNews = z.infer<typeof stockNewsSchema>
