import type { ShopCatalogue, StockCount } from '@tote/commerce'
import type { LocationId, MerchantId } from '@tote/protocol'
import type { FileCatalogue } from '../tenants/file-catalogue.ts'
import { countStock, levelOf, type CountWord } from './count-stock.ts'
import type { InventoryMode } from './inventory-mode.ts'
import { takePriceEnds } from './price-end-store.ts'
import type { Db } from './store.ts'

interface CatalogueToApply {
  readonly catalogue: FileCatalogue
  /** Of whose goods it speaks; what names nobody is the first one's. Null is the tenant itself. */
  readonly sellers: readonly (MerchantId | null)[]
  /** Of products that say nothing of it. */
  readonly inventoryMode: InventoryMode
  readonly word: Exclude<CountWord, { reason: 'news' }>
}

/**
 * Makes the database say what a catalogue says, from a tenant's file or from a shop. Only what is another now is written:
 * a catalogue that is read again each few minutes is mostly the same, and shoppers wait for whoever writes. What was
 * changed live (a price, a sold-out mark) stays until the catalogue's own value changes. What it no longer names is no
 * longer sold; lines in carts keep pointing at it. Run it in a transaction.
 * @returns Variants of which more or fewer are there than before.
 */
export async function applyCatalogue(
  db: Db,
  tenantId: string,
  { catalogue, sellers, inventoryMode, word }: CatalogueToApply,
): Promise<readonly string[]> {
  await applyLocations(db, tenantId, catalogue)
  const gone = await applyProducts(db, tenantId, { catalogue, sellers })
  await applyVariants(db, tenantId, { catalogue, inventoryMode, gone })
  const counts = await selectNewCounts(db, tenantId, { catalogue, word })
  return (await countStock(db, tenantId, counts, word)).changed
}

async function applyLocations(db: Db, tenantId: string, { locations }: ShopCatalogue): Promise<void> {
  const known = await db.selectFrom('location').selectAll().where('tenant_id', '=', tenantId).execute()
  const byId = new Map(known.map((row) => [row.id, row]))
  for (const { id, name, kind } of locations)
    if (!isSame(byId.get(id), { name, kind }))
      await db
        .insertInto('location')
        .values({ tenant_id: tenantId, id, name, kind })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet({ name, kind }))
        .execute()
}

/** Returns products that are theirs and no longer sold. @throws when one of them is another's: a product has one seller. */
async function applyProducts(
  db: Db,
  tenantId: string,
  { catalogue: { products }, sellers }: Pick<CatalogueToApply, 'catalogue' | 'sellers'>,
): Promise<ReadonlySet<string>> {
  const known = await db.selectFrom('product').selectAll().where('tenant_id', '=', tenantId).execute()
  const byId = new Map(known.map((row) => [row.id, row]))
  const named = new Set<string>(products.map(({ id }) => id))
  // Read from a tenant file, which was parsed.
  const isTheirs = (row: { merchant_id: string | null }) =>
    sellers.includes(row.merchant_id as MerchantId | null)
  const taken = known.find((row) => row.is_listed === 1 && named.has(row.id) && !isTheirs(row))
  if (taken !== undefined)
    throw new Error(`product ${taken.id} is ${taken.merchant_id ?? tenantId}'s already, and has one seller`)
  const gone = known.filter((row) => isTheirs(row) && !named.has(row.id))
  await unlist(
    db,
    tenantId,
    gone.filter(({ is_listed }) => is_listed === 1),
  )
  for (const [position, product] of products.entries()) {
    const values = {
      title: product.title,
      description: product.description,
      brand: product.brand ?? null,
      image: product.image ?? null,
      options_json: JSON.stringify(product.options),
      position,
      is_listed: 1,
      merchant_id: product.merchant ?? sellers[0] ?? null,
    }
    if (!isSame(byId.get(product.id), values))
      await db
        .insertInto('product')
        .values({ tenant_id: tenantId, id: product.id, ...values })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(values))
        .execute()
  }
  return new Set(gone.map(({ id }) => id))
}

/** What was sold by others than these is no longer sold. */
export async function unlistOthers(
  db: Db,
  tenantId: string,
  sellers: readonly (MerchantId | null)[],
): Promise<void> {
  const known = await db
    .selectFrom('product')
    .select(['id', 'merchant_id'])
    .where('tenant_id', '=', tenantId)
    .where('is_listed', '=', 1)
    .where('merchant_id', 'is not', null)
    .execute()
  const gone = known.filter(({ merchant_id }) => !sellers.some((id) => id === merchant_id))
  await unlist(db, tenantId, gone)
  for (const ids of handfuls(gone))
    await db
      .updateTable('variant')
      .set({ is_active: 0 })
      .where('tenant_id', '=', tenantId)
      .where('product_id', 'in', ids)
      .execute()
}

async function unlist(db: Db, tenantId: string, gone: readonly { readonly id: string }[]): Promise<void> {
  for (const ids of handfuls(gone))
    await db
      .updateTable('product')
      .set({ is_listed: 0 })
      .where('tenant_id', '=', tenantId)
      .where('id', 'in', ids)
      .execute()
}

async function applyVariants(
  db: Db,
  tenantId: string,
  {
    catalogue: { products },
    inventoryMode,
    gone: goneProducts,
  }: Pick<CatalogueToApply, 'catalogue' | 'inventoryMode'> & { gone: ReadonlySet<string> },
): Promise<void> {
  const known = await db.selectFrom('variant').selectAll().where('tenant_id', '=', tenantId).execute()
  const byId = new Map(known.map((row) => [row.id, row]))
  const named = new Set<string>(products.flatMap(({ variants }) => variants.map(({ id }) => id)))
  const own = new Set<string>(products.map(({ id }) => id))
  const gone = known.filter(
    ({ id, product_id, is_active }) =>
      is_active === 1 && !named.has(id) && (own.has(product_id) || goneProducts.has(product_id)),
  )
  for (const ids of handfuls(gone))
    await db
      .updateTable('variant')
      .set({ is_active: 0 })
      .where('tenant_id', '=', tenantId)
      .where('id', 'in', ids)
      .execute()
  for (const product of products)
    for (const [position, variant] of product.variants.entries()) {
      const row = byId.get(variant.id)
      const values = {
        product_id: product.id,
        title: variant.title,
        options_json: JSON.stringify(variant.options),
        sku: variant.sku ?? null,
        compare_at: variant.compareAt ?? null,
        image: variant.image ?? null,
        inventory_mode: product.inventoryMode ?? inventoryMode,
        is_active: 1,
        position,
      }
      const price = { price: variant.price, file_price: variant.price }
      if (!isSame(row, values))
        await db
          .insertInto('variant')
          .values({ tenant_id: tenantId, id: variant.id, is_sold_out: 0, ...values, ...price })
          .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(values))
          .execute()
      if (row !== undefined && row.file_price !== variant.price)
        await takePrices(db, tenantId, [{ variantId: variant.id, price: variant.price }])
    }
}

/** What the shop asks for a piece now stands above what a host had set before: nor may a price of before come back by itself. */
export async function takePrices(
  db: Db,
  tenantId: string,
  prices: readonly { readonly variantId: string; readonly price: number }[],
): Promise<void> {
  for (const { variantId, price } of prices) {
    await db
      .updateTable('variant')
      .set({ price, file_price: price })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', variantId)
      .execute()
    await takePriceEnds(db, tenantId, [variantId])
  }
}

/** Those that differ from what is known, found before any row is locked: another moment's are told by the next reading. */
async function selectNewCounts(
  db: Db,
  tenantId: string,
  { catalogue, word }: Pick<CatalogueToApply, 'catalogue' | 'word'>,
): Promise<StockCount[]> {
  const rows = await db
    .selectFrom('stock')
    .select(['variant_id', 'location_id', 'on_hand', 'held', 'shortfall', 'file_on_hand'])
    .where('tenant_id', '=', tenantId)
    .execute()
  const byKey = new Map(rows.map((row) => [`${row.variant_id} ${row.location_id}`, row]))
  return catalogue.products
    .flatMap(({ variants }) => variants)
    .flatMap((variant) => countsOf(variant))
    .filter(({ variantId, locationId, count }) => {
      const row = byKey.get(`${variantId} ${locationId}`)
      if (row === undefined) return true
      if (word.reason === 'tenant file') return row.file_on_hand !== count
      const { onHand, shortfall } = levelOf(count, row.held)
      return row.on_hand !== onHand || row.shortfall !== shortfall
    })
}

function countsOf({ id, stock }: ShopCatalogue['products'][number]['variants'][number]): StockCount[] {
  // The schema's keys are ids of locations, and catalogueProblem has found each of them.
  return Object.entries(stock).map(([locationId, count]) => ({
    variantId: id,
    locationId: locationId as LocationId,
    count,
  }))
}

function isSame(row: object | undefined, values: Readonly<Record<string, unknown>>): boolean {
  return (
    row !== undefined && Object.entries(values).every(([name, value]) => Reflect.get(row, name) === value)
  )
}

/** SQL has a bound for the values of one statement. */
const AT_ONCE = 500

function handfuls(rows: readonly { readonly id: string }[]): string[][] {
  return Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, index) =>
    rows.slice(index * AT_ONCE, (index + 1) * AT_ONCE).map(({ id }) => id),
  )
}
