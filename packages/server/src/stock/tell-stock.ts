import { limits } from '@tote/protocol'
import { freeOf } from '../catalogue/free-of.ts'
import { selectVariants } from '../store/catalogue-store.ts'
import { lockStockWords, writeStockWord } from '../store/stock-word-store.ts'
import type { StockWord } from '../store/stock-word-table.ts'
import type { Db } from '../store/store.ts'
import { findTenant, type Tenant } from '../store/tenant-store.ts'
import { emitTopic, isAsked } from '../webhooks/emit-topic.ts'
import type { Topic } from '../webhooks/webhook.ts'
/** As many as one statement asks for: a whole catalogue may have been counted anew. */
const MOST_AT_ONCE = 500

interface Touched {
  readonly variantIds: readonly string[]
  readonly nowMs: number
}

/**
 * Tells the tenant's backend which of these are sold out, low or back by now, each once until it is otherwise again. At the end of
 * the transaction that changed them: what moves within it, such as a hold from one store to another, is no news. It costs nothing
 * where nobody asks.
 */
export async function tellStock(db: Db, tenant: Tenant, { variantIds, nowMs }: Touched): Promise<void> {
  if (!isAsked(tenant, ...stockTopics)) return
  const sorted = [...new Set(variantIds)].toSorted()
  for (let first = 0; first < sorted.length; first += MOST_AT_ONCE)
    await tellSome(db, tenant, { variantIds: sorted.slice(first, first + MOST_AT_ONCE), nowMs })
}

/** The same where the tenant's id is all that is known. */
export async function tellStockOf(db: Db, tenantId: string, touched: Touched): Promise<void> {
  if (touched.variantIds.length === 0) return
  const tenant = await findTenant(db, tenantId)
  if (tenant !== undefined) await tellStock(db, tenant, touched)
}

const stockTopics = ['stock.sold_out', 'stock.low', 'stock.back'] as const satisfies Topic[]

async function tellSome(db: Db, tenant: Tenant, { variantIds, nowMs }: Touched): Promise<void> {
  const words = await lockStockWords(db, tenant.id, variantIds)
  for (const variant of await selectVariants(db, tenant.id, { variantIds })) {
    if (variant.is_active === 0) continue
    const free = freeOf(variant)
    const [before, word] = [words.get(variant.id) ?? 'in_stock', wordOf(free)]
    if (word === before) continue
    await writeStockWord(db, tenant.id, { variantId: variant.id, word })
    const topic = topicOf(before, word)
    const data = { variantId: variant.id, productId: variant.product_id, free }
    if (topic !== null) await emitTopic(db, tenant, { topic, key: variant.id, data, nowMs })
  }
}

/** Of what nobody counts there is enough. */
function wordOf(free: number | null): StockWord {
  if (free === 0) return 'sold_out'
  return free !== null && free <= limits.lowStock ? 'low' : 'in_stock'
}

/** That there is enough again of what was low is no news. */
function topicOf(before: StockWord, word: StockWord): (typeof stockTopics)[number] | null {
  if (word === 'sold_out') return 'stock.sold_out'
  if (before === 'sold_out') return 'stock.back'
  return word === 'low' ? 'stock.low' : null
}
