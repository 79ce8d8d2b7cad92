import { ToteError, type Cart, type CartDelta, type CartMeta, type PartProblem } from '@tote/protocol'
import { releasePoints } from '../loyalty/points-ledger.ts'
import { describeLine } from '../carts/emit-cart-changed.ts'
import { selectCart, updateCart } from '../store/cart-store.ts'
import { endCheckout, lockCheckout, selectExpiredCheckouts } from '../store/checkout-store.ts'
import { giveBackDiscount } from '../store/discount-store.ts'
import { selectHolds, writeHolds } from '../store/hold-store.ts'
import { selectLevels } from '../store/stock-store.ts'
import { StockBook } from '../stock/stock-book.ts'
import type { SweptCart } from '../stock/sweep-holds.ts'
import { tellStock } from '../stock/tell-stock.ts'
import { findTenant } from '../store/tenant-store.ts'
import { emitTopic } from '../webhooks/emit-topic.ts'
import type { Db, Store } from '../store/store.ts'
import { openIds, whoseOf, withPartEnded } from './checkout-parts.ts'
import type { CheckoutChange } from './open-checkout.ts'

/**
 * The shopper does not pay now, at no merchant's: the cart may change again, and what it does not hold for itself is free. What was
 * ordered of it stays ordered.
 */
export async function cancelCheckout(
  store: Store,
  tenantId: string,
  { cartId, checkoutId, nowMs }: { cartId: string; checkoutId: string; nowMs: number },
): Promise<CheckoutChange> {
  return store.transaction(async (trx) => {
    const stored = await selectCart(trx, tenantId, cartId, { toWrite: true })
    const open = openIds(stored?.cart.meta.checkout)
    const ids = open.some((id) => id === checkoutId) ? open : [checkoutId]
    const changes: CheckoutChange[] = []
    for (const id of ids)
      changes.push(await end(trx, tenantId, { cartId, checkoutId: id, state: 'cancelled', nowMs }))
    return together(changes)
  })
}

/**
 * The shop did not say where it is paid: ended, unless it has said so to somebody else meanwhile. Where others of the cart are
 * to be paid still, the cart says what stood in the way of this one.
 */
export async function abandonCheckout(
  store: Store,
  tenantId: string,
  {
    cartId,
    checkoutId,
    problem,
    nowMs,
  }: { cartId: string; checkoutId: string; problem: PartProblem; nowMs: number },
): Promise<CheckoutChange> {
  return store.transaction((trx) =>
    end(trx, tenantId, { cartId, checkoutId, state: 'cancelled', nowMs, problem }),
  )
}

/** One after another, as one. */
function together(changes: readonly CheckoutChange[]): CheckoutChange {
  const deltas = changes.flatMap(({ delta }) => delta ?? [])
  const [first, last] = [deltas[0], deltas.at(-1)]
  return {
    delta: first === undefined || last === undefined ? null : { ...last, from: first.from },
    stockChanged: [...new Set(changes.flatMap(({ stockChanged }) => stockChanged))],
  }
}

/** Ends what was not paid in time. */
export async function sweepCheckouts(store: Store, nowMs: number): Promise<SweptCart[]> {
  const due = await selectExpiredCheckouts(store.db, nowMs)
  const swept: SweptCart[] = []
  for (const { tenantId, cartId, id } of due)
    swept.push({
      tenantId,
      ...(await store.transaction((trx) =>
        end(trx, tenantId, { cartId, checkoutId: id, state: 'expired', nowMs }),
      )),
    })
  return swept
}

/** @throws ToteError `forbidden` when the check-out is not this cart's. */
async function end(
  db: Db,
  tenantId: string,
  {
    cartId,
    checkoutId,
    state,
    nowMs,
    problem,
  }: {
    cartId: string
    checkoutId: string
    state: 'cancelled' | 'expired'
    nowMs: number
    /** Why its shop does not take it: ended only if it has not said meanwhile that it does. */
    problem?: PartProblem
  },
): Promise<CheckoutChange> {
  const stored = await selectCart(db, tenantId, cartId, { toWrite: true })
  const checkout = await lockCheckout(db, tenantId, checkoutId)
  if (stored === undefined || checkout?.cartId !== cartId)
    throw new ToteError('forbidden', 'This check-out belongs to another cart.')
  // Paid, or ended before: there is nothing to end.
  if (checkout.state !== 'open') return { delta: null, stockChanged: [] }
  if (problem !== undefined && checkout.shop !== null) return { delta: null, stockChanged: [] }
  await endCheckout(db, tenantId, { id: checkoutId, state })
  // Stock before codes, as when they were taken: two orders of locks would make check-outs wait for each other.
  const lineIds = new Set<string>(checkout.frozen.lines.map(({ id }) => id))
  const stockChanged = await releaseHolds(db, tenantId, { cart: stored.cart, lineIds, state, nowMs })
  for (const { code } of checkout.frozen.codes) await giveBackDiscount(db, tenantId, code)
  await releasePoints(db, tenantId, checkoutId)
  const told = problem === undefined ? null : ({ status: 'failed', problem } as const)
  const meta = withPartEnded(stored.cart.meta, checkoutId, told)
  const delta = await writeMeta(db, tenantId, { cart: stored.cart, meta, nowMs })
  const tenant = await findTenant(db, tenantId)
  if (tenant !== undefined) {
    const { total, lines } = checkout.frozen
    const whose = whoseOf(checkout.merchantId)
    const data = { checkoutId, ...whose, cartId, reason: state, total, lines: lines.map(describeLine) }
    await emitTopic(db, tenant, { topic: 'checkout.ended', key: cartId, data, nowMs })
    await tellStock(db, tenant, { variantIds: stockChanged, nowMs })
  }
  return { delta, stockChanged }
}

/** Goods that the cart holds for itself go on being held, for the time they had. */
async function releaseHolds(
  db: Db,
  tenantId: string,
  {
    cart,
    lineIds,
    state,
    nowMs,
  }: { cart: Cart; lineIds: ReadonlySet<string>; state: 'cancelled' | 'expired'; nowMs: number },
): Promise<string[]> {
  const holds = (await selectHolds(db, tenantId, cart.id)).filter(({ lineId }) => lineIds.has(lineId))
  const variantIds = [...new Set(holds.map(({ variantId }) => variantId))]
  const book = new StockBook(await selectLevels(db, tenantId, { variantIds, isLocked: true }), holds)
  const untilMs = new Map<string, number>(
    cart.lines.flatMap((line) => (line.hold?.isOver === false ? [[line.id, line.hold.untilMs]] : [])),
  )
  for (const { lineId } of holds) if (!untilMs.has(lineId)) book.release(lineId)
  await writeHolds(db, tenantId, {
    cartId: cart.id,
    book,
    ending: state === 'expired' ? 'expired' : 'released',
    expiresAt: (lineId) => untilMs.get(lineId) ?? nowMs,
    checkoutId: null,
    lineIds,
    nowMs,
  })
  return [...new Set(book.heldChanges().map(({ variantId }) => variantId))]
}

async function writeMeta(
  db: Db,
  tenantId: string,
  { cart, meta, nowMs }: { cart: Cart; meta: CartMeta; nowMs: number },
): Promise<CartDelta> {
  const rev = cart.rev + 1
  await updateCart(db, tenantId, { cart: { ...cart, rev, meta }, changed: [], nowMs })
  return { cartId: cart.id, from: cart.rev, to: rev, lines: [], meta }
}
