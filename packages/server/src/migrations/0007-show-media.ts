import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Where else a show's streams are to be had, and captions that are not in them. */
export const showMedia: Migration = {
  async up(db: Kysely<unknown>) {
    for (const column of ['live_backups_json', 'replay_backups_json', 'captions_json'])
      await db.schema.alterTable('show').addColumn(column, 'text').execute()
  },
}
