import type { FriendsAsk } from '@tote/protocol/friends'
import type { WritableAtom } from 'nanostores'

/**
 * What a tote knows of its shopper's friends' carts: little, for few have one. `openFriends` of `@tote/core/friends` makes
 * something of it.
 */
export interface FriendsPort {
  /** What the hub told last, not yet parsed; null when the shopper is in none. */
  readonly $told: WritableAtom<unknown>
  /** @throws ToteError `hub_unreachable` without a connection. */
  ask(message: FriendsAsk): Promise<unknown>
}
