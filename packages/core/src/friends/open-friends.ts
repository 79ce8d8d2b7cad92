import {
  backoffMs,
  parseAnswer,
  ToteError,
  type Attribute,
  type ErrorCode,
  type LineId,
  type VariantId,
} from '@tote/protocol'
import {
  friendsAnswerSchema,
  type FriendsAnswer,
  type FriendsAsk,
  type FriendsCart,
  type FriendsId,
  type FriendsLine,
  type Invitation,
  type TakenLine,
} from '@tote/protocol/friends'
import { systemClock, wait, type Clock } from '../link/clock.ts'
import { newId as newUid } from '../link/new-id.ts'
import type { Tote } from '../tote.ts'
import { lineRefusal } from '../waitlist/line-refusal.ts'
import { LaterCarts } from './later-carts.ts'

/** A line by whose it is and which. */
type LineName = Pick<FriendsLine, 'by' | 'lineId'>

/**
 * Friends' carts: baskets that up to twenty shoppers of a show fill together, and that each buys from into their own. Each deed
 * is sent again while the hub cannot be reached, for a few seconds, and done once.
 */
export interface Friends {
  /** Those that the shopper is in. */
  carts(): readonly FriendsCart[]
  /** Tells them now, and again whenever one changed. Returns the stop. */
  onCarts(listener: (carts: readonly FriendsCart[]) => void): () => void
  /** A new one of this show, whose owner is the shopper under this name. */
  start(name: string): Promise<FriendsOutcome>
  /** The secret of one more link, good until `untilMs` by the hub's clock. Of the owner alone. */
  invite(
    id: FriendsId,
  ): Promise<{ readonly status: 'invited'; readonly secret: string; readonly untilMs: number } | Refused>
  /** Ends all links that are out. */
  uninvite(id: FriendsId): Promise<FriendsOutcome>
  /** What a link leads to. Joins nothing. */
  look(invite: string): Promise<{ readonly status: 'found'; readonly invitation: Invitation } | Refused>
  join(invite: string, name: string): Promise<FriendsOutcome>
  /** Goes, with what the shopper had put there; with its owner the whole is over. */
  leave(id: FriendsId): Promise<FriendsOutcome>
  remove(id: FriendsId, member: number): Promise<FriendsOutcome>
  /** Puts something there, which holds nothing and costs nothing. */
  add(id: FriendsId, choice: FriendsChoice): Promise<FriendsOutcome>
  setQuantity(id: FriendsId, lineId: LineId, quantity: number): Promise<FriendsOutcome>
  /** Takes out what the shopper put there themselves. */
  takeOut(id: FriendsId, lineId: LineId): Promise<FriendsOutcome>
  vote(id: FriendsId, line: LineName, isFor: boolean): Promise<FriendsOutcome>
  /** Into the shopper's own cart: what they put there themselves, or all that nobody takes yet. Tells what came of each line. */
  buy(
    id: FriendsId,
    which: 'mine' | 'all',
  ): Promise<{ readonly status: 'bought'; readonly lines: readonly TakenLine[] } | Refused>
  /** Lets the others have what the shopper took and has not bought. */
  release(id: FriendsId, line: LineName): Promise<FriendsOutcome>
}

export interface FriendsChoice {
  readonly variantId: VariantId
  readonly quantity?: number
  readonly attributes?: readonly Attribute[]
}

interface Refused {
  readonly status: 'rejected'
  readonly code: Extract<FriendsAnswer, { ok: false }>['code'] | ErrorCode
}

/** `dead`: the link is over. `full`: twenty are in it. `over`: it is no more, or not the shopper's. */
export type FriendsOutcome = { readonly status: 'accepted' } | Refused

interface FriendsOptions {
  /** A name for a deed, of 16 to 36 letters, digits and hyphens. */
  newId?(): string
  readonly clock?: Clock
  /** Spreads the pauses. */
  random?(): number
}

/** Some seconds in all: longer a shopper does not look at a button. */
const MOST_PAUSES = 3
/** The same may succeed in a moment: nothing was done, or what was done is answered again. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['hub_unreachable', 'busy', 'moved', 'rate', 'internal'])

/**
 * The friends' carts of a tote's shopper. Few have one, so it is no part of the tote itself.
 * @example
 * const friends = openFriends(tote)
 * await friends.start('Ada')
 * const [cart] = friends.carts()
 */
export function openFriends(
  { friends: port, showId }: Pick<Tote, 'friends' | 'showId'>,
  { newId = newUid, clock = systemClock, random = Math.random }: FriendsOptions = {},
): Friends {
  const later = new LaterCarts()
  return {
    carts: () => later.of(port.$told.get()),
    onCarts: (listener) => port.$told.subscribe((told) => listener(later.of(told))),
    // Drawn here, and of the alphabet such ids have.
    start: (name) => settle({ do: 'start', id: newId() as FriendsId, showId, name }),
    async invite(id) {
      const answer = await ask({ do: 'invite', id })
      if (!answer.ok) return refused(answer)
      if (answer.invite === undefined) throw new ToteError('internal')
      return { status: 'invited', ...answer.invite }
    },
    uninvite: (id) => settle({ do: 'uninvite', id }),
    async look(invite) {
      const answer = await ask({ do: 'look', invite })
      if (!answer.ok) return refused(answer)
      if (answer.invitation === undefined) throw new ToteError('internal')
      return { status: 'found', invitation: answer.invitation }
    },
    join: (invite, name) => settle({ do: 'join', invite, name }),
    leave: (id) => settle({ do: 'leave', id }),
    remove: (id, member) => settle({ do: 'remove', id, member }),
    add: (id, { variantId, quantity = 1, attributes: attrs = [] }) =>
      settle({
        do: 'act',
        id,
        uid: newId(),
        op: { op: 'addLine', variantId, qty: quantity, attrs: [...attrs], showId },
      }),
    setQuantity: (id, lineId, qty) =>
      settle({ do: 'act', id, uid: newId(), op: { op: 'setQuantity', lineId, qty } }),
    takeOut: (id, lineId) => settle({ do: 'act', id, uid: newId(), op: { op: 'removeLine', lineId } }),
    vote: (id, { by, lineId }, isFor) => settle({ do: 'vote', id, by, lineId, isFor }),
    async buy(id, which) {
      const answer = await ask({ do: 'take', id, uid: newId(), which })
      return answer.ok ? { status: 'bought', lines: answer.taken ?? [] } : refused(answer)
    },
    release: (id, { by, lineId }) => settle({ do: 'release', id, by, lineId }),
  }

  async function settle(message: FriendsAsk): Promise<FriendsOutcome> {
    const answer = await ask(message)
    return answer.ok ? { status: 'accepted' } : refused(answer)
  }

  async function ask(message: FriendsAsk): Promise<Answered> {
    for (let pauses = 0; ; pauses += 1)
      try {
        const answer = parseAnswer(friendsAnswerSchema, await port.ask(message))
        if (answer.ok) port.$told.set(later.of(answer.friends))
        return answer
      } catch (error) {
        const { code } = lineRefusal(error)
        if (pauses === MOST_PAUSES || !PASSING.has(code)) return { ok: false, code }
        await wait(clock, backoffMs(pauses, random))
      }
  }
}

type Answered = Extract<FriendsAnswer, { ok: true }> | { readonly ok: false; readonly code: Refused['code'] }

const refused = ({ code }: { readonly code: Refused['code'] }): Refused => ({ status: 'rejected', code })
