import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Engine } from '../store/store.ts'

/** What the staff did. It is added to and never changed, also by whoever gets as far as the hub's own statements. */
export function audit(engine: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('audit')
        .addColumn('seq', engine === 'sqlite' ? 'integer' : 'bigserial', (column) =>
          engine === 'sqlite' ? column.primaryKey().autoIncrement() : column.primaryKey(),
        )
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('by_name', 'text', (column) => column.notNull())
        .addColumn('store_id', 'text')
        .addColumn('act_json', 'text', (column) => column.notNull())
        .execute()
      await db.schema.createIndex('audit_by_tenant').on('audit').columns(['tenant_id', 'seq']).execute()
      if (engine === 'sqlite') {
        for (const act of ['update', 'delete'])
          await sql`create trigger ${sql.raw(`audit_no_${act}`)} before ${sql.raw(act)} on audit
            begin select raise(abort, 'audit is only added to'); end`.execute(db)
        return
      }
      await sql`create function audit_stays() returns trigger language plpgsql as
        $$ begin raise exception 'audit is only added to'; end $$`.execute(db)
      await sql`create trigger audit_stays before update or delete or truncate on audit
        for each statement execute function audit_stays()`.execute(db)
    },
  }
}
