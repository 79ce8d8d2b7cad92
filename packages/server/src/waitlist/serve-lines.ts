import { fulfilmentOf, visibleLines } from '@tote/protocol'
import { subjectOfCart } from '../journeys/subject-of-cart.ts'
import { tellStock } from '../stock/tell-stock.ts'
import { emitTopic, isAsked } from '../webhooks/emit-topic.ts'
import { logPlace } from '../drops/append-to-log.ts'
import { selectCart } from '../store/cart-store.ts'
import { selectVariants } from '../store/catalogue-store.ts'
import { findDrop } from '../store/drop-store.ts'
import { selectFront, selectLinesDue, selectTurnsOver } from '../store/line-store.ts'
import type { StockLevel } from '../stock/stock-book.ts'
import { changeStock, selectLevels } from '../store/stock-store.ts'
import type { Db, Store } from '../store/store.ts'
import { findTenant, type Tenant } from '../store/tenant-store.ts'
import { beginTurn, selectWaiting, type Waiting } from '../store/waiting-store.ts'
import { callNext } from './call-next.ts'
import { giveUpPlace } from './give-up-place.ts'

/** What became of one line, for those who are to hear of it. */
export interface ServedLine {
  readonly tenantId: string
  readonly variantId: string
  /** Carts that were called, or whose turn is over. */
  readonly cartIds: readonly string[]
}

/**
 * Ends the turns that were not taken in time, and calls the next of each line for what is free, however it came to be:
 * given back, counted anew, refunded or no longer marked as sold out. A transaction a cart, in the one lock order, on any
 * number of nodes at once.
 */
export async function serveLines(store: Store, nowMs: number): Promise<ServedLine[]> {
  const served: ServedLine[] = []
  for (const { tenantId, cartId, variantId } of await selectTurnsOver(store.db, nowMs)) {
    const isOver = await store.transaction((trx) => endTurn(trx, tenantId, { cartId, variantId, nowMs }))
    if (isOver) served.push({ tenantId, variantId, cartIds: [cartId] })
  }
  for (const { tenantId, variantId } of await selectLinesDue(store.db)) {
    const tenant = await findTenant(store.db, tenantId)
    if (tenant === undefined) continue
    const cartIds = []
    for (const place of await selectFront(store.db, { tenantId, variantId })) {
      const called = await store.transaction((trx) => callPlace(trx, tenant, { place, nowMs }))
      if (called === 'nothing free') break
      if (called === 'called') cartIds.push(place.cartId)
    }
    if (cartIds.length > 0) served.push({ tenantId, variantId, cartIds })
  }
  return served
}

async function endTurn(
  db: Db,
  tenantId: string,
  { cartId, variantId, nowMs }: { cartId: string; variantId: string; nowMs: number },
): Promise<boolean> {
  await selectCart(db, tenantId, cartId, { toWrite: true })
  // Read again under the lock: it may have been taken, given up or merged meanwhile.
  const place = (await selectWaiting(db, tenantId, cartId)).find((one) => one.variantId === variantId)
  if (place?.turn == null || place.turn.untilMs > nowMs) return false
  await giveUpPlace(db, tenantId, { place, reason: 'expired', nowMs })
  return true
}

/** `behind`: it is not the first by now, or not in the line any more; whoever is first is called by who sees it. */
async function callPlace(
  db: Db,
  tenant: Tenant,
  { place, nowMs }: { place: Waiting; nowMs: number },
): Promise<'called' | 'behind' | 'nothing free'> {
  const { cartId, variantId, seq, drop } = place
  const stored = await selectCart(db, tenant.id, cartId, { toWrite: true })
  const levels = await selectLevels(db, tenant.id, { variantIds: [variantId], isLocked: true })
  const [variant] = await selectVariants(db, tenant.id, { variantIds: [variantId] })
  if (stored === undefined || variant === undefined) return 'behind'
  if (variant.is_active === 0 || variant.is_sold_out === 1) return 'nothing free'
  const isCounted = variant.inventory_mode !== 'none'
  const free = levels.reduce((sum, { onHand, held }) => sum + Math.max(0, onHand - held), 0)
  // With the stock locked nobody is called beside us.
  const [next] = callNext(
    await selectFront(db, { tenantId: tenant.id, variantId }, 1),
    isCounted ? free : null,
  )
  if (next === undefined) return 'nothing free'
  if (next.seq !== seq || next.cartId !== cartId) return 'behind'
  // More of what is sent out of a basket that is picked up is sent too.
  const line = visibleLines(stored.cart).find((one) => one.variantId === variantId)
  const fulfilment = fulfilmentOf(line ?? {}, stored.cart.meta.fulfilment)
  const there = levels.filter(({ onHand, held }) => onHand > held)
  const isNear = ({ locationId, shipsFrom }: StockLevel) =>
    fulfilment.kind === 'pickup' ? fulfilment.locationId === locationId : shipsFrom
  const from = isCounted ? (there.find(isNear) ?? there[0]) : undefined
  const units = from === undefined ? 1 : Math.min(next.units, from.onHand - from.held)
  if (from !== undefined)
    await changeStock(db, tenant.id, {
      ...from,
      onHand: 0,
      held: units,
      reason: 'called',
      ref: cartId,
      nowMs,
    })
  const holdMs = (drop === null ? undefined : (await findDrop(db, drop.id))?.hold_ms) ?? tenant.holdMs
  const untilMs = nowMs + holdMs
  await beginTurn(db, tenant.id, {
    cartId,
    variantId,
    untilMs,
    locationId: from?.locationId ?? null,
    units,
  })
  await logPlace(db, tenant.id, { place, news: { kind: 'turn', units, untilMs }, nowMs })
  const topic = drop === null ? 'waitlist.called' : 'drop.turn'
  if (isAsked(tenant, topic)) {
    const whose = await subjectOfCart(db, tenant.id, cartId)
    const what = { variantId, productId: variant.product_id, quantity: units }
    const until = new Date(untilMs).toISOString()
    const data = { ...(drop === null ? {} : { dropId: drop.id }), cartId, ...whose, ...what, until }
    await emitTopic(db, tenant, { topic, key: cartId, data, nowMs })
  }
  await tellStock(db, tenant, { variantIds: [variantId], nowMs })
  return 'called'
}
