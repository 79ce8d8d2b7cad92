import { checkoutIdSchema, variantIdSchema, type CheckoutId } from '@tote/protocol'
import * as z from 'zod'
import type { ShopOrder } from '../commerce-adapter.ts'
import type { ShopNews } from '../shop-news.ts'
import type { AdminApi } from './admin-api.ts'
import { toMinorUnits } from './money.ts'

const shopFields = `
  activeChannel { pricesIncludeTax }
  globalSettings { serverConfig { moneyStrategyPrecision } }
`
const shopSchema = {
  activeChannel: z.object({ pricesIncludeTax: z.boolean() }),
  globalSettings: z.object({ serverConfig: z.object({ moneyStrategyPrecision: z.int() }) }),
}

const orderQuery = `query ToteOrder($checkoutId: String!) {
  ${shopFields}
  orders(options: { take: 1, filter: { toteCheckout: { eq: $checkoutId }, active: { eq: false } } }) {
    items {
      code currencyCode totalWithTax orderPlacedAt
      lines {
        orderPlacedQuantity discountedUnitPrice discountedUnitPriceWithTax
        productVariant { id }
        customFields { toteReceipt }
      }
    }
  }
}`
const orderSchema = z.object({
  ...shopSchema,
  orders: z.object({
    items: z.array(
      z.object({
        code: z.string(),
        currencyCode: z.string(),
        totalWithTax: z.number(),
        orderPlacedAt: z.iso.datetime({ offset: true }),
        lines: z.array(
          z.object({
            orderPlacedQuantity: z.int(),
            discountedUnitPrice: z.number(),
            discountedUnitPriceWithTax: z.number(),
            productVariant: z.object({ id: variantIdSchema }),
            customFields: z.object({ toteReceipt: z.string().nullable() }),
          }),
        ),
      }),
    ),
  }),
})

/** The order that was placed of a check-out; null while it is still a cart. */
export async function readOrder(
  ask: AdminApi,
  checkoutId: CheckoutId,
  signal: AbortSignal,
): Promise<ShopOrder | null> {
  const { orders, activeChannel, globalSettings } = await ask({
    what: 'an order',
    query: orderQuery,
    variables: { checkoutId },
    answer: orderSchema,
    signal,
  })
  const [order] = orders.items
  if (order === undefined) return null
  const { code, currencyCode, totalWithTax, orderPlacedAt, lines } = order
  const minor = (amount: number) =>
    toMinorUnits(amount, currencyCode, globalSettings.serverConfig.moneyStrategyPrecision)
  return {
    checkoutId,
    orderRef: code,
    currencyCode,
    total: minor(totalWithTax),
    placedAtMs: Date.parse(orderPlacedAt),
    lines: lines
      .filter(({ orderPlacedQuantity }) => orderPlacedQuantity > 0)
      .map(({ productVariant, orderPlacedQuantity, customFields, ...price }) => ({
        variantId: productVariant.id,
        quantity: orderPlacedQuantity,
        price: minor(
          activeChannel.pricesIncludeTax ? price.discountedUnitPriceWithTax : price.discountedUnitPrice,
        ),
        ...(customFields.toteReceipt === null ? {} : { receipt: customFields.toteReceipt }),
      })),
  }
}

const refundQuery = `query ToteRefund($code: String!) {
  ${shopFields}
  orders(options: { take: 1, filter: { code: { eq: $code } } }) {
    items {
      currencyCode
      customFields { toteCheckout }
      lines { id productVariant { id } }
      payments { refunds { id state total updatedAt lines { orderLineId quantity } } }
    }
  }
}`
const refundSchema = z.object({
  ...shopSchema,
  orders: z.object({
    items: z.array(
      z.object({
        currencyCode: z.string(),
        customFields: z.object({ toteCheckout: z.nullable(checkoutIdSchema) }),
        lines: z.array(z.object({ id: z.string(), productVariant: z.object({ id: variantIdSchema }) })),
        payments: z
          .array(
            z.object({
              refunds: z.array(
                z.object({
                  id: z.string(),
                  state: z.string(),
                  total: z.number(),
                  updatedAt: z.iso.datetime({ offset: true }),
                  lines: z.array(z.object({ orderLineId: z.string(), quantity: z.int() })),
                }),
              ),
            }),
          )
          .nullable(),
      }),
    ),
  }),
})

/** A refund that was paid out; null when there is none such, or the order is none of Tote's. */
export async function readRefund(
  ask: AdminApi,
  { orderCode, refundId, signal }: { orderCode: string; refundId: string; signal: AbortSignal },
): Promise<Extract<ShopNews, { kind: 'refund' }> | null> {
  const { orders, globalSettings } = await ask({
    what: 'a refund',
    query: refundQuery,
    variables: { code: orderCode },
    answer: refundSchema,
    signal,
  })
  const [order] = orders.items
  const refund = order?.payments?.flatMap(({ refunds }) => refunds).find(({ id }) => id === refundId)
  const checkoutId = order?.customFields.toteCheckout ?? null
  if (order === undefined || refund === undefined || refund.state !== 'Settled' || checkoutId === null)
    return null
  const variantOf = new Map(order.lines.map(({ id, productVariant }) => [id, productVariant.id]))
  return {
    kind: 'refund',
    checkoutId,
    orderRef: orderCode,
    refundRef: refund.id,
    lines: refund.lines.flatMap(({ orderLineId, quantity }) => {
      const variantId = variantOf.get(orderLineId)
      return variantId === undefined ? [] : [{ variantId, quantity }]
    }),
    amount: toMinorUnits(
      refund.total,
      order.currencyCode,
      globalSettings.serverConfig.moneyStrategyPrecision,
    ),
    refundedAtMs: Date.parse(refund.updatedAt),
  }
}
