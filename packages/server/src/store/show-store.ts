import { cueSchema, type Cue, type ShowEvent } from '@tote/protocol'
import type { Selectable } from 'kysely'
import type { Db } from './store.ts'
import type { Tables } from './tables.ts'

export type ShowRow = Selectable<Tables['show']>

export async function selectShow(db: Db, tenantId: string, id: string): Promise<ShowRow | undefined> {
  return db
    .selectFrom('show')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function selectShows(db: Db, tenantId: string): Promise<ShowRow[]> {
  return db
    .selectFrom('show')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('starts_at', 'desc')
    .execute()
}

/** The log after a number, in its order. */
export async function selectEvents(
  db: Db,
  tenantId: string,
  { showId, after }: { showId: string; after: number },
): Promise<ShowEvent[]> {
  const rows = await db
    .selectFrom('show_event')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('show_id', '=', showId)
    .where('seq', '>', after)
    .orderBy('seq')
    .execute()
  return rows.map(({ seq, at, cue_json }) => ({ seq, at, cue: cueSchema.parse(JSON.parse(cue_json)) }))
}

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
