import { variantIdSchema } from '@tote/protocol'
import * as z from 'zod'
import type { ShopPost } from '../commerce-adapter.ts'
import { parsePost } from '../parse-post.ts'
import { ShopError } from '../shop-error.ts'
import type { ShopNews } from '../shop-news.ts'
import { fromGid, toGid } from './gid.ts'
import { platform } from './platform.ts'
import { readOrderById } from './read-order.ts'
import { readRefund } from './read-refund.ts'
import type { AskShopify } from './shopify-api.ts'

const number = z.union([z.int(), z.string()]).transform(String)
const namedSchema = z.object({ id: number })
const levelSchema = z.object({ inventory_item_id: number })

const itemQuery = `query ToteItem($id: ID!) {
  inventoryItem(id: $id) { variants(first: 50) { nodes { id } } }
}`
const itemSchema = z.object({
  inventoryItem: z
    .object({ variants: z.object({ nodes: z.array(z.object({ id: z.string() })) }).nullable() })
    .nullable(),
})

/**
 * What Shopify posted. Only what it is about is taken from the post; how it is now is asked: a post is signed for ever, and
 * comes twice, late and in any order. A subject that nobody listens for is no news.
 * @throws ShopError `invalid` when it cannot be understood; `away` when the shop cannot be asked: it may be told again.
 */
export async function readNews(
  admin: AskShopify,
  { headers, body }: ShopPost,
  signal: AbortSignal,
): Promise<readonly ShopNews[]> {
  const topic = headers['x-shopify-topic'] ?? ''
  switch (topic) {
    case 'products/create':
    case 'products/update':
    case 'products/delete':
    case 'locations/create':
    case 'locations/update':
    case 'locations/delete':
      return [{ kind: 'catalogue' }]
    case 'inventory_levels/connect':
    case 'inventory_levels/update':
    case 'inventory_levels/disconnect': {
      const { inventory_item_id } = parsePost(levelSchema, body, platform)
      return readChanged(admin, idOf('InventoryItem', inventory_item_id), signal)
    }
    case 'orders/create':
    case 'orders/paid': {
      const order = await readOrderById(
        admin,
        idOf('Order', parsePost(namedSchema, body, platform).id),
        signal,
      )
      return order === null ? [] : [{ kind: 'order', order }]
    }
    case 'refunds/create': {
      const refund = await readRefund(
        admin,
        idOf('Refund', parsePost(namedSchema, body, platform).id),
        signal,
      )
      return refund === null ? [] : [refund]
    }
    default:
      return []
  }
}

async function readChanged(admin: AskShopify, id: string, signal: AbortSignal): Promise<readonly ShopNews[]> {
  const { inventoryItem } = await admin({
    what: 'what a count is of',
    query: itemQuery,
    variables: { id },
    answer: itemSchema,
    signal,
  })
  const variantIds = (inventoryItem?.variants?.nodes ?? []).map((variant) =>
    variantIdSchema.parse(fromGid(variant.id)),
  )
  return variantIds.length === 0 ? [] : [{ kind: 'stock-changed', variantIds }]
}

function idOf(kind: 'InventoryItem' | 'Order' | 'Refund', id: string): string {
  const gid = toGid(kind, id)
  if (gid === null) throw new ShopError('invalid', `${platform} posted of something without a number.`)
  return gid
}
