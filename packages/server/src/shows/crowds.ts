import {
  cleanChatText,
  limits,
  ToteError,
  type Chat,
  type ChatId,
  type ChatMessage,
  type PollId,
  type ReactionKind,
  type ShowId,
  type ShowPulse,
  type Vote,
} from '@tote/protocol'
import type { Session } from '../journeys/grants.ts'
import { insertChat, insertVote, selectRecentChat, selectTally, type ChatRow } from '../store/crowd-store.ts'
import type { Store } from '../store/store.ts'
import { Crowd } from './crowd.ts'
import type { OpenPoll } from './show-log.ts'
import type { Shows } from './shows.ts'

/** Messages are written together: one commit for a quarter of a second of them. */
const WRITE_MS = 250
/** What may wait while the database is away: chat goes on, and the oldest is what a late joiner misses. */
const MAX_UNWRITTEN = 1000

export interface CrowdsDeps {
  readonly store: Store
  readonly shows: Pick<Shows, 'open' | 'readLog'>
  readonly now: () => number
  onError(error: unknown): void
}

/**
 * What viewers may say, show and vote. Messages are told before they are written, so that a slow or absent
 * database does not silence a show; a vote counts once it is written.
 */
export function createCrowds({ store, shows, now, onError }: CrowdsDeps) {
  const crowds = new Map<string, Promise<Crowd>>()
  /** Polls with votes that were not counted yet. */
  const voted = new Set<PollId>()
  let unwritten: ChatRow[] = []
  let timer: ReturnType<typeof setTimeout> | null = null
  let writing: Promise<void> = Promise.resolve()
  let isClosed = false

  return {
    say,
    react,
    vote,
    open,
    hearChat,
    hearReaction,
    hearReactions,
    hearVote,
    hearRemoved,
    pulse,
    close,
  }

  /**
   * The message as it is to be told; null when it was said before.
   * @throws ToteError `unknown_show`, `invalid` for one with nothing to read or to a show that is over.
   */
  async function say(
    { tenant, journeyId }: Session,
    { showId, uid, text }: Chat,
  ): Promise<ChatMessage | null> {
    const cleaned = cleanChatText(text)
    if (cleaned === '')
      throw new ToteError('invalid', 'There is nothing in it to read.', { details: { field: 'text' } })
    const { show } = await shows.open(tenant, showId)
    if (show.status === 'ended') throw new ToteError('invalid', 'This show is over.')
    const crowd = await open(tenant.id, showId)
    if (crowd.knows(uid)) return null
    const message: ChatMessage = { id: uid, at: now(), text: cleaned }
    unwritten = [...unwritten, { tenantId: tenant.id, showId, journeyId, message }].slice(-MAX_UNWRITTEN)
    timer ??= setTimeout(() => void write(), WRITE_MS)
    return message
  }

  /** @throws ToteError `unknown_show`, `invalid` for a show that is over. */
  async function react({ tenant }: Session, showId: ShowId): Promise<void> {
    const { show } = await shows.open(tenant, showId)
    if (show.status === 'ended') throw new ToteError('invalid', 'This show is over.')
    await open(tenant.id, showId)
  }

  /**
   * The option that counts for this journey, durably.
   * @throws ToteError `unknown_show`, `not_found` for a poll that is not open, `invalid` for no option of it.
   */
  async function vote({ tenant, journeyId }: Session, { showId, pollId, option }: Vote): Promise<number> {
    const { openPoll } = await shows.open(tenant, showId)
    if (openPoll?.pollId !== pollId) throw new ToteError('not_found', 'This poll is not open.')
    if (option >= openPoll.options.length)
      throw new ToteError('invalid', 'The poll has no such option.', { details: { field: 'option' } })
    return store.transaction((trx) => insertVote(trx, tenant.id, { pollId, journeyId, option, nowMs: now() }))
  }

  /** The show's crowd on this node, read from the store at first. Only for a show that exists. */
  function open(tenantId: string, showId: ShowId): Promise<Crowd> {
    const key = `${tenantId}/${showId}`
    const known = crowds.get(key)
    if (known !== undefined) return known
    const crowd = selectRecentChat(store.db, tenantId, { showId, limit: limits.maxRecentChat }).then(
      (recent) => new Crowd(recent),
    )
    crowds.set(key, crowd)
    // A failed read must not be remembered.
    crowd.catch(() => crowds.delete(key))
    return crowd
  }

  function hearChat(tenantId: string, { showId, message }: { showId: ShowId; message: ChatMessage }): void {
    ofShow(tenantId, showId, (crowd) => crowd.hear(message))
  }

  function hearReaction(tenantId: string, { showId, kind }: { showId: ShowId; kind: ReactionKind }): void {
    ofShow(tenantId, showId, (crowd) => crowd.react(kind))
  }

  function hearReactions(
    tenantId: string,
    { showId, counts }: { showId: ShowId; counts: Partial<Record<ReactionKind, number>> },
  ): void {
    ofShow(tenantId, showId, (crowd) => crowd.hearReactions(counts))
  }

  function hearVote(pollId: PollId): void {
    voted.add(pollId)
  }

  function hearRemoved(tenantId: string, { showId, id }: { showId: ShowId; id: ChatId }): void {
    unwritten = unwritten.filter((row) => row.message.id !== id)
    ofShow(tenantId, showId, (crowd) => crowd.remove(id))
  }

  /** What came since the last pulse, for an audience of this size. */
  async function pulse(
    { tenantId, showId }: { tenantId: string; showId: ShowId },
    { audience, isCounting }: { audience: number; isCounting: boolean },
  ): Promise<ReturnType<Crowd['take']> & Pick<ShowPulse, 'tallies'>> {
    const crowd = await open(tenantId, showId)
    const poll = (await shows.readLog(tenantId, { showId, upTo: 0 })).openPoll
    if (poll === null || !isCounting) return crowd.take(audience)
    // Without the database chat goes on, with the votes as last counted.
    await count(tenantId, crowd, poll).catch(onError)
    // Told again though they did not change: a pulse may be lost.
    return { ...crowd.take(audience), tallies: crowd.tallies }
  }

  /** Votes are counted where they stand, so that every node, also after a restart, tells the same. */
  async function count(tenantId: string, crowd: Crowd, { pollId, options }: OpenPoll): Promise<void> {
    const isCounted = Object.hasOwn(crowd.tallies, pollId)
    const isChanged = voted.delete(pollId)
    if (isCounted && !isChanged) return
    try {
      crowd.count(pollId, await selectTally(store.db, tenantId, { pollId, options: options.length }))
    } catch (error) {
      voted.add(pollId)
      throw error
    }
  }

  /** A show nobody of this node has opened has no crowd here, and will read what was said. */
  function ofShow(tenantId: string, showId: ShowId, use: (crowd: Crowd) => void): void {
    crowds.get(`${tenantId}/${showId}`)?.then(use, () => undefined)
  }

  function write(): Promise<void> {
    timer = null
    writing = writing.then(async () => {
      const rows = unwritten
      unwritten = []
      try {
        await store.transaction((trx) => insertChat(trx, rows))
      } catch (error) {
        onError(error)
        unwritten = [...rows, ...unwritten].slice(-MAX_UNWRITTEN)
        if (!isClosed) timer ??= setTimeout(() => void write(), WRITE_MS)
      }
    })
    return writing
  }

  /** Writes what was not yet written. */
  async function close(): Promise<void> {
    isClosed = true
    if (timer !== null) clearTimeout(timer)
    await write()
  }
}

export type Crowds = ReturnType<typeof createCrowds>
