import type { Db } from './store.ts'
import type { StockWord } from './stock-word-table.ts'

/**
 * What was last said of each of these variants, locked by variant: the last of all locks, taken after stock. Of what nothing was
 * said yet there is enough.
 */
export async function lockStockWords(
  db: Db,
  tenantId: string,
  variantIds: readonly string[],
): Promise<Map<string, StockWord>> {
  await db
    .insertInto('stock_word')
    .values(
      variantIds.map((variantId) => ({
        tenant_id: tenantId,
        variant_id: variantId,
        word: 'in_stock' as const,
      })),
    )
    .onConflict((conflict) => conflict.columns(['tenant_id', 'variant_id']).doNothing())
    .execute()
  const rows = await db
    .selectFrom('stock_word')
    .select(['variant_id', 'word'])
    .where('tenant_id', '=', tenantId)
    .where('variant_id', 'in', variantIds)
    .orderBy('variant_id')
    .forUpdate()
    .execute()
  return new Map(rows.map(({ variant_id, word }) => [variant_id, word]))
}

/** Under its lock. */
export async function writeStockWord(
  db: Db,
  tenantId: string,
  { variantId, word }: { variantId: string; word: StockWord },
): Promise<void> {
  await db
    .updateTable('stock_word')
    .set({ word })
    .where('tenant_id', '=', tenantId)
    .where('variant_id', '=', variantId)
    .execute()
}
