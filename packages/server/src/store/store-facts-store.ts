import { parseStoreFacts, type StoreFacts, type StoreFile } from '../fulfilment/store-facts.ts'
import type { Db } from './store.ts'

/** What is no longer said of a store no longer counts: it is open for pick-up and sends, without hours. */
export async function replaceStoreFacts(
  db: Db,
  tenantId: string,
  stores: readonly StoreFile[],
): Promise<void> {
  await db.deleteFrom('store_facts').where('tenant_id', '=', tenantId).execute()
  for (const { location, ...facts } of stores)
    await db
      .insertInto('store_facts')
      .values({
        tenant_id: tenantId,
        location_id: location,
        is_pickup: Number(facts.pickup),
        ships_from: Number(facts.shipsFrom),
        facts_json: JSON.stringify(facts),
      })
      .execute()
}

/** What is said of these stores; of one that nothing is said of there is nothing. */
export async function selectStoreFacts(
  db: Db,
  tenantId: string,
  locationIds: readonly string[],
): Promise<Map<string, StoreFacts>> {
  if (locationIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('store_facts')
    .select(['location_id', 'facts_json'])
    .where('tenant_id', '=', tenantId)
    .where('location_id', 'in', locationIds)
    .execute()
  return new Map(rows.map((row) => [row.location_id, parseStoreFacts(row.facts_json)]))
}
