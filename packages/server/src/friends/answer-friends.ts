import type { FriendsAsk } from '@tote/protocol/friends'
import type { CartSpeaker } from '../carts/mutate-cart.ts'
import { drawSecret } from '../secret.ts'
import type { Db, Store } from '../store/store.ts'
import { actOnShelf } from './act-on-shelf.ts'
import type { FriendsDeed } from './friends-deed.ts'
import { inviteFriends, joinFriends, lookAtInvite, uninviteFriends } from './invite-friends.ts'
import { leaveFriends, removeFriend } from './leave-friends.ts'
import { releaseLine, voteForLine } from './mark-line.ts'
import { startFriends } from './start-friends.ts'
import { takeLines, type Taking } from './take-lines.ts'

/** As long as what else nobody is to guess. */
const INVITE_BYTES = 16

export interface FriendsPorts extends Pick<Taking, 'pictureIn'> {
  readonly nowMs: number
  readonly newId: () => string
}

/** One wish about a friends' cart, in a transaction of its own. @throws ToteError what the speaker is to hear. */
export async function answerFriends(
  store: Store,
  speaker: CartSpeaker,
  { ask, ...ports }: { readonly ask: FriendsAsk } & FriendsPorts,
): Promise<FriendsDeed> {
  return store.transaction((trx) => doOne(trx, speaker, ask, ports))
}

function doOne(
  db: Db,
  speaker: CartSpeaker,
  ask: FriendsAsk,
  { nowMs, newId, pictureIn }: FriendsPorts,
): Promise<FriendsDeed> {
  switch (ask.do) {
    case 'start':
      return startFriends(db, speaker, { ...ask, newId, nowMs })
    case 'invite':
      return inviteFriends(db, speaker, { ...ask, secret: drawSecret('tf', INVITE_BYTES), nowMs })
    case 'uninvite':
      return uninviteFriends(db, speaker, { ...ask, nowMs })
    case 'look':
      return lookAtInvite(db, speaker, { ...ask, nowMs })
    case 'join':
      return joinFriends(db, speaker, { ...ask, newId, nowMs })
    case 'leave':
      return leaveFriends(db, speaker, { ...ask, nowMs })
    case 'remove':
      return removeFriend(db, speaker, { ...ask, nowMs })
    case 'act':
      return actOnShelf(db, speaker, { ...ask, nowMs })
    case 'vote':
      return voteForLine(db, speaker, { ...ask, nowMs })
    case 'take':
      return takeLines(db, speaker, { ...ask, nowMs, ...(pictureIn === undefined ? {} : { pictureIn }) })
    case 'release':
      return releaseLine(db, speaker, { ...ask, nowMs })
    default:
      return ask satisfies never
  }
}
