import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** How often what happened on a channel in an hour of a show: numbers of nobody in particular. */
export const tracking: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('track_count')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('show_id', 'text', (column) => column.notNull())
      .addColumn('hour', 'bigint', (column) => column.notNull())
      .addColumn('origin', 'text', (column) => column.notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .addColumn('measure', 'text', (column) => column.notNull())
      .addColumn('count', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('track_count_key', [
        'tenant_id',
        'show_id',
        'hour',
        'origin',
        'content',
        'measure',
      ] as never[])
      .execute()
    await db.schema.createIndex('track_count_by_hour').on('track_count').columns(['hour']).execute()
  },
}
