import { pdtAt, type ClientId, type HeardPosition, type Pos, type ShowId } from '@tote/protocol'
import type { Session } from '../journeys/grants.ts'
import { journeyLimits } from '../journeys/limits.ts'
import { whereOf } from './http/visit.ts'
import type { HubContext } from './hub-context.ts'
import { TokenBucket } from './token-bucket.ts'

/** Positions, heartbeats, shows joined: a page asks once in seconds. */
const QUESTION_RATE = { perSecond: 5, burst: 20 }
/** A page's idea of our clock is off by what a message takes; one that is off by more is not believed. */
const BELIEVED_MS = 2000
/** One speaker's position is written at most this often, unless it leaves or is not where it would be by now. */
const POSITION_WRITE_MS = 5000

/** Who speaks, by whichever way: a socket, or one call after another. */
export interface Speaker {
  readonly session: Session
  /** Where it speaks from, for the credit of what is bought: null at the hub's own pages, where hosts look at their shows. */
  readonly channel: string | null
  /** Programme time of its picture of this show now, where it told it. */
  pictureIn(showId: ShowId): number | null
  /** The place's own rate, then its tenant's. @throws ToteError `rate` */
  takeMutations(count: number): void
  readonly syncs: TokenBucket
  readonly questions: TokenBucket
  readonly tickets: TokenBucket
  readonly chat: TokenBucket
  readonly reactions: TokenBucket
  /** From now on it hears of this show. */
  follow(showId: ShowId): void
  /** Where its picture is. The journey is where the page that leads is. */
  at(clientId: ClientId, pos: Pos): void
  /** Whether it goes on far above its rates, whatever it is told. */
  isFlooding(): boolean
  /** Hands on what still waits here. */
  flush(): void
}

export function createSpeaker(
  {
    config,
    leads,
    meetings,
    news,
    positions,
    publicUrl,
    tenantRates,
    watchPoints,
    now,
  }: Pick<
    HubContext,
    | 'config'
    | 'leads'
    | 'meetings'
    | 'news'
    | 'positions'
    | 'publicUrl'
    | 'tenantRates'
    | 'watchPoints'
    | 'now'
  >,
  session: Session,
  follow: (showId: ShowId) => void,
): Speaker {
  const { origin, embeddedIn } = session
  const channel = embeddedIn ?? (origin === publicUrl ? null : origin)
  const meet = channel === null ? null : meetings.watch(session, channel)
  const joined = new Set<ShowId>()
  /** Of this place, whether or not it leads. */
  let picture: HeardPosition | null = null
  let heard: HeardPosition | null = null
  let writtenAt = 0
  const write = () => {
    if (heard === null) return
    positions.note(session.tenant.id, session.journeyId, heard)
    heard = null
    writtenAt = now()
  }
  const mutations = new TokenBucket(config.TOTE_MUTATION_RATE, now)
  const syncs = new TokenBucket(config.TOTE_SYNC_RATE, now)
  const questions = new TokenBucket(QUESTION_RATE, now)
  const tickets = new TokenBucket(
    { perSecond: journeyLimits.ticketsPerMinute / 60, burst: journeyLimits.ticketsPerMinute },
    now,
  )
  const chat = new TokenBucket(config.TOTE_CHAT_RATE, now)
  const reactions = new TokenBucket(config.TOTE_REACTION_RATE, now)
  return {
    session,
    channel,
    pictureIn: (showId) => (picture?.showId === showId ? pdtAt(picture, now()) : null),
    takeMutations(count) {
      mutations.take(count)
      tenantRates.take(session.tenant.id, count)
    },
    syncs,
    questions,
    tickets,
    chat,
    reactions,
    isFlooding: () =>
      [mutations, syncs, questions, tickets, chat, reactions].some(({ isFlooded }) => isFlooded),
    follow(showId) {
      joined.add(showId)
      follow(showId)
    },
    at(by, { at = now(), ledAt = 0, isAlone = false, mayMeasure = false, ...position }) {
      const nowMs = now()
      const heardAt = Math.min(nowMs, Math.max(nowMs - BELIEVED_MS, at))
      picture = { ...position, heardAt }
      // Who has not joined a show has seen nothing of it, whatever it says.
      if (joined.has(position.showId) && (mayMeasure || !session.tenant.creditConsent)) meet?.(picture)
      // Points for watching want the shopper's own leave, whatever the tenant notes without it.
      if (joined.has(position.showId) && position.isPlaying && mayMeasure && channel !== null)
        watchPoints.watched(session, position.showId)
      const { isLeading, news: change } = leads.hear(session.journeyId, {
        ...position,
        heardAt,
        by,
        where: whereOf(session),
        ledAt: Math.min(ledAt, nowMs),
        ...(isAlone ? { isAlone } : {}),
      })
      if (change !== null) news.leadChanged(session.journeyId, change)
      if (!isLeading) return
      heard = { ...position, heardAt }
      if (change !== null || now() - writtenAt >= POSITION_WRITE_MS) write()
    },
    flush: write,
  }
}
