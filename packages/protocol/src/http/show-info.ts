import * as z from 'zod/mini'
import { catalogueSchema } from '../catalogue/product.ts'
import { tenantIdSchema } from '../ids.ts'
import { showSchema } from '../show/show.ts'

/**
 * `GET /v1/shows/:showId?key=pk_…`: what a widget shows before anyone has pressed play.
 * Public and short-lived; prices and stock are the hub's at the time of asking.
 */
export const showInfoSchema = z.object({
  tenant: z.object({ id: tenantIdSchema, name: z.string() }),
  show: showSchema,
  catalogue: catalogueSchema,
  /** Origins of this tenant's trusted channels: links to them may carry the journey. */
  carryTo: z.array(z.string()),
  now: z.int(),
  build: z.string(),
})
export type ShowInfo = z.infer<typeof showInfoSchema>
