import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What a shopper has set for themselves: of their journey, so that it goes wherever that goes, and ends with it. */
export const preferences: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('journey').addColumn('preferences_json', 'text').execute()
  },
}
