import {
  showSchema,
  ToteError,
  type Cue,
  type CueIntent,
  type PostCue,
  type Show,
  type ShowEvent,
  type ShowId,
  type ShowJoin,
  type ShowJoinAnswer,
} from '@tote/protocol'
import { changePrices, markSoldOut, variantsOf } from '../catalogue/catalogue.ts'
import { appendEvent, selectEvents, selectShow, selectShows, type ShowRow } from '../store/show-store.ts'
import type { Db, Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { ShowLog } from './show-log.ts'

/** A cue belongs to a moment around now: a little back for a late hand, ahead for a rundown. */
const MAX_BACK_MS = 30_000
const MAX_AHEAD_MS = 60 * 60_000

export interface Posted {
  readonly event: ShowEvent
  /** The product whose price or stock is another now; null when none. */
  readonly changedProduct: string | null
}

/** The rules of shows: their numbered logs and what a host may do. */
export function createShows({
  store,
  publicUrl,
  now,
}: {
  store: Store
  publicUrl: string
  now: () => number
}) {
  // The promise is kept, not the log, so that two first joiners read the store once.
  const logs = new Map<string, Promise<ShowLog>>()
  return { list, find, join, postCue }

  async function list(tenant: Tenant): Promise<Show[]> {
    return (await selectShows(store.db, tenant.id)).map((row) => toShow(row, tenant))
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

  async function join(tenant: Tenant, { showId, seq }: ShowJoin): Promise<ShowJoinAnswer> {
    const show = await find(tenant, showId)
    const log = await logOf(tenant, showId)
    return log.answer(show, { seq, nowMs: now() })
  }

  /**
   * Does what the host asked and logs it, in one transaction; resolves when it is durable.
   * @throws ToteError `unknown_show`, `invalid`.
   */
  async function postCue(
    tenant: Tenant,
    { showId, message }: { showId: ShowId; message: PostCue },
  ): Promise<Posted> {
    const nowMs = now()
    const show = await find(tenant, showId)
    if (show.status !== 'live') throw new ToteError('invalid', 'Cues can be given to a live show only.')
    const at = message.at ?? nowMs
    if (at < nowMs - MAX_BACK_MS || at > nowMs + MAX_AHEAD_MS)
      throw new ToteError('invalid', 'A cue belongs to a moment from 30 seconds ago to an hour ahead.', {
        details: { field: 'at' },
      })
    const log = await logOf(tenant, showId)
    const event = await store.transaction(async (trx) => {
      const cue = await perform(trx, tenant, message.intent)
      return appendEvent(trx, tenant.id, { showId, at, cue, nowMs })
    })
    log.append(event)
    const { cue } = event
    return {
      event,
      changedProduct: cue.kind === 'priceChanged' || cue.kind === 'soldOutMarked' ? cue.productId : null,
    }
  }

  async function perform(db: Db, tenant: Tenant, intent: CueIntent): Promise<Cue> {
    switch (intent.kind) {
      case 'pinProduct':
        await variantsOf(db, tenant, intent.productId)
        return { kind: 'productPinned', productId: intent.productId }
      case 'unpinProduct':
        return { kind: 'productUnpinned', productId: intent.productId }
      case 'changePrice': {
        const changes = await changePrices(db, tenant, intent)
        const prices = intent.prices.map(({ variantId, price }) => ({
          variantId,
          price,
          was: changes.find((change) => change.variantId === variantId)?.was ?? price,
        }))
        return { kind: 'priceChanged', productId: intent.productId, prices }
      }
      case 'markSoldOut':
        await markSoldOut(db, tenant, intent)
        return {
          kind: 'soldOutMarked',
          productId: intent.productId,
          variantIds: intent.variantIds,
          isSoldOut: intent.isSoldOut,
        }
      case 'startChapter':
        return { kind: 'chapterStarted', title: intent.title }
      default:
        return intent satisfies never
    }
  }

  function logOf(tenant: Tenant, showId: ShowId): Promise<ShowLog> {
    const key = `${tenant.id}/${showId}`
    const known = logs.get(key)
    if (known !== undefined) return known
    const log = selectEvents(store.db, tenant.id, { showId, after: 0 }).then(
      (events) => new ShowLog(showId, events),
    )
    logs.set(key, log)
    // A failed read must not be remembered.
    log.catch(() => logs.delete(key))
    return log
  }

  function toShow(row: ShowRow, tenant: Tenant): Show {
    const stream = row.status === 'ended' ? row.replay_stream : row.live_stream
    const onHub = (path: string) => new URL(path, publicUrl).href
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
    })
  }
}

export type Shows = ReturnType<typeof createShows>
