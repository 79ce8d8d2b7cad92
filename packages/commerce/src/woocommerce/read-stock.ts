import { locationIdSchema, variantIdSchema, type VariantId } from '@tote/protocol'
import * as z from 'zod'
import { stockCountSchema, type StockCount } from '../shop-catalogue.ts'
import { readPages, type AskWooCommerce } from './woocommerce-api.ts'

/** WooCommerce has one stock, at no place: it is told under this name. */
export const PLACE = locationIdSchema.parse('shop')

/** As many ids as one address holds well. */
const IDS_AT_ONCE = 100

const stockFields = ['id', 'manage_stock', 'stock_quantity', 'stock_status', 'backorders_allowed']
const stockSchema = z.object({
  id: z.int(),
  /** `parent` where a product's choices are counted together. */
  manage_stock: z.union([z.boolean(), z.literal('parent')]),
  stock_quantity: z.number().nullable(),
  stock_status: z.string(),
  backorders_allowed: z.boolean(),
})
type Stock = z.infer<typeof stockSchema>
const parentSchema = z.object({ id: z.int(), parent: z.int() })

/** Which product each variation is of; null for what is a product by itself. What the shop does not know is not among them. */
export async function findParents(
  ask: AskWooCommerce,
  variantIds: readonly VariantId[],
  signal: AbortSignal,
): Promise<Map<VariantId, VariantId | null>> {
  const parents = new Map<VariantId, VariantId | null>()
  const ids = variantIds.filter((id) => /^\d{1,18}$/.test(id))
  for (let index = 0; index < ids.length; index += IDS_AT_ONCE) {
    const include = ids.slice(index, index + IDS_AT_ONCE)
    const variations = await readPages(ask, {
      what: 'what variations are of',
      path: '/store/v1/products',
      query: { type: 'variation', include },
      answer: parentSchema,
      signal,
    })
    for (const { id, parent } of variations)
      parents.set(variantIdSchema.parse(String(id)), variantIdSchema.parse(String(parent)))
    for (const id of include) if (!parents.has(id)) parents.set(id, null)
  }
  return parents
}

/**
 * Counts of those that WooCommerce counts. What may be ordered beyond its stock is not counted; what is not counted and is
 * marked as sold out counts as none. Choices that are counted together each have what there is of all.
 */
export async function readStock(
  ask: AskWooCommerce,
  parents: ReadonlyMap<VariantId, VariantId | null>,
  signal: AbortSignal,
): Promise<readonly StockCount[]> {
  const products = [...new Set([...parents].map(([id, parent]) => parent ?? id))]
  const stockOf = new Map<string, Stock>()
  for (let index = 0; index < products.length; index += IDS_AT_ONCE) {
    const found = await readPages(ask, {
      what: 'its stock',
      path: '/v3/products',
      query: { include: products.slice(index, index + IDS_AT_ONCE), _fields: stockFields },
      answer: stockSchema,
      signal,
    })
    for (const stock of found) stockOf.set(String(stock.id), stock)
  }
  for (const [parent, variations] of Map.groupBy(parents, ([, of]) => of)) {
    // A parent that the shop does not know has no variations to ask for.
    if (parent === null || !stockOf.has(parent)) continue
    const found = await readPages(ask, {
      what: 'its stock',
      path: `/v3/products/${parent}/variations`,
      query: { include: variations.map(([id]) => id), _fields: stockFields },
      answer: stockSchema,
      signal,
    })
    for (const stock of found) stockOf.set(String(stock.id), stock)
  }
  return [...parents].flatMap(([variantId, parent]) => {
    const own = stockOf.get(variantId)
    const stock = own?.manage_stock === 'parent' && parent !== null ? stockOf.get(parent) : own
    const count = stock === undefined ? null : countOf(stock)
    return count === null ? [] : [stockCountSchema.parse({ variantId, locationId: PLACE, count })]
  })
}

function countOf({ manage_stock, stock_quantity, stock_status, backorders_allowed }: Stock): number | null {
  if (backorders_allowed) return null
  if (manage_stock === false) return stock_status === 'outofstock' ? 0 : null
  return Math.max(0, Math.floor(stock_quantity ?? 0))
}
