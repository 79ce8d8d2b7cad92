import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Where a tenant's shop takes a cart's contents by an address of its own. */
export const cartPermalink: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('tenant').addColumn('cart_permalink', 'text').execute()
  },
}
