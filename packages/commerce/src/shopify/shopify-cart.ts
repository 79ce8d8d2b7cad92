import * as z from 'zod'
import { moneyFields, moneySchema } from './money.ts'

/** A cart as Shopify tells of it, wherever it does. */
export const cartFields = `
  id checkoutUrl note
  attributes { key value }
  discountCodes { code applicable }
  buyerIdentity { preferences { delivery { deliveryMethod pickupHandle } } }
  lines(first: 250) {
    nodes {
      id quantity
      attributes { key value }
      merchandise { ... on ProductVariant { id } }
      cost { amountPerQuantity { ${moneyFields} } subtotalAmount { ${moneyFields} } }
      discountAllocations(lineLevelOnly: false) { targetType discountedAmount { ${moneyFields} } }
    }
  }
`
const attributesSchema = z.array(z.object({ key: z.string(), value: z.string().nullable() }))
export const cartSchema = z.object({
  id: z.string(),
  checkoutUrl: z.string(),
  note: z.string().nullable(),
  attributes: attributesSchema,
  discountCodes: z.array(z.object({ code: z.string(), applicable: z.boolean() })),
  buyerIdentity: z.object({
    preferences: z
      .object({
        delivery: z
          .object({ deliveryMethod: z.array(z.string()), pickupHandle: z.array(z.string()) })
          .nullable(),
      })
      .nullable(),
  }),
  lines: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        quantity: z.int(),
        attributes: attributesSchema,
        merchandise: z.object({ id: z.string() }),
        cost: z.object({ amountPerQuantity: moneySchema, subtotalAmount: moneySchema }),
        discountAllocations: z.array(z.object({ targetType: z.string(), discountedAmount: moneySchema })),
      }),
    ),
  }),
})
export type ShopifyCart = z.infer<typeof cartSchema>

/** What each change of a cart answers. Messages are left where they are: a shopper's own words may be in them. */
export const payloadFields = `cart { ...ToteCart } userErrors { code field }`
export const payloadSchema = z.object({
  cart: cartSchema.nullable(),
  userErrors: z.array(z.object({ code: z.string().nullable(), field: z.array(z.string()).nullable() })),
})
export type CartPayload = z.infer<typeof payloadSchema>
