import type { FriendsAnswer, FriendsCart } from '@tote/protocol/friends'
import type { CartSpeaker } from '../carts/mutate-cart.ts'
import type { CheckoutChange } from '../checkouts/open-checkout.ts'
import { lockFriends, selectSeats, type FriendsKey, type Seat } from '../store/friends-store.ts'
import { selectFriends } from '../store/friends-view-store.ts'
import type { Db } from '../store/store.ts'
import type { Refused } from './friends-rules.ts'

/** What came of a wish about a friends' cart, and who is to hear of it once it is durable. */
export interface FriendsDeed {
  readonly answer: FriendsAnswer
  /** Journeys that are told anew, with all who are in one with them; none when nothing changed. */
  readonly told: readonly string[]
  /** What became of the speaker's own cart. */
  readonly change?: CheckoutChange
}

export interface Entered {
  readonly key: FriendsKey
  readonly seats: readonly Seat[]
  readonly mine: Seat
}

export function refuse(code: Refused): FriendsDeed {
  return { answer: { ok: false, code }, told: [] }
}

/** A friends' cart, locked, and the speaker's seat in it; null when there is none. */
export async function enterFriends(
  db: Db,
  { tenant, journeyId }: CartSpeaker,
  friendsId: string,
): Promise<Entered | null> {
  const key = { tenantId: tenant.id, friendsId }
  if (!(await lockFriends(db, key))) return null
  const seats = await selectSeats(db, key)
  const mine = seats.find((seat) => seat.journeyId === journeyId)
  return mine === undefined ? null : { key, seats, mine }
}

/** All friends' carts of the speaker, as they are now. */
export async function friendsOf(
  db: Db,
  { tenant, journeyId }: Pick<CartSpeaker, 'tenant' | 'journeyId'>,
  nowMs: number,
): Promise<FriendsCart[]> {
  return (await selectFriends(db, tenant.id, { journeyIds: [journeyId], nowMs })).get(journeyId) ?? []
}

/** It went well: the speaker is answered how everything stands. */
export async function done(
  db: Db,
  speaker: CartSpeaker,
  { nowMs, told = [], ...more }: { nowMs: number; told?: readonly string[] } & Partial<DoneMore>,
): Promise<FriendsDeed> {
  const { change, ...answered } = more
  const answer = { ok: true as const, friends: await friendsOf(db, speaker, nowMs), ...answered }
  return { answer, told, ...(change === undefined ? {} : { change }) }
}

type DoneMore = Pick<FriendsDeed, 'change'> &
  Pick<Extract<FriendsAnswer, { ok: true }>, 'invite' | 'invitation' | 'taken'>
