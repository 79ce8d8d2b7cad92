import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What was sold together with a product is looked for by the product. */
export const boughtTogether: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createIndex('sale_by_product')
      .on('sale')
      .columns(['tenant_id', 'product_id', 'at'])
      .execute()
  },
}
