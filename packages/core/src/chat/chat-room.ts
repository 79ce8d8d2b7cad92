import {
  chatIdSchema,
  cleanChatText,
  limits,
  parseAnswer,
  takenSchema,
  ToteError,
  type ChatId,
  type ChatMessage,
  type ReactionKind,
  type ShowId,
  type ShowPulse,
} from '@tote/protocol'
import { atom } from 'nanostores'
import type { Clock } from '../link/clock.ts'
import type { HubClock } from '../link/hub-clock.ts'
import type { LinkSession } from '../link/link.ts'
import type { ChatMessageView, ChatRoom, ReactionBurst, Said } from './chat.ts'
import { toSaid } from './said.ts'

export interface ChatInner extends ChatRoom {
  enterSession(session: LinkSession): void
  leaveSession(): void
  /** The last of what was said, on joining: it may be all new, or all known. */
  catchUp(messages: readonly ChatMessage[]): void
  hearPulse(pulse: ShowPulse): void
  hearRemoved(id: ChatId): void
}

/** As often as the hub takes them. */
const REACTION_EVERY_MS = 1000

/** What is said beside the show. Told in samples to large audiences; one's own words are always there. */
export function createChatRoom({
  showId,
  clock,
  hubClock,
  newId,
}: {
  showId: ShowId
  clock: Clock
  hubClock: HubClock
  newId: () => string
}): ChatInner {
  const $messages = atom<readonly ChatMessageView[]>([])
  const $reactions = atom<ReactionBurst | null>(null)
  const removed = new Set<ChatId>()
  let session: LinkSession | null = null
  let burst = 0
  let reactedAtMs = Number.NEGATIVE_INFINITY

  return {
    $messages,
    $reactions,
    maxLength: limits.maxChatLength,
    enterSession(opened) {
      session = opened
    },
    leaveSession() {
      session = null
    },
    catchUp: add,
    hearPulse(pulse) {
      if (pulse.showId !== showId) return
      if (pulse.chat !== undefined) add(pulse.chat)
      if (pulse.reactions === undefined) return
      burst += 1
      $reactions.set({ id: burst, counts: pulse.reactions })
    },
    hearRemoved(id) {
      removed.add(id)
      drop(id)
    },
    send,
    react,
  }

  async function send(text: string): Promise<Said> {
    const cleaned = cleanChatText(text)
    if (cleaned === '' || text.length > limits.maxChatLength)
      throw new ToteError('invalid', `A message has from 1 to ${limits.maxChatLength} characters.`, {
        details: { field: 'text' },
      })
    if (session === null) return { status: 'rejected', code: 'hub_unreachable' }
    const uid = chatIdSchema.parse(newId())
    show([{ id: uid, text: cleaned, atMs: hubClock.now(), isMine: true, isPending: true }])
    try {
      parseAnswer(takenSchema, await session.ask('chat', { showId, uid, text }))
    } catch (error) {
      drop(uid)
      return toSaid(error)
    }
    $messages.set($messages.get().map((shown) => (shown.id === uid ? { ...shown, isPending: false } : shown)))
    return { status: 'accepted' }
  }

  function react(kind: ReactionKind): void {
    if (session === null || clock.now() - reactedAtMs < REACTION_EVERY_MS) return
    reactedAtMs = clock.now()
    // One heart more or less: nobody waits for the answer, and a refusal says what is known here too.
    session.ask('react', { showId, kind }).catch(() => undefined)
  }

  function add(messages: readonly ChatMessage[]): void {
    show(messages.map(({ id, text, at }) => ({ id, text, atMs: at, isMine: false, isPending: false })))
  }

  /** Each message once; one's own stays as it is when it comes back. */
  function show(messages: readonly ChatMessageView[]): void {
    const known = new Set($messages.get().map(({ id }) => id))
    const fresh = messages.filter(({ id }) => !known.has(id) && !removed.has(id))
    if (fresh.length === 0) return
    const all = [...$messages.get(), ...fresh].toSorted((a, b) => a.atMs - b.atMs)
    $messages.set(all.slice(-limits.maxRecentChat))
  }

  function drop(id: ChatId): void {
    if ($messages.get().some((shown) => shown.id === id))
      $messages.set($messages.get().filter((shown) => shown.id !== id))
  }
}
