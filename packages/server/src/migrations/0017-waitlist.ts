import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Who waits for what is sold out, in the order of their wishes, and whose turn it is. */
export const waitlist: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('waiting')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('variant_id', 'text', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('cart_id', 'text', (column) => column.notNull())
      .addColumn('joined_at', 'bigint', (column) => column.notNull())
      .addColumn('turn_until', 'bigint')
      .addColumn('location_id', 'text')
      .addPrimaryKeyConstraint('waiting_key', ['tenant_id', 'variant_id', 'seq'] as never[])
      .execute()
    // One place a line for each cart, and all places of a cart.
    await db.schema
      .createIndex('waiting_by_cart')
      .unique()
      .on('waiting')
      .columns(['tenant_id', 'cart_id', 'variant_id'])
      .execute()
    await db.schema.createIndex('waiting_by_turn').on('waiting').columns(['turn_until']).execute()
  },
}
