import { sql } from 'kysely'
import type { ProductId } from '@tote/protocol'
import type { BoughtWith } from '../suggestions/rank-recommendations.ts'
import type { Db } from './store.ts'

/** So many of the latest sales of a product tell what it goes with; more would only tell it more slowly. */
const LATEST_SALES = 2000
const MOST_PAIRS = 20

/**
 * What was ordered together with a product, counted by baskets and not by orders: of one shopper who orders the same again
 * and again it is one, also where their baskets have become one.
 * @param atLeast What fewer baskets held is not told.
 */
export async function selectBoughtWith(
  db: Db,
  tenantId: string,
  { productId, since, atLeast }: { productId: string; since: number; atLeast: number },
): Promise<BoughtWith[]> {
  // A shopper who was forgotten left the order without a cart: each such order counts as a basket.
  const { rows } = await sql<{ product_id: ProductId; baskets: number }>`
    with latest as (
      select checkout_id from sale
      where tenant_id = ${tenantId} and product_id = ${productId} and ref = '' and at >= ${since}
      order by at desc, checkout_id limit ${sql.lit(LATEST_SALES)}
    )
    select sale.product_id,
      count(distinct coalesce(cart.merged_into, checkout.cart_id, sale.checkout_id)) as baskets
    from (select distinct checkout_id from latest) as own
    inner join sale on sale.tenant_id = ${tenantId} and sale.checkout_id = own.checkout_id and sale.ref = ''
      and sale.product_id <> ${productId}
    left join checkout on checkout.tenant_id = ${tenantId} and checkout.id = sale.checkout_id
    left join cart on cart.tenant_id = ${tenantId} and cart.id = checkout.cart_id
    group by sale.product_id
    having count(distinct coalesce(cart.merged_into, checkout.cart_id, sale.checkout_id)) >= ${atLeast}
    order by baskets desc, sale.product_id limit ${sql.lit(MOST_PAIRS)}
  `.execute(db)
  return rows.map(({ product_id, baskets }) => ({ productId: product_id, baskets: Number(baskets) }))
}

/** The first listed products that a location has some of, in the catalogue's order. */
export async function selectProductsAt(
  db: Db,
  tenantId: string,
  { locationId, limit }: { locationId: string; limit: number },
): Promise<ProductId[]> {
  const rows = await db
    .selectFrom('product')
    .select('product.id')
    .where('product.tenant_id', '=', tenantId)
    .where('product.is_listed', '=', 1)
    .where((where) =>
      where.exists(
        where
          .selectFrom('variant')
          .innerJoin('stock', (join) =>
            join
              .onRef('stock.tenant_id', '=', 'variant.tenant_id')
              .onRef('stock.variant_id', '=', 'variant.id'),
          )
          .select('variant.id')
          .whereRef('variant.tenant_id', '=', 'product.tenant_id')
          .whereRef('variant.product_id', '=', 'product.id')
          .where('variant.is_active', '=', 1)
          .where('stock.location_id', '=', locationId)
          .whereRef('stock.on_hand', '>', 'stock.held'),
      ),
    )
    .orderBy('product.position')
    .orderBy('product.id')
    .limit(limit)
    .execute()
  // Written from what was parsed.
  return rows.map(({ id }) => id as ProductId)
}
