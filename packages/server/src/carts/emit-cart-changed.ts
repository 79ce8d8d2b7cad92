import { cartCost, visibleLines, type Cart, type CartLine } from '@tote/protocol'
import { emitTopic } from '../webhooks/emit-topic.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'

/** What a backend reads of a cart: its lines and what it comes to, in minor units. Nothing of the person. */
export function describeCart(cart: Cart) {
  return {
    cartId: cart.id,
    rev: cart.rev,
    currencyCode: cart.currencyCode,
    ...cartCost(cart),
    lines: visibleLines(cart).map(describeLine),
    codes: cart.meta.codes.map(({ code }) => code),
    fulfilment: cart.meta.fulfilment,
  }
}

export function describeLine({ id, variantId, qty, price, showId, isSent, merchantId }: CartLine) {
  return {
    lineId: id,
    variantId,
    quantity: qty,
    price,
    ...(showId === undefined ? {} : { showId }),
    ...(isSent === true ? { isSent } : {}),
    ...(merchantId === undefined ? {} : { merchantId }),
  }
}

export async function emitCartChanged(
  db: Db,
  tenant: Tenant,
  { cart, nowMs }: { cart: Cart; nowMs: number },
): Promise<void> {
  await emitTopic(db, tenant, { topic: 'cart.changed', key: cart.id, data: describeCart(cart), nowMs })
}
