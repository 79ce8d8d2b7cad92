import { ToteError, type Cart, type CartDelta, type CartLine } from '@tote/protocol'
import { readSoldFacts } from '../catalogue/catalogue.ts'
import { bookOrder } from '../credit/book-order.ts'
import { readyAt } from '../fulfilment/opening-hours.ts'
import { isFetched } from '../fulfilment/task-lines.ts'
import { setTasks } from '../fulfilment/store-tasks.ts'
import { bookOrderPoints } from '../loyalty/points-ledger.ts'
import { updateCart } from '../store/cart-store.ts'
import { lockCheckout, selectCheckout, selectCheckoutByRef, type Frozen } from '../store/checkout-store.ts'
import { markBought, selectWatchers } from '../store/friends-line-store.ts'
import { endHold, selectHolds, type StoredHold } from '../store/hold-store.ts'
import { markPlaced, noteShips } from '../store/order-store.ts'
import { selectStoreFacts } from '../store/store-facts-store.ts'
import { addShortfall, changeStock, noteHeard, selectLevels } from '../store/stock-store.ts'
import { tellStock } from '../stock/tell-stock.ts'
import type { Parcel } from '../stock/choose-locations.ts'
import type { StockLevel } from '../stock/stock-book.ts'
import type { Db, Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { emitTopic } from '../webhooks/emit-topic.ts'
import { openIds, whoseOf, withPartEnded } from './checkout-parts.ts'
import { lockCartNow } from './lock-cart-now.ts'
import { withOrderNews } from './note-order.ts'
import type { CheckoutChange } from './open-checkout.ts'
import { drawPickupCode, type DrawNumber } from './pickup-code.ts'

export interface PlacedOrder extends CheckoutChange {
  /** False when this order was told before: then nothing is done again. */
  readonly isNew: boolean
  /** What the shopper shows at the store; null where the goods are sent. */
  readonly pickupCode: string | null
}

export interface PlacedBy {
  readonly checkoutId: string
  /** The shop's own name of the order. */
  readonly externalRef: string
  readonly nowMs: number
  /** For the pick-up code; a real draw unless a simulator holds it still. */
  readonly drawNumber?: DrawNumber
}

/**
 * The shop says that a check-out was paid. Its goods leave the stock and the cart, once, whatever the
 * number of times it says so. An order that comes after its
 * check-out ran out is an order all the same: it takes what is there, and the rest is a shortfall.
 * @throws ToteError `not_found`; `invalid` when the check-out or the reference stands for another order.
 */
export async function placeOrder(
  store: Store,
  tenant: Tenant,
  { checkoutId, externalRef, nowMs, drawNumber }: PlacedBy,
): Promise<PlacedOrder> {
  return store.transaction(async (trx) => {
    const found = await selectCheckout(trx, tenant.id, checkoutId)
    if (found === undefined) throw new ToteError('not_found', 'There is no such check-out.')
    const stored = await lockCartNow(trx, tenant.id, found.cartId)
    const checkout = await lockCheckout(trx, tenant.id, checkoutId)
    if (stored === undefined || checkout === undefined)
      throw new Error(`check-out ${checkoutId} has lost its cart`)
    if (checkout.state === 'placed') {
      const { pickupCode } = checkout
      if (checkout.externalRef === externalRef)
        return { isNew: false, pickupCode, delta: null, stockChanged: [] }
      throw new ToteError('invalid', 'This check-out was placed as another order.')
    }
    const other = await selectCheckoutByRef(trx, tenant.id, externalRef)
    if (other !== undefined)
      throw new ToteError('invalid', 'This order reference stands for another check-out.')
    const { fulfilment } = checkout.frozen
    // A cart of which every line is sent after all is picked up in nothing.
    const isPickedUp =
      fulfilment?.kind === 'pickup' && checkout.frozen.lines.some((line) => isFetched(line, checkout.frozen))
    const pickupCode = isPickedUp ? await drawPickupCode(trx, tenant.id, drawNumber) : null
    const readyAt = isPickedUp
      ? await readyAtStore(trx, tenant.id, { locationId: fulfilment.locationId, nowMs })
      : null
    await markPlaced(trx, tenant.id, { id: checkoutId, externalRef, placedAt: nowMs, pickupCode, readyAt })
    const { stockChanged, ships } = await takeGoods(trx, tenant, {
      cart: stored.cart,
      frozen: checkout.frozen,
      checkoutId,
      nowMs,
      ref: externalRef,
    })
    await noteShips(trx, tenant.id, { id: checkoutId, frozen: checkout.frozen, ships })
    await setTasks(trx, tenant.id, { checkoutId, frozen: { ...checkout.frozen, ships: [...ships] }, nowMs })
    const delta = await emptyCart(trx, tenant.id, {
      cart: stored.cart,
      frozen: checkout.frozen,
      checkoutId,
      nowMs,
    })
    const lineIds = checkout.frozen.lines.map(({ id }) => id)
    const wasTaken = await markBought(trx, tenant.id, { cartId: stored.cart.id, lineIds })
    const friendsChanged = wasTaken ? await selectWatchers(trx, tenant.id, stored.cart.id) : []
    await bookOrder(trx, tenant, { checkout, cartId: stored.cart.id, orderRef: externalRef, nowMs })
    await bookOrderPoints(trx, tenant, { checkout, cartId: stored.cart.id, nowMs })
    const { lines, total } = checkout.frozen
    await emitTopic(trx, tenant, {
      topic: 'order.placed',
      key: stored.cart.id,
      data: {
        checkoutId,
        ...whoseOf(checkout.merchantId),
        externalRef,
        cartId: stored.cart.id,
        total,
        lines: lines.map(({ id, variantId, qty, price, showId, isSent }) => ({
          lineId: id,
          variantId,
          quantity: qty,
          price,
          from: ships
            .filter(({ lineId }) => lineId === id)
            .map((part) => ({ locationId: part.locationId, quantity: part.qty })),
          ...(showId === undefined ? {} : { showId }),
          ...(isSent === true && isPickedUp ? { isSent } : {}),
        })),
      },
      nowMs,
    })
    await tellStock(trx, tenant, { variantIds: stockChanged, nowMs })
    return { isNew: true, pickupCode, delta, stockChanged, friendsChanged }
  })
}

/** When what is ordered now can be fetched there; null where the store does not say. */
async function readyAtStore(
  db: Db,
  tenantId: string,
  { locationId, nowMs }: { locationId: string; nowMs: number },
): Promise<number | null> {
  const facts = (await selectStoreFacts(db, tenantId, [locationId])).get(locationId)
  return facts === undefined ? null : readyAt(facts, nowMs)
}

/** What was held leaves as it was held; what was only counted, or is no longer held, is taken where it is. */
async function takeGoods(
  db: Db,
  tenant: Tenant,
  {
    cart,
    frozen,
    checkoutId,
    nowMs,
    ref,
  }: { cart: Cart; frozen: Frozen; checkoutId: string; nowMs: number; ref: string },
): Promise<{ readonly stockChanged: string[]; readonly ships: readonly Parcel[] }> {
  const sold = await readSoldFacts(
    db,
    tenant,
    frozen.lines.map((line) => line.variantId),
  )
  const counted = frozen.lines.filter((line) => (sold.get(line.variantId)?.mode ?? 'none') !== 'none')
  const variantIds = [...new Set(counted.map((line) => line.variantId))]
  const levels = await selectLevels(db, tenant.id, { variantIds, isLocked: true })
  const free = new Map(levels.map((level) => [keyOf(level), level.onHand - level.held]))
  // Those of this check-out; of a cart that went on without it, its own holds of the same lines.
  const holds = (await selectHolds(db, tenant.id, cart.id)).filter(
    (hold) => hold.checkoutId === checkoutId || cart.meta.checkout === undefined,
  )
  const ships: Parcel[] = []
  for (const line of counted) {
    let left = line.qty
    const take = (locationId: string, qty: number) => {
      if (qty > 0) ships.push({ lineId: line.id, locationId, qty })
      left -= qty
    }
    for (const hold of holds.filter(({ lineId }) => lineId === line.id))
      take(hold.locationId, await consume(db, tenant.id, { cart, hold, ref, nowMs, most: left }))
    const near = nearestLevels(line, { levels, frozen })
    for (const level of near) {
      const taken = Math.min(left, Math.max(0, free.get(keyOf(level)) ?? 0))
      if (taken === 0) continue
      await changeStock(db, tenant.id, { ...level, onHand: -taken, held: 0, reason: 'order', ref, nowMs })
      free.set(keyOf(level), (free.get(keyOf(level)) ?? 0) - taken)
      take(level.locationId, taken)
    }
    await noteShort(db, tenant.id, { levels: near, left })
  }
  await noteHeard(db, tenant.id, { variantIds, nowMs })
  return { stockChanged: variantIds, ships: together(ships) }
}

/** Where the check-out had it come from; then where it can come from; what was paid is found anywhere rather than nowhere. */
function nearestLevels(
  { id, variantId, isSent }: CartLine,
  { levels, frozen: { ships = [], fulfilment } }: { levels: readonly StockLevel[]; frozen: Frozen },
): StockLevel[] {
  const planned = ships.filter(({ lineId }) => lineId === id).map(({ locationId }) => locationId)
  const rank = ({ locationId, shipsFrom }: StockLevel) => {
    const place = planned.indexOf(locationId)
    if (place >= 0) return place
    const isNear =
      isSent !== true && fulfilment?.kind === 'pickup' ? fulfilment.locationId === locationId : shipsFrom
    return planned.length + (isNear ? 0 : 1)
  }
  return levels
    .filter((level) => level.variantId === variantId)
    .toSorted((one, other) => rank(one) - rank(other))
}

/** Held here and counted there, of one line from one location, is one parcel. */
function together(parts: readonly Parcel[]): Parcel[] {
  return [...Map.groupBy(parts, ({ lineId, locationId }) => `${lineId} ${locationId}`).values()].flatMap(
    ([first, ...more]) =>
      first === undefined ? [] : [{ ...first, qty: more.reduce((sum, { qty }) => sum + qty, first.qty) }],
  )
}

/** Short where others hold them, and may give them back; the rest where goods are sent from first. */
async function noteShort(
  db: Db,
  tenantId: string,
  { levels, left: all }: { levels: readonly StockLevel[]; left: number },
): Promise<void> {
  let left = all
  for (const level of levels) {
    const qty = Math.min(left, level.held)
    if (qty > 0) await addShortfall(db, tenantId, { ...level, qty })
    left -= qty
  }
  const [first] = levels
  if (left > 0 && first !== undefined) await addShortfall(db, tenantId, { ...first, qty: left })
}

/** A hold's goods leave the stock; what it had beyond the order is free again. Returns how many left. */
async function consume(
  db: Db,
  tenantId: string,
  {
    cart,
    hold,
    ref,
    nowMs,
    most,
  }: { cart: Cart; hold: StoredHold; ref: string; nowMs: number; most: number },
): Promise<number> {
  const taken = Math.min(most, hold.qty)
  await changeStock(db, tenantId, { ...hold, onHand: -taken, held: -hold.qty, reason: 'order', ref, nowMs })
  await endHold(db, tenantId, { cartId: cart.id, hold, state: 'consumed' })
  return taken
}

/** Takes the ordered quantities out of the cart; of one that another check-out has frozen by now, nothing. */
async function emptyCart(
  db: Db,
  tenantId: string,
  { cart, frozen, checkoutId, nowMs }: { cart: Cart; frozen: Frozen; checkoutId: string; nowMs: number },
): Promise<CartDelta> {
  const told = withOrderNews(cart.meta, { checkoutId, nowMs })
  const open = openIds(told.checkout)
  const isFrozenByOther = open.length > 0 && !open.some((id) => id === checkoutId)
  const rev = cart.rev + 1
  if (isFrozenByOther) {
    const meta = told
    await updateCart(db, tenantId, { cart: { ...cart, rev, meta }, changed: [], nowMs })
    return { cartId: cart.id, from: cart.rev, to: rev, lines: [], meta }
  }
  const changed = frozen.lines.flatMap((ordered): CartLine[] => {
    const line = cart.lines.find(({ id }) => id === ordered.id)
    if (line === undefined || line.qty === 0) return []
    const { hold, ...free } = line
    const qty = Math.max(0, line.qty - ordered.qty)
    const kept = qty === 0 || hold === undefined ? {} : { hold: { ...hold, isOver: true } }
    return [{ ...free, ...kept, qty, rev }]
  })
  const used = new Set(frozen.codes.map(({ code }) => code))
  const settled = withPartEnded(told, checkoutId, { status: 'ordered' })
  const meta = { ...settled, codes: settled.codes.filter(({ code }) => !used.has(code)) }
  await updateCart(db, tenantId, { cart: { ...cart, rev, meta }, changed, nowMs })
  return { cartId: cart.id, from: cart.rev, to: rev, lines: changed, meta }
}

const keyOf = ({ variantId, locationId }: Pick<StockLevel, 'variantId' | 'locationId'>) =>
  JSON.stringify([variantId, locationId])
