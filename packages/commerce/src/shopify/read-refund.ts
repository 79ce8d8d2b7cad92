import { variantIdSchema, type CheckoutId } from '@tote/protocol'
import * as z from 'zod'
import type { ShopNews } from '../shop-news.ts'
import { checkoutOf } from './cart-changes.ts'
import { fromGid } from './gid.ts'
import { fromMoney, moneyFields, moneySchema } from './money.ts'
import type { AskShopify } from './shopify-api.ts'

const refundQuery = `query ToteRefund($id: ID!) {
  refund(id: $id) {
    processedAt
    totalRefundedSet { presentmentMoney { ${moneyFields} } }
    refundLineItems(first: 100) { nodes { quantity lineItem { variant { id } } } }
    order { name customAttributes { key value } }
  }
}`
const refundSchema = z.object({
  refund: z
    .object({
      processedAt: z.iso.datetime({ offset: true }),
      totalRefundedSet: z.object({ presentmentMoney: moneySchema }),
      refundLineItems: z.object({
        nodes: z.array(
          z.object({
            quantity: z.int(),
            lineItem: z.object({ variant: z.object({ id: z.string() }).nullable() }),
          }),
        ),
      }),
      order: z.object({
        name: z.string(),
        customAttributes: z.array(z.object({ key: z.string(), value: z.string().nullable() })),
      }),
    })
    .nullable(),
})

/** Null where there is none such, or its order is none of Tote's. Goods that came back without money are a refund of nothing. */
export async function readRefund(
  admin: AskShopify,
  id: string,
  signal: AbortSignal,
): Promise<Extract<ShopNews, { kind: 'refund' }> | null> {
  const { refund } = await admin({
    what: 'a refund',
    query: refundQuery,
    variables: { id },
    answer: refundSchema,
    signal,
  })
  const checkoutId = refund === null ? null : checkoutOf(refund.order.customAttributes)
  if (refund === null || checkoutId === null) return null
  return {
    kind: 'refund',
    // It was drawn by the hub, which knows it again or leaves the refund.
    checkoutId: checkoutId as CheckoutId,
    orderRef: refund.order.name,
    refundRef: fromGid(id),
    lines: refund.refundLineItems.nodes.flatMap(({ quantity, lineItem: { variant } }) =>
      variant === null || quantity === 0
        ? []
        : [{ variantId: variantIdSchema.parse(fromGid(variant.id)), quantity }],
    ),
    amount: fromMoney(refund.totalRefundedSet.presentmentMoney),
    refundedAtMs: Date.parse(refund.processedAt),
  }
}
