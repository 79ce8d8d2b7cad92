import type { ClientId } from '@tote/protocol'
import type { Clock } from './clock.ts'
import type { Presence } from './presence.ts'
import type { TextStore } from './text-store.ts'

/** Three of them fit into the silence that means death: one that comes late is no end. */
const BEAT_MS = 3000
/** A page that has not said anything for so long is gone, or its timers are: its queue is sent by another. */
const GONE_AFTER_MS = 10_000

const beatName = (clientId: ClientId) => `tote:beat:${clientId}`

/**
 * Presence where a browser has no locks: each page writes down now and then that it lives. Two may take over
 * one queue at the same moment; the hub takes each name once, so that costs a message and no more.
 */
export function createBeatPresence(store: TextStore, clock: Clock): Presence {
  const held = new Set<ClientId>()
  const waits = new Map<ClientId, () => void>()
  let cancel: (() => void) | null = null

  function isGone(clientId: ClientId): boolean {
    const beatAt = Number(store.getItem(beatName(clientId)) ?? 0)
    return clock.now() - beatAt >= GONE_AFTER_MS
  }

  function take(clientId: ClientId): void {
    held.add(clientId)
    waits.delete(clientId)
    write(clientId)
    cancel ??= clock.setTimeout(beat, BEAT_MS)
  }

  function write(clientId: ClientId): void {
    try {
      store.setItem(beatName(clientId), String(clock.now()))
    } catch {
      // A full store makes us look gone: another page sends our queue, which is harmless.
    }
  }

  function beat(): void {
    cancel = clock.setTimeout(beat, BEAT_MS)
    for (const clientId of held) write(clientId)
    for (const [clientId, run] of waits) {
      if (!isGone(clientId)) continue
      take(clientId)
      run()
    }
  }

  return {
    hold: take,
    adopt(clientId) {
      const isOurs = held.has(clientId) || isGone(clientId)
      if (isOurs) take(clientId)
      return Promise.resolve(isOurs)
    },
    whenGone(clientId, run) {
      waits.set(clientId, run)
      cancel ??= clock.setTimeout(beat, BEAT_MS)
    },
    release() {
      cancel?.()
      cancel = null
      waits.clear()
      for (const clientId of held) store.removeItem(beatName(clientId))
      held.clear()
    },
  }
}
