import type { CartSpeaker } from '../carts/mutate-cart.ts'
import { hashSecret } from '../secret.ts'
import { deleteInvites, findInvite, insertInvite } from '../store/friends-invite-store.ts'
import {
  lockFriends,
  selectSeats,
  selectShowOf,
  selectSeatsOf,
  touchFriends,
} from '../store/friends-store.ts'
import type { Db } from '../store/store.ts'
import { done, enterFriends, refuse, type FriendsDeed } from './friends-deed.ts'
import { INVITE_MS, MOST_INVITES, whyNotJoin } from './friends-rules.ts'
import { stayPut, takeASeat, toFriendName } from './take-a-seat.ts'

/** [F4] One more link. Its secret is told once, to the owner; the hub keeps its hash. */
export async function inviteFriends(
  db: Db,
  speaker: CartSpeaker,
  { id, secret, nowMs }: { id: string; secret: string; nowMs: number },
): Promise<FriendsDeed> {
  const entered = await enterFriends(db, speaker, id)
  if (entered === null) return refuse('over')
  if (!entered.mine.isOwner) return refuse('forbidden')
  const untilMs = nowMs + INVITE_MS
  await insertInvite(db, entered.key, { hash: hashSecret(secret), untilMs, most: MOST_INVITES })
  await touchFriends(db, entered.key, nowMs)
  return done(db, speaker, { nowMs, told: [speaker.journeyId], invite: { secret, untilMs } })
}

/** [F4] No link that is out leads anywhere any more. */
export async function uninviteFriends(
  db: Db,
  speaker: CartSpeaker,
  { id, nowMs }: { id: string; nowMs: number },
): Promise<FriendsDeed> {
  const entered = await enterFriends(db, speaker, id)
  if (entered === null) return refuse('over')
  if (!entered.mine.isOwner) return refuse('forbidden')
  await deleteInvites(db, entered.key)
  await touchFriends(db, entered.key, nowMs)
  return done(db, speaker, { nowMs, told: [speaker.journeyId] })
}

/** [F4] What a link leads to, for whoever has it. Joins nothing. */
export async function lookAtInvite(
  db: Db,
  speaker: CartSpeaker,
  { invite, nowMs }: { invite: string; nowMs: number },
): Promise<FriendsDeed> {
  const tenantId = speaker.tenant.id
  const friendsId = await findInvite(db, tenantId, { hash: hashSecret(invite), nowMs })
  if (friendsId === undefined) return refuse('dead')
  const seats = await selectSeats(db, { tenantId, friendsId })
  const invitation = {
    showId: await selectShowOf(db, { tenantId, friendsId }),
    owner: seats.find(({ isOwner }) => isOwner)?.name ?? '',
    members: seats.length,
    isMember: seats.some(({ journeyId }) => journeyId === speaker.journeyId),
  }
  return done(db, speaker, { nowMs, invitation })
}

/** [F1] [F4] Comes in by a link. Who is in already stays as they are. @throws ToteError `moved`, `invalid`. */
export async function joinFriends(
  db: Db,
  speaker: CartSpeaker,
  { invite, name: asked, newId, nowMs }: { invite: string; name: string; newId: () => string; nowMs: number },
): Promise<FriendsDeed> {
  const { tenant, journeyId } = speaker
  const name = toFriendName(asked)
  await stayPut(db, speaker, nowMs)
  const hash = hashSecret(invite)
  const friendsId = await findInvite(db, tenant.id, { hash, nowMs })
  if (friendsId === undefined) return refuse('dead')
  const key = { tenantId: tenant.id, friendsId }
  // Counted and looked up under the lock: of two who come at once the second sees the first, and a link that was taken back.
  if (!(await lockFriends(db, key))) return refuse('dead')
  if ((await findInvite(db, tenant.id, { hash, nowMs })) === undefined) return refuse('dead')
  const seats = await selectSeats(db, key)
  if (seats.some((seat) => seat.journeyId === journeyId)) return done(db, speaker, { nowMs })
  const joined = (await selectSeatsOf(db, tenant.id, [journeyId])).length
  const refusal = whyNotJoin({ members: seats.length, joined })
  if (refusal !== null) return refuse(refusal)
  await takeASeat(db, speaker, { key, seats, name, isOwner: false, cartId: newId(), nowMs })
  await touchFriends(db, key, nowMs)
  return done(db, speaker, { nowMs, told: [journeyId] })
}
