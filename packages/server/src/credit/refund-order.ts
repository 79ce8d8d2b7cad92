import { ToteError, type CartDelta } from '@tote/protocol'
import { lockCartNow } from '../checkouts/lock-cart-now.ts'
import { noteOrder } from '../checkouts/note-order.ts'
import { endReturnedTasks } from '../fulfilment/store-tasks.ts'
import { bookRefundPoints } from '../loyalty/points-ledger.ts'
import { lockCheckout, selectCheckout } from '../store/checkout-store.ts'
import { insertSale, selectSalesOf } from '../store/sale-store.ts'
import type { Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { creditOf, type Sale } from './credit-sale.ts'
import { splitAmount } from './split-amount.ts'
import { tellCredit } from './tell-credit.ts'
import { emitTopic } from '../webhooks/emit-topic.ts'

/** What a shop has given back of an order. */
export interface Refund {
  readonly checkoutId: string
  /** The shop's own name of it: told twice it counts once. */
  readonly refundRef: string
  /** What came back; empty where money alone was given back, of all that was ordered. */
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[]
  /** Minor units. */
  readonly amount: number
}

export interface Refunded {
  readonly isNew: boolean
  /** What every place of the shopper has to hear; null when nothing changed. */
  readonly delta: CartDelta | null
  /** What it took off the credit: delivery that was given back too was never credited, so no more than is left. */
  readonly amount: number
}

/**
 * Takes what was given back off the ledger, where its credit had gone. Stock is not touched: whether goods came back to sell
 * again is the shop's to count.
 * @throws ToteError `not_found`; `invalid` for a check-out that is no order, or what was not in it.
 */
export async function refundOrder(
  store: Store,
  tenant: Tenant,
  { checkoutId, refundRef, lines, amount, nowMs }: Refund & { nowMs: number },
): Promise<Refunded> {
  return store.transaction(async (trx) => {
    const found = await selectCheckout(trx, tenant.id, checkoutId)
    // Forgotten by now, where the shopper asked for that.
    const stored = found && (await lockCartNow(trx, tenant.id, found.cartId))
    // The check-out's row is the lock: of two refunds at once the second finds the first.
    const checkout = await lockCheckout(trx, tenant.id, checkoutId)
    if (checkout === undefined) throw new ToteError('not_found', 'There is no such check-out.')
    if (checkout.state !== 'placed')
      throw new ToteError('invalid', 'This check-out was not ordered, so nothing of it can be given back.')
    const told = await selectSalesOf(trx, tenant.id, checkoutId)
    const same = told.filter(({ ref }) => ref === refundRef)
    if (same.length > 0)
      return { isNew: false, delta: null, amount: 0 - sum(same.map((sale) => sale.amount)) }
    // Bought at the host's own page, or before credit was kept.
    if (told.length === 0) return { isNew: true, delta: null, amount: 0 }
    const stray = lines.find(({ variantId }) => !told.some((sale) => sale.variantId === variantId))
    if (stray !== undefined)
      throw new ToteError('invalid', `${stray.variantId} was not in this order.`, {
        details: { field: 'lines' },
      })
    const refunds = refundsOf(told, { refundRef, lines, amount, nowMs })
    const booked = refunds.map((sale) => ({ sale, credits: creditOf(tenant.creditRule, sale) }))
    for (const one of booked) await insertSale(trx, tenant.id, { ...one, rule: tenant.creditRule })
    await endReturnedTasks(trx, tenant.id, { checkoutId, frozen: checkout.frozen })
    const given = 0 - sum(refunds.map((sale) => sale.amount))
    await bookRefundPoints(trx, tenant, {
      checkoutId,
      refundRef,
      refunded: given - sum(told.flatMap(({ ref, amount: one }) => (ref === '' ? [] : [one]))),
      total: checkout.frozen.total.amount,
      nowMs,
    })
    const delta =
      stored === undefined || given === 0
        ? null
        : await noteOrder(trx, tenant.id, { cart: stored.cart, checkoutId, nowMs })
    const key = stored?.cart.id ?? checkout.cartId
    await emitTopic(trx, tenant, {
      topic: 'order.refunded',
      key,
      data: {
        checkoutId,
        externalRef: checkout.externalRef,
        cartId: checkout.cartId,
        refundRef,
        amount: { amount: given, currencyCode: checkout.frozen.total.currencyCode },
        lines: refunds.map(({ lineId, variantId, units, amount: taken }) => ({
          lineId,
          variantId,
          quantity: 0 - units,
          amount: 0 - taken,
        })),
      },
      nowMs,
    })
    await tellCredit(trx, tenant, { booked, key, nowMs })
    return { isNew: true, delta, amount: given }
  })
}

/** What a refund takes off each line, given all that was told of the check-out so far. Pure. */
export function refundsOf(
  told: readonly Sale[],
  { refundRef, lines, amount, nowMs }: Pick<Refund, 'refundRef' | 'lines' | 'amount'> & { nowMs: number },
): Sale[] {
  const wanted = new Map<string, number>()
  for (const { variantId, quantity } of lines) wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity)
  const left = told
    .filter(({ ref }) => ref === '')
    .map((ordered) => {
      const own = told.filter(({ lineId }) => lineId === ordered.lineId)
      return {
        ordered,
        units: sum(own.map((sale) => sale.units)),
        amount: sum(own.map((sale) => sale.amount)),
      }
    })
  const named = lines.length === 0 ? left : left.filter(({ ordered }) => wanted.has(ordered.variantId))
  const taken = named.map(({ ordered, units }) => {
    const count = Math.min(units, wanted.get(ordered.variantId) ?? 0)
    wanted.set(ordered.variantId, (wanted.get(ordered.variantId) ?? 0) - count)
    return count
  })
  const amounts = spread(Math.min(amount, sum(named.map((line) => line.amount))), named, taken)
  const refunds = named.map(({ ordered, units, amount: amountBefore }, index) => ({
    ...ordered,
    ref: refundRef,
    units: 0 - (taken[index] ?? 0),
    amount: 0 - (amounts[index] ?? 0),
    unitsBefore: units,
    amountBefore,
    at: nowMs,
  }))
  const telling = refunds.filter((sale) => sale.units !== 0 || sale.amount !== 0)
  // One that takes nothing off has been told all the same.
  return telling.length > 0 ? telling : refunds.slice(0, 1)
}

interface Left {
  readonly ordered: Sale
  readonly amount: number
}

/** By what the units that came back had cost; what a line cannot give is taken off the others. */
function spread(amount: number, lines: readonly Left[], taken: readonly number[]): number[] {
  const costs = lines.map(({ ordered }, index) =>
    Math.round((ordered.amount * (taken[index] ?? 0)) / ordered.units),
  )
  const weights = costs.some((cost) => cost > 0) ? costs : lines.map((line) => line.amount)
  if (weights.every((weight) => weight === 0)) return lines.map(() => 0)
  const parts = splitAmount(amount, weights).map((part, index) => Math.min(part, lines[index]?.amount ?? 0))
  let over = amount - sum(parts)
  return parts.map((part, index) => {
    const more = Math.min(over, (lines[index]?.amount ?? 0) - part)
    over -= more
    return part + more
  })
}

const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0)
