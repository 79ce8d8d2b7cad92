import { variantIdSchema, type CheckoutId } from '@tote/protocol'
import * as z from 'zod'
import type { ShopOrder } from '../commerce-adapter.ts'
import { toMinorUnits } from '../minor-units.ts'
import type { ShopNews } from '../shop-news.ts'
import type { MedusaApi } from './medusa-api.ts'

const orderSchema = z.object({
  id: z.string(),
  currency_code: z.string(),
  total: z.number(),
  created_at: z.iso.datetime({ offset: true }),
  items: z.array(
    z.object({
      variant_id: variantIdSchema,
      quantity: z.int(),
      total: z.number(),
      tax_total: z.number(),
      is_tax_inclusive: z.boolean().nullish(),
      metadata: z.object({ tote_receipt: z.string().nullish() }).nullish(),
    }),
  ),
  payment_collections: z
    .array(
      z.object({
        payments: z
          .array(
            z.object({
              id: z.string(),
              refunds: z
                .array(
                  z.object({
                    id: z.string(),
                    amount: z.number(),
                    created_at: z.iso.datetime({ offset: true }),
                  }),
                )
                .nullish(),
            }),
          )
          .nullish(),
      }),
    )
    .nullish(),
})
type MedusaOrder = z.infer<typeof orderSchema>
const answerSchema = z.object({ order: orderSchema.nullable() })

async function ask(api: MedusaApi, checkoutId: CheckoutId, signal: AbortSignal): Promise<MedusaOrder | null> {
  const path = `/admin/tote/checkouts/${encodeURIComponent(checkoutId)}`
  return (await api({ what: 'an order', path, answer: answerSchema, signal })).order
}

/** The order that was placed of a check-out; null while it is still a cart. */
export async function readOrder(
  api: MedusaApi,
  checkoutId: CheckoutId,
  signal: AbortSignal,
): Promise<ShopOrder | null> {
  const order = await ask(api, checkoutId, signal)
  if (order === null) return null
  const { id, currency_code, total, created_at, items } = order
  return {
    checkoutId,
    orderRef: id,
    currencyCode: currency_code.toUpperCase(),
    total: toMinorUnits(total, currency_code),
    placedAtMs: Date.parse(created_at),
    lines: items.map((item) => {
      const paid = item.total - (item.is_tax_inclusive === true ? 0 : item.tax_total)
      const receipt = item.metadata?.tote_receipt ?? null
      return {
        variantId: item.variant_id,
        quantity: item.quantity,
        price: toMinorUnits(paid / item.quantity, currency_code),
        ...(receipt === null ? {} : { receipt }),
      }
    }),
  }
}

/** All that was given back of a payment so far: money, for Medusa does not tie a refund to lines. */
export async function readRefunds(
  api: MedusaApi,
  { checkoutId, paymentId, signal }: { checkoutId: CheckoutId; paymentId: string; signal: AbortSignal },
): Promise<readonly ShopNews[]> {
  const order = await ask(api, checkoutId, signal)
  const payments = order?.payment_collections?.flatMap((collection) => collection.payments ?? []) ?? []
  return payments
    .filter(({ id }) => id === paymentId)
    .flatMap(({ refunds }) => refunds ?? [])
    .map(({ id, amount, created_at }) => ({
      kind: 'refund',
      checkoutId,
      orderRef: order?.id ?? '',
      refundRef: id,
      lines: [],
      amount: toMinorUnits(amount, order?.currency_code ?? ''),
      refundedAtMs: Date.parse(created_at),
    }))
}
