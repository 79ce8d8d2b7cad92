import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What a tenant's shop has of its shoppers' carts, where it keeps a copy of them. */
export const keptCarts: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('tenant')
      .addColumn('keeps_shop_cart', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await db.schema
      .createTable('shop_cart')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('cart_id', 'text', (column) => column.notNull())
      .addColumn('due_at', 'bigint')
      .addColumn('tries', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('shop_ref', 'text')
      .addColumn('order_id', 'text')
      .addColumn('rev', 'integer')
      .addColumn('theirs_json', 'text', (column) => column.notNull())
      .addColumn('mirrored_at', 'bigint', (column) => column.notNull())
      .addColumn('told_at', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('waits_json', 'text')
      .addPrimaryKeyConstraint('shop_cart_key', ['tenant_id', 'cart_id'] as never[])
      .execute()
    await sql`create index shop_cart_by_due on shop_cart (due_at) where due_at is not null`.execute(db)
    await sql`create index shop_cart_by_ref on shop_cart (tenant_id, shop_ref) where shop_ref is not null`.execute(
      db,
    )
  },
}
