import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** By which other cookie a browser's frames may be offered what its windows know; none where nobody said so. */
export const followMe: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('hub_window').addColumn('follow_hash', 'text').execute()
    await db.schema
      .createIndex('hub_window_by_follow')
      .on('hub_window')
      .columns(['follow_hash', 'tenant_id'])
      .execute()
  },
}
