import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Points of shoppers: what they have, how they came by it, what is set aside, and how long they watched. */
export const points: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('tenant').addColumn('loyalty_json', 'text').execute()
    await db.schema
      .createTable('points_account')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('shopper_id', 'text', (column) => column.notNull())
      .addColumn('balance', 'bigint', (column) => column.notNull())
      .addColumn('held', 'bigint', (column) => column.notNull())
      .addColumn('owed', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('points_account_key', ['tenant_id', 'shopper_id'] as never[])
      // Whatever a program does: nobody has less than nothing, or less than is set aside.
      .addCheckConstraint('points_not_below', sql`held >= 0 and balance >= held and owed >= 0`)
      .execute()
    await db.schema
      .createTable('points_entry')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('shopper_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('ref', 'text', (column) => column.notNull())
      .addColumn('points', 'bigint', (column) => column.notNull())
      .addColumn('note', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('points_entry_key', ['tenant_id', 'shopper_id', 'kind', 'ref'] as never[])
      .execute()
    await db.schema
      .createIndex('points_entry_by_time')
      .on('points_entry')
      .columns(['tenant_id', 'shopper_id', 'at'])
      .execute()
    await db.schema
      .createTable('points_hold')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('checkout_id', 'text', (column) => column.notNull())
      .addColumn('shopper_id', 'text', (column) => column.notNull())
      .addColumn('points', 'bigint', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('points_hold_key', ['tenant_id', 'checkout_id'] as never[])
      .execute()
    await db.schema
      .createTable('points_order')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('checkout_id', 'text', (column) => column.notNull())
      .addColumn('shopper_id', 'text', (column) => column.notNull())
      .addColumn('earned', 'bigint', (column) => column.notNull())
      .addColumn('spent', 'bigint', (column) => column.notNull())
      .addColumn('reversed', 'bigint', (column) => column.notNull())
      .addColumn('returned', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('points_order_key', ['tenant_id', 'checkout_id'] as never[])
      .execute()
    await db.schema
      .createTable('points_watch')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('shopper_id', 'text', (column) => column.notNull())
      .addColumn('show_id', 'text', (column) => column.notNull())
      .addColumn('minutes', 'integer', (column) => column.notNull())
      .addColumn('last_minute', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('points_watch_key', ['tenant_id', 'shopper_id', 'show_id'] as never[])
      .execute()
  },
}
