import type { LocationId } from '@tote/protocol'
import { hashSecret } from '../secret.ts'
import type { Db } from './store.ts'

export interface Associate {
  readonly tenantId: string
  readonly keyHash: string
  readonly name: string
  readonly locationId: LocationId
}

/** Who is no longer named can do nothing more: what is open of theirs in the console ends with their row. */
export async function replaceAssociates(
  db: Db,
  tenantId: string,
  associates: readonly { name: string; key: string; location: LocationId }[],
): Promise<void> {
  await db.deleteFrom('associate').where('tenant_id', '=', tenantId).execute()
  for (const { name, key, location } of associates)
    await db
      .insertInto('associate')
      .values({ tenant_id: tenantId, key_hash: hashSecret(key), name, location_id: location })
      .execute()
}

/** Looked up by hash: neither the database nor its timing knows the key itself. */
export async function selectAssociate(db: Db, keyHash: string): Promise<Associate | undefined> {
  const row = await db.selectFrom('associate').selectAll().where('key_hash', '=', keyHash).executeTakeFirst()
  return (
    row && {
      tenantId: row.tenant_id,
      keyHash: row.key_hash,
      name: row.name,
      // Written from what was parsed.
      locationId: row.location_id as LocationId,
    }
  )
}
