import { variantIdSchema, type VariantId } from '@tote/protocol'
import * as z from 'zod'
import { stockCountSchema, type StockCount } from '../shop-catalogue.ts'
import type { AdminApi } from './admin-api.ts'
import {
  countUnits,
  isCounted,
  stockRuleSchema,
  variantStockFields,
  variantStockSchema,
} from './stock-level.ts'

const PAGE = 100

const stockQuery = `query ToteStock($ids: [String!]!, $take: Int!) {
  globalSettings { trackInventory outOfStockThreshold }
  productVariants(options: { take: $take, filter: { id: { in: $ids } } }) {
    items { id ${variantStockFields} }
  }
}`
const stockSchema = z.object({
  globalSettings: stockRuleSchema,
  productVariants: z.object({ items: z.array(variantStockSchema.extend({ id: variantIdSchema })) }),
})

export async function readStock(
  ask: AdminApi,
  variantIds: readonly VariantId[],
  signal: AbortSignal,
): Promise<readonly StockCount[]> {
  const counts: StockCount[] = []
  for (let index = 0; index < variantIds.length; index += PAGE) {
    const variables = { ids: variantIds.slice(index, index + PAGE), take: PAGE }
    const { globalSettings, productVariants } = await ask({
      what: 'its stock',
      query: stockQuery,
      variables,
      answer: stockSchema,
      signal,
    })
    for (const { id, ...stock } of productVariants.items)
      if (isCounted(stock, globalSettings))
        counts.push(
          ...countUnits(stock, globalSettings).map((place) =>
            stockCountSchema.parse({ variantId: id, ...place }),
          ),
        )
  }
  return counts
}
