import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Whether what shoppers only watch is noted of those alone who allow measuring. */
export const creditConsent: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('tenant')
      .addColumn('credit_consent', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
  },
}
