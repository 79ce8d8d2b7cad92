import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What a tenant's file says of its stores, and from when on an order can be fetched. */
export const stores: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('store_facts')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('location_id', 'text', (column) => column.notNull())
      .addColumn('is_pickup', 'integer', (column) => column.notNull())
      .addColumn('ships_from', 'integer', (column) => column.notNull())
      .addColumn('facts_json', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('store_facts_key', ['tenant_id', 'location_id'] as never[])
      .execute()
    await db.schema.alterTable('checkout').addColumn('ready_at', 'bigint').execute()
  },
}
