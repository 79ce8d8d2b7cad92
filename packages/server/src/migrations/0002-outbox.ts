import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Engine } from '../store/store.ts'

/** What is yet to be told outside, written with the effect that it tells of. */
export function outbox(engine: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('outbox')
        // Numbered by the engine: whoever writes a key holds the lock of what the key names, so later is higher.
        .addColumn('seq', engine === 'sqlite' ? 'integer' : 'bigserial', (column) =>
          engine === 'sqlite' ? column.primaryKey().autoIncrement() : column.primaryKey(),
        )
        .addColumn('id', 'text', (column) => column.notNull().unique())
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('topic', 'text', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('sent_at', 'bigint')
        .addColumn('failed_at', 'bigint')
        .addColumn('next_try_at', 'bigint', (column) => column.notNull())
        .addColumn('tries', 'integer', (column) => column.notNull())
        .execute()
      // Most rows are sent and stay a while: only those that are not are looked for.
      await sql`create index outbox_open on outbox (tenant_id, key, seq) where sent_at is null and failed_at is null`.execute(
        db,
      )
      await sql`create index outbox_due on outbox (next_try_at) where sent_at is null and failed_at is null`.execute(
        db,
      )
    },
  }
}
