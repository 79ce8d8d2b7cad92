import { ToteError } from '@tote/protocol'
import { atom } from 'nanostores'
import type { LinkSession } from '../link/link.ts'
import type { FriendsPort } from '../friends/friends-port.ts'
import type { LinePort } from './line-port.ts'

/** The ways to the hub's line and to friends' carts, which end and come again with the connection. */
export function createLine() {
  const $told = atom<unknown>(null)
  const $friends = atom<unknown>(null)
  let session: LinkSession | null = null
  async function ask(event: string, message: unknown): Promise<unknown> {
    if (session === null) throw new ToteError('hub_unreachable')
    return session.ask(event, message)
  }
  return {
    port: { $told, ask } satisfies LinePort,
    friends: { $told: $friends, ask: (message) => ask('friends', message) } satisfies FriendsPort,
    hear: $told.set,
    hearFriends: $friends.set,
    enterSession(opened: LinkSession) {
      session = opened
    },
    leaveSession() {
      session = null
    },
  }
}
