import type {
  CartOp,
  ClientId,
  ContentType,
  Mutation,
  Show,
  ShowId,
  TrackReport,
  TrackSummary,
  Verdict,
} from '@tote/protocol'
import type { Session } from '../journeys/grants.ts'
import type { Shows } from '../shows/shows.ts'
import type { Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { addTrackCounts, selectTrackCounts, type TrackCount } from '../store/track-store.ts'
import { measuresOf, type Measure } from './measure.ts'
import { summarise } from './summarise.ts'

/** Written together: one commit for a second of reports, however many pages send them. */
const WRITE_MS = 1000
const HOUR_MS = 60 * 60_000
/** Pages and places that are remembered; after that they count once more, which is generous. */
const MAX_KNOWN = 100_000

/** Operations that pages tell of. */
const CHANGES: ReadonlySet<CartOp['op']> = new Set(['addLine', 'setQuantity', 'removeLine', 'clear'])

export interface TrackingDeps {
  readonly store: Store
  readonly shows: Pick<Shows, 'open'>
  readonly publicUrl: string
  readonly now: () => number
  onError(error: unknown): void
}

/**
 * Counts what pages tell, and beside it what the hub itself saw happen, so that the share nobody told of is known without
 * asking the shoppers who said no. [U66] A show that has not begun is a rehearsal, and the console's own player is no
 * viewer: neither is counted.
 */
export function createTracking({ store, shows, publicUrl, now, onError }: TrackingDeps) {
  let counts = new Map<string, TrackCount>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let writing: Promise<void> = Promise.resolve()
  const seen = new Set<string>()
  const shownTo = new Map<string, ShowId>()

  return {
    /** A page's report. @throws ToteError `unknown_show` */
    async report(tenant: Tenant, origin: string, report: TrackReport): Promise<void> {
      const { show } = await shows.open(tenant, report.show)
      if (isRehearsal(show) || origin === publicUrl) return
      count({ tenant, showId: show.id, origin, content: report.content }, measuresOf(report))
    },
    /** A page follows this show. Each counts once, also when it connects again. */
    followed(session: Session, { clientId, showId }: { clientId: ClientId; showId: ShowId }): void {
      if (shownTo.size >= MAX_KNOWN) shownTo.clear()
      shownTo.set(session.placeId, showId)
      const name = `${clientId} ${showId}`
      if (seen.has(name)) return
      if (seen.size >= MAX_KNOWN) seen.clear()
      seen.add(name)
      happened(session, showId, ['viewer', 1])
    },
    /** These were done, and not done before. */
    changed(session: Session, muts: readonly Mutation[], results: readonly Verdict[]): void {
      const showId = shownTo.get(session.placeId)
      const changes = muts.filter(({ op }, index) => CHANGES.has(op.op) && results[index]?.ok === true).length
      if (showId !== undefined && changes > 0) happened(session, showId, ['change', changes])
    },
    async summary(tenant: Tenant, showId: ShowId, { hours }: { hours: number }): Promise<TrackSummary> {
      await write()
      const since = hourOf(now()) - (hours - 1) * HOUR_MS
      return summarise(await selectTrackCounts(store.db, tenant.id, { showId, since }), since)
    },
    /** Writes what is left. */
    async close(): Promise<void> {
      await write()
    },
  }

  function happened(session: Session, showId: ShowId, measure: [Measure, number]): void {
    const { tenant, embeddedIn } = session
    const origin = embeddedIn ?? session.origin
    if (origin === publicUrl) return
    shows.open(tenant, showId).then(
      ({ show }) => {
        const content = show.status === 'ended' ? 'replay' : 'live'
        if (!isRehearsal(show)) count({ tenant, showId, origin, content }, [measure])
      },
      // Whoever asked for it was told why there is none.
      () => undefined,
    )
  }

  function count(
    {
      tenant,
      showId,
      origin,
      content,
    }: { tenant: Tenant; showId: ShowId; origin: string; content: ContentType },
    measures: readonly (readonly [Measure, number])[],
  ): void {
    for (const [measure, more] of measures) {
      const key = { tenantId: tenant.id, showId, hour: hourOf(now()), origin, content, measure }
      const name = JSON.stringify(key)
      counts.set(name, { ...key, count: more + (counts.get(name)?.count ?? 0) })
    }
    timer ??= setTimeout(() => void write(), WRITE_MS)
  }

  /** One after the other. What cannot be written now is written with what comes. */
  function write(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    writing = writing.then(async () => {
      const mine = counts
      if (mine.size === 0) return
      counts = new Map()
      try {
        await store.transaction((trx) => addTrackCounts(trx, [...mine.values()]))
      } catch (error) {
        onError(error)
        for (const [name, each] of mine)
          counts.set(name, { ...each, count: each.count + (counts.get(name)?.count ?? 0) })
      }
    })
    return writing
  }
}

export type Tracking = ReturnType<typeof createTracking>

function isRehearsal(show: Show): boolean {
  return show.status === 'scheduled'
}

function hourOf(ms: number): number {
  return ms - (ms % HOUR_MS)
}
