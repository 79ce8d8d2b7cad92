import type { LocationId } from '@tote/protocol'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'

/** Where shoppers can pick up: the tenant's stores, by name. */
export async function selectStores(
  db: Db,
  tenantId: string,
): Promise<{ readonly id: LocationId; readonly name: string }[]> {
  const rows = await storesOf.rows(db, { tenantId })
  // Written by applyTenantFile, whose schema is the one of location ids.
  return rows.map(({ id, name }) => ({ id: id as LocationId, name }))
}

const storesOf = createStatement((db, { tenantId }: { tenantId: string }) =>
  db
    .selectFrom('location')
    .select(['id', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', 'store')
    .orderBy('name'),
)

export async function selectPickups(db: Db, tenantId: string): Promise<Set<string>> {
  return new Set((await selectStores(db, tenantId)).map(({ id }) => id))
}
