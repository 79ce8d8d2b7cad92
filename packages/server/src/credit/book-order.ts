import { selectJourneyOfCart } from '../store/cart-store.ts'
import { insertSale } from '../store/sale-store.ts'
import type { StoredCheckout } from '../store/checkout-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { insertBought } from '../store/touch-store.ts'
import { creditOf, type Sale } from './credit-sale.ts'
import { noteBuyer } from './note-buyer.ts'
import { splitAmount } from './split-amount.ts'
import { tellCredit } from './tell-credit.ts'

/**
 * Writes an order into the ledger, a sale a line, each shared out by the tenant's rule. What codes took off the cart is taken
 * off its lines by what they cost, so that the sales add up to what was paid for the goods. Run it in the transaction that
 * places the order.
 */
export async function bookOrder(
  db: Db,
  tenant: Tenant,
  {
    checkout,
    cartId,
    orderRef,
    nowMs,
  }: { checkout: StoredCheckout; cartId: string; orderRef: string; nowMs: number },
): Promise<void> {
  const { lines, total, fulfilment, credit } = checkout.frozen
  if (credit === undefined) return
  const amounts = splitAmount(
    total.amount,
    lines.map(({ price, qty }) => price * qty),
  )
  const sales = lines.map((line, index): Sale => {
    const led = credit.lines.find(({ lineId }) => lineId === line.id)
    return {
      checkoutId: checkout.id,
      lineId: line.id,
      ref: '',
      orderRef,
      variantId: line.variantId,
      productId: led?.productId ?? '',
      channel: credit.channel,
      storeId: fulfilment?.kind === 'pickup' && line.isSent !== true ? fulfilment.locationId : null,
      units: line.qty,
      amount: amounts[index] ?? 0,
      unitsBefore: 0,
      amountBefore: 0,
      currencyCode: total.currencyCode,
      path: led?.path ?? [],
      at: nowMs,
    }
  })
  const rule = tenant.creditRule
  const booked = sales.map((sale) => ({ sale, credits: creditOf(rule, sale) }))
  for (const one of booked) await insertSale(db, tenant.id, { ...one, rule })
  await tellCredit(db, tenant, { booked, key: cartId, nowMs })
  await noteBought(db, tenant.id, { sales, cartId, nowMs })
}

/** Who bought what they had met; nobody, if they have asked to be forgotten meanwhile. */
async function noteBought(
  db: Db,
  tenantId: string,
  { sales, cartId, nowMs }: { sales: readonly Sale[]; cartId: string; nowMs: number },
): Promise<void> {
  const journeyId = await selectJourneyOfCart(db, tenantId, cartId)
  if (journeyId === undefined) return
  await noteBuyer(db, tenantId, { journeyId, sales })
  const bought = new Map(
    sales.flatMap(({ path, productId }) =>
      path.map(({ showId, channel }) => [
        JSON.stringify([showId, channel, productId]),
        { journeyId, showId, channel, productId, nowMs },
      ]),
    ),
  )
  await insertBought(db, tenantId, [...bought.values()])
}
