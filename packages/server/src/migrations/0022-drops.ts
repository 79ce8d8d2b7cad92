import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Drops: who entered, the log of their order, and the places in line that come of one. */
export const drops: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('show_drop')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('show_id', 'text', (column) => column.notNull())
      .addColumn('product_id', 'text', (column) => column.notNull())
      .addColumn('variant_id', 'text', (column) => column.notNull())
      .addColumn('opens_at', 'bigint', (column) => column.notNull())
      .addColumn('window_ms', 'bigint', (column) => column.notNull())
      .addColumn('per_shopper', 'integer', (column) => column.notNull())
      .addColumn('hold_ms', 'bigint', (column) => column.notNull())
      .addColumn('seed', 'text', (column) => column.notNull())
      .addColumn('salt', 'text', (column) => column.notNull())
      .addColumn('commitment', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('is_sold_out', 'integer', (column) => column.notNull())
      .addColumn('log_n', 'bigint', (column) => column.notNull())
      .addColumn('log_at', 'bigint', (column) => column.notNull())
      .addColumn('log_hash', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('show_drop_key', ['tenant_id', 'id'] as never[])
      .execute()
    // The public log is asked for by a drop's id alone.
    await db.schema.createIndex('show_drop_by_id').unique().on('show_drop').columns(['id']).execute()
    await db.schema
      .createIndex('show_drop_by_variant')
      .on('show_drop')
      .columns(['tenant_id', 'variant_id'])
      .execute()
    await db.schema.createIndex('show_drop_by_state').on('show_drop').columns(['state']).execute()
    await db.schema
      .createTable('drop_entry')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('drop_id', 'text', (column) => column.notNull())
      .addColumn('cart_id', 'text', (column) => column.notNull())
      .addColumn('who', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('n', 'bigint', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('drop_entry_key', ['tenant_id', 'drop_id', 'who'] as never[])
      .execute()
    // One entry a drop for each cart, and all entries of a cart.
    await db.schema
      .createIndex('drop_entry_by_cart')
      .unique()
      .on('drop_entry')
      .columns(['tenant_id', 'cart_id', 'drop_id'])
      .execute()
    await db.schema
      .createTable('drop_log')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('drop_id', 'text', (column) => column.notNull())
      .addColumn('n', 'bigint', (column) => column.notNull())
      .addColumn('entry_json', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('drop_log_key', ['tenant_id', 'drop_id', 'n'] as never[])
      .execute()
    // A place that comes of a drop: which, under what name its log knows it, and how many units its turn sets aside.
    await db.schema.alterTable('waiting').addColumn('drop_id', 'text').execute()
    await db.schema.alterTable('waiting').addColumn('who', 'text').execute()
    await db.schema
      .alterTable('waiting')
      .addColumn('units', 'integer', (column) => column.notNull().defaultTo(1))
      .execute()
  },
}
