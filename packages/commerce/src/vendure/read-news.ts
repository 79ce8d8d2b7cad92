import { checkoutIdSchema, variantIdSchema } from '@tote/protocol'
import * as z from 'zod'
import { parsePost } from '../parse-post.ts'
import type { ShopNews } from '../shop-news.ts'
import { platform, type AdminApi } from './admin-api.ts'
import { readOrder, readRefund } from './read-order.ts'

/** What the plugin posts: what changed, and not how it is now, which is read when it is heard. */
const postSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('catalogue.changed') }),
  z.object({ type: z.literal('stock.changed'), data: z.object({ variantIds: z.array(variantIdSchema) }) }),
  z.object({ type: z.literal('order.placed'), data: z.object({ checkoutId: checkoutIdSchema }) }),
  z.object({
    type: z.literal('refund.settled'),
    data: z.object({ orderCode: z.string(), refundId: z.string() }),
  }),
  z.object({ type: z.literal('cart.changed'), data: z.object({ orderCode: z.string() }) }),
])

/** @throws ShopError `invalid` when it is none of them; `away` when the shop cannot be asked: it may be told again. */
export async function readNews(
  ask: AdminApi,
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
      const order = await readOrder(ask, post.data.checkoutId, signal)
      return order === null ? [] : [{ kind: 'order', order }]
    }
    case 'refund.settled': {
      const refund = await readRefund(ask, { ...post.data, signal })
      return refund === null ? [] : [refund]
    }
    case 'cart.changed':
      return readCart(ask, post.data.orderCode, signal)
    default:
      return post satisfies never
  }
}

const cartQuery = `query ToteCart($code: String!) {
  orders(options: { take: 1, filter: { code: { eq: $code }, active: { eq: true } } }) {
    items { customFields { toteRev } lines { quantity productVariant { id } } }
  }
}`
const cartSchema = z.object({
  orders: z.object({
    items: z.array(
      z.object({
        customFields: z.object({ toteRev: z.int().nullable() }),
        lines: z.array(z.object({ quantity: z.int(), productVariant: z.object({ id: variantIdSchema }) })),
      }),
    ),
  }),
})

async function readCart(ask: AdminApi, code: string, signal: AbortSignal): Promise<readonly ShopNews[]> {
  const { orders } = await ask({
    what: 'a cart',
    query: cartQuery,
    variables: { code },
    answer: cartSchema,
    signal,
  })
  return orders.items.map(({ customFields: { toteRev }, lines }) => ({
    kind: 'cart',
    shopRef: code,
    ...(toteRev === null ? {} : { rev: toteRev }),
    lines: lines.map(({ quantity, productVariant }) => ({ variantId: productVariant.id, quantity })),
    problems: [],
  }))
}
