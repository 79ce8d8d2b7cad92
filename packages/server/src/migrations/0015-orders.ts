import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What became of an order after it was paid, and who at a store may hand goods over. */
export const orders: Migration = {
  async up(db: Kysely<unknown>) {
    for (const [column, type] of [
      ['placed_at', 'bigint'],
      ['pickup_code', 'text'],
      ['handed_over_at', 'bigint'],
      ['handed_over_by', 'text'],
    ] as const)
      await db.schema.alterTable('checkout').addColumn(column, type).execute()
    await sql`create unique index checkout_by_pickup_code on checkout (tenant_id, pickup_code)
      where pickup_code is not null`.execute(db)
    await sql`create index checkout_by_cart on checkout (tenant_id, cart_id) where state = 'placed'`.execute(
      db,
    )
    for (const [column, type] of [
      ['order_id', 'text'],
      ['order_at', 'bigint'],
    ] as const)
      await db.schema.alterTable('cart').addColumn(column, type).execute()
    await sql`create index cart_by_merged on cart (tenant_id, merged_into) where merged_into is not null`.execute(
      db,
    )
    await db.schema
      .createTable('associate')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('key_hash', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('location_id', 'text', (column) => column.notNull())
      .execute()
    await db.schema.alterTable('console_session').addColumn('associate_key_hash', 'text').execute()
  },
}
