import { locationIdSchema, variantIdSchema, type VariantId } from '@tote/protocol'
import * as z from 'zod'
import { stockCountSchema, type StockCount } from '../shop-catalogue.ts'
import { fromGid, toGid } from './gid.ts'
import { readInPieces } from './read-in-pieces.ts'
import type { AskShopify } from './shopify-api.ts'

/** About 35 points each with ten places: below the thousand that Shopify lets one question cost. */
const VARIANTS_AT_ONCE = 25
const PLACES_AT_ONCE = 10

const levelFields = `
  nodes { location { id isActive fulfillsOnlineOrders } quantities(names: ["available"]) { quantity } }
  pageInfo { hasNextPage endCursor }
`
const stockQuery = `query ToteStock($ids: [ID!]!, $places: Int!) {
  nodes(ids: $ids) {
    ... on ProductVariant {
      id inventoryPolicy
      inventoryItem { id tracked inventoryLevels(first: $places) { ${levelFields} } }
    }
  }
}`
const moreQuery = `query ToteMoreStock($id: ID!, $places: Int!, $after: String) {
  inventoryItem(id: $id) { inventoryLevels(first: $places, after: $after) { ${levelFields} } }
}`

const levelsSchema = z.object({
  nodes: z.array(
    z.object({
      location: z.object({ id: z.string(), isActive: z.boolean(), fulfillsOnlineOrders: z.boolean() }),
      quantities: z.array(z.object({ quantity: z.int() })),
    }),
  ),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
})
type Levels = z.infer<typeof levelsSchema>
const variantSchema = z.object({
  id: z.string(),
  inventoryPolicy: z.string(),
  inventoryItem: z.object({ id: z.string(), tracked: z.boolean(), inventoryLevels: levelsSchema }),
})
const stockSchema = z.object({ nodes: z.array(variantSchema.nullable()) })
const moreSchema = z.object({ inventoryItem: z.object({ inventoryLevels: levelsSchema }).nullable() })

export interface StockOptions {
  /** Ids of locations that are stores: they count, whether or not they send what is ordered online. */
  readonly stores: readonly string[]
  readonly signal: AbortSignal
  readonly isPatient?: boolean
}

/**
 * Units that can be sold, by location: of what Shopify tracks, and does not sell beyond its stock. A location that neither
 * sends what is ordered online nor is named as a store sells nothing here.
 */
export async function readStock(
  admin: AskShopify,
  variantIds: readonly VariantId[],
  { stores, signal, isPatient = false }: StockOptions,
): Promise<readonly StockCount[]> {
  const ids = variantIds.flatMap((id) => toGid('ProductVariant', id) ?? [])
  return readInPieces(ids, VARIANTS_AT_ONCE, async (some) => {
    const { nodes } = await admin({
      what: 'its stock',
      query: stockQuery,
      variables: { ids: some, places: PLACES_AT_ONCE },
      answer: stockSchema,
      signal,
      isPatient,
    })
    const counted = nodes.flatMap((variant) =>
      variant !== null && variant.inventoryItem.tracked && variant.inventoryPolicy === 'DENY'
        ? [variant]
        : [],
    )
    const counts: StockCount[] = []
    for (const { id, inventoryItem } of counted)
      for (const { location, quantities } of await allLevels(inventoryItem)) {
        const locationId = fromGid(location.id)
        if (!location.isActive || !(location.fulfillsOnlineOrders || stores.includes(locationId))) continue
        counts.push(
          stockCountSchema.parse({
            variantId: variantIdSchema.parse(fromGid(id)),
            locationId: locationIdSchema.parse(locationId),
            // Below none where more was sold than there was.
            count: Math.max(0, quantities[0]?.quantity ?? 0),
          }),
        )
      }
    return counts
  })

  async function allLevels({
    id,
    inventoryLevels,
  }: z.infer<typeof variantSchema>['inventoryItem']): Promise<Levels['nodes']> {
    const levels = [...inventoryLevels.nodes]
    let { pageInfo } = inventoryLevels
    while (pageInfo.hasNextPage) {
      const more: z.infer<typeof moreSchema> = await admin({
        what: 'its stock at more places',
        query: moreQuery,
        variables: { id, places: 100, after: pageInfo.endCursor },
        answer: moreSchema,
        signal,
        isPatient,
      })
      if (more.inventoryItem === null) break
      levels.push(...more.inventoryItem.inventoryLevels.nodes)
      pageInfo = more.inventoryItem.inventoryLevels.pageInfo
    }
    return levels
  }
}
