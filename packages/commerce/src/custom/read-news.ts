import * as z from 'zod'
import { parsePost } from '../parse-post.ts'
import type { ShopNews } from '../shop-news.ts'
import { envelope, shopNewsData } from './shop-api.ts'

const newsSchema = z.discriminatedUnion('type', [
  envelope('catalogue.changed', shopNewsData['catalogue.changed']),
  envelope('stock.counted', shopNewsData['stock.counted']),
  envelope('stock.changed', shopNewsData['stock.changed']),
  envelope('order.placed', shopNewsData['order.placed']),
  envelope('order.refunded', shopNewsData['order.refunded']),
  envelope('cart.changed', shopNewsData['cart.changed']),
])

/** What a post of the shop says, once its signature is proved. @throws ShopError `invalid` */
export function readNews(body: string): ShopNews {
  const news = parsePost(newsSchema, body, 'The shop')
  switch (news.type) {
    case 'catalogue.changed':
      return { kind: 'catalogue' }
    case 'stock.counted':
      return { kind: 'stock', counts: news.data.counts }
    case 'stock.changed':
      return { kind: 'stock-changed', variantIds: news.data.variantIds }
    case 'order.placed':
      return { kind: 'order', order: news.data }
    case 'order.refunded':
      return { kind: 'refund', ...news.data }
    case 'cart.changed':
      return { kind: 'cart', ...news.data }
    default:
      return news satisfies never
  }
}
