import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Channels whose pages get no session of their own, and what those pages are told. */
export const isolatedChannels: Migration = {
  async up(db: Kysely<unknown>) {
    for (const column of ['is_isolated', 'tells_count'])
      await db.schema
        .alterTable('channel')
        .addColumn(column, 'integer', (added) => added.notNull().defaultTo(0))
        .execute()
  },
}
