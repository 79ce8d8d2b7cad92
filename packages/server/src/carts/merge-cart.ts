import {
  fulfilmentOf,
  mergeCarts,
  ToteError,
  visibleLines,
  type Cart,
  type CartDelta,
  type CartLine,
} from '@tote/protocol'
import { lockCarts, markMerged, selectCart, updateCart } from '../store/cart-store.ts'
import { moveTakes } from '../store/friends-line-store.ts'
import { endHold, selectHolds, writeHolds } from '../store/hold-store.ts'
import { markShopCart } from '../store/shop-cart-store.ts'
import { selectLevels } from '../store/stock-store.ts'
import { tellStock } from '../stock/tell-stock.ts'
import { StockBook } from '../stock/stock-book.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { mergeEntries } from '../drops/merge-entries.ts'
import { mergeWaiting } from '../waitlist/merge-waiting.ts'
import { emitTopic } from '../webhooks/emit-topic.ts'
import { describeCart } from './emit-cart-changed.ts'

export interface MergeOutcome {
  readonly delta: CartDelta | null
  /** Units that did not fit. */
  readonly capped: number
}

/**
 * Brings one cart's lines into another, once: the source is marked in the same transaction, so a second
 * run, or one at the same time, adds nothing. What the source held stays held, for the target. Run it in a
 * transaction.
 * @throws ToteError `forbidden` when one of them does not exist, `frozen` while one is being paid.
 */
export async function mergeCart(
  db: Db,
  tenant: Tenant,
  merge: { from: string; into: string; nowMs: number },
): Promise<MergeOutcome> {
  if (merge.from === merge.into) return { delta: null, capped: 0 }
  const outcome = await mergeOnce(db, tenant, merge)
  // Drops are locked after stock.
  await mergeEntries(db, tenant.id, merge)
  return outcome
}

async function mergeOnce(
  db: Db,
  tenant: Tenant,
  { from, into, nowMs }: { from: string; into: string; nowMs: number },
): Promise<MergeOutcome> {
  const tenantId = tenant.id
  await lockCarts(db, tenantId, [from, into])
  const source = await selectCart(db, tenantId, from, { toWrite: true })
  const target = await selectCart(db, tenantId, into, { toWrite: true })
  if (source === undefined || target === undefined) throw new ToteError('forbidden', 'This cart is gone.')
  if (source.cart.meta.checkout !== undefined || target.cart.meta.checkout !== undefined)
    throw new ToteError('frozen')
  if (!(await markMerged(db, tenantId, { cartId: from, into }))) return { delta: null, capped: 0 }
  await mergeWaiting(db, tenantId, { from, into, nowMs })
  await moveTakes(db, tenantId, { from, into })
  if (visibleLines(source.cart).length === 0 && source.cart.meta.order === undefined)
    return { delta: null, capped: 0 }
  const merged = mergeCarts(target.cart, source.cart)
  const changed = await moveHolds(db, tenantId, { from, into: merged.cart, lines: merged.changed, nowMs })
  await updateCart(db, tenantId, { cart: merged.cart, changed, nowMs })
  const data = { ...describeCart(merged.cart), mergedCartId: from }
  const variantIds = changed.map(({ variantId }) => variantId)
  await tellStock(db, tenant, { variantIds, nowMs })
  await emitTopic(db, tenant, { topic: 'cart.merged', key: merged.cart.id, data, nowMs })
  for (const cartId of [from, into]) await markShopCart(db, tenant, { cartId, nowMs })
  return {
    capped: merged.capped.reduce((sum, { lost }) => sum + lost, 0),
    delta: {
      cartId: target.cart.id,
      from: target.cart.rev,
      to: merged.cart.rev,
      lines: changed,
      meta: merged.cart.meta,
    },
  }
}

/** What both carts hold becomes the target's; what no line wants any more is given back. */
async function moveHolds(
  db: Db,
  tenantId: string,
  {
    from,
    into: {
      id: into,
      meta: { fulfilment },
    },
    lines,
    nowMs,
  }: { from: string; into: Cart; lines: readonly CartLine[]; nowMs: number },
): Promise<CartLine[]> {
  const source = await selectHolds(db, tenantId, from)
  const target = await selectHolds(db, tenantId, into)
  if (source.length === 0 && target.length === 0) return [...lines]
  const all = [...target, ...source]
  const variantIds = [...new Set(all.map(({ variantId }) => variantId))]
  const levels = await selectLevels(db, tenantId, { variantIds, isLocked: true })
  const book = new StockBook(levels, all)
  const untilMs = new Map<string, number>()
  for (const { lineId, expiresAt } of all)
    untilMs.set(lineId, Math.min(expiresAt, untilMs.get(lineId) ?? expiresAt))
  for (const line of lines) {
    const held = Math.min(line.qty, book.heldFor(line.id))
    if (held > 0)
      book.hold({ lineId: line.id, variantId: line.variantId }, held, fulfilmentOf(line, fulfilment))
  }
  const kept = new Set<string>(lines.map(({ id }) => id))
  for (const { lineId } of source) if (!kept.has(lineId)) book.release(lineId)
  for (const hold of source) await endHold(db, tenantId, { cartId: from, hold, state: 'released' })
  await writeHolds(db, tenantId, {
    cartId: into,
    book,
    ending: 'released',
    expiresAt: (lineId) => untilMs.get(lineId) ?? nowMs,
    checkoutId: null,
    nowMs,
  })
  return lines.map((line) => {
    const until = untilMs.get(line.id)
    if (until === undefined) return line
    return { ...line, hold: { untilMs: until, isOver: book.heldFor(line.id) < line.qty } }
  })
}
