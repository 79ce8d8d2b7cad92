import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What viewers say and vote. */
export const crowd: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('chat')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('show_id', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      // None where a message was removed before it was written.
      .addColumn('journey_id', 'text')
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('removed_at', 'bigint')
      .addPrimaryKeyConstraint('chat_key', ['tenant_id', 'show_id', 'id'] as never[])
      .execute()
    await db.schema.createIndex('chat_by_time').on('chat').columns(['tenant_id', 'show_id', 'at']).execute()
    await db.schema.createIndex('chat_by_journey').on('chat').columns(['tenant_id', 'journey_id']).execute()
    await db.schema
      .createTable('poll_vote')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('poll_id', 'text', (column) => column.notNull())
      .addColumn('journey_id', 'text', (column) => column.notNull())
      .addColumn('option', 'integer', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      // One vote a journey: the key is the guard.
      .addPrimaryKeyConstraint('poll_vote_key', ['tenant_id', 'poll_id', 'journey_id'] as never[])
      .execute()
    await db.schema
      .createIndex('poll_vote_by_journey')
      .on('poll_vote')
      .columns(['tenant_id', 'journey_id'])
      .execute()
  },
}
