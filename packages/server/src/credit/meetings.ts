import { pdtAt, type HeardPosition, type ProductId, type ShowId } from '@tote/protocol'
import type { Logger } from 'pino'
import { toToteFailure } from '../edge/to-error.ts'
import type { Session } from '../journeys/grants.ts'
import type { Shows } from '../shows/shows.ts'
import type { Store } from '../store/store.ts'
import { insertSeen, type SeenTouch } from '../store/touch-store.ts'

/** What a crash may cost; a product that is still on air is noted again by whoever comes back. */
const WRITE_EVERY_MS = 1000
/** One statement holds up the carts' transactions behind it for no longer than one of those would. */
const MOST_AT_ONCE = 100
/** A store that is away must not fill our memory: what is beyond was not met. */
const MOST_WAITING = 50_000

/**
 * Which products were on air in shoppers' pictures. Every viewer tells where the picture is each few seconds; that costs
 * nothing while it shows what it showed before, and what is new is written for many at once, as positions are.
 */
export interface Meetings {
  /** What to hand a place's positions to. */
  watch(session: Session, channel: string): (position: HeardPosition) => void
  /** Resolves when the store has what was met so far, or does not take it now. */
  written(): Promise<void>
  /** Writes what is left. */
  stop(): Promise<void>
}

export function createMeetings({
  store,
  shows,
  now,
  log,
}: {
  readonly store: Store
  readonly shows: Pick<Shows, 'open'>
  readonly now: () => number
  readonly log: Logger
}): Meetings {
  const waiting = new Map<string, SeenTouch>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let writing: Promise<void> = Promise.resolve()

  return {
    watch(session, channel) {
      let known: Known | null = null
      let noted = new Set<ProductId>()
      return (position) => {
        const { showId, isPlaying } = position
        if (!isPlaying) return
        const pdt = Math.round(pdtAt(position, now()))
        // The common case, and the cheap one: the picture shows what it showed.
        if (known?.showId === showId && known.isCalm(pdt)) return
        void look(session, showId, pdt)
          .then(({ productIds, isCalm }) => {
            if (known?.showId !== showId) {
              noted = new Set()
              note(session, { showId, channel, productId: null, picture: pdt })
            }
            known = { showId, isCalm }
            // What was taken away and comes again is met again.
            noted = new Set([...noted].filter((productId) => productIds.includes(productId)))
            for (const productId of productIds) {
              if (noted.has(productId)) continue
              noted.add(productId)
              note(session, { showId, channel, productId, picture: pdt })
            }
          })
          .catch((error: unknown) => toToteFailure(error, log))
      }
    },
    written,
    stop: written,
  }

  async function look({ tenant }: Session, showId: ShowId, pdt: number) {
    const show = await shows.open(tenant, showId)
    const { productIds, until, seq } = show.onAir(pdt)
    return {
      productIds,
      isCalm: (later: number) => later >= pdt && later < until && show.seq() === seq,
    }
  }

  function note(
    { tenant, journeyId }: Session,
    seen: Pick<SeenTouch, 'showId' | 'channel' | 'productId' | 'picture'>,
  ): void {
    if (waiting.size >= MOST_WAITING) return
    const touch = { tenantId: tenant.id, journeyId, nowMs: now(), ...seen }
    waiting.set(JSON.stringify([tenant.id, journeyId, seen.showId, seen.channel, seen.productId]), touch)
    timer ??= setTimeout(() => void written(), WRITE_EVERY_MS)
  }

  function written(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    writing = writing.then(write)
    return writing
  }

  async function write(): Promise<void> {
    const seen = [...waiting.values()]
    waiting.clear()
    for (let first = 0; first < seen.length; first += MOST_AT_ONCE) {
      const some = seen.slice(first, first + MOST_AT_ONCE)
      await store
        .transaction((trx) => insertSeen(trx, store.engine, some))
        .catch((error: unknown) => toToteFailure(error, log))
    }
  }
}

interface Known {
  readonly showId: ShowId
  /** Whether a picture at this programme time shows what was noted. */
  isCalm(pdt: number): boolean
}
