import { cueSchema, type Cue, type ShowEvent } from '@tote/protocol'
import { sql, type Selectable } from 'kysely'
import type { Pin } from '../credit/touch-path.ts'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'
import type { Tables } from './tables.ts'

export type ShowRow = Selectable<Tables['show']>

export async function selectShow(db: Db, tenantId: string, id: string): Promise<ShowRow | undefined> {
  return showById.row(db, { tenantId, id })
}

const showById = createStatement((db, { tenantId, id }: { tenantId: string; id: string }) =>
  db.selectFrom('show').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id),
)

export async function selectShows(db: Db, tenantId: string): Promise<ShowRow[]> {
  return db
    .selectFrom('show')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('starts_at', 'desc')
    .orderBy('id')
    .execute()
}

/** What is on now, what comes, what was; within each as a shopper looks for it. Ids make the order whole. */
const place = {
  rank: sql<number>`case status when 'live' then 0 when 'scheduled' then 1 else 2 end`,
  time: sql<number>`case status when 'scheduled' then starts_at else -starts_at end`,
}

/**
 * Some of a tenant's shows in the order of a gallery: those after `after`, or the first.
 * Undefined when there is no such show to go on from.
 */
export async function selectShowPage(
  db: Db,
  tenantId: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<ShowRow[] | undefined> {
  const ordered = db
    .selectFrom('show')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy(place.rank)
    .orderBy(place.time)
    .orderBy('id')
    .limit(limit)
  if (after === undefined) return ordered.execute()
  const last = await db
    .selectFrom('show')
    .select([place.rank.as('rank'), place.time.as('time')])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', after)
    .executeTakeFirst()
  if (last === undefined) return undefined
  return ordered
    .where(
      sql<boolean>`(${place.rank}, ${place.time}, id) > (${sql.lit(Number(last.rank))}, ${sql.lit(Number(last.time))}, ${after})`,
    )
    .execute()
}

/** These shows, in the order they are asked for; those that are not there are left out. */
export async function selectShowsById(db: Db, tenantId: string, ids: readonly string[]): Promise<ShowRow[]> {
  const rows = await db
    .selectFrom('show')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute()
  return ids.flatMap((id) => rows.filter((row) => row.id === id))
}

/** How many products each of these shows has brought; a show that brought none is left out. */
export async function countShownProducts(
  db: Db,
  tenantId: string,
  showIds: readonly string[],
): Promise<Map<string, number>> {
  const shown = await selectShownProducts(db, tenantId, showIds)
  return new Map([...shown].map(([showId, products]) => [showId, products.size]))
}

/** Which products each of these shows has brought, in the order they came; a show that brought none is left out. */
export async function selectShownProducts(
  db: Db,
  tenantId: string,
  showIds: readonly string[],
): Promise<Map<string, ReadonlySet<string>>> {
  if (showIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('show_event')
    .select(['show_id', 'cue_json'])
    .where('tenant_id', '=', tenantId)
    .where('show_id', 'in', showIds)
    // Only to read less: the kind is looked at below, where a title with this word in it does not count.
    .where('cue_json', 'like', '%"productPinned"%')
    .orderBy('seq')
    .execute()
  const shown = new Map<string, Set<string>>()
  for (const { show_id, cue_json } of rows) {
    const cue = cueSchema.parse(JSON.parse(cue_json))
    if (cue.kind !== 'productPinned') continue
    shown.set(show_id, (shown.get(show_id) ?? new Set()).add(cue.productId))
  }
  return shown
}

/** How far the logs of these shows go; those that are not there are left out. */
export async function selectShowSeqs(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<{ id: string; seq: number }[]> {
  return seqsOf.rows(db, { tenantId, ids })
}

const seqsOf = createStatement((db, { tenantId, ids }: { tenantId: string; ids: readonly string[] }) =>
  db.selectFrom('show').select(['id', 'seq']).where('tenant_id', '=', tenantId).where('id', 'in', ids),
)

/** The log after a number, in its order. */
export async function selectEvents(
  db: Db,
  tenantId: string,
  { showId, after }: { showId: string; after: number },
): Promise<ShowEvent[]> {
  const rows = await eventsAfter.rows(db, { tenantId, showId, after })
  return rows.map(({ seq, at, cue_json }) => ({ seq, at, cue: cueSchema.parse(JSON.parse(cue_json)) }))
}

const eventsAfter = createStatement(
  (db, { tenantId, showId, after }: { tenantId: string; showId: string; after: number }) =>
    db
      .selectFrom('show_event')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('show_id', '=', showId)
      .where('seq', '>', after)
      .orderBy('seq'),
)

/** Appends with the next number. In a transaction of its own kind only: the show's row is its lock. */
export async function appendEvent(
  db: Db,
  tenantId: string,
  { showId, at, cue, nowMs }: { showId: string; at: number; cue: Cue; nowMs: number },
): Promise<ShowEvent> {
  const { seq } = await db
    .updateTable('show')
    .set((builder) => ({ seq: builder('seq', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', showId)
    .returning('seq')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('show_event')
    .values({
      tenant_id: tenantId,
      show_id: showId,
      seq,
      at,
      cue_json: JSON.stringify(cue),
      posted_at: nowMs,
    })
    .execute()
  return { seq, at, cue }
}

/** The cues that brought products in these shows. */
export async function selectPins(db: Db, tenantId: string, showIds: readonly string[]): Promise<Pin[]> {
  if (showIds.length === 0) return []
  const rows = await db
    .selectFrom('show_event')
    .select(['show_id', 'seq', 'at', 'cue_json'])
    .where('tenant_id', '=', tenantId)
    .where('show_id', 'in', showIds)
    // Only to read less: a title with this word in it is seen not to be one below.
    .where('cue_json', 'like', '%"productPinned"%')
    .execute()
  return rows.flatMap(({ show_id: showId, seq, at, cue_json }) => {
    const cue = cueSchema.parse(JSON.parse(cue_json))
    return cue.kind === 'productPinned' ? [{ showId, seq, at, productId: cue.productId }] : []
  })
}

/** Who hosted these shows. */
export async function selectHosts(
  db: Db,
  tenantId: string,
  showIds: readonly string[],
): Promise<Map<string, string | null>> {
  if (showIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('show')
    .select(['id', 'host'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', showIds)
    .execute()
  return new Map(rows.map(({ id, host }) => [id, host]))
}
