import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Prices of a show that end by themselves, one a variant. */
export const priceEnds: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('price_end')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('variant_id', 'text', (column) => column.notNull())
      .addColumn('product_id', 'text', (column) => column.notNull())
      .addColumn('show_id', 'text', (column) => column.notNull())
      .addColumn('price', 'bigint', (column) => column.notNull())
      .addColumn('ends_at', 'bigint', (column) => column.notNull())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('price_end_key', ['tenant_id', 'variant_id'] as never[])
      .execute()
    await db.schema.createIndex('price_end_by_due').on('price_end').column('due_at').execute()
  },
}
