import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Shops that the hub asks: whose turn it is to read them, where their check-outs are paid, and how new their counts are. */
export const shops: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('shop')
      .addColumn('tenant_id', 'text', (column) => column.primaryKey())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('leased_until', 'bigint', (column) => column.notNull())
      .addColumn('tries', 'integer', (column) => column.notNull())
      .addColumn('read_at', 'bigint')
      .addColumn('failing_since', 'bigint')
      .addColumn('problem', 'text')
      .execute()
    await db.schema.alterTable('tenant').addColumn('shop_platform', 'text').execute()
    await db.schema.alterTable('checkout').addColumn('shop_json', 'text').execute()
    await db.schema.alterTable('checkout').addColumn('ask_at', 'bigint').execute()
    await db.schema
      .alterTable('checkout')
      .addColumn('asks', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await sql`create index checkout_by_ask on checkout (ask_at) where ask_at is not null`.execute(db)
    for (const column of ['heard_at', 'told_at'])
      await db.schema
        .alterTable('stock')
        .addColumn(column, 'bigint', (added) => added.notNull().defaultTo(0))
        .execute()
  },
}
