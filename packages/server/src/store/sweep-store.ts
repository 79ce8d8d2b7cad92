import { releaseBuyer } from './buyer-store.ts'
import { forgetJourney } from './personal-data-store.ts'
import type { Db } from './store.ts'

/**
 * What may be forgotten, a batch at a time. Each function is run in a transaction of its own and tells how
 * many it took; fewer than the limit means that nothing is left. Several nodes may sweep at once: a row that
 * one has in hand is left to it.
 */
export interface Batch {
  /** What is older goes. */
  readonly before: number
  readonly limit: number
}

/** What can never be used again. */
export async function sweepExpired(db: Db, { before, limit }: Batch): Promise<number> {
  let count = 0
  for (const table of [
    'proof_nonce',
    'access_grant',
    'ticket',
    'offer',
    'claim',
    'hub_window',
    'passkey_challenge',
    'console_session',
  ] as const) {
    const result = await db
      .deleteFrom(table)
      .where('hash', 'in', (query) =>
        query
          .selectFrom(table)
          .select('hash')
          .where('expires_at', '<', before)
          .limit(limit)
          .forUpdate()
          .skipLocked(),
      )
      .executeTakeFirst()
    count = Math.max(count, Number(result.numDeletedRows))
  }
  return count
}

/** Verdicts no client asks for again: what waited that long is not sent without asking. */
export async function sweepVerdicts(db: Db, { before, limit }: Batch): Promise<number> {
  const old = await db
    .selectFrom('mutation')
    .select(['tenant_id', 'client_id', 'mid'])
    .where('at', '<', before)
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  for (const { tenant_id, client_id, mid } of old)
    await db
      .deleteFrom('mutation')
      .where('tenant_id', '=', tenant_id)
      .where('client_id', '=', client_id)
      .where('mid', '=', mid)
      .execute()
  return old.length
}

/** Pages that have long been closed. */
export async function sweepClients(db: Db, { before, limit }: Batch): Promise<number> {
  const old = await db
    .selectFrom('client')
    .select(['tenant_id', 'id'])
    .where('seen_at', '<', before)
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  for (const { tenant_id, id } of old)
    await db.deleteFrom('client').where('tenant_id', '=', tenant_id).where('id', '=', id).execute()
  return old.length
}

/** What was met in shows too long ago to be credited. */
export async function sweepTouches(db: Db, { before, limit }: Batch): Promise<number> {
  const old = await db
    .selectFrom('touch')
    .select(['tenant_id', 'journey_id', 'show_id', 'channel', 'kind', 'item'])
    .where('last_at', '<', before)
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  for (const { tenant_id, journey_id, show_id, channel, kind, item } of old)
    await db
      .deleteFrom('touch')
      .where('tenant_id', '=', tenant_id)
      .where('journey_id', '=', journey_id)
      .where('show_id', '=', show_id)
      .where('channel', '=', channel)
      .where('kind', '=', kind)
      .where('item', '=', item)
      .execute()
  return old.length
}

/**
 * Traces of removed lines. Their cart remembers the revision up to which it can no longer tell what went:
 * whoever has seen less is told the whole cart.
 */
export async function sweepTombstones(db: Db, { before, limit }: Batch): Promise<number> {
  const found = await db
    .selectFrom('cart_line')
    .select(['tenant_id', 'cart_id'])
    .distinct()
    .where('removed_at', '<', before)
    .limit(limit)
    .execute()
  if (found.length === 0) return 0
  // The lines' lock is their cart's, and carts are locked in order.
  const carts = await db
    .selectFrom('cart')
    .select(['tenant_id', 'id'])
    .where(
      'id',
      'in',
      found.map(({ cart_id }) => cart_id),
    )
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute()
  let count = 0
  for (const { tenant_id, id } of carts) {
    const gone = await db
      .deleteFrom('cart_line')
      .where('tenant_id', '=', tenant_id)
      .where('cart_id', '=', id)
      .where('removed_at', '<', before)
      .returning('rev')
      .execute()
    const highest = Math.max(0, ...gone.map(({ rev }) => rev))
    await db
      .updateTable('cart')
      .set({ floor_rev: highest })
      .where('tenant_id', '=', tenant_id)
      .where('id', '=', id)
      .where('floor_rev', '<', highest)
      .execute()
    count += gone.length
  }
  return count
}

/** Journeys of nobody known that nobody came back to, with their carts and all that was done in them. */
export async function sweepAnonymous(db: Db, { before, limit }: Batch): Promise<number> {
  const old = await db
    .selectFrom('journey')
    .innerJoin('cart', (join) =>
      join.onRef('cart.tenant_id', '=', 'journey.tenant_id').onRef('cart.id', '=', 'journey.cart_id'),
    )
    .select(['journey.tenant_id', 'journey.id'])
    .where('journey.shopper_id', 'is', null)
    .where('journey.merged_into', 'is', null)
    .where('journey.touched_at', '<', before)
    .where('cart.touched_at', '<', before)
    // Whoever has a passkey of it may come back.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('passkey')
            .select('passkey.id')
            .whereRef('passkey.tenant_id', '=', 'journey.tenant_id')
            .whereRef('passkey.journey_id', '=', 'journey.id'),
        ),
      ),
    )
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  // Nothing that old is still set aside, so no move of stock takes this time.
  for (const { tenant_id, id } of old) {
    await releaseBuyer(db, tenant_id, id)
    await forgetJourney(db, tenant_id, { journeyId: id, nowMs: before })
  }
  return old.length
}
