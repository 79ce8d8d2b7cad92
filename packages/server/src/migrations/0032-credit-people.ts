import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Beside the ledger: who at a store served a line, and, until they are forgotten, which orders are of one buyer. */
export const creditPeople: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('sale_service')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('checkout_id', 'text', (column) => column.notNull())
      .addColumn('line_id', 'text', (column) => column.notNull())
      .addColumn('deed', 'text', (column) => column.notNull())
      .addColumn('store_id', 'text', (column) => column.notNull())
      .addColumn('associate', 'text', (column) => column.notNull())
      .addColumn('quantity', 'bigint', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('sale_service_key', [
        'tenant_id',
        'checkout_id',
        'line_id',
        'deed',
        'store_id',
      ] as never[])
      .execute()
    await db.schema
      .createTable('buyer')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('journey_id', 'text')
      .addColumn('met_at', 'bigint', (column) => column.notNull())
      .addColumn('show_id', 'text')
      .addColumn('host', 'text')
      .addColumn('cue', 'integer')
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('product_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('buyer_key', ['tenant_id', 'key'] as never[])
      .execute()
    // One key a journey; none of its own once nobody knows whose it was.
    await db.schema
      .createIndex('buyer_by_journey')
      .unique()
      .on('buyer')
      .columns(['tenant_id', 'journey_id'])
      .execute()
    await db.schema.createIndex('buyer_by_time').on('buyer').columns(['tenant_id', 'met_at']).execute()
    await db.schema
      .createTable('sale_buyer')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('checkout_id', 'text', (column) => column.notNull())
      .addColumn('buyer', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('sale_buyer_key', ['tenant_id', 'checkout_id'] as never[])
      .execute()
    await db.schema
      .createIndex('sale_buyer_by_buyer')
      .on('sale_buyer')
      .columns(['tenant_id', 'buyer'])
      .execute()
  },
}
