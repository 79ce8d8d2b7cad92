import {
  deleteFriends,
  lockFriends,
  selectForgotten,
  selectSeats,
  selectSeatsOf,
} from '../store/friends-store.ts'
import type { Db } from '../store/store.ts'
import { standUp } from './leave-friends.ts'

/** [F8] A shopper who is forgotten leaves; what they owned is over. Who is to hear of it. */
export async function forgetFriends(
  db: Db,
  tenantId: string,
  { journeyIds, nowMs }: { journeyIds: readonly string[]; nowMs: number },
): Promise<string[]> {
  const told = []
  const seats = await selectSeatsOf(db, tenantId, journeyIds)
  for (const { friendsId, n } of seats.toSorted((one, other) => (one.friendsId < other.friendsId ? -1 : 1))) {
    const key = { tenantId, friendsId }
    if (!(await lockFriends(db, key))) continue
    const all = await selectSeats(db, key)
    const mine = all.find((seat) => seat.n === n)
    if (mine !== undefined) told.push(...(await standUp(db, { key, seats: all, mine }, nowMs)))
  }
  return told
}

/** What nobody has touched for long is over. */
export async function sweepFriends(
  db: Db,
  batch: { readonly before: number; readonly limit: number },
): Promise<number> {
  const old = await selectForgotten(db, batch)
  for (const key of old) await deleteFriends(db, key)
  return old.length
}
