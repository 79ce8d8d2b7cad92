import type { ShopOrder } from '@tote/commerce'
import { ToteError, type MerchantId } from '@tote/protocol'
import type { Logger } from 'pino'
import type { CheckoutChange } from '../checkouts/open-checkout.ts'
import { placeOrder } from '../checkouts/place-order.ts'
import { selectCheckout } from '../store/checkout-store.ts'
import type { Db, Store } from '../store/store.ts'
import { platformOf, type Tenant } from '../store/tenant-store.ts'

/** Tells what a transaction changed, once it is durable. */
export type TellChange = (tenantId: string, change: Pick<CheckoutChange, 'delta' | 'stockChanged'>) => void

/** Whose shop tells; null for the tenant's own. */
export interface Teller {
  readonly tenant: Tenant
  readonly merchantId: MerchantId | null
}

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
  { tenant, merchantId }: Teller,
  { checkoutId, orderRef }: Pick<ShopOrder, 'checkoutId' | 'orderRef'>,
): Promise<readonly string[]> {
  try {
    await checkTeller(store.db, { tenant, merchantId }, checkoutId)
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

/** A shop speaks for its own check-outs alone. @throws ToteError `not_found` */
export async function checkTeller(db: Db, { tenant, merchantId }: Teller, checkoutId: string): Promise<void> {
  const checkout = await selectCheckout(db, tenant.id, checkoutId)
  const isOurs =
    checkout !== undefined &&
    (checkout.merchantId === merchantId ||
      // What has no shop of its own is told by the tenant's backend.
      (merchantId === null && platformOf(tenant, checkout.merchantId) === null))
  if (!isOurs) throw new ToteError('not_found', 'There is no such check-out.')
}
