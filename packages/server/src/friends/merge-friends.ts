import { mergeCarts } from '@tote/protocol'
import { lockCarts, selectCart, updateCart } from '../store/cart-store.ts'
import {
  deleteSeat,
  lockFriends,
  moveSeat,
  selectSeats,
  selectSeatsOf,
  touchFriends,
  type Seat,
} from '../store/friends-store.ts'
import type { Db } from '../store/store.ts'
import { joinMarks } from '../store/friends-line-store.ts'
import { seatThatStays } from './friends-rules.ts'

/**
 * [F10] One journey's seats become another's. Where both sit in the same friends' cart one seat stays, with what lay on both
 * shelves, the votes of both and what both took. Before carts are locked.
 */
export async function mergeFriends(
  db: Db,
  tenantId: string,
  { from, into, nowMs }: { from: string; into: string; nowMs: number },
): Promise<void> {
  const seats = await selectSeatsOf(db, tenantId, [from])
  for (const { friendsId } of seats.toSorted((one, other) => (one.friendsId < other.friendsId ? -1 : 1))) {
    const key = { tenantId, friendsId }
    if (!(await lockFriends(db, key))) continue
    const all = await selectSeats(db, key)
    // Read again under the lock: they may have left meanwhile.
    const source = all.find(({ journeyId }) => journeyId === from)
    if (source === undefined) continue
    const target = all.find(({ journeyId }) => journeyId === into)
    let stays = source
    if (target !== undefined) {
      stays = seatThatStays(source, target)
      await joinSeats(db, tenantId, { goes: stays === source ? target : source, stays, nowMs })
    }
    await moveSeat(db, key, { n: stays.n, journeyId: into })
    await touchFriends(db, key, nowMs)
  }
}

async function joinSeats(
  db: Db,
  tenantId: string,
  { goes, stays, nowMs }: { goes: Seat; stays: Seat; nowMs: number },
): Promise<void> {
  await lockCarts(db, tenantId, [goes.cartId, stays.cartId])
  const source = await selectCart(db, tenantId, goes.cartId, { toWrite: true })
  const target = await selectCart(db, tenantId, stays.cartId, { toWrite: true })
  if (source === undefined || target === undefined) throw new Error('a member has lost their shelf')
  const merged = mergeCarts(target.cart, source.cart)
  await updateCart(db, tenantId, { cart: merged.cart, changed: merged.changed, nowMs })
  await joinMarks(db, { tenantId, friendsId: stays.friendsId }, { goes: goes.n, stays: stays.n })
  await deleteSeat(db, tenantId, goes)
}
