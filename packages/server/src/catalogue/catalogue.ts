import { catalogueSchema, ToteError, type Catalogue, type MerchantId } from '@tote/protocol'
import * as z from 'zod'
import {
  MOST_PRODUCTS,
  selectProducts,
  selectSold,
  selectVariants,
  updatePrice,
  updateSoldOut,
  type VariantRow,
} from '../store/catalogue-store.ts'
import type { Db } from '../store/store.ts'
import type { InventoryMode } from '../store/inventory-mode.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { freeOf } from './free-of.ts'
import { tellStock } from '../stock/tell-stock.ts'

const optionsSchema = z.array(z.object({ name: z.string(), values: z.array(z.string()) }))
const valuesSchema = z.array(z.string())

/**
 * The tenant's products (or these of them) as a widget may see them now. Where there are more than a widget takes, those
 * that `readFirst` names come before the others.
 */
export async function readCatalogue(
  db: Db,
  tenant: Tenant,
  {
    publicUrl,
    productIds,
    readFirst = () => Promise.resolve([]),
  }: {
    publicUrl: string
    productIds?: readonly string[]
    readFirst?: () => Promise<readonly string[]>
  },
): Promise<Catalogue> {
  const listed = await selectProducts(db, tenant.id, productIds)
  const isCut = productIds === undefined && listed.length === MOST_PRODUCTS
  const wanted = isCut ? (await readFirst()).slice(0, MOST_PRODUCTS) : []
  const first = wanted.length === 0 ? [] : await selectProducts(db, tenant.id, wanted)
  const named = new Set(first.map(({ id }) => id))
  const products = [...first, ...listed.filter(({ id }) => !named.has(id))].slice(0, MOST_PRODUCTS)
  const asked = isCut ? products.map(({ id }) => id) : productIds
  const variants = await selectVariants(db, tenant.id, asked === undefined ? {} : { productIds: asked })
  const byProduct = Map.groupBy(variants, (variant) => variant.product_id)
  const asset = (path: string | null) =>
    path === null ? {} : { image: new URL(path, `${publicUrl}/assets/${tenant.id}/`).href }
  return catalogueSchema.parse({
    currencyCode: tenant.currencyCode,
    products: products.map((product) => ({
      id: product.id,
      title: product.title,
      description: product.description,
      ...(product.brand === null ? {} : { brand: product.brand }),
      ...(product.merchant_id === null ? {} : { merchantId: product.merchant_id }),
      ...asset(product.image),
      options: optionsSchema.parse(JSON.parse(product.options_json)),
      variants: (byProduct.get(product.id) ?? []).map((variant) => ({
        id: variant.id,
        title: variant.title,
        options: valuesSchema.parse(JSON.parse(variant.options_json)),
        ...(variant.sku === null ? {} : { sku: variant.sku }),
        price: variant.price,
        ...(variant.compare_at === null ? {} : { compareAt: variant.compare_at }),
        ...asset(variant.image),
        free: freeOf(variant),
        isActive: variant.is_active === 1,
      })),
    })),
  })
}

/** What is sold as a variant now, whatever its stock. */
export interface SoldFacts {
  readonly price: number
  readonly isActive: boolean
  /** The host's word, above any count. */
  readonly isSoldOut: boolean
  readonly mode: InventoryMode
  /** Who sells it; absent for the tenant itself. */
  readonly merchantId?: MerchantId
}

/** What the cart's rule asks of these variants, but for their stock. */
export async function readSoldFacts(
  db: Db,
  tenant: Tenant,
  variantIds: readonly string[],
): Promise<Map<string, SoldFacts>> {
  if (variantIds.length === 0) return new Map()
  const rows = await selectSold(db, tenant.id, [...new Set(variantIds)])
  return new Map(
    rows.map((row) => [
      row.id,
      {
        price: row.price,
        isActive: row.is_active === 1,
        isSoldOut: row.is_sold_out === 1,
        mode: row.inventory_mode,
        // Written from a tenant file, which was parsed.
        ...(row.merchant_id === null ? {} : { merchantId: row.merchant_id as MerchantId }),
      },
    ]),
  )
}

export interface PriceChange {
  readonly variantId: string
  readonly price: number
}

/**
 * Sets prices and tells what stood before. Run in the transaction that logs the cue.
 * @throws ToteError `invalid` when a variant is not one of the product's.
 */
export async function changePrices(
  db: Db,
  tenant: Tenant,
  { productId, prices }: { productId: string; prices: readonly PriceChange[] },
): Promise<(PriceChange & { was: number })[]> {
  const known = await variantsOf(db, tenant, productId)
  const changes = []
  for (const { variantId, price } of prices) {
    const before = known.find((variant) => variant.id === variantId)
    if (before === undefined) throw notOfProduct(variantId, productId)
    await updatePrice(db, tenant.id, variantId, price)
    changes.push({ variantId, price, was: before.price })
  }
  return changes
}

/** @throws ToteError `invalid` when a variant is not one of the product's. */
export async function markSoldOut(
  db: Db,
  tenant: Tenant,
  {
    productId,
    variantIds,
    isSoldOut,
    nowMs,
  }: { productId: string; variantIds: readonly string[]; isSoldOut: boolean; nowMs: number },
): Promise<void> {
  const known = await variantsOf(db, tenant, productId)
  const stray = variantIds.find((id) => !known.some((variant) => variant.id === id))
  if (stray !== undefined) throw notOfProduct(stray, productId)
  await updateSoldOut(db, tenant.id, { variantIds, isSoldOut })
  await tellStock(db, tenant, { variantIds, nowMs })
}

/** @throws ToteError `invalid` when the tenant has no such product. */
export async function variantsOf(db: Db, tenant: Tenant, productId: string): Promise<VariantRow[]> {
  const variants = await selectVariants(db, tenant.id, { productIds: [productId] })
  if (variants.length === 0)
    throw new ToteError('invalid', `There is no product ${productId} in the catalogue.`, {
      details: { field: 'productId' },
    })
  return variants
}

function notOfProduct(variantId: string, productId: string): ToteError {
  return new ToteError('invalid', `${variantId} is not a variant of ${productId}.`, {
    details: { field: 'variantId' },
  })
}
