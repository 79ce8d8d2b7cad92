import { merchantIdSchema } from '@tote/protocol'
import * as z from 'zod'
import { shopFileSchema } from './shop-file.ts'

/** Who sells at a tenant's shows besides the tenant, as its operator writes it down. */
export const merchantFileSchema = z.strictObject({
  id: merchantIdSchema,
  name: z.string().min(1).max(120),
  /** Where its goods come from and are paid; left out, its goods are those of the catalogue that name it. */
  shop: shopFileSchema.optional(),
})

/** The same as the hub works with it: how to reach its shop is in no database. */
export const merchantsSchema = z.array(
  z.object({ id: merchantIdSchema, name: z.string(), platform: z.string().nullable() }),
)
export type Merchant = z.infer<typeof merchantsSchema>[number]
