import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What led to a sale, what was sold, and whose it was. */
export const credit: Migration = {
  async up(db: Kysely<unknown>) {
    for (const [name, { columns, key }] of Object.entries(tables)) {
      let table = db.schema.createTable(name)
      for (const column of columns.split(', ')) {
        const [columnName = '', type = 'text'] = column.split(' ')
        // The table below only says text, integer or bigint.
        const columnType = type.replace('?', '') as 'text' | 'integer' | 'bigint'
        table = table.addColumn(columnName, columnType, (build) =>
          type.endsWith('?') ? build : build.notNull(),
        )
      }
      // A migration knows no table type: the list below is the check.
      await table.addPrimaryKeyConstraint(`${name}_key`, key as never[]).execute()
    }
    // For what is forgotten, and for who watched lately.
    await db.schema.createIndex('touch_by_time').on('touch').column('last_at').execute()
    await db.schema.createIndex('sale_by_time').on('sale').columns(['tenant_id', 'at']).execute()
    // Whose cart an order came of.
    await db.schema.createIndex('journey_by_cart').on('journey').columns(['tenant_id', 'cart_id']).execute()
    await db.schema
      .alterTable('tenant')
      .addColumn('credit_rule', 'text', (column) => column.notNull().defaultTo('last-touch'))
      .execute()
  },
}

const tables: Record<string, { columns: string; key: string[] }> = {
  touch: {
    columns:
      'tenant_id text, journey_id text, show_id text, channel text, kind text, item text, product_id text?, first_at bigint, last_at bigint, first_picture bigint?, last_picture bigint?',
    key: ['tenant_id', 'journey_id', 'show_id', 'channel', 'kind', 'item'],
  },
  sale: {
    columns:
      'tenant_id text, checkout_id text, line_id text, ref text, order_ref text, variant_id text, product_id text, channel text, store_id text?, units bigint, units_before bigint, amount bigint, amount_before bigint, currency_code text, path_json text, at bigint',
    key: ['tenant_id', 'checkout_id', 'line_id', 'ref'],
  },
  credit: {
    columns:
      'tenant_id text, checkout_id text, line_id text, ref text, part integer, rule text, kind text, show_id text?, host text?, cue integer?, channel text, store_id text?, units bigint, amount bigint',
    key: ['tenant_id', 'checkout_id', 'line_id', 'ref', 'part'],
  },
}
