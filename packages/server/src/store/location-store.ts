import type { LocationId } from '@tote/protocol'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'

export interface NamedStore {
  readonly id: LocationId
  readonly name: string
}

/** The tenant's stores, by name. */
export async function selectStores(db: Db, tenantId: string): Promise<NamedStore[]> {
  return (await storesOf.rows(db, { tenantId })).map(toStore)
}

/** Those where shoppers can pick up. */
export async function selectPickupStores(db: Db, tenantId: string): Promise<NamedStore[]> {
  const rows = await storesOf.rows(db, { tenantId })
  return rows.filter(({ is_pickup }) => is_pickup !== 0).map(toStore)
}

// Written by applyTenantFile, whose schema is the one of location ids.
const toStore = ({ id, name }: { id: string; name: string }) => ({ id: id as LocationId, name })

const storesOf = createStatement((db, { tenantId }: { tenantId: string }) =>
  db
    .selectFrom('location')
    .leftJoin('store_facts', (join) =>
      join
        .onRef('store_facts.tenant_id', '=', 'location.tenant_id')
        .onRef('store_facts.location_id', '=', 'location.id'),
    )
    .select(['location.id', 'location.name', 'store_facts.is_pickup'])
    .where('location.tenant_id', '=', tenantId)
    .where('location.kind', '=', 'store')
    .orderBy('location.name'),
)

export async function selectPickups(db: Db, tenantId: string): Promise<Set<string>> {
  return new Set((await selectPickupStores(db, tenantId)).map(({ id }) => id))
}
