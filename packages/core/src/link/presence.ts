import type { ClientId } from '@tote/protocol'
import type { Clock } from './clock.ts'
import type { Locks } from './locks.ts'
import { pageTextStore } from './text-store.ts'

/** Which pages of this device are alive, by the client ids they speak under. */
export interface Presence {
  /** This page speaks under this id from now on. */
  hold(clientId: ClientId): void
  /** Whether nobody speaks under it any more; if so we do, for as long as we live. */
  adopt(clientId: ClientId): Promise<boolean>
  /** Once nobody speaks under it any more, `run` is told, and the id is ours. */
  whenGone(clientId: ClientId, run: () => void): void
  /** Lets go of everything: for good, or until `hold` is called again. */
  release(): void
}

const lockName = (clientId: ClientId) => `tote:${clientId}`

/** By locks: the browser frees them in the moment their page is gone. */
export function createLockPresence(locks: Locks): Presence {
  const held = new Map<ClientId, () => void>()
  let waits = new AbortController()
  const keep = (clientId: ClientId, release: (() => void) | null, signal: AbortSignal): boolean => {
    if (release === null) return false
    if (signal.aborted) {
      release()
      return false
    }
    held.set(clientId, release)
    return true
  }
  return {
    hold(clientId) {
      const { signal } = waits
      if (held.has(clientId)) return
      void locks.take(lockName(clientId), { signal }).then((release) => keep(clientId, release, signal))
    },
    async adopt(clientId) {
      const { signal } = waits
      if (held.has(clientId)) return true
      return keep(clientId, await locks.take(lockName(clientId), { isFreeOnly: true }), signal)
    },
    whenGone(clientId, run) {
      const { signal } = waits
      void locks.take(lockName(clientId), { signal }).then((release) => {
        if (keep(clientId, release, signal)) run()
      })
    },
    release() {
      waits.abort()
      waits = new AbortController()
      for (const release of held.values()) release()
      held.clear()
    },
  }
}

/** Locks where there are any, else heartbeats, else nobody else is there: one process in Node. */
export async function openPresence(locks: Locks | null, clock: Clock): Promise<Presence | null> {
  if (locks !== null) return createLockPresence(locks)
  const store = pageTextStore()
  if (store === null) return null
  const { createBeatPresence } = await import('./beat-presence.ts')
  return createBeatPresence(store, clock)
}
