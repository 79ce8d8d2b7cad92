import type { ClientId } from '@tote/protocol'
import type { Presence } from '../link/presence.ts'
import type { QueuedMutation } from '../link/storage.ts'

export interface LeftQueuesDeps {
  /** Under which id we speak now. */
  own(): ClientId
  /** Ids that are ours from now on are added, whether anything was left under them or not. */
  readonly spoken: Set<ClientId>
  presence(): Presence | null
  loadQueue(): Promise<QueuedMutation[]>
  /** Of a page that lives: what is shown here and sent there, in place of what was. */
  show(other: ClientId, entries: readonly QueuedMutation[]): void
  /** Of a page that is gone: ours to send. */
  takeOver(entries: readonly QueuedMutation[]): void
  /** A page has gone while we watched it, and its queue is taken over. */
  onInherited(): void
}

/** What other pages of this device have queued: those that are gone leave it to one that lives. */
export function createLeftQueues(deps: LeftQueuesDeps) {
  const { own, presence, loadQueue, show, spoken } = deps
  /** Whose end we wait for, to send what they leave. */
  const watched = new Set<ClientId>()
  return {
    watch,
    /** Takes over the queues of pages that are gone, and shows those of pages that live. */
    async meet(): Promise<void> {
      for (const [other, entries] of byClient(await loadQueue())) {
        const isOurs = other === own() || ((await presence()?.adopt(other)) ?? true)
        if (isOurs) takeOver(other, entries)
        else {
          show(other, entries)
          watch(other)
        }
      }
    },
    forget: () => watched.clear(),
  }

  function watch(other: ClientId): void {
    if (watched.has(other)) return
    watched.add(other)
    presence()?.whenGone(other, () => void inherit(other))
  }

  async function inherit(other: ClientId): Promise<void> {
    const queue = await loadQueue()
    // It may have had several ids, one after the other: [I11] what it did first goes first, whichever we are told of first.
    for (const [id, entries] of byClient(queue))
      if (watched.has(id) && (await presence()?.adopt(id)) === true) takeOver(id, entries)
    takeOver(other, [])
    deps.onInherited()
  }

  function takeOver(other: ClientId, entries: readonly QueuedMutation[]): void {
    show(other, [])
    spoken.add(other)
    deps.takeOver(entries)
  }
}

function byClient(queue: readonly QueuedMutation[]): Map<ClientId, QueuedMutation[]> {
  return Map.groupBy(queue, ({ clientId }) => clientId)
}
