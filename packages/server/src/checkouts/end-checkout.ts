import { ToteError, type Cart, type CartDelta } from '@tote/protocol'
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
import type { CheckoutChange } from './open-checkout.ts'

/** The shopper does not pay now: the cart may change again, and what it does not hold for itself is free. */
export async function cancelCheckout(
  store: Store,
  tenantId: string,
  { cartId, checkoutId, nowMs }: { cartId: string; checkoutId: string; nowMs: number },
): Promise<CheckoutChange> {
  return store.transaction((trx) => end(trx, tenantId, { cartId, checkoutId, state: 'cancelled', nowMs }))
}

/** The shop did not say where it is paid: as by `cancelCheckout`, unless it has said so to somebody else meanwhile. */
export async function abandonCheckout(
  store: Store,
  tenantId: string,
  { cartId, checkoutId, nowMs }: { cartId: string; checkoutId: string; nowMs: number },
): Promise<CheckoutChange> {
  return store.transaction((trx) =>
    end(trx, tenantId, { cartId, checkoutId, state: 'cancelled', nowMs, isUnled: true }),
  )
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
    isUnled = false,
  }: {
    cartId: string
    checkoutId: string
    state: 'cancelled' | 'expired'
    nowMs: number
    /** Only if no shop has said where it is paid. */
    isUnled?: boolean
  },
): Promise<CheckoutChange> {
  const stored = await selectCart(db, tenantId, cartId, { toWrite: true })
  const checkout = await lockCheckout(db, tenantId, checkoutId)
  if (stored === undefined || checkout?.cartId !== cartId)
    throw new ToteError('forbidden', 'This check-out belongs to another cart.')
  // Paid, or ended before: there is nothing to end.
  if (checkout.state !== 'open') return { delta: null, stockChanged: [] }
  if (isUnled && checkout.shop !== null) return { delta: null, stockChanged: [] }
  await endCheckout(db, tenantId, { id: checkoutId, state })
  // Stock before codes, as when they were taken: two orders of locks would make check-outs wait for each other.
  const stockChanged = await releaseHolds(db, tenantId, { cart: stored.cart, state, nowMs })
  for (const { code } of checkout.frozen.codes) await giveBackDiscount(db, tenantId, code)
  await releasePoints(db, tenantId, checkoutId)
  const delta = await unfreeze(db, tenantId, { cart: stored.cart, nowMs })
  const tenant = await findTenant(db, tenantId)
  if (tenant !== undefined) {
    const { total, lines } = checkout.frozen
    const data = { checkoutId, cartId, reason: state, total, lines: lines.map(describeLine) }
    await emitTopic(db, tenant, { topic: 'checkout.ended', key: cartId, data, nowMs })
    await tellStock(db, tenant, { variantIds: stockChanged, nowMs })
  }
  return { delta, stockChanged }
}

/** Goods that the cart holds for itself go on being held, for the time they had. */
async function releaseHolds(
  db: Db,
  tenantId: string,
  { cart, state, nowMs }: { cart: Cart; state: 'cancelled' | 'expired'; nowMs: number },
): Promise<string[]> {
  const holds = await selectHolds(db, tenantId, cart.id)
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
    nowMs,
  })
  return [...new Set(book.heldChanges().map(({ variantId }) => variantId))]
}

async function unfreeze(
  db: Db,
  tenantId: string,
  { cart, nowMs }: { cart: Cart; nowMs: number },
): Promise<CartDelta> {
  const { checkout: _over, ...meta } = cart.meta
  const rev = cart.rev + 1
  await updateCart(db, tenantId, { cart: { ...cart, rev, meta }, changed: [], nowMs })
  return { cartId: cart.id, from: cart.rev, to: rev, lines: [], meta }
}
