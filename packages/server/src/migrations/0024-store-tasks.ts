import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What a store has to send of an order, or to make ready. Orders of before it are done without. */
export const storeTasks: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('store_task')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('checkout_id', 'text', (column) => column.notNull())
      .addColumn('location_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('placed_at', 'bigint', (column) => column.notNull())
      .addColumn('done_at', 'bigint')
      .addColumn('done_by', 'text')
      .addColumn('tracking', 'text')
      .addPrimaryKeyConstraint('store_task_key', [
        'tenant_id',
        'checkout_id',
        'location_id',
        'kind',
      ] as never[])
      .execute()
    // For one store and for all of them.
    for (const [name, columns] of [
      ['store_task_due_at', 'tenant_id, location_id, placed_at, checkout_id'],
      ['store_task_due', 'tenant_id, placed_at, checkout_id'],
    ] as const)
      await sql`create index ${sql.raw(name)} on store_task (${sql.raw(columns)}) where done_at is null`.execute(
        db,
      )
  },
}
