import type { Fulfilment } from '@tote/protocol'
import { readSoldFacts } from '../catalogue/catalogue.ts'
import { StockBook } from '../stock/stock-book.ts'
import { selectProducts, selectVariants } from '../store/catalogue-store.ts'
import { selectDropped } from '../store/drop-store.ts'
import { selectHolds } from '../store/hold-store.ts'
import { countWaiting } from '../store/line-store.ts'
import { selectLevels } from '../store/stock-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'

/** Which of these products can be had now as this cart is got, by the same book that decides when one is added. */
export async function readFree(
  db: Db,
  tenant: Tenant,
  {
    productIds,
    cartId,
    fulfilment,
  }: { productIds: readonly string[]; cartId: string; fulfilment: Fulfilment },
): Promise<Set<string>> {
  if (productIds.length === 0) return new Set()
  const listed = await selectProducts(db, tenant.id, productIds)
  if (listed.length === 0) return new Set()
  const variants = await selectVariants(db, tenant.id, { productIds: listed.map(({ id }) => id) })
  const variantIds = variants.map(({ id }) => id)
  const sold = await readSoldFacts(db, tenant, variantIds)
  const levels = await selectLevels(db, tenant.id, { variantIds, isLocked: false })
  const holds = await selectHolds(db, tenant.id, cartId)
  const waiting = await countWaiting(db, tenant.id, variantIds)
  // Given out by turns: it cannot be added from a list.
  const dropped = new Set(await selectDropped(db, tenant.id, variantIds))
  const book = new StockBook(levels, holds, { called: [], waiting })
  const isFree = (id: string) => {
    const facts = sold.get(id)
    if (facts === undefined || !facts.isActive || facts.isSoldOut || dropped.has(id)) return false
    return facts.mode === 'none' || book.free(id, fulfilment) > 0
  }
  return new Set(variants.flatMap(({ id, product_id }) => (isFree(id) ? [product_id] : [])))
}
