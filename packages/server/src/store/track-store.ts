import type { ContentType } from '@tote/protocol'
import type { Batch } from './sweep-store.ts'
import type { Db } from './store.ts'

export interface TrackCount {
  readonly tenantId: string
  readonly showId: string
  /** Its first millisecond. */
  readonly hour: number
  readonly origin: string
  readonly content: ContentType
  readonly measure: string
  readonly count: number
}

/** Adds to what is counted. In order of their keys, so that nodes that add at once wait for each other and no more. */
export async function addTrackCounts(db: Db, counts: readonly TrackCount[]): Promise<void> {
  const keyOf = ({ tenantId, showId, hour, origin, content, measure }: TrackCount) =>
    JSON.stringify([tenantId, showId, hour, origin, content, measure])
  for (const each of counts.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)))
    await db
      .insertInto('track_count')
      .values({
        tenant_id: each.tenantId,
        show_id: each.showId,
        hour: each.hour,
        origin: each.origin,
        content: each.content,
        measure: each.measure,
        count: each.count,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'show_id', 'hour', 'origin', 'content', 'measure'])
          .doUpdateSet((builder) => ({
            count: builder('track_count.count', '+', builder.ref('excluded.count')),
          })),
      )
      .execute()
}

/** Of a show since an hour, all hours together. */
export async function selectTrackCounts(
  db: Db,
  tenantId: string,
  { showId, since }: { showId: string; since: number },
): Promise<Pick<TrackCount, 'origin' | 'content' | 'measure' | 'count'>[]> {
  const rows = await db
    .selectFrom('track_count')
    .select((builder) => [
      'origin',
      'content',
      'measure',
      builder.fn.sum<number | string>('count').as('count'),
    ])
    .where('tenant_id', '=', tenantId)
    .where('show_id', '=', showId)
    .where('hour', '>=', since)
    .groupBy(['origin', 'content', 'measure'])
    .orderBy('origin')
    .orderBy('content')
    .orderBy('measure')
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/** Hours long past, one at a time: a show has no more rows in one than it has channels and measures. */
export async function sweepTrackCounts(db: Db, { before }: Batch): Promise<number> {
  const oldest = await db
    .selectFrom('track_count')
    .select((builder) => builder.fn.min('hour').as('hour'))
    .executeTakeFirst()
  if (oldest?.hour == null || oldest.hour >= before) return 0
  const gone = await db.deleteFrom('track_count').where('hour', '=', oldest.hour).executeTakeFirst()
  return Number(gone.numDeletedRows)
}
