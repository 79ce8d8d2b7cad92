import { shopCatalogueSchema } from '@tote/commerce'
import { merchantIdSchema } from '@tote/protocol'
import * as z from 'zod'

const { products } = shopCatalogueSchema.shape

/** A catalogue that a tenant's file has: in it a product may say whose it is. */
export const fileCatalogueSchema = shopCatalogueSchema.extend({
  products: z
    .array(
      products.element.extend({
        /** One of the file's merchants; left out, the tenant sells it itself. */
        merchant: z.optional(merchantIdSchema),
      }),
    )
    .max(10_000),
})
export type FileCatalogue = z.infer<typeof fileCatalogueSchema>
