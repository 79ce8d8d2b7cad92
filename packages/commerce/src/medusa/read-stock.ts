import { locationIdSchema, variantIdSchema, type VariantId } from '@tote/protocol'
import * as z from 'zod'
import type { StockCount } from '../shop-catalogue.ts'
import type { MedusaApi } from './medusa-api.ts'

const PAGE = 100
const FIELDS = [
  'id',
  'manage_inventory',
  'allow_backorder',
  'inventory_items.required_quantity',
  'inventory_items.inventory.location_levels.location_id',
  'inventory_items.inventory.location_levels.stocked_quantity',
  'inventory_items.inventory.location_levels.reserved_quantity',
].join(',')

const levelSchema = z.object({
  location_id: locationIdSchema,
  stocked_quantity: z.number(),
  reserved_quantity: z.number(),
})
const variantSchema = z.object({
  id: variantIdSchema,
  manage_inventory: z.boolean(),
  allow_backorder: z.boolean(),
  inventory_items: z
    .array(
      z.object({
        required_quantity: z.number(),
        inventory: z.object({ location_levels: z.array(levelSchema).nullish() }).nullish(),
      }),
    )
    .nullish(),
})
type Variant = z.infer<typeof variantSchema>
const variantsSchema = z.object({ variants: z.array(variantSchema) })

/** Counts of those that Medusa counts: one that it sells beyond its stock is not among them. */
export async function readStock(
  ask: MedusaApi,
  variantIds: readonly VariantId[],
  signal: AbortSignal,
): Promise<readonly StockCount[]> {
  const counts: StockCount[] = []
  for (let index = 0; index < variantIds.length; index += PAGE) {
    const { variants } = await ask({
      what: 'its stock',
      path: '/admin/product-variants',
      query: { id: variantIds.slice(index, index + PAGE), limit: PAGE, fields: FIELDS },
      answer: variantsSchema,
      signal,
    })
    counts.push(...variants.flatMap(countUnits))
  }
  return counts
}

/** A variant may be a set of several items: there are as many sets as of the scarcest of them. */
function countUnits({ id, manage_inventory, allow_backorder, inventory_items }: Variant): StockCount[] {
  if (!manage_inventory || allow_backorder) return []
  const items = inventory_items ?? []
  const places = new Set(
    items.flatMap(({ inventory }) =>
      (inventory?.location_levels ?? []).map(({ location_id }) => location_id),
    ),
  )
  return [...places].map((locationId) => {
    const sets = items.map(({ required_quantity, inventory }) => {
      const level = inventory?.location_levels?.find(({ location_id }) => location_id === locationId)
      const units = (level?.stocked_quantity ?? 0) - (level?.reserved_quantity ?? 0)
      return Math.floor(units / Math.max(1, required_quantity))
    })
    return { variantId: id, locationId, count: Math.max(0, Math.min(...sets)) }
  })
}
