import {
  cleanChatText,
  limits,
  showSchema,
  ToteError,
  type Cue,
  type CueIntent,
  type ListedShow,
  type PollId,
  type PostCue,
  type Show,
  type ShowEvent,
  type ShowId,
} from '@tote/protocol'
import { v7 as uuid } from 'uuid'
import * as z from 'zod'
import { markSoldOut, variantsOf } from '../catalogue/catalogue.ts'
import {
  appendEvent,
  countShownProducts,
  selectEvents,
  selectShow,
  selectShowPage,
  selectShows,
  selectShowsById,
  type ShowRow,
} from '../store/show-store.ts'
import type { Db, Store } from '../store/store.ts'
import { removeChat, selectTally } from '../store/crowd-store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { dropCue, isDropIntent, type DropIntent } from '../drops/drop-cue.ts'
import { noteCue } from './note-cue.ts'
import { setPrices } from './price-ends.ts'
import { ShowLog, type LogAnswer, type OnAir, type OpenPoll } from './show-log.ts'

/** A cue belongs to a moment around now: a little back for a late hand, ahead for a rundown. */
const MAX_BACK_MS = 30_000
const MAX_AHEAD_MS = 60 * 60_000
/** Title and status are read again after this: a storm of joiners reads them once, a change is seen soon. */
const SHOW_RECENT_MS = 2000

/** A show as a joiner meets it. */
export interface OpenShow {
  readonly show: Show
  readonly openPoll: OpenPoll | null
  /** What one who has seen up to `seq` has to be told. In one go with entering the room: no tick falls between. */
  answer(seq: number): LogAnswer
  /** What is on air in a picture at this programme time, and until when, as far as the log is known now. */
  onAir(pdt: number): OnAir
  /** How far the log goes now. */
  seq(): number
}

export interface PageRequest {
  readonly after?: string | undefined
  readonly limit?: number | undefined
  /** These alone; then there is one page. */
  readonly only?: readonly string[] | undefined
}

/** As `applyTenantFile` writes them: addresses, or paths on the hub. */
const backupsSchema = z.array(z.string())
const captionsSchema = z.array(z.object({ src: z.string(), label: z.string(), language: z.string() }))

interface Performance {
  readonly showId: ShowId
  readonly log: ShowLog
  readonly intent: Exclude<CueIntent, DropIntent>
  /** Programme time. */
  readonly at: number
  readonly nowMs: number
}

/** The rules of shows: their numbered logs and what a host may do. */
export function createShows({
  store,
  publicUrl,
  now,
  newId = uuid,
}: {
  store: Store
  publicUrl: string
  now: () => number
  newId?: () => string
}) {
  // The promise is kept, not the log, so that two first joiners read the store once.
  const logs = new Map<string, Promise<ShowLog>>()
  const recent = new Map<string, { show: Promise<Show>; readAt: number }>()
  return { list, page, find, open, readLog, postCue }

  async function list(tenant: Tenant): Promise<Show[]> {
    return (await selectShows(store.db, tenant.id)).map((row) => toShow(row, tenant))
  }

  /**
   * Some of a tenant's shows, as a gallery shows them, and from where to go on.
   * @throws ToteError `invalid` when there is no show `after`.
   */
  async function page(
    tenant: Tenant,
    { after, limit = limits.maxListedShows, only }: PageRequest,
  ): Promise<{ shows: ListedShow[]; next: ShowId | null }> {
    const most = Math.min(limit, limits.maxListedShows)
    // One more than is asked for tells whether there is a next page.
    const rows =
      only === undefined
        ? await selectShowPage(store.db, tenant.id, { after, limit: most + 1 })
        : await selectShowsById(store.db, tenant.id, [...new Set(only)].slice(0, most))
    if (rows === undefined)
      throw new ToteError('invalid', `There is no show “${after}” to go on from. Begin without after.`, {
        details: { field: 'after' },
      })
    const shown = rows.slice(0, most).map((row) => toShow(row, tenant))
    const ids = shown.map(({ id }) => id)
    const counts = await countShownProducts(store.db, tenant.id, ids)
    return {
      shows: shown.map((show) => ({ ...show, productCount: counts.get(show.id) ?? 0 })),
      next: rows.length > most ? (shown.at(-1)?.id ?? null) : null,
    }
  }

  /** @throws ToteError `unknown_show`, naming the show. */
  async function find(tenant: Tenant, showId: ShowId): Promise<Show> {
    const row = await selectShow(store.db, tenant.id, showId)
    if (row === undefined)
      throw new ToteError(
        'unknown_show',
        `${tenant.name} has no show “${showId}”. Check the show attribute.`,
        {
          details: { field: 'show' },
        },
      )
    return toShow(row, tenant)
  }

  /**
   * A show to follow, from memory, so that a storm of joiners costs the store nothing.
   * @throws ToteError `unknown_show`
   */
  async function open(tenant: Tenant, showId: ShowId): Promise<OpenShow> {
    const show = await recentShow(tenant, showId)
    const log = await logOf(tenant.id, showId)
    return {
      show,
      openPoll: log.openPoll,
      answer: (seq) => log.answer(show, { seq, nowMs: now() }),
      onAir: (pdt) => log.onAir(pdt),
      seq: () => log.seq,
    }
  }

  /**
   * Does what the host asked and logs it, in one transaction; resolves when it is durable.
   * @throws ToteError `unknown_show`, `invalid`.
   */
  async function postCue(
    tenant: Tenant,
    { showId, message }: { showId: ShowId; message: PostCue },
  ): Promise<ShowEvent> {
    const nowMs = now()
    const show = await find(tenant, showId)
    if (show.status !== 'live') throw new ToteError('invalid', 'Cues can be given to a live show only.')
    const at = message.at ?? nowMs
    if (at < nowMs - MAX_BACK_MS || at > nowMs + MAX_AHEAD_MS)
      throw new ToteError('invalid', 'A cue belongs to a moment from 30 seconds ago to an hour ahead.', {
        details: { field: 'at' },
      })
    const log = await logOf(tenant.id, showId)
    const event = await store.transaction(async (trx) => {
      const { intent } = message
      const { cue, from } = isDropIntent(intent)
        ? await dropCue(trx, tenant, { showId, intent, newId, at, nowMs })
        : { cue: await perform(trx, tenant, { showId, log, intent, at, nowMs }), from: at }
      const logged = await appendEvent(trx, tenant.id, { showId, at: from, cue, nowMs })
      await noteCue(trx, tenant.id, { showId, event: logged, nowMs })
      return logged
    })
    // Another node may have logged the one before.
    if (!log.append(event)) await readLog(tenant.id, { showId, upTo: event.seq })
    return event
  }

  /** The log in memory, grown from the store if it does not reach `upTo`. */
  async function readLog(
    tenantId: string,
    { showId, upTo }: { showId: ShowId; upTo: number },
  ): Promise<ShowLog> {
    const log = await logOf(tenantId, showId)
    if (log.seq < upTo)
      for (const event of await selectEvents(store.db, tenantId, { showId, after: log.seq }))
        log.append(event)
    return log
  }

  async function perform(
    db: Db,
    tenant: Tenant,
    { showId, log, intent, at, nowMs }: Performance,
  ): Promise<Cue> {
    switch (intent.kind) {
      case 'pinProduct':
        await variantsOf(db, tenant, intent.productId)
        return { kind: 'productPinned', productId: intent.productId }
      case 'unpinProduct':
        return { kind: 'productUnpinned', productId: intent.productId }
      case 'changePrice':
        return setPrices(db, tenant, { showId, intent, at })
      case 'markSoldOut':
        await markSoldOut(db, tenant, { ...intent, nowMs })
        return {
          kind: 'soldOutMarked',
          productId: intent.productId,
          variantIds: intent.variantIds,
          isSoldOut: intent.isSoldOut,
        }
      case 'startChapter':
        return { kind: 'chapterStarted', title: intent.title }
      case 'showNote': {
        const text = cleanChatText(intent.text)
        if (text === '')
          throw new ToteError('invalid', 'Nothing of this note can be seen.', {
            details: { field: 'intent.text' },
          })
        return { kind: 'noteSet', text }
      }
      case 'clearNote':
        return { kind: 'noteSet', text: null }
      case 'openPoll': {
        // Made here, of the alphabet ids have.
        const pollId = newId() as PollId
        return { kind: 'pollOpened', pollId, question: intent.question, options: intent.options }
      }
      case 'closePoll': {
        const { pollId } = intent
        if (log.openPoll?.pollId !== pollId)
          throw new ToteError('invalid', 'This poll is not open.', { details: { field: 'intent.pollId' } })
        const options = log.openPoll.options.length
        return { kind: 'pollClosed', pollId, tally: await selectTally(db, tenant.id, { pollId, options }) }
      }
      case 'removeMessage':
        await removeChat(db, tenant.id, { showId, id: intent.messageId, nowMs })
        return { kind: 'chatRemoved', messageId: intent.messageId }
      default:
        return intent satisfies never
    }
  }

  function recentShow(tenant: Tenant, showId: ShowId): Promise<Show> {
    const key = `${tenant.id}/${showId}`
    const known = recent.get(key)
    if (known !== undefined && now() - known.readAt < SHOW_RECENT_MS) return known.show
    const show = find(tenant, showId)
    recent.set(key, { show, readAt: now() })
    show.catch(() => recent.delete(key))
    return show
  }

  function logOf(tenantId: string, showId: ShowId): Promise<ShowLog> {
    const key = `${tenantId}/${showId}`
    const known = logs.get(key)
    if (known !== undefined) return known
    const log = selectEvents(store.db, tenantId, { showId, after: 0 }).then(
      (events) => new ShowLog(showId, events),
    )
    logs.set(key, log)
    // A failed read must not be remembered.
    log.catch(() => logs.delete(key))
    return log
  }

  function toShow(row: ShowRow, tenant: Tenant): Show {
    const isOver = row.status === 'ended'
    const stream = isOver ? row.replay_stream : row.live_stream
    const onHub = (path: string) => new URL(path, publicUrl).href
    const backups = backupsSchema.parse(
      JSON.parse((isOver ? row.replay_backups_json : row.live_backups_json) ?? '[]'),
    )
    const captions = captionsSchema.parse(JSON.parse((isOver ? row.captions_json : null) ?? '[]'))
    return showSchema.parse({
      id: row.id,
      title: row.title,
      ...(row.host === null ? {} : { host: row.host }),
      status: row.status,
      startsAt: row.starts_at,
      ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
      ...(row.poster === null
        ? {}
        : { poster: new URL(row.poster, `${publicUrl}/assets/${tenant.id}/`).href }),
      ...(stream === null ? {} : { stream: onHub(stream) }),
      ...(backups.length === 0 ? {} : { backups: backups.map(onHub) }),
      ...(captions.length === 0
        ? {}
        : { captions: captions.map((file) => ({ ...file, src: onHub(file.src) })) }),
    })
  }
}

export type Shows = ReturnType<typeof createShows>
