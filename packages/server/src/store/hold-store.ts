import { v7 as uuid } from 'uuid'
import type { LineHold, StockBook } from '../stock/stock-book.ts'
import { createStatement } from './statement.ts'
import { changeStock } from './stock-store.ts'
import { logPlace } from '../drops/append-to-log.ts'
import { deleteWaiting, selectWaiting } from './waiting-store.ts'
import type { Db } from './store.ts'

export interface StoredHold extends LineHold {
  readonly expiresAt: number
  readonly checkoutId: string | null
}

/** What a cart has set aside now. */
export async function selectHolds(db: Db, tenantId: string, cartId: string): Promise<StoredHold[]> {
  const rows = await activeHolds.rows(db, { tenantId, cartId })
  return rows.map((row) => ({
    lineId: row.line_id,
    variantId: row.variant_id,
    locationId: row.location_id,
    qty: row.qty,
    expiresAt: row.expires_at,
    checkoutId: row.checkout_id,
  }))
}

const activeHolds = createStatement((db, { tenantId, cartId }: { tenantId: string; cartId: string }) =>
  db
    .selectFrom('hold')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', cartId)
    .where('state', '=', 'active')
    .orderBy('line_id')
    .orderBy('location_id'),
)

export interface HoldWrite {
  readonly cartId: string
  readonly book: StockBook
  /** What becomes of holds that the book no longer has. */
  readonly ending: 'released' | 'expired'
  expiresAt(lineId: string): number
  readonly checkoutId: string | null
  /** The lines that the book is of; all of the cart's where it is left out. */
  readonly lineIds?: ReadonlySet<string>
  readonly nowMs: number
}

/**
 * Writes what the book came to: `held` at each location, the cart's holds, and a move for each change. A unit that was
 * called to the cart and is a line's now stays in `held`; its place in the line is over.
 * @throws when a location would hold more than it has: the book was then made without its lock.
 */
export async function writeHolds(db: Db, tenantId: string, write: HoldWrite): Promise<void> {
  const { cartId, book, nowMs } = write
  for (const { variantId, locationId, change } of book.heldChanges())
    await changeStock(db, tenantId, {
      variantId,
      locationId,
      onHand: 0,
      held: change,
      reason: change > 0 ? 'held' : write.ending,
      ref: cartId,
      nowMs,
    })
  if (book.served.length > 0)
    for (const place of await selectWaiting(db, tenantId, cartId)) {
      const { variantId } = place
      if (!book.served.includes(variantId)) continue
      await deleteWaiting(db, tenantId, { cartId, variantId })
      const units = Math.min(place.units, Math.max(1, book.gained(variantId)))
      await logPlace(db, tenantId, { place, news: { kind: 'taken', units }, nowMs })
    }
  const kept = new Set(book.holds.map(({ lineId, locationId }) => `${lineId}@${locationId}`))
  const before = (await selectHolds(db, tenantId, cartId)).filter(
    ({ lineId }) => write.lineIds?.has(lineId) !== false,
  )
  for (const hold of before)
    if (!kept.has(`${hold.lineId}@${hold.locationId}`))
      await endHold(db, tenantId, { cartId, hold, state: write.ending })
  for (const { lineId, variantId, locationId, qty } of book.holds) {
    const { checkoutId } = write
    const key = { tenantId, cartId, lineId, locationId }
    const values = { qty, expiresAt: write.expiresAt(lineId), checkoutId }
    const known = before.find((hold) => hold.lineId === lineId && hold.locationId === locationId)
    if (known === undefined) await insertHold.rows(db, { id: uuid(), variantId, ...key, ...values })
    else await changeHold.rows(db, { ...key, ...values })
  }
}

interface HoldKey {
  readonly tenantId: string
  readonly cartId: string
  readonly lineId: string
  readonly locationId: string
}
interface HoldValues {
  readonly qty: number
  readonly expiresAt: number
  readonly checkoutId: string | null
}
const insertHold = createStatement((db, hold: HoldKey & HoldValues & { id: string; variantId: string }) =>
  db.insertInto('hold').values({
    tenant_id: hold.tenantId,
    id: hold.id,
    cart_id: hold.cartId,
    line_id: hold.lineId,
    variant_id: hold.variantId,
    location_id: hold.locationId,
    state: 'active',
    qty: hold.qty,
    expires_at: hold.expiresAt,
    checkout_id: hold.checkoutId,
  }),
)
const changeHold = createStatement((db, { qty, expiresAt, checkoutId, ...key }: HoldKey & HoldValues) =>
  db
    .updateTable('hold')
    .set({ qty, expires_at: expiresAt, checkout_id: checkoutId })
    .where('tenant_id', '=', key.tenantId)
    .where('cart_id', '=', key.cartId)
    .where('line_id', '=', key.lineId)
    .where('location_id', '=', key.locationId)
    .where('state', '=', 'active'),
)

/** Ends a hold's row alone: whoever calls it sees to the stock. */
export async function endHold(
  db: Db,
  tenantId: string,
  { cartId, hold, state }: { cartId: string; hold: LineHold; state: 'released' | 'expired' | 'consumed' },
): Promise<void> {
  const { lineId, locationId } = hold
  await holdOver.rows(db, { tenantId, cartId, lineId, locationId, state })
}

const holdOver = createStatement(
  (db, { state, ...key }: HoldKey & { state: 'released' | 'expired' | 'consumed' }) =>
    db
      .updateTable('hold')
      .set({ state })
      .where('tenant_id', '=', key.tenantId)
      .where('cart_id', '=', key.cartId)
      .where('line_id', '=', key.lineId)
      .where('location_id', '=', key.locationId)
      .where('state', '=', 'active'),
)

/** Enough for a drop that ends for everyone in one second, few enough to leave shoppers the database. */
const MOST_AT_ONCE = 500

/** Carts with a hold that ran out and that no check-out keeps; a bounded handful at a time. */
export async function selectCartsWithExpiredHolds(
  db: Db,
  nowMs: number,
): Promise<{ tenantId: string; cartId: string }[]> {
  const rows = await expiredHolds.rows(db, { nowMs })
  return rows.map((row) => ({ tenantId: row.tenant_id, cartId: row.cart_id }))
}

const expiredHolds = createStatement((db, { nowMs }: { nowMs: number }) =>
  db
    .selectFrom('hold')
    .select(['tenant_id', 'cart_id'])
    .distinct()
    .where('state', '=', 'active')
    .where('checkout_id', 'is', null)
    .where('expires_at', '<=', nowMs)
    .limit(MOST_AT_ONCE),
)
