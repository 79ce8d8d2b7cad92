import type { ShopOrder } from '@tote/commerce'
import { ToteError } from '@tote/protocol'
import type { Logger } from 'pino'
import type { CheckoutChange } from '../checkouts/open-checkout.ts'
import { placeOrder } from '../checkouts/place-order.ts'
import type { Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'

/** Tells what a transaction changed, once it is durable. */
export type TellChange = (tenantId: string, change: Pick<CheckoutChange, 'delta' | 'stockChanged'>) => void

export interface OrderDeps {
  readonly store: Store
  readonly now: () => number
  readonly log: Logger
  readonly tell: TellChange
}

/**
 * An order that the shop has, however it was heard of: told twice, or told and asked for, it is placed once. What can
 * never be placed (an order of a cart that is not ours) is noted and left: nobody gains by hearing it again.
 * @returns What was ordered; empty when it was known, or is none of ours.
 */
export async function takeOrder(
  { store, now, log, tell }: OrderDeps,
  tenant: Tenant,
  { checkoutId, orderRef }: Pick<ShopOrder, 'checkoutId' | 'orderRef'>,
): Promise<readonly string[]> {
  try {
    const { isNew, ...change } = await placeOrder(store, tenant, {
      checkoutId,
      externalRef: orderRef,
      nowMs: now(),
    })
    tell(tenant.id, change)
    return isNew ? change.stockChanged : []
  } catch (error) {
    if (!(error instanceof ToteError) || (error.code !== 'not_found' && error.code !== 'invalid')) throw error
    log.warn(
      { tenant: tenant.id, checkout: checkoutId, order: orderRef, why: error.message },
      'an order was left',
    )
    return []
  }
}
