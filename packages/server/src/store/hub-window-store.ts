import type { Db } from './store.ts'

/** What one browser's window of the hub knows of one tenant's shopper. */
export interface HubWindow {
  readonly tenantId: string
  readonly journeyId: string
}

/** From now on this browser has that journey of the tenant, instead of the one it had. */
export async function writeHubWindow(
  db: Db,
  {
    hash,
    tenantId,
    journeyId,
    nowMs,
    expiresAt,
  }: HubWindow & { hash: string; nowMs: number; expiresAt: number },
): Promise<void> {
  await db
    .insertInto('hub_window')
    .values({
      hash,
      tenant_id: tenantId,
      journey_id: journeyId,
      created_at: nowMs,
      expires_at: expiresAt,
      follow_hash: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['hash', 'tenant_id']).doUpdateSet({ journey_id: journeyId, created_at: nowMs }),
    )
    .execute()
  // One cookie, one end.
  await db.updateTable('hub_window').set({ expires_at: expiresAt }).where('hash', '=', hash).execute()
}

export async function selectHubWindows(db: Db, hash: string, nowMs: number): Promise<HubWindow[]> {
  const rows = await db
    .selectFrom('hub_window')
    .select(['tenant_id', 'journey_id'])
    .where('hash', '=', hash)
    .where('expires_at', '>', nowMs)
    .orderBy('tenant_id')
    .execute()
  return rows.map(({ tenant_id, journey_id }) => ({ tenantId: tenant_id, journeyId: journey_id }))
}

/** No browser's window knows these journeys any more; or none that took them over then or later. */
export async function deleteHubWindowsOf(
  db: Db,
  tenantId: string,
  { journeyIds, sinceMs = 0 }: { journeyIds: readonly string[]; sinceMs?: number },
): Promise<void> {
  if (journeyIds.length === 0) return
  await db
    .deleteFrom('hub_window')
    .where('tenant_id', '=', tenantId)
    .where('journey_id', 'in', journeyIds)
    .where('created_at', '>=', sinceMs)
    .execute()
}

/** Uses up a ticket that was made out to the hub itself, of whichever tenant. */
export async function useHubTicket(
  db: Db,
  { hash, aud, nowMs }: { hash: string; aud: readonly string[]; nowMs: number },
): Promise<{ tenantId: string; journeyId: string; fromOrigin: string } | undefined> {
  const row = await db
    .updateTable('ticket')
    .set({ used_at: nowMs })
    .where('hash', '=', hash)
    .where('aud', 'in', aud)
    .where('used_at', 'is', null)
    .where('expires_at', '>', nowMs)
    .returning(['tenant_id', 'journey_id', 'from_origin'])
    .executeTakeFirst()
  return row && { tenantId: row.tenant_id, journeyId: row.journey_id, fromOrigin: row.from_origin }
}

/** Uses up what such a ticket offered; `jkt` is of no key, so that no place can accept it. */
export async function useHubOffer(
  db: Db,
  { hash, jkt, nowMs }: { hash: string; jkt: string; nowMs: number },
): Promise<HubWindow | undefined> {
  const row = await db
    .updateTable('offer')
    .set({ used_at: nowMs })
    .where('hash', '=', hash)
    .where('jkt', '=', jkt)
    .where('used_at', 'is', null)
    .where('expires_at', '>', nowMs)
    .returning(['tenant_id', 'journey_id'])
    .executeTakeFirst()
  return row && { tenantId: row.tenant_id, journeyId: row.journey_id }
}

/** Living places of a journey, the latest first. */
export async function selectLivingPlaces(
  db: Db,
  tenantId: string,
  { journeyId }: { journeyId: string },
): Promise<
  {
    id: string
    jkt: string
    origin: string
    embedded_in: string | null
    created_at: number
    seen_at: number
  }[]
> {
  return db
    .selectFrom('place')
    .select(['id', 'jkt', 'origin', 'embedded_in', 'created_at', 'seen_at'])
    .where('tenant_id', '=', tenantId)
    .where('journey_id', '=', journeyId)
    .where('revoked_at', 'is', null)
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .execute()
}
