import { variantIdSchema, type Wait, type WaitlistJoinAnswer } from '@tote/protocol'
import { expect } from 'vitest'
import { mergeCart } from '../carts/merge-cart.ts'
import { goods, type Buyer, type Shop } from '../stock/shop-fixtures.ts'
import { applyTenantFile } from '../store/apply-tenant.ts'
import { selectStockDrift as sumStockDrift } from '../store/figures-store.ts'
import { selectStockDrift } from '../store/stock-store.ts'
import { selectWaits } from '../store/waiting-store.ts'
import { joinLine } from './join-line.ts'
import { leaveLine } from './leave-line.ts'
import { serveLines } from './serve-lines.ts'

export function join({ shop, speaker }: Buyer, variantId: string): Promise<WaitlistJoinAnswer> {
  return joinLine(shop.store, speaker, { variantId: variantIdSchema.parse(variantId), nowMs: shop.nowMs })
}

export function leave({ shop, speaker }: Buyer, variantId: string) {
  return leaveLine(shop.store, speaker, { variantId: variantIdSchema.parse(variantId), nowMs: shop.nowMs })
}

/** As the hub's sweep does: what ran out first, then those who wait for it. */
export async function serve(shop: Shop) {
  await shop.sweep()
  return serveLines(shop.store, shop.nowMs)
}

export async function waitsOf({ shop, speaker }: Buyer): Promise<Wait[]> {
  const waits = await selectWaits(shop.store.db, shop.tenant.id, [speaker.cartId])
  return waits.get(speaker.cartId) ?? []
}

/** 'turn', their place, or null where they are not in the line. */
export async function placeOf(buyer: Buyer, variantId: string): Promise<number | 'turn' | null> {
  const wait = (await waitsOf(buyer)).find((one) => one.variantId === variantId)
  if (wait === undefined) return null
  return wait.status === 'waiting' ? wait.place : 'turn'
}

/** All of it in the warehouse. */
export const withoutStore = (count: number) => goods(count, { inStore: 0 })

let version = 1
export async function recount(shop: Shop, count: number): Promise<void> {
  version += 1
  await shop.store.transaction((trx) => applyTenantFile(trx, withoutStore(count), version))
}

export async function merge(shop: Shop, from: Buyer, into: Buyer): Promise<void> {
  await shop.store.transaction((trx) =>
    mergeCart(trx, shop.tenant, { from: from.speaker.cartId, into: into.speaker.cartId, nowMs: shop.nowMs }),
  )
}

export async function expectNoDrift(shop: Shop): Promise<void> {
  expect([await selectStockDrift(shop.store.db), await sumStockDrift(shop.store.db)]).toEqual([[], 0])
  const rows = await shop.store.db.selectFrom('stock').select(['on_hand', 'held']).execute()
  expect(rows.filter(({ on_hand, held }) => held < 0 || held > on_hand)).toEqual([])
}
