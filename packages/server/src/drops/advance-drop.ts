import { drawOrder } from '@tote/protocol/drops'
import {
  countDropTurns,
  lockDrop,
  queueEntered,
  selectDropsDue,
  selectEntered,
  updateDrop,
  type DropRow,
} from '../store/drop-store.ts'
import { insertQueue } from '../store/line-store.ts'
import { selectLevels } from '../store/stock-store.ts'
import type { Db, Store } from '../store/store.ts'
import { appendToLog } from './append-to-log.ts'
import { tellDrop } from './tell-drop.ts'
import { findTenant } from '../store/tenant-store.ts'
import { sha256 } from './sha-256.ts'

/** A drop that went on, and whose places are others by that. */
export interface AdvancedDrop {
  readonly tenantId: string
  readonly variantId: string
  readonly cartIds: readonly string[]
}

/**
 * Opens the drops whose moment has come, draws the order of those whose window is over, and says of which nothing is left.
 * Whoever enters meanwhile does the first two as well, so that neither waits for a sweep. On any number of nodes at once.
 */
export async function advanceDrops(store: Store, nowMs: number): Promise<AdvancedDrop[]> {
  const advanced: AdvancedDrop[] = []
  for (const { tenant_id: tenantId, id, variant_id: variantId } of await selectDropsDue(store.db, nowMs)) {
    const cartIds = await store.transaction(async (trx) => {
      const row = await lockDrop(trx, tenantId, id)
      if (row === undefined) return []
      const drawn = await advanceDrop(trx, row, nowMs)
      await noteSoldOut(trx, drawn.row, nowMs)
      return drawn.cartIds
    })
    if (cartIds.length > 0) advanced.push({ tenantId, variantId, cartIds })
  }
  return advanced
}

/** What its state is by `nowMs`. Under the drop's lock. */
export async function advanceDrop(
  db: Db,
  row: DropRow,
  nowMs: number,
): Promise<{ row: DropRow; cartIds: string[] }> {
  let now = row
  if (dueIn(now, nowMs) === 'opening') {
    const opened = await appendToLog(db, now, { news: { kind: 'opened' }, nowMs })
    now = { ...opened.row, state: 'opened' }
    await updateDrop(db, now, { state: 'opened' })
    await tellDrop(db, await findTenant(db, now.tenant_id), { topic: 'drop.opened', row: now, nowMs })
  }
  return dueIn(now, nowMs) === 'draw' ? draw(db, now, nowMs) : { row: now, cartIds: [] }
}

function dueIn(row: DropRow, nowMs: number): 'opening' | 'draw' | 'nothing' {
  switch (row.state) {
    case 'announced':
      return nowMs >= row.opens_at ? 'opening' : 'nothing'
    case 'opened':
      return nowMs >= row.opens_at + row.window_ms ? 'draw' : 'nothing'
    case 'ordered':
    case 'closed':
      return 'nothing'
    default:
      return row.state satisfies never
  }
}

/** [D2] [D3] Tells the seed, and puts those who entered in line in the order that it gives. */
async function draw(db: Db, row: DropRow, nowMs: number): Promise<{ row: DropRow; cartIds: string[] }> {
  const entered = await selectEntered(db, row.tenant_id, row.id)
  const carts = new Map(entered.map(({ who, cart_id }) => [who, cart_id]))
  const order = drawOrder([...carts.keys()], { seed: row.seed, head: row.log_hash, sha256 })
  const { row: next } = await appendToLog(db, row, {
    news: { kind: 'ordered', seed: row.seed, count: order.length },
    nowMs,
  })
  await insertQueue(db, row, {
    places: order.map((who) => ({ who, cartId: carts.get(who) ?? '' })),
    nowMs,
  })
  await queueEntered(db, row.tenant_id, row.id)
  await updateDrop(db, next, { state: 'ordered' })
  return { row: { ...next, state: 'ordered' }, cartIds: [...carts.values()] }
}

async function noteSoldOut(db: Db, row: DropRow, nowMs: number): Promise<void> {
  if (row.state !== 'ordered' || row.is_sold_out === 1) return
  const levels = await selectLevels(db, row.tenant_id, { variantIds: [row.variant_id], isLocked: false })
  if (levels.some(({ onHand, held }) => onHand > held)) return
  if ((await countDropTurns(db, row.tenant_id, row.id)) > 0) return
  await appendToLog(db, row, { news: { kind: 'soldOut' }, nowMs })
  await updateDrop(db, row, { is_sold_out: 1 })
}
