import { verdictSchema, type ClientId, type Mutation, type Verdict } from '@tote/protocol'
import type { Db } from './store.ts'

/** A page instance that numbers its operations. Belongs to the journey that used its id first. */
export interface Client {
  readonly journeyId: string
  readonly lastMid: number
}

export async function selectClient(db: Db, tenantId: string, clientId: string): Promise<Client | undefined> {
  const row = await db
    .selectFrom('client')
    .select(['journey_id', 'last_mid'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', clientId)
    .executeTakeFirst()
  return row && { journeyId: row.journey_id, lastMid: row.last_mid }
}

export async function insertClient(
  db: Db,
  tenantId: string,
  { clientId, journeyId, nowMs }: { clientId: string; journeyId: string; nowMs: number },
): Promise<void> {
  await db
    .insertInto('client')
    .values({ tenant_id: tenantId, id: clientId, journey_id: journeyId, last_mid: 0, seen_at: nowMs })
    .execute()
}

export async function selectVerdict(
  db: Db,
  tenantId: string,
  key: { uid: string } | { clientId: string; mid: number },
): Promise<{ uid: string; verdict: Verdict } | undefined> {
  const base = db.selectFrom('mutation').select(['uid', 'verdict_json']).where('tenant_id', '=', tenantId)
  const row = await (
    'uid' in key
      ? base.where('uid', '=', key.uid)
      : base.where('client_id', '=', key.clientId).where('mid', '=', key.mid)
  ).executeTakeFirst()
  return row && { uid: row.uid, verdict: verdictSchema.parse(JSON.parse(row.verdict_json)) }
}

export interface LoggedMutation {
  readonly clientId: string
  readonly cartId: string
  readonly mutation: Mutation
  readonly verdict: Verdict
  readonly nowMs: number
}

/**
 * Uses up the number and stores the verdict. The update is guarded by the number before it, so that two
 * writers can never both use one.
 */
export async function logMutation(db: Db, tenantId: string, entry: LoggedMutation): Promise<void> {
  const { clientId, cartId, mutation, verdict, nowMs } = entry
  const used = await db
    .updateTable('client')
    .set({ last_mid: mutation.mid, seen_at: nowMs })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', clientId)
    .where('last_mid', '=', mutation.mid - 1)
    .executeTakeFirst()
  if (used.numUpdatedRows !== 1n)
    throw new Error(`number ${mutation.mid} of client ${clientId} was used meanwhile`)
  await db
    .insertInto('mutation')
    .values({
      tenant_id: tenantId,
      client_id: clientId,
      mid: mutation.mid,
      uid: mutation.uid,
      cart_id: cartId,
      op_json: JSON.stringify(mutation.op),
      verdict_json: JSON.stringify(verdict),
      rev_after: verdict.rev,
      at: nowMs,
    })
    .execute()
}

/** How far the numbers of these clients were taken; those never heard of are left out. */
export async function selectLastMids(
  db: Db,
  tenantId: string,
  { journeyId, clientIds }: { journeyId: string; clientIds: readonly ClientId[] },
): Promise<[ClientId, number][]> {
  if (clientIds.length === 0) return []
  const rows = await db
    .selectFrom('client')
    .select(['id', 'last_mid'])
    .where('tenant_id', '=', tenantId)
    .where('journey_id', '=', journeyId)
    .where('id', 'in', clientIds)
    .execute()
  return rows.flatMap(({ id, last_mid }) =>
    clientIds.filter((known) => known === id).map((known): [ClientId, number] => [known, last_mid]),
  )
}
