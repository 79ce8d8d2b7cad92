import type { CartSpeaker } from '../carts/mutate-cart.ts'
import { deleteFriends, deleteSeat, touchFriends } from '../store/friends-store.ts'
import type { Db } from '../store/store.ts'
import { done, enterFriends, refuse, type Entered, type FriendsDeed } from './friends-deed.ts'

/** [F8] A guest goes; with its owner the whole is over. Who is gone already has what they asked for. */
export async function leaveFriends(
  db: Db,
  speaker: CartSpeaker,
  { id, nowMs }: { id: string; nowMs: number },
): Promise<FriendsDeed> {
  const entered = await enterFriends(db, speaker, id)
  if (entered === null) return done(db, speaker, { nowMs })
  return done(db, speaker, { nowMs, told: await standUp(db, entered, nowMs) })
}

/** [F8] The owner sends a guest away. */
export async function removeFriend(
  db: Db,
  speaker: CartSpeaker,
  { id, member, nowMs }: { id: string; member: number; nowMs: number },
): Promise<FriendsDeed> {
  const entered = await enterFriends(db, speaker, id)
  if (entered === null) return refuse('over')
  if (!entered.mine.isOwner || entered.mine.n === member) return refuse('forbidden')
  const seat = entered.seats.find(({ n }) => n === member)
  if (seat === undefined) return done(db, speaker, { nowMs })
  await deleteSeat(db, speaker.tenant.id, seat)
  await touchFriends(db, entered.key, nowMs)
  return done(db, speaker, { nowMs, told: [speaker.journeyId, seat.journeyId] })
}

/** Takes a seat out, or all of them with the owner's. Who is to hear of it, who went among them. Under the lock. */
export async function standUp(db: Db, { key, seats, mine }: Entered, nowMs: number): Promise<string[]> {
  const told = seats.map(({ journeyId }) => journeyId)
  if (mine.isOwner) await deleteFriends(db, key)
  else {
    await deleteSeat(db, key.tenantId, mine)
    await touchFriends(db, key, nowMs)
  }
  return told
}
