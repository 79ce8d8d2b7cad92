import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What is needed to find what may be forgotten, and to tell who has missed it. */
export const retention: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('cart')
      .addColumn('floor_rev', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await db.schema.alterTable('cart_line').addColumn('removed_at', 'bigint').execute()
    for (const [name, on] of Object.entries(indexes))
      await sql.raw(`create index ${name} on ${on}`).execute(db)
  },
}

const indexes = {
  line_by_removal: 'cart_line (removed_at) where removed_at is not null',
  mutation_by_time: 'mutation (at)',
  client_by_seen: 'client (seen_at)',
  journey_by_touch: 'journey (touched_at) where shopper_id is null',
  ticket_by_expiry: 'ticket (expires_at)',
  offer_by_expiry: 'offer (expires_at)',
  console_by_expiry: 'console_session (expires_at)',
}
