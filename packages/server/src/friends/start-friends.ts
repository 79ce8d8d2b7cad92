import type { CartSpeaker } from '../carts/mutate-cart.ts'
import {
  insertFriends,
  lockFriends,
  selectSeats,
  selectSeatsOf,
  touchFriends,
} from '../store/friends-store.ts'
import type { Db } from '../store/store.ts'
import { done, refuse, type FriendsDeed } from './friends-deed.ts'
import { whyNotJoin } from './friends-rules.ts'
import { stayPut, takeASeat, toFriendName } from './take-a-seat.ts'

/** [F1] A friends' cart with one member, its owner. Asked again under its id there is still one. @throws ToteError `moved`, `invalid`. */
export async function startFriends(
  db: Db,
  speaker: CartSpeaker,
  { id, showId, name: asked, newId, nowMs }: Starting,
): Promise<FriendsDeed> {
  const { tenant, journeyId } = speaker
  const name = toFriendName(asked)
  await stayPut(db, speaker, nowMs)
  const key = { tenantId: tenant.id, friendsId: id }
  if (await lockFriends(db, key)) {
    // The answer was lost, or somebody else has drawn the same: an id alone opens nothing.
    const seats = await selectSeats(db, key)
    return seats.some((seat) => seat.journeyId === journeyId) ? done(db, speaker, { nowMs }) : refuse('over')
  }
  const joined = (await selectSeatsOf(db, tenant.id, [journeyId])).length
  const refusal = whyNotJoin({ members: 0, joined })
  if (refusal !== null) return refuse(refusal)
  if (!(await insertFriends(db, key, { showId, nowMs }))) return refuse('over')
  await takeASeat(db, speaker, { key, seats: [], name, isOwner: true, cartId: newId(), nowMs })
  await touchFriends(db, key, nowMs)
  return done(db, speaker, { nowMs, told: [journeyId] })
}

interface Starting {
  readonly id: string
  readonly showId: string
  readonly name: string
  readonly newId: () => string
  readonly nowMs: number
}
