import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Of a cart that its shop is told: who is at it, and whether it changed since. */
export const shopCartLease: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('shop_cart')
      .addColumn('marks', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await db.schema
      .alterTable('shop_cart')
      .addColumn('leased_until', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute()
  },
}
