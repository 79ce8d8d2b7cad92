import { variantIdSchema, type CheckoutId } from '@tote/protocol'
import * as z from 'zod'
import type { ShopOrder } from '../commerce-adapter.ts'
import { checkoutOf } from './cart-changes.ts'
import { receiptOf } from './cart-line.ts'
import { fromGid } from './gid.ts'
import { fromMoney, moneyFields, moneySchema } from './money.ts'
import type { AskShopify } from './shopify-api.ts'

/** Payments that came to nothing. */
const DEAD = ['VOIDED', 'EXPIRED']
/** Of one cart there is one order; without the cart's name, as many of the newest are looked through. */
const MOST_ORDERS = 50

const findQuery = `query ToteOrders($most: Int!, $query: String) {
  orders(first: $most, query: $query, sortKey: CREATED_AT, reverse: true) {
    nodes { id customAttributes { key value } }
  }
}`
const attributesSchema = z.array(z.object({ key: z.string(), value: z.string().nullable() }))
const findSchema = z.object({
  orders: z.object({ nodes: z.array(z.object({ id: z.string(), customAttributes: attributesSchema })) }),
})

const bagFields = `{ presentmentMoney { ${moneyFields} } }`
const lineFields = `
  nodes { quantity variant { id } customAttributes { key value } discountedUnitPriceSet ${bagFields} }
  pageInfo { hasNextPage endCursor }
`
const orderQuery = `query ToteOrder($id: ID!, $after: String) {
  order(id: $id) {
    name createdAt cancelledAt displayFinancialStatus
    customAttributes { key value }
    totalPriceSet ${bagFields}
    lineItems(first: 100, after: $after) { ${lineFields} }
  }
}`
const bagSchema = z.object({ presentmentMoney: moneySchema })
const orderSchema = z.object({
  name: z.string(),
  createdAt: z.iso.datetime({ offset: true }),
  cancelledAt: z.string().nullable(),
  displayFinancialStatus: z.string().nullable(),
  customAttributes: attributesSchema,
  totalPriceSet: bagSchema,
  lineItems: z.object({
    nodes: z.array(
      z.object({
        quantity: z.int(),
        variant: z.object({ id: z.string() }).nullable(),
        customAttributes: attributesSchema,
        discountedUnitPriceSet: bagSchema,
      }),
    ),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
})
const answerSchema = z.object({ order: orderSchema.nullable() })

/** The order that came of a check-out; null while there is none. Shopify finds it by the cart it was. */
export async function readOrder(
  admin: AskShopify,
  { checkoutId, shopRef, signal }: { checkoutId: CheckoutId; shopRef: string; signal: AbortSignal },
): Promise<ShopOrder | null> {
  const token = /^[\w-]+$/.exec(fromGid(shopRef))?.[0]
  const { orders } = await admin({
    what: 'an order',
    query: findQuery,
    variables: { most: MOST_ORDERS, query: token === undefined ? null : `cart_token:${token}` },
    answer: findSchema,
    signal,
  })
  const found = orders.nodes.find(({ customAttributes }) => checkoutOf(customAttributes) === checkoutId)
  return found === undefined ? null : readOrderById(admin, found.id, signal)
}

/** Null where it is none of Tote's, or came to nothing. What was paid later, by bank transfer for one, is an order at once. */
export async function readOrderById(
  admin: AskShopify,
  id: string,
  signal: AbortSignal,
): Promise<ShopOrder | null> {
  const ask = (after: string | null) =>
    admin({ what: 'an order', query: orderQuery, variables: { id, after }, answer: answerSchema, signal })
  const { order } = await ask(null)
  const checkoutId = order === null ? null : checkoutOf(order.customAttributes)
  if (order === null || checkoutId === null) return null
  if (order.cancelledAt !== null || DEAD.includes(order.displayFinancialStatus ?? '')) return null
  const items = [...order.lineItems.nodes]
  let { pageInfo } = order.lineItems
  while (pageInfo.hasNextPage) {
    const more = (await ask(pageInfo.endCursor)).order?.lineItems
    if (more === undefined) break
    items.push(...more.nodes)
    pageInfo = more.pageInfo
  }
  const { presentmentMoney } = order.totalPriceSet
  return {
    // It was drawn by the hub, which knows it again or leaves the order.
    checkoutId: checkoutId as CheckoutId,
    orderRef: order.name,
    currencyCode: presentmentMoney.currencyCode,
    total: fromMoney(presentmentMoney),
    placedAtMs: Date.parse(order.createdAt),
    lines: items.flatMap(({ quantity, variant, customAttributes, discountedUnitPriceSet }) => {
      // What was taken out of the shop since has no variant any more.
      if (variant === null || quantity === 0) return []
      const receipt = receiptOf(customAttributes)
      return [
        {
          variantId: variantIdSchema.parse(fromGid(variant.id)),
          quantity,
          price: fromMoney(discountedUnitPriceSet.presentmentMoney),
          ...(receipt === null ? {} : { receipt }),
        },
      ]
    }),
  }
}
