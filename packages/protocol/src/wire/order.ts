import * as z from 'zod/mini'
import { checkoutIdSchema, locationIdSchema, productIdSchema, variantIdSchema } from '../ids.ts'
import { moneySchema } from '../money.ts'
import { addressSchema, openSpanSchema } from './pickup-store.ts'

/** Of what is delivered. */
const sentBy = {
  /** Names of the stores that send it, or some of it; absent where warehouses do. */
  shipsFrom: z.optional(z.array(z.string())),
  /** What stores have sent of it; absent until one has. */
  sent: z.optional(
    z.array(z.object({ storeName: z.string(), at: z.int(), tracking: z.optional(z.string()) })),
  ),
}

/** How the goods of an order are got: of one that is picked up, some lines may be sent all the same. */
const orderFulfilmentSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('delivery'),
    ...sentBy,
  }),
  z.object({
    kind: z.literal('pickup'),
    locationId: locationIdSchema,
    storeName: z.string(),
    /** What the shopper shows at the store, as a code is formed; see `formatClaimCode`. */
    code: z.string(),
    /** From when on they can be fetched, as it was said when they were ordered; absent where the store does not say. */
    readyAt: z.optional(z.int()),
    /** Since when they wait there, put together; absent until the store said so. */
    preparedAt: z.optional(z.int()),
    /** Where the store is and when it is open: today and the six days after it, each told by its noon. */
    store: z.optional(
      z.object({
        address: z.optional(addressSchema),
        timeZone: z.optional(z.string()),
        days: z.array(z.object({ at: z.int(), spans: z.array(openSpanSchema) })),
      }),
    ),
    /** When the store handed the goods over; absent until then. */
    handedOverAt: z.optional(z.int()),
    ...sentBy,
  }),
])

export const orderSchema = z.object({
  id: checkoutIdSchema,
  /** The shop's own name of it. */
  ref: z.string(),
  /** Name of the merchant whose order it is; absent for the tenant's own. */
  soldBy: z.optional(z.string()),
  placedAt: z.int(),
  /** What the goods came to, delivery and added taxes aside. */
  total: moneySchema,
  /** What was given back of that; absent when nothing was. */
  refunded: z.optional(moneySchema),
  fulfilment: orderFulfilmentSchema,
  /** In the order in which they were in the cart. */
  lines: z.array(
    z.object({
      variantId: variantIdSchema,
      /** Absent, with the names, for what is no longer in the catalogue. */
      productId: z.optional(productIdSchema),
      title: z.string(),
      variantTitle: z.string(),
      quantity: z.int(),
      /** Of an order that is picked up: sent home all the same. */
      isSent: z.optional(z.boolean()),
      price: moneySchema,
    }),
  ),
})
export type Order = z.infer<typeof orderSchema>

/** All that the goods came to was given back: nothing is sent or handed over any more. */
export function isGivenBack({ total, refunded }: Pick<Order, 'total' | 'refunded'>): boolean {
  return refunded !== undefined && refunded.amount >= total.amount
}

/** The latest first, twenty at most. */
export const ordersAnswerSchema = z.object({ orders: z.array(orderSchema) })
export type OrdersAnswer = z.infer<typeof ordersAnswerSchema>
