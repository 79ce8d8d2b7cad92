import { keptPreferencesSchema, type KeptPreferences } from '@tote/protocol/kept-preferences'
import { mergePreferences } from '../profile/merge-preferences.ts'
import type { Db } from './store.ts'

/** What is set in this very journey, not in one that it went over into. */
export async function selectPreferences(
  db: Db,
  tenantId: string,
  journeyId: string,
): Promise<KeptPreferences> {
  const row = await db
    .selectFrom('journey')
    .select('preferences_json')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', journeyId)
    .executeTakeFirst()
  return row?.preferences_json == null ? {} : keptPreferencesSchema.parse(JSON.parse(row.preferences_json))
}

/** Under the journey's lock. */
export async function writePreferences(
  db: Db,
  tenantId: string,
  { journeyId, kept }: { journeyId: string; kept: KeptPreferences | null },
): Promise<void> {
  await db
    .updateTable('journey')
    .set({ preferences_json: kept === null ? null : JSON.stringify(kept) })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', journeyId)
    .execute()
}

/** One journey goes over into another, under the locks of both: nothing of it stays behind. */
export async function takePreferences(
  db: Db,
  tenantId: string,
  { from, into }: { from: string; into: string },
): Promise<void> {
  const other = await selectPreferences(db, tenantId, from)
  const own = await selectPreferences(db, tenantId, into)
  await writePreferences(db, tenantId, { journeyId: into, kept: mergePreferences(own, other) })
  await writePreferences(db, tenantId, { journeyId: from, kept: null })
}
