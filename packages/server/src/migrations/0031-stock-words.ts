import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What a tenant's backend was last told of each variant's stock. */
export const stockWords: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('stock_word')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('variant_id', 'text', (column) => column.notNull())
      .addColumn('word', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('stock_word_key', ['tenant_id', 'variant_id'] as never[])
      .execute()
  },
}
