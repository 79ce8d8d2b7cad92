import type { CartDelta, CartLine } from '@tote/protocol'
import { selectCart, updateCart } from '../store/cart-store.ts'
import { selectCartsWithExpiredHolds, selectHolds, writeHolds } from '../store/hold-store.ts'
import { selectLevels } from '../store/stock-store.ts'
import type { Db, Store } from '../store/store.ts'
import { findTenant } from '../store/tenant-store.ts'
import { emitTopic } from '../webhooks/emit-topic.ts'
import { tellStock } from './tell-stock.ts'
import { StockBook } from './stock-book.ts'

/** What a sweep changed in one cart, for those who are to hear of it. */
export interface SweptCart {
  readonly tenantId: string
  readonly delta: CartDelta | null
  readonly stockChanged: readonly string[]
}

/**
 * Gives back what carts held too long. The lines stay, marked as no longer held. A transaction a cart, in
 * the one lock order, so that a shopper who touches the cart at this moment comes before or after, never between.
 */
export async function sweepHolds(store: Store, nowMs: number): Promise<SweptCart[]> {
  const due = await selectCartsWithExpiredHolds(store.db, nowMs)
  const swept: SweptCart[] = []
  for (const { tenantId, cartId } of due)
    swept.push(await store.transaction((trx) => sweepCart(trx, tenantId, { cartId, nowMs })))
  return swept
}

async function sweepCart(
  db: Db,
  tenantId: string,
  { cartId, nowMs }: { cartId: string; nowMs: number },
): Promise<SweptCart> {
  const stored = await selectCart(db, tenantId, cartId, { toWrite: true })
  const holds = await selectHolds(db, tenantId, cartId)
  // Read again under the lock: a check-out, a merge or another sweeper may have been here.
  const expired = holds.filter((hold) => hold.checkoutId === null && hold.expiresAt <= nowMs)
  if (stored === undefined || expired.length === 0) return { tenantId, delta: null, stockChanged: [] }
  const variantIds = [...new Set(holds.map(({ variantId }) => variantId))]
  const book = new StockBook(await selectLevels(db, tenantId, { variantIds, isLocked: true }), holds)
  const lineIds = new Set(expired.map(({ lineId }) => lineId))
  for (const lineId of lineIds) book.release(lineId)
  const expiresAt = new Map(holds.map((hold) => [hold.lineId, hold.expiresAt]))
  await writeHolds(db, tenantId, {
    cartId,
    book,
    ending: 'expired',
    expiresAt: (lineId) => expiresAt.get(lineId) ?? nowMs,
    checkoutId: null,
    nowMs,
  })
  const { cart } = stored
  const rev = cart.rev + 1
  const changed: CartLine[] = cart.lines
    .filter((line) => lineIds.has(line.id) && line.hold !== undefined)
    .map((line) => ({ ...line, hold: { untilMs: line.hold?.untilMs ?? nowMs, isOver: true }, rev }))
  await updateCart(db, tenantId, { cart: { ...cart, rev }, changed, nowMs })
  const tenant = await findTenant(db, tenantId)
  if (tenant !== undefined) {
    await emitTopic(db, tenant, {
      topic: 'hold.expired',
      key: cart.id,
      data: {
        cartId: cart.id,
        lines: changed.map(({ id, variantId, qty }) => ({ lineId: id, variantId, quantity: qty })),
      },
      nowMs,
    })
    await tellStock(db, tenant, { variantIds, nowMs })
  }
  return {
    tenantId,
    delta: { cartId: cart.id, from: cart.rev, to: rev, lines: changed, meta: cart.meta },
    stockChanged: [...new Set(expired.map(({ variantId }) => variantId))],
  }
}
