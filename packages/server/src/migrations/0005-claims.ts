import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What a place asks for from a window of the hub, and what such a window knows. */
export const claims: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('place').addColumn('embedded_in', 'text').execute()
    await db.schema
      .createTable('claim')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('code', 'text', (column) => column.notNull().unique())
      .addColumn('match_digits', 'text', (column) => column.notNull())
      .addColumn('place_id', 'text', (column) => column.notNull())
      .addColumn('origin', 'text', (column) => column.notNull())
      .addColumn('embedded_in', 'text')
      .addColumn('jkt', 'text', (column) => column.notNull())
      .addColumn('address_hash', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('tries_left', 'integer', (column) => column.notNull())
      .addColumn('release_hash', 'text')
      .addColumn('journey_id', 'text')
      .execute()
    await db.schema.createIndex('claim_by_expiry').on('claim').column('expires_at').execute()
    await db.schema
      .createTable('hub_window')
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('journey_id', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('hub_window_key', ['hash', 'tenant_id'] as never[])
      .execute()
    await db.schema
      .createIndex('hub_window_by_journey')
      .on('hub_window')
      .columns(['tenant_id', 'journey_id'])
      .execute()
    await db.schema.createIndex('hub_window_by_expiry').on('hub_window').column('expires_at').execute()
  },
}
