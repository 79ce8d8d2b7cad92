import type { Db } from './store.ts'

export async function replaceSigningKeys(
  db: Db,
  tenantId: string,
  keys: readonly { readonly kid: string; readonly jwk: unknown }[],
): Promise<void> {
  await db.deleteFrom('tenant_signing_key').where('tenant_id', '=', tenantId).execute()
  for (const { kid, jwk } of keys)
    await db
      .insertInto('tenant_signing_key')
      .values({ tenant_id: tenantId, kid, jwk_json: JSON.stringify(jwk) })
      .execute()
}

/** The public key as the tenant file gave it; undefined when the tenant has none of this name. */
export async function selectSigningKey(db: Db, tenantId: string, kid: string): Promise<unknown> {
  const row = await db
    .selectFrom('tenant_signing_key')
    .select('jwk_json')
    .where('tenant_id', '=', tenantId)
    .where('kid', '=', kid)
    .executeTakeFirst()
  return row === undefined ? undefined : JSON.parse(row.jwk_json)
}
