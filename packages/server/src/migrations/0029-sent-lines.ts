import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Which lines of a cart that is picked up are sent home all the same, and whose shop can do that. */
export const sentLines: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('cart_line')
      .addColumn('is_sent', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    // Until the tenant's file is read again, which a hub does as it starts.
    await db.schema
      .alterTable('tenant')
      .addColumn('sends_lines', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
  },
}
