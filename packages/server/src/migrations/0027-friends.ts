import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Friends' carts: who is in them, the links that lead there, who is for what, and who takes it. */
export const friends: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('friends')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('show_id', 'text', (column) => column.notNull())
      .addColumn('rev', 'bigint', (column) => column.notNull())
      .addColumn('last_n', 'bigint', (column) => column.notNull())
      .addColumn('touched_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('friends_key', ['tenant_id', 'id'] as never[])
      .execute()
    await db.schema.createIndex('friends_by_touch').on('friends').columns(['touched_at']).execute()
    await db.schema
      .createTable('friends_invite')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('friends_id', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('friends_invite_key', ['tenant_id', 'hash'] as never[])
      .execute()
    await db.schema
      .createIndex('friends_invite_by_friends')
      .on('friends_invite')
      .columns(['tenant_id', 'friends_id'])
      .execute()
    await db.schema
      .createTable('friend')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('friends_id', 'text', (column) => column.notNull())
      .addColumn('n', 'bigint', (column) => column.notNull())
      .addColumn('journey_id', 'text', (column) => column.notNull())
      .addColumn('cart_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('colour', 'integer', (column) => column.notNull())
      .addColumn('is_owner', 'integer', (column) => column.notNull())
      .addColumn('joined_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('friend_key', ['tenant_id', 'friends_id', 'n'] as never[])
      .execute()
    // One seat a journey in each, and all seats of a journey.
    await db.schema
      .createIndex('friend_by_journey')
      .unique()
      .on('friend')
      .columns(['tenant_id', 'journey_id', 'friends_id'])
      .execute()
    await db.schema
      .createTable('friends_vote')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('friends_id', 'text', (column) => column.notNull())
      .addColumn('by_n', 'bigint', (column) => column.notNull())
      .addColumn('line_id', 'text', (column) => column.notNull())
      .addColumn('n', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('friends_vote_key', [
        'tenant_id',
        'friends_id',
        'by_n',
        'line_id',
        'n',
      ] as never[])
      .execute()
    await db.schema
      .createTable('friends_take')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('friends_id', 'text', (column) => column.notNull())
      .addColumn('by_n', 'bigint', (column) => column.notNull())
      .addColumn('line_id', 'text', (column) => column.notNull())
      .addColumn('n', 'bigint')
      .addColumn('cart_id', 'text', (column) => column.notNull())
      .addColumn('is_bought', 'integer', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      // One who takes a line at a time.
      .addPrimaryKeyConstraint('friends_take_key', ['tenant_id', 'friends_id', 'by_n', 'line_id'] as never[])
      .execute()
    await db.schema
      .createIndex('friends_take_by_cart')
      .on('friends_take')
      .columns(['tenant_id', 'cart_id', 'line_id'])
      .execute()
  },
}
