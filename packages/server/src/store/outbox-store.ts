import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'

export interface OutboxEntry {
  readonly tenantId: string
  /** What kind of news it is. */
  readonly topic: string
  /** What it is about: entries of one key leave in the order they were written. */
  readonly key: string
  readonly body: string
  readonly nowMs: number
}

/** Writes what is to be told outside. In the transaction of the effect, under the lock of what the key names. */
export async function insertOutbox(db: Db, entry: OutboxEntry): Promise<void> {
  await writeEntry.rows(db, { id: uuid(), ...entry })
}

const writeEntry = createStatement((db, entry: OutboxEntry & { id: string }) =>
  db.insertInto('outbox').values({
    id: entry.id,
    tenant_id: entry.tenantId,
    topic: entry.topic,
    key: entry.key,
    body: entry.body,
    at: entry.nowMs,
    sent_at: null,
    failed_at: null,
    next_try_at: entry.nowMs,
    tries: 0,
  }),
)

export interface ClaimedEntry {
  /** The same at every try, so that the receiver can tell a repeat. */
  readonly id: string
  readonly tenantId: string
  readonly topic: string
  readonly key: string
  readonly body: string
  readonly at: number
  /** This one included. */
  readonly tries: number
}

/** As many connections to backends at once, of one node; of one key there is never more than one. */
export const CLAIMED_AT_ONCE = 50

/**
 * Takes entries that are due, oldest first, and of each key only the first that is not done: what comes
 * after it waits. Of these tenants only. Nobody else gets them before `nowMs + leaseMs`; by then `markSent`, `retryLater` or
 * `markFailed` has to tell how it went. Run it in a transaction.
 */
export async function claimOutbox(
  db: Db,
  { nowMs, leaseMs, tenantIds }: { nowMs: number; leaseMs: number; tenantIds: readonly string[] },
): Promise<ClaimedEntry[]> {
  if (tenantIds.length === 0) return []
  const due = await dueEntries.rows(db, { nowMs, tenantIds })
  if (due.length === 0) return []
  const rows = await leaseEntries.rows(db, { untilMs: nowMs + leaseMs, seqs: due.map(({ seq }) => seq) })
  return rows
    .toSorted((one, other) => one.seq - other.seq)
    .map(({ id, tenant_id, topic, key, body, at, tries }) => ({
      id,
      tenantId: tenant_id,
      topic,
      key,
      body,
      at,
      tries,
    }))
}

const dueEntries = createStatement(
  (db, { nowMs, tenantIds }: { nowMs: number; tenantIds: readonly string[] }) =>
    db
      .selectFrom('outbox')
      .select('seq')
      .where('sent_at', 'is', null)
      .where('failed_at', 'is', null)
      .where('next_try_at', '<=', nowMs)
      .where('tenant_id', 'in', tenantIds)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('outbox as earlier')
              .select(sql.lit(1).as('one'))
              .whereRef('earlier.tenant_id', '=', 'outbox.tenant_id')
              .whereRef('earlier.key', '=', 'outbox.key')
              .where('earlier.sent_at', 'is', null)
              .where('earlier.failed_at', 'is', null)
              .whereRef('earlier.seq', '<', 'outbox.seq'),
          ),
        ),
      )
      .orderBy('seq')
      .limit(CLAIMED_AT_ONCE)
      .forUpdate()
      .skipLocked(),
)

const leaseEntries = createStatement((db, { untilMs, seqs }: { untilMs: number; seqs: readonly number[] }) =>
  db
    .updateTable('outbox')
    .set((builder) => ({ next_try_at: untilMs, tries: builder('tries', '+', 1) }))
    .where('seq', 'in', seqs)
    .returning(['seq', 'id', 'tenant_id', 'topic', 'key', 'body', 'at', 'tries']),
)

export async function markSent(db: Db, id: string, nowMs: number): Promise<void> {
  await entrySent.rows(db, { id, nowMs })
}

const entrySent = createStatement((db, { id, nowMs }: { id: string; nowMs: number }) =>
  db.updateTable('outbox').set({ sent_at: nowMs }).where('id', '=', id),
)

export async function retryLater(db: Db, id: string, nextTryAt: number): Promise<void> {
  await db.updateTable('outbox').set({ next_try_at: nextTryAt }).where('id', '=', id).execute()
}

/** Gives an entry up, so that its key goes on with the next. */
export async function markFailed(db: Db, id: string, nowMs: number): Promise<void> {
  await db.updateTable('outbox').set({ failed_at: nowMs }).where('id', '=', id).execute()
}

/** Forgets what these webhooks were told of these keys, and know by now; what is still to be told stays. */
export async function deleteTold(
  db: Db,
  tenantId: string,
  { hookIds, keys }: { hookIds: readonly string[]; keys: readonly string[] },
): Promise<void> {
  const all = hookIds.flatMap((id) => keys.map((key) => `${id}/${key}`))
  if (all.length === 0) return
  await db
    .deleteFrom('outbox')
    .where('tenant_id', '=', tenantId)
    .where('key', 'in', all)
    .where(({ or, eb }) => or([eb('sent_at', 'is not', null), eb('failed_at', 'is not', null)]))
    .execute()
}

/** Forgets what was sent or given up before this moment. */
export async function sweepOutbox(db: Db, beforeMs: number): Promise<void> {
  await db
    .deleteFrom('outbox')
    .where(({ or, eb }) => or([eb('sent_at', '<', beforeMs), eb('failed_at', '<', beforeMs)]))
    .execute()
}
