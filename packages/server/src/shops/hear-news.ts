import { ShopError, type ShopNews, type ShopPost, type StockCount } from '@tote/commerce'
import { ToteError, type VariantId } from '@tote/protocol'
import * as z from 'zod/mini'
import { hashSecret } from '../secret.ts'
import { countStock, type CountedStock } from '../store/count-stock.ts'
import { isKnownNonce, rememberNonce } from '../store/nonce-store.ts'
import { markShopDue } from '../store/shop-store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import type { Shop } from './shop.ts'
import type { Shops } from './shops.ts'
import { takeOrder, type OrderDeps } from './take-order.ts'
import { takeRefund } from './take-refund.ts'
import { takeShopCart } from './take-shop-cart.ts'

export interface HeardNews {
  /** False when this message was heard before: then nothing is done again. */
  readonly isNew: boolean
  /** Counts of what the tenant does not have. */
  readonly unknown: readonly StockCount[]
}

/** Senders try for a day; one that comes after that is told by a new message. */
const REMEMBER_MS = 26 * 3_600_000

/**
 * What a shop tells by itself: proved first, then written, then answered, so that who is answered need not tell it again.
 * A message is named by its `webhook-id`, or by the header that the platform has for it. One that could not be written to its end is not remembered, and may come again:
 * each part of it says what is, so that the parts that were written change nothing the second time.
 * @throws ToteError `bad_token` when it is not the shop's own word, `invalid` when it cannot be understood, `busy`.
 */
export async function hearNews(
  { shops, ...deps }: OrderDeps & { readonly shops: Pick<Shops, 'countNow' | 'countSoon'> },
  { shop, tenant }: { readonly shop: Shop; readonly tenant: Tenant },
  post: ShopPost,
): Promise<HeardNews> {
  const { store, now, tell } = deps
  const teller = { tenant, merchantId: shop.merchantId }
  const told = await prove(shop, post)
  const id = post.headers[shop.postIdHeader]
  const nonce =
    id === undefined ? null : hashSecret(`news ${[tenant.id, shop.merchantId ?? []].flat().join(' ')} ${id}`)
  if (nonce !== null && (await isKnownNonce(store.db, nonce))) return { isNew: false, unknown: [] }
  const { orders, refunds, carts, changed, counts, isCatalogue } = sort(told)
  if (shop.platform === null && (isCatalogue || changed.length > 0))
    throw new ToteError('invalid', 'There is no shop platform to ask. Tell the counts: stock.counted.')
  const ordered: string[] = []
  // A refund may come before its order, and tells of it too.
  for (const order of [...orders, ...refunds]) ordered.push(...(await takeOrder(deps, teller, order)))
  for (const refund of refunds) await takeRefund(deps, teller, refund)
  // A merchant's shop keeps no copy of carts.
  for (const cart of shop.merchantId === null ? carts : [])
    await takeShopCart(deps, tenant, { news: cart, toldAtMs: toldAt(post) })
  if (shop.platform !== null) {
    // Ids of stock rows are those of variants.
    shops.countSoon(shop.platform, ordered as VariantId[])
    await shops.countNow(shop.platform, changed).catch(tellAgain)
  }
  const counted = await store.transaction(async (trx): Promise<CountedStock | null> => {
    const nowMs = now()
    if (nonce !== null && !(await rememberNonce(trx, { hash: nonce, expiresAt: nowMs + REMEMBER_MS })))
      return null
    if (isCatalogue) await markShopDue(trx, shop, nowMs)
    return countStock(trx, tenant.id, counts, { reason: 'news', nowMs, toldAtMs: toldAt(post) })
  })
  if (counted === null) return { isNew: false, unknown: [] }
  tell(tenant.id, { delta: null, stockChanged: counted.changed })
  return { isNew: true, unknown: counted.unknown }
}

async function prove(shop: Shop, post: ShopPost): Promise<readonly ShopNews[]> {
  try {
    return await shop.hear(post)
  } catch (error) {
    if (!(error instanceof ShopError)) throw error
    if (error.code === 'denied')
      throw new ToteError('bad_token', 'This is not signed by the shop, or it was signed too long ago.', {
        cause: error,
      })
    throw new ToteError(error.code === 'invalid' ? 'invalid' : 'busy', error.message, { cause: error })
  }
}

/** A shop that tells that counts changed, and does not say them when asked, has to tell it again. */
function tellAgain(error: unknown): never {
  throw error instanceof ShopError ? new ToteError('busy', undefined, { cause: error }) : error
}

function sort(told: readonly ShopNews[]) {
  const orders = told.flatMap((news) => (news.kind === 'order' ? [news.order] : []))
  const refunds = told.flatMap((news) => (news.kind === 'refund' ? [news] : []))
  const carts = told.flatMap((news) => (news.kind === 'cart' ? [news] : []))
  const changed = told.flatMap((news) => (news.kind === 'stock-changed' ? news.variantIds : []))
  const counts = told.flatMap((news) => (news.kind === 'stock' ? news.counts : []))
  return {
    orders,
    refunds,
    carts,
    changed,
    counts,
    isCatalogue: told.some(({ kind }) => kind === 'catalogue'),
  }
}

/**
 * When it was so, by the shop's clock: a message that is sent again for hours still says when it was true. A sender that does
 * not say it is taken to speak of the moment it is heard.
 */
function toldAt({ body, receivedAtMs }: ShopPost): number {
  const { data } = envelopeSchema.safeParse(parseJson(body))
  return data === undefined ? receivedAtMs : Date.parse(data.timestamp)
}

/** As Standard Webhooks advise. */
const envelopeSchema = z.object({ timestamp: z.iso.datetime({ offset: true }) })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not every platform speaks JSON.
    return null
  }
}
