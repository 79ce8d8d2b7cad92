import type { ProductId } from '@tote/protocol'
import { sql } from 'kysely'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'
import type { InventoryMode } from './inventory-mode.ts'

export interface VariantRow {
  readonly id: string
  readonly product_id: string
  readonly title: string
  readonly options_json: string
  readonly sku: string | null
  readonly price: number
  readonly compare_at: number | null
  readonly image: string | null
  readonly inventory_mode: InventoryMode
  readonly is_active: number
  readonly is_sold_out: number
  /** Units on hand and not held, over all locations; null when none are counted anywhere. */
  readonly free: number | null
  /** How many wait in line for it and are not called yet. */
  readonly waiting: number
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
  const { variantIds, productIds } = filter
  if (variantIds === undefined)
    return productIds === undefined
      ? allVariants.rows(db, { tenantId })
      : variantsOfProducts.rows(db, { tenantId, productIds })
  const variants = await variantsById.rows(db, { tenantId, variantIds })
  return variants.filter(({ product_id }) => productIds?.includes(product_id) !== false)
}

/** Prices as the shop or the tenant's file told them last, whatever a host has set since, by variant. */
export async function selectShopPrices(
  db: Db,
  tenantId: string,
  lines: readonly { readonly variantId: string }[],
): Promise<ReadonlyMap<string, number>> {
  const variantIds = lines.map(({ variantId }) => variantId)
  const rows = await toldPrices.rows(db, { tenantId, variantIds })
  return new Map(rows.map(({ id, file_price }) => [id, file_price]))
}

const toldPrices = createStatement((db, key: { tenantId: string; variantIds: readonly string[] }) =>
  db
    .selectFrom('variant')
    .select(['id', 'file_price'])
    .where('tenant_id', '=', key.tenantId)
    .where('id', 'in', key.variantIds),
)

const variantsOf = (db: Db, { tenantId }: { tenantId: string }) =>
  db
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
      'variant.inventory_mode',
      'variant.is_active',
      'variant.is_sold_out',
      sql<number | null>`sum(stock.on_hand - stock.held)`.as('free'),
      sql<number>`(select count(*) from waiting where waiting.tenant_id = variant.tenant_id
        and waiting.variant_id = variant.id and waiting.turn_until is null)`.as('waiting'),
    ])
    .where('variant.tenant_id', '=', tenantId)
    .groupBy(['variant.tenant_id', 'variant.id'])
    .orderBy('variant.position')
    .orderBy('variant.id')
const allVariants = createStatement(variantsOf)
const variantsById = createStatement((db, key: { tenantId: string; variantIds: readonly string[] }) =>
  variantsOf(db, key).where('variant.id', 'in', key.variantIds),
)
const variantsOfProducts = createStatement((db, key: { tenantId: string; productIds: readonly string[] }) =>
  variantsOf(db, key).where('variant.product_id', 'in', key.productIds),
)

/** What a cart's rule asks of these variants: read with each operation, so without their stock and texts. */
export async function selectSold(db: Db, tenantId: string, variantIds: readonly string[]) {
  return soldById.rows(db, { tenantId, variantIds })
}

const soldById = createStatement(
  (db, { tenantId, variantIds }: { tenantId: string; variantIds: readonly string[] }) =>
    db
      .selectFrom('variant')
      .innerJoin('product', (join) =>
        join
          .onRef('product.tenant_id', '=', 'variant.tenant_id')
          .onRef('product.id', '=', 'variant.product_id'),
      )
      .select([
        'variant.id',
        'variant.price',
        'variant.inventory_mode',
        'variant.is_active',
        'variant.is_sold_out',
        'product.merchant_id',
      ])
      .where('variant.tenant_id', '=', tenantId)
      .where('variant.id', 'in', variantIds),
)

export interface SoldTexts {
  readonly productId: ProductId
  readonly title: string
  /** Empty where there is only one of the product. */
  readonly variantTitle: string
}

/** What these are called, sold or no longer. */
export async function selectSoldTexts(
  db: Db,
  tenantId: string,
  variantIds: readonly string[],
): Promise<Map<string, SoldTexts>> {
  const rows = await db
    .selectFrom('variant')
    .innerJoin('product', (join) =>
      join
        .onRef('product.tenant_id', '=', 'variant.tenant_id')
        .onRef('product.id', '=', 'variant.product_id'),
    )
    .select([
      'variant.id',
      'product.id as productId',
      'product.title',
      'product.options_json',
      'variant.title as variantTitle',
    ])
    .where('variant.tenant_id', '=', tenantId)
    .where('variant.id', 'in', variantIds)
    .execute()
  return new Map(
    rows.map(({ id, productId, title, options_json, variantTitle }) => [
      id,
      // Written from what was parsed.
      {
        productId: productId as ProductId,
        title,
        variantTitle: options_json === '[]' ? '' : variantTitle,
      },
    ]),
  )
}

/** The products that these are variants of. */
export async function selectProductsOf(
  db: Db,
  tenantId: string,
  variantIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await productOf.rows(db, { tenantId, variantIds })
  return new Map(rows.map(({ id, product_id }) => [id, product_id]))
}

const productOf = createStatement(
  (db, { tenantId, variantIds }: { tenantId: string; variantIds: readonly string[] }) =>
    db
      .selectFrom('variant')
      .select(['id', 'product_id'])
      .where('tenant_id', '=', tenantId)
      .where('id', 'in', variantIds),
)

/** As many as a widget is given; see `catalogueSchema`. */
export const MOST_PRODUCTS = 500

/** These products, or the first of all that are listed. */
export async function selectProducts(db: Db, tenantId: string, productIds?: readonly string[]) {
  return productIds === undefined
    ? allProducts.rows(db, { tenantId })
    : productsById.rows(db, { tenantId, productIds })
}

const productsOf = (db: Db, { tenantId }: { tenantId: string }) =>
  db
    .selectFrom('product')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('is_listed', '=', 1)
    .orderBy('position')
    .orderBy('id')
const allProducts = createStatement((db, key: { tenantId: string }) =>
  productsOf(db, key).limit(MOST_PRODUCTS),
)
const productsById = createStatement((db, key: { tenantId: string; productIds: readonly string[] }) =>
  productsOf(db, key).where('id', 'in', key.productIds),
)

/** Of all products there ever were, those that are no longer sold too. */
export async function selectProductTitles(db: Db, tenantId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('product')
    .select(['id', 'title'])
    .where('tenant_id', '=', tenantId)
    .execute()
  return new Map(rows.map(({ id, title }) => [id, title]))
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
