import type { Db } from './store.ts'

/** This journey, and all that have gone over into it: see `mergeJourneyRows`. */
export async function selectFamily(
  db: Db,
  tenantId: string,
  journeyId: string,
): Promise<{ id: string; mergedAt: number | null }[]> {
  const rows = await db
    .selectFrom('journey')
    .select(['id', 'merged_at'])
    .where('tenant_id', '=', tenantId)
    .where((where) => where.or([where('id', '=', journeyId), where('merged_into', '=', journeyId)]))
    .execute()
  return rows.map(({ id, merged_at }) => ({ id, mergedAt: merged_at }))
}

/** Nobody comes to these journeys any more by a link, a code, an approval or an offer that is out already. */
export async function voidWaysTo(db: Db, tenantId: string, journeyIds: readonly string[]): Promise<void> {
  for (const table of ['ticket', 'offer', 'claim'] as const)
    await db
      .deleteFrom(table)
      .where('tenant_id', '=', tenantId)
      .where('journey_id', 'in', journeyIds)
      .execute()
}
