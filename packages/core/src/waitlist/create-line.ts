import { ToteError } from '@tote/protocol'
import { atom } from 'nanostores'
import type { LinkSession } from '../link/link.ts'
import type { LinePort } from './line-port.ts'

/** The way to the hub's line, which ends and comes again with the connection. */
export function createLine() {
  const $told = atom<unknown>(null)
  let session: LinkSession | null = null
  return {
    port: {
      $told,
      async ask(event, message) {
        if (session === null) throw new ToteError('hub_unreachable')
        return session.ask(event, message)
      },
    } satisfies LinePort,
    hear: $told.set,
    enterSession(opened: LinkSession) {
      session = opened
    },
    leaveSession() {
      session = null
    },
  }
}
