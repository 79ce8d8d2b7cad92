import * as z from 'zod/mini'
import { catalogueSchema } from '../catalogue/product.ts'
import { locationIdSchema, merchantIdSchema, tenantIdSchema } from '../ids.ts'
import { showSchema } from '../show/show.ts'

/**
 * `GET /v1/shows/:showId?key=pk_…`: what a widget shows before anyone has pressed play.
 * Public and short-lived; prices and stock are the hub's at the time of asking.
 */
export const showInfoSchema = z.object({
  tenant: z.object({ id: tenantIdSchema, name: z.string() }),
  show: showSchema,
  catalogue: catalogueSchema,
  /** Who else sells what is shown; absent where the tenant sells all of it. */
  merchants: z.optional(z.array(z.object({ id: merchantIdSchema, name: z.string() }))),
  /** Where goods can be picked up; none when the tenant has no stores. */
  stores: z.array(z.object({ id: locationIdSchema, name: z.string() })),
  /** Origins of this tenant's trusted channels: links to them may carry the journey. */
  carryTo: z.array(z.string()),
  /** Origins of its other channels, told to trusted ones: a link to them may go by the hub's own window, `/adopt`. */
  adoptTo: z.optional(z.array(z.string())),
  /** Address of the shop's own cart, with `{lines}` for the contents; see `toCartPermalink`. */
  cartPermalink: z.optional(z.string().check(z.maxLength(2000), z.regex(/^https?:/))),
  /** Whether the hub knows where a cart is paid: `checkout.open` then answers an address. */
  paysAtShop: z.optional(z.boolean()),
  /** Identity of the hub's database: under another one, what is told here is of another life. */
  epoch: z.string(),
  now: z.int(),
  build: z.string(),
})
export type ShowInfo = z.infer<typeof showInfoSchema>
