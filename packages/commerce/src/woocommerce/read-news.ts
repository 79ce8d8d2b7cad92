import { variantIdSchema } from '@tote/protocol'
import * as z from 'zod'
import type { ShopPost } from '../commerce-adapter.ts'
import { parsePost } from '../parse-post.ts'
import type { ShopNews } from '../shop-news.ts'
import { readOrderNews } from './read-order.ts'
import { platform, type AskWooCommerce } from './woocommerce-api.ts'

const namedSchema = z.object({ id: z.int() })
const productSchema = namedSchema.extend({ variations: z.array(z.int()).default([]) })

/**
 * What WooCommerce posted. Only what it is about is taken from the post; how it is now is asked: a post is signed for ever. A
 * subject that nobody listens for is no news.
 * @throws ShopError `invalid` when it cannot be understood; `away` when the shop cannot be asked.
 */
export async function readNews(
  ask: AskWooCommerce,
  { headers, body }: ShopPost,
  signal: AbortSignal,
): Promise<readonly ShopNews[]> {
  switch (headers['x-wc-webhook-topic']) {
    case 'product.created':
    case 'product.updated':
    case 'product.restored': {
      const { id, variations } = parsePost(productSchema, body, platform)
      const variantIds = (variations.length === 0 ? [id] : variations).map((one) =>
        variantIdSchema.parse(String(one)),
      )
      return [{ kind: 'catalogue' }, { kind: 'stock-changed', variantIds }]
    }
    case 'product.deleted':
      return [{ kind: 'catalogue' }]
    case 'order.created':
    case 'order.updated':
      return readOrderNews(ask, parsePost(namedSchema, body, platform).id, signal)
    default:
      return []
  }
}
