import { locationIdSchema, productIdSchema, showIdSchema } from '@tote/protocol'
import * as z from 'zod'

const recommendationSchema = z.strictObject({
  productId: productIdSchema,
  reason: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('bought-together'),
        productId: productIdSchema.check(z.describe('The product that it is often bought with.')),
      }),
      z.strictObject({ kind: z.literal('in-show') }),
      z.strictObject({ kind: z.literal('in-stock') }),
      z.strictObject({ kind: z.literal('own'), text: z.string().min(1).max(80) }),
    ])
    .describe('The first three are said in the shopper’s language, `own` as it is.'),
})

export const recommenderSchemas = { Recommendation: recommendationSchema } as const

/** What the hub asks of a tenant's recommender: a POST to its own address and this path. */
export const recommenderEndpoints = {
  recommendations: {
    path: '/recommendations',
    type: 'recommendations.read',
    summary: 'What goes with a product, or with a cart: the best first, in the same order each time',
    request: z.object({
      productId: z
        .exactOptional(productIdSchema)
        .describe('What the shopper looks at; absent when they look at their cart.'),
      basket: z.array(productIdSchema).max(100),
      showId: z.exactOptional(showIdSchema),
      storeId: z.exactOptional(locationIdSchema).describe('The store that they pick up at.'),
      limit: z.int().min(1),
    }),
    answer: z.strictObject({ recommendations: z.array(recommendationSchema).max(100) }),
  },
} as const
