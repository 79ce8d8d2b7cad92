import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What a shop calls its cart is looked up by ours whenever a shopper goes to pay. */
export const shopCarts: Migration = {
  async up(db) {
    await sql`create index checkout_by_shop_cart on checkout (tenant_id, cart_id, opened_at) where shop_json is not null`.execute(
      db,
    )
  },
}
