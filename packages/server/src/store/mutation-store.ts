import { verdictSchema, type ClientId, type Mutation, type Verdict } from '@tote/protocol'
import type { Selectable } from 'kysely'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'
import type { Tables } from './tables.ts'

/** A page instance that numbers its operations. Belongs to the journey that used its id first. */
export interface Client {
  readonly journeyId: string
  readonly lastMid: number
}

/**
 * How far a cart is and how far a client's numbers were taken, of one moment: a number without its revision
 * would make the client forget what the cart does not have.
 */
export async function selectHead(
  db: Db,
  tenantId: string,
  { cartId, clientId }: { cartId: string; clientId: string },
): Promise<{ rev: number; client: Client | undefined } | undefined> {
  const row = await headOf.row(db, { tenantId, cartId, clientId })
  if (row === undefined) return undefined
  const { rev, journey_id: journeyId, last_mid: lastMid } = row
  return { rev, client: journeyId === null || lastMid === null ? undefined : { journeyId, lastMid } }
}

const headOf = createStatement(
  (db, { tenantId, cartId, clientId }: { tenantId: string; cartId: string; clientId: string }) =>
    db
      .selectFrom('cart')
      .leftJoin('client', (join) =>
        join.onRef('client.tenant_id', '=', 'cart.tenant_id').on('client.id', '=', clientId),
      )
      .select(['cart.rev', 'client.journey_id', 'client.last_mid'])
      .where('cart.tenant_id', '=', tenantId)
      .where('cart.id', '=', cartId),
)

/**
 * The client, locked: its numbers are used up one after another. The first to use an id gets it, also when
 * others try at the same time.
 */
export async function claimClient(
  db: Db,
  tenantId: string,
  { clientId, journeyId, nowMs }: { clientId: string; journeyId: string; nowMs: number },
): Promise<Client> {
  let row = await lockedClient.row(db, { tenantId, clientId })
  if (row === undefined) {
    await db
      .insertInto('client')
      .values({ tenant_id: tenantId, id: clientId, journey_id: journeyId, last_mid: 0, seen_at: nowMs })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
      .execute()
    row = await lockedClient.row(db, { tenantId, clientId })
    if (row === undefined) throw new Error(`client ${clientId} vanished while it was claimed`)
  }
  return { journeyId: row.journey_id, lastMid: row.last_mid }
}

const lockedClient = createStatement((db, { tenantId, clientId }: { tenantId: string; clientId: string }) =>
  db
    .selectFrom('client')
    .select(['journey_id', 'last_mid'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', clientId)
    .forUpdate(),
)

/** Of those of these operations that were decided before, what was decided, by uid. */
export async function selectVerdicts(
  db: Db,
  tenantId: string,
  uids: readonly string[],
): Promise<Map<string, Verdict>> {
  const rows = await decided.rows(db, { tenantId, uids })
  return new Map(rows.map(({ uid, verdict_json }) => [uid, verdictSchema.parse(JSON.parse(verdict_json))]))
}

const decided = createStatement((db, { tenantId, uids }: { tenantId: string; uids: readonly string[] }) =>
  db
    .selectFrom('mutation')
    .select(['uid', 'verdict_json'])
    .where('tenant_id', '=', tenantId)
    .where('uid', 'in', uids),
)

export interface LoggedMutations {
  readonly clientId: string
  readonly cartId: string
  readonly decided: readonly { readonly mutation: Mutation; readonly verdict: Verdict }[]
  readonly nowMs: number
}

/** Uses up the numbers from `after` to `to`. Guarded by the number before them, so that two writers can never both use one. */
export async function useNumbers(
  db: Db,
  tenantId: string,
  { clientId, after, to, nowMs }: { clientId: string; after: number; to: number; nowMs: number },
): Promise<void> {
  const used = await takeNumbers.count(db, { tenantId, clientId, after, to, nowMs })
  if (used !== 1) throw new Error(`number ${after + 1} of client ${clientId} was used meanwhile`)
}

const takeNumbers = createStatement(
  (db, taken: { tenantId: string; clientId: string; after: number; to: number; nowMs: number }) =>
    db
      .updateTable('client')
      .set({ last_mid: taken.to, seen_at: taken.nowMs })
      .where('tenant_id', '=', taken.tenantId)
      .where('id', '=', taken.clientId)
      .where('last_mid', '=', taken.after),
)

/** Keeps what was decided, in one statement however many there are: others wait for this cart's rows meanwhile. */
export async function logMutations(
  db: Db,
  tenantId: string,
  { clientId, cartId, decided: entries, nowMs }: LoggedMutations,
): Promise<void> {
  const rows = entries.map(({ mutation, verdict }) => ({
    tenant_id: tenantId,
    client_id: clientId,
    mid: mutation.mid,
    uid: mutation.uid,
    cart_id: cartId,
    op_json: JSON.stringify(mutation.op),
    verdict_json: JSON.stringify(verdict),
    rev_after: verdict.rev,
    at: nowMs,
  }))
  const [first, ...more] = rows
  if (first === undefined) return
  if (more.length === 0) await insertMutation.rows(db, first)
  // Seldom, and of any length: its text is made for it.
  else await db.insertInto('mutation').values(rows).execute()
}

const insertMutation = createStatement((db, row: Selectable<Tables['mutation']>) =>
  db.insertInto('mutation').values({ ...row }),
)

/** More pages of one shopper are not open at once. */
const RECENT_CLIENTS = 20

/**
 * How far the numbers of these clients were taken, and of those that spoke last: one tab tells another what it
 * hears, and must be able to say whose operations are in it. Those never heard of are left out.
 */
export async function selectLastMids(
  db: Db,
  tenantId: string,
  { journeyId, clientIds }: { journeyId: string; clientIds: readonly ClientId[] },
): Promise<[ClientId, number][]> {
  const recent = await recentClients.rows(db, { tenantId, journeyId })
  const others = clientIds.filter((asked) => !recent.some(({ id }) => id === asked))
  const asked =
    others.length === 0 ? [] : await clientsById.rows(db, { tenantId, journeyId, clientIds: others })
  // A row's id was parsed when its client first spoke.
  return [...recent, ...asked].map(({ id, last_mid }) => [id as ClientId, last_mid])
}

interface ClientsKey {
  readonly tenantId: string
  readonly journeyId: string
}
const clientsOf = (db: Db, { tenantId, journeyId }: ClientsKey) =>
  db
    .selectFrom('client')
    .select(['id', 'last_mid'])
    .where('tenant_id', '=', tenantId)
    .where('journey_id', '=', journeyId)
const recentClients = createStatement((db, key: ClientsKey) =>
  clientsOf(db, key).orderBy('seen_at', 'desc').orderBy('id').limit(RECENT_CLIENTS),
)
const clientsById = createStatement(
  (db, { clientIds, ...key }: ClientsKey & { clientIds: readonly string[] }) =>
    clientsOf(db, key).where('id', 'in', clientIds).orderBy('id'),
)
