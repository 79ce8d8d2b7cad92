import type { CartLine } from '@tote/protocol'
import type { StoredCheckout } from '../store/checkout-store.ts'
import { insertServices, type Deed } from '../store/service-store.ts'
import type { Db } from '../store/store.ts'

/**
 * Books on each line who at a store made it ready, sent it or handed it over. In the transaction that notes it on the order. What
 * was ordered in the host's own preview is in no ledger.
 */
export async function bookService(
  db: Db,
  tenantId: string,
  {
    checkout,
    lines,
    ...service
  }: {
    checkout: Pick<StoredCheckout, 'id' | 'frozen'>
    lines: readonly { readonly line: Pick<CartLine, 'id'>; readonly quantity: number }[]
    deed: Deed
    storeId: string
    associate: string
    at: number
  },
): Promise<void> {
  if (checkout.frozen.credit === undefined) return
  await insertServices(
    db,
    tenantId,
    lines.map(({ line, quantity }) => ({ checkoutId: checkout.id, lineId: line.id, quantity, ...service })),
  )
}
