import type { FriendsAnswer } from '@tote/protocol/friends'
import { MOST_FRIENDS } from '@tote/protocol/friends'

/**
 * The rules of a friends' cart, told in docs/guides/friends.md; tests quote their numbers.
 *
 * F1  Whoever starts it is its owner, whoever joins by an invitation a guest; twenty members at most.
 * F2  Each member has a shelf in it: a cart like any other, which that member alone writes.
 * F3  A shelf is a wish: it holds no stock and settles no price. Buying is the buyer's own cart's.
 * F4  An invitation joins nothing before its bearer says so, and nothing once it is over or taken back.
 * F5  Each member has a colour that no other has.
 * F6  Each member has one vote a line.
 * F7  A line is taken by one member at a time, and bought once; it cannot change meanwhile.
 * F8  Who leaves takes their shelf and votes along; with the owner the whole is over.
 * F9  Of a member nothing is told but what they did in it.
 * F10 Of one shopper's two memberships one is left when their journeys become one.
 */

/** Friends' carts one journey is in at once: more is somebody who collects links. */
export const MOST_JOINED = 5
/** An evening and the day after it. */
export const INVITE_MS = 24 * 60 * 60_000
/** Links that are good at once; one more ends the oldest. */
export const MOST_INVITES = 10
/** Who has taken something and not bought it by then has forgotten it. */
export const TAKE_MS = 24 * 60 * 60_000

export type Refused = Extract<FriendsAnswer, { ok: false }>['code']

/** [F5] The first that nobody has. */
export function freeColour(taken: readonly number[]): number {
  const used = new Set(taken)
  for (let colour = 0; colour < MOST_FRIENDS; colour += 1) if (!used.has(colour)) return colour
  throw new Error('there are more members than colours')
}

/** [F1] Null when they may come in. */
export function whyNotJoin({ members, joined }: { members: number; joined: number }): Refused | null {
  if (joined >= MOST_JOINED) return 'limit'
  return members >= MOST_FRIENDS ? 'full' : null
}

/** Whoever has a line in their own cart, or bought it. */
export interface Take {
  /** The member; null for one who left after buying. */
  readonly by: number | null
  readonly isBought: boolean
  readonly at: number
  /** Whether it still lies in that member's own cart. */
  readonly isInCart: boolean
}

/** [F7] Given back, taken out of the own cart or forgotten it is free again; bought it is bought. */
export function isStanding(take: Take, nowMs: number): boolean {
  return take.isBought || (take.isInCart && nowMs - take.at < TAKE_MS)
}

export interface Takeable {
  readonly by: number
  readonly take: Take | null
}

/** [F7] What a member's wish to buy is about, and which of it is somebody's already. */
export function planTake<Line extends Takeable>(
  lines: readonly Line[],
  { member, which, nowMs }: { member: number; which: 'mine' | 'all'; nowMs: number },
): { readonly wanted: readonly Line[]; readonly had: readonly Line[] } {
  const meant = lines.filter(({ by }) => which === 'all' || by === member)
  const isHad = ({ take }: Line) => take !== null && isStanding(take, nowMs)
  return { wanted: meant.filter((line) => !isHad(line)), had: meant.filter(isHad) }
}

interface Seat {
  readonly n: number
  readonly isOwner: boolean
}

/** [F10] Which of two seats of one shopper stays: the owner's, else the one they had first. */
export function seatThatStays<S extends Seat>(one: S, other: S): S {
  if (one.isOwner !== other.isOwner) return one.isOwner ? one : other
  return one.n < other.n ? one : other
}
