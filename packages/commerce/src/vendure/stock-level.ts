import { locationIdSchema } from '@tote/protocol'
import * as z from 'zod'

/** What Vendure tells of a variant's stock, and of the shop's rules for all of them. */
export const variantStockFields = `
  trackInventory
  outOfStockThreshold
  useGlobalOutOfStockThreshold
  stockLevels { stockLocationId stockOnHand stockAllocated }
`
export const variantStockSchema = z.object({
  trackInventory: z.enum(['TRUE', 'FALSE', 'INHERIT']),
  outOfStockThreshold: z.int(),
  useGlobalOutOfStockThreshold: z.boolean(),
  stockLevels: z.array(
    z.object({ stockLocationId: locationIdSchema, stockOnHand: z.int(), stockAllocated: z.int() }),
  ),
})
export type VariantStock = z.infer<typeof variantStockSchema>

export const stockRuleSchema = z.object({ trackInventory: z.boolean(), outOfStockThreshold: z.int() })
export type StockRule = z.infer<typeof stockRuleSchema>

export function isCounted({ trackInventory }: VariantStock, shop: StockRule): boolean {
  return trackInventory === 'INHERIT' ? shop.trackInventory : trackInventory === 'TRUE'
}

/**
 * Units that can be sold, by location: neither those that others ordered nor those the shop keeps back. It keeps them back of
 * the whole, not of a place, so that they are taken off where most are. What it would sell beyond its stock (a threshold below
 * zero) is at no place, and not counted.
 */
export function countUnits(stock: VariantStock, shop: StockRule): { locationId: string; count: number }[] {
  const { useGlobalOutOfStockThreshold, outOfStockThreshold, stockLevels } = stock
  const counts = stockLevels.map(({ stockLocationId, stockOnHand, stockAllocated }) => ({
    locationId: stockLocationId,
    count: Math.max(0, stockOnHand - stockAllocated),
  }))
  let keptBack = Math.max(0, useGlobalOutOfStockThreshold ? shop.outOfStockThreshold : outOfStockThreshold)
  for (const place of counts.toSorted((one, other) => other.count - one.count)) {
    const taken = Math.min(place.count, keptBack)
    place.count -= taken
    keptBack -= taken
  }
  return counts
}
