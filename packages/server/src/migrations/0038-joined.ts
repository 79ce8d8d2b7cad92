import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * When a journey went over into another, and since when what came along with it is of that one; none where it was made in it.
 * When it was made stays what it is.
 */
export const joined: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('journey').addColumn('merged_at', 'bigint').execute()
    await db.schema.alterTable('place').addColumn('joined_at', 'bigint').execute()
    await db.schema.alterTable('passkey').addColumn('joined_at', 'bigint').execute()
  },
}
