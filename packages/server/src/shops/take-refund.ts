import type { ShopNews } from '@tote/commerce'
import { ToteError } from '@tote/protocol'
import { refundOrder } from '../credit/refund-order.ts'
import { checkTeller, type OrderDeps, type Teller } from './take-order.ts'

type RefundNews = Extract<ShopNews, { kind: 'refund' }>

/**
 * What a shop gave back of an order that is known by now, taken off its credit once. What can never be taken off (an order that
 * is not ours, goods that were not in it) is noted and left: nobody gains by hearing it again.
 */
export async function takeRefund(
  { store, now, log, tell }: OrderDeps,
  { tenant, merchantId }: Teller,
  { checkoutId, orderRef, refundRef, lines, amount }: RefundNews,
): Promise<void> {
  try {
    await checkTeller(store.db, { tenant, merchantId }, checkoutId)
    const { delta } = await refundOrder(store, tenant, { checkoutId, refundRef, lines, amount, nowMs: now() })
    tell(tenant.id, { delta, stockChanged: [] })
  } catch (error) {
    if (!(error instanceof ToteError) || (error.code !== 'not_found' && error.code !== 'invalid')) throw error
    log.warn(
      { tenant: tenant.id, checkout: checkoutId, order: orderRef, refund: refundRef, why: error.message },
      'a refund was left',
    )
  }
}
