import { sql } from 'kysely'
import type { Db } from './store.ts'

export interface VariantRow {
  readonly id: string
  readonly product_id: string
  readonly title: string
  readonly options_json: string
  readonly sku: string | null
  readonly price: number
  readonly compare_at: number | null
  readonly image: string | null
  readonly is_active: number
  readonly is_sold_out: number
  /** Units on hand and not held, over all locations; null when none are counted anywhere. */
  readonly free: number | null
}

export interface VariantFilter {
  readonly variantIds?: readonly string[]
  readonly productIds?: readonly string[]
}

/** Variants with their free stock summed, in their products' order. */
export async function selectVariants(
  db: Db,
  tenantId: string,
  filter: VariantFilter = {},
): Promise<VariantRow[]> {
  let query = db
    .selectFrom('variant')
    .leftJoin('stock', (join) =>
      join.onRef('stock.tenant_id', '=', 'variant.tenant_id').onRef('stock.variant_id', '=', 'variant.id'),
    )
    .select([
      'variant.id',
      'variant.product_id',
      'variant.title',
      'variant.options_json',
      'variant.sku',
      'variant.price',
      'variant.compare_at',
      'variant.image',
      'variant.is_active',
      'variant.is_sold_out',
      sql<number | null>`sum(stock.on_hand - stock.held)`.as('free'),
    ])
    .where('variant.tenant_id', '=', tenantId)
    .groupBy(['variant.tenant_id', 'variant.id'])
    .orderBy('variant.position')
  if (filter.variantIds !== undefined) query = query.where('variant.id', 'in', filter.variantIds)
  if (filter.productIds !== undefined) query = query.where('variant.product_id', 'in', filter.productIds)
  const rows = await query.execute()
  // PostgreSQL sums to text.
  return rows.map((row) => ({ ...row, free: row.free === null ? null : Number(row.free) }))
}

export async function selectProducts(db: Db, tenantId: string, productIds?: readonly string[]) {
  let query = db
    .selectFrom('product')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('is_listed', '=', 1)
    .orderBy('position')
  if (productIds !== undefined) query = query.where('id', 'in', productIds)
  return query.execute()
}

export async function updatePrice(db: Db, tenantId: string, variantId: string, price: number): Promise<void> {
  await db
    .updateTable('variant')
    .set({ price })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', variantId)
    .execute()
}

export async function updateSoldOut(
  db: Db,
  tenantId: string,
  { variantIds, isSoldOut }: { variantIds: readonly string[]; isSoldOut: boolean },
): Promise<void> {
  await db
    .updateTable('variant')
    .set({ is_sold_out: isSoldOut ? 1 : 0 })
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', variantIds)
    .execute()
}
