import { checkoutIdSchema, variantIdSchema } from '@tote/protocol'
import * as z from 'zod'
import { parsePost } from '../parse-post.ts'
import type { ShopNews } from '../shop-news.ts'
import { platform, type MedusaApi } from './medusa-api.ts'
import { readOrder, readRefunds } from './read-order.ts'

/** What the subscribers post: what changed, and not how it is now, which is read when it is heard. */
const postSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('catalogue.changed') }),
  z.object({ type: z.literal('stock.changed'), data: z.object({ variantIds: z.array(variantIdSchema) }) }),
  z.object({ type: z.literal('order.placed'), data: z.object({ checkoutId: checkoutIdSchema }) }),
  z.object({
    type: z.literal('payment.refunded'),
    data: z.object({ checkoutId: checkoutIdSchema, paymentId: z.string() }),
  }),
  z.object({ type: z.literal('cart.changed'), data: z.object({ cartId: z.string() }) }),
])

/** @throws ShopError `invalid` when it is none of them; `away` when the shop cannot be asked: it may be told again. */
export async function readNews(
  api: MedusaApi,
  body: string,
  signal: AbortSignal,
): Promise<readonly ShopNews[]> {
  const post = parsePost(postSchema, body, platform)
  switch (post.type) {
    case 'catalogue.changed':
      return [{ kind: 'catalogue' }]
    case 'stock.changed':
      return [{ kind: 'stock-changed', variantIds: post.data.variantIds }]
    case 'order.placed': {
      const order = await readOrder(api, post.data.checkoutId, signal)
      return order === null ? [] : [{ kind: 'order', order }]
    }
    case 'payment.refunded':
      return readRefunds(api, { ...post.data, signal })
    case 'cart.changed':
      return readCart(api, post.data.cartId, signal)
    default:
      return post satisfies never
  }
}

const cartSchema = z.object({
  cart: z.object({
    id: z.string(),
    completed_at: z.string().nullish(),
    metadata: z.object({ tote_rev: z.int().optional() }).nullish(),
    items: z.array(z.object({ variant_id: variantIdSchema, quantity: z.int() })).nullish(),
  }),
})

async function readCart(api: MedusaApi, cartId: string, signal: AbortSignal): Promise<readonly ShopNews[]> {
  const { cart } = await api({
    what: 'a cart',
    path: `/store/carts/${encodeURIComponent(cartId)}`,
    query: { fields: 'id,completed_at,metadata,items.variant_id,items.quantity' },
    answer: cartSchema,
    signal,
  })
  if (cart.completed_at != null) return []
  const lines = (cart.items ?? []).map(({ variant_id, quantity }) => ({ variantId: variant_id, quantity }))
  const rev = cart.metadata?.tote_rev
  return [{ kind: 'cart', shopRef: cart.id, ...(rev === undefined ? {} : { rev }), lines, problems: [] }]
}
