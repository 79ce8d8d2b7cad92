import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Who besides the tenant sells at its shows, what is theirs, and their shops. */
export const merchants: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('tenant')
      .addColumn('merchants_json', 'text', (column) => column.notNull().defaultTo('[]'))
      .execute()
    for (const table of ['product', 'cart_line', 'checkout'])
      await db.schema.alterTable(table).addColumn('merchant_id', 'text').execute()
    await db.schema.alterTable('cart').addColumn('checkout_parts_json', 'text').execute()
    // A key cannot be widened in every engine. What was in it is written again as each hub starts, which reads its files.
    await sql`drop table shop`.execute(db)
    await db.schema
      .createTable('shop')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('merchant_id', 'text', (column) => column.notNull())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('leased_until', 'bigint', (column) => column.notNull())
      .addColumn('tries', 'integer', (column) => column.notNull())
      .addColumn('read_at', 'bigint')
      .addColumn('failing_since', 'bigint')
      .addColumn('problem', 'text')
      .addPrimaryKeyConstraint('shop_key', ['tenant_id', 'merchant_id'] as never[])
      .execute()
  },
}
