import { cleanChatText, emptyCart, ToteError, type CartId } from '@tote/protocol'
import type { CartSpeaker } from '../carts/mutate-cart.ts'
import { insertCart } from '../store/cart-store.ts'
import { insertSeat, type FriendsKey, type Seat } from '../store/friends-store.ts'
import { selectJourney } from '../store/journey-store.ts'
import { lockJourney } from '../store/shopper-store.ts'
import type { Db } from '../store/store.ts'
import { freeColour } from './friends-rules.ts'

/** One member more, with a shelf and a colour of their own. Under the lock. */
export async function takeASeat(
  db: Db,
  { tenant, journeyId }: CartSpeaker,
  { key, seats, name, isOwner, cartId, nowMs }: Sitting,
): Promise<void> {
  // Made here, of the alphabet ids have.
  const shelf = emptyCart(cartId as CartId, tenant.currencyCode)
  await insertCart(db, tenant.id, { cart: shelf, nowMs })
  await insertSeat(db, tenant.id, {
    friendsId: key.friendsId,
    journeyId,
    cartId,
    name,
    colour: freeColour(seats.map(({ colour }) => colour)),
    isOwner,
    joinedAt: nowMs,
  })
}

interface Sitting {
  readonly key: FriendsKey
  readonly seats: readonly Seat[]
  readonly name: string
  readonly isOwner: boolean
  readonly cartId: string
  readonly nowMs: number
}

/** One line of text that can be seen. @throws ToteError `invalid` when nothing is left of it. */
export function toFriendName(text: string): string {
  const name = cleanChatText(text)
  if (name !== '') return name
  throw new ToteError('invalid', 'name must have letters that can be seen.', { details: { field: 'name' } })
}

/**
 * Locks the speaker's journey, so that it does not become part of another while they sit down.
 * @throws ToteError `moved` when it has.
 */
export async function stayPut(db: Db, { tenant, journeyId }: CartSpeaker, nowMs: number): Promise<void> {
  await lockJourney(db, tenant.id, { journeyId, nowMs })
  const journey = await selectJourney(db, tenant.id, journeyId)
  if (journey?.id !== journeyId) throw new ToteError('moved')
}
