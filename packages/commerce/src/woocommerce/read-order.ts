import { checkoutIdSchema, variantIdSchema, type CheckoutId } from '@tote/protocol'
import * as z from 'zod'
import type { ShopOrder } from '../commerce-adapter.ts'
import type { ShopNews } from '../shop-news.ts'
import { decimalSchema, fromDecimal } from './money.ts'
import type { AskWooCommerce } from './woocommerce-api.ts'

/** Where WooCommerce notes the `utm_id` of the address that a shopper came by. */
const CHECKOUT = '_wc_order_attribution_utm_id'
/** Bought: paid, or to be paid by bank transfer. The others are drafts, attempts and what came to nothing. */
const PLACED = ['processing', 'completed', 'on-hold', 'refunded']
/** It cannot be asked for an order by what is noted on it: so many of the newest are looked through. */
const NEWEST = 100

const orderSchema = z.object({
  id: z.int(),
  number: z.string(),
  status: z.string(),
  currency: z.string(),
  prices_include_tax: z.boolean(),
  total: decimalSchema,
  date_created_gmt: z.iso.datetime({ local: true }),
  meta_data: z.array(z.object({ key: z.string(), value: z.unknown().optional() })),
  line_items: z.array(
    z.object({
      product_id: z.int(),
      variation_id: z.int(),
      quantity: z.number(),
      total: decimalSchema,
      total_tax: decimalSchema,
    }),
  ),
  refunds: z.array(z.object({ id: z.int() })),
})
type Order = z.infer<typeof orderSchema>
const FIELDS = Object.keys(orderSchema.shape)

const refundSchema = z.object({
  id: z.int(),
  amount: decimalSchema,
  date_created_gmt: z.iso.datetime({ local: true }),
  line_items: z.array(z.object({ product_id: z.int(), variation_id: z.int(), quantity: z.number() })),
})

/** The order that came of a check-out, if it is among the newest; null while there is none. */
export async function readOrder(
  ask: AskWooCommerce,
  checkoutId: CheckoutId,
  signal: AbortSignal,
): Promise<ShopOrder | null> {
  const orders = await ask({
    what: 'an order',
    path: '/v3/orders',
    query: { per_page: NEWEST, orderby: 'date', order: 'desc', _fields: FIELDS },
    answer: z.array(orderSchema),
    signal,
  })
  const found = orders.find((order) => checkoutOf(order) === checkoutId && PLACED.includes(order.status))
  return found === undefined ? null : toShopOrder(found, checkoutId)
}

/** The order and what was given back of it; nothing where it is none of Tote's, or was not bought. */
export async function readOrderNews(
  ask: AskWooCommerce,
  id: number,
  signal: AbortSignal,
): Promise<readonly ShopNews[]> {
  const order = await ask({
    what: 'an order',
    path: `/v3/orders/${id}`,
    query: { _fields: FIELDS },
    answer: orderSchema,
    signal,
  })
  const checkoutId = checkoutOf(order)
  if (checkoutId === null || !PLACED.includes(order.status)) return []
  const refunds =
    order.refunds.length === 0
      ? []
      : await ask({
          what: 'what was given back',
          path: `/v3/orders/${id}/refunds`,
          query: { per_page: NEWEST },
          answer: z.array(refundSchema),
          signal,
        })
  return [
    { kind: 'order', order: toShopOrder(order, checkoutId) },
    ...refunds.map(({ id: refund, amount, date_created_gmt, line_items }) => ({
      kind: 'refund' as const,
      checkoutId,
      orderRef: order.number,
      refundRef: String(refund),
      lines: line_items
        // WooCommerce counts what comes back below zero.
        .map((item) => ({ variantId: variantOf(item), quantity: Math.abs(item.quantity) }))
        .filter(({ quantity }) => quantity > 0),
      amount: Math.abs(fromDecimal(amount, order.currency)),
      refundedAtMs: Date.parse(`${date_created_gmt}Z`),
    })),
  ]
}

function checkoutOf({ meta_data }: Order): CheckoutId | null {
  const noted = checkoutIdSchema.safeParse(meta_data.find(({ key }) => key === CHECKOUT)?.value)
  return noted.data ?? null
}

function variantOf({ product_id, variation_id }: { product_id: number; variation_id: number }) {
  return variantIdSchema.parse(String(variation_id === 0 ? product_id : variation_id))
}

function toShopOrder(order: Order, checkoutId: CheckoutId): ShopOrder {
  const { number, currency, total, date_created_gmt, line_items, prices_include_tax } = order
  return {
    checkoutId,
    orderRef: number,
    currencyCode: currency,
    total: fromDecimal(total, currency),
    placedAtMs: Date.parse(`${date_created_gmt}Z`),
    lines: line_items
      .filter(({ quantity }) => quantity > 0)
      .map((item) => {
        const sum = Number(item.total) + (prices_include_tax ? Number(item.total_tax) : 0)
        return {
          variantId: variantOf(item),
          quantity: item.quantity,
          price: fromDecimal((sum / item.quantity).toFixed(6), currency),
        }
      }),
  }
}
