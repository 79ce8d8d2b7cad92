import { setTimeout as delay } from 'node:timers/promises'
import type { Fetch } from '../ask-shop.ts'
import type { CommerceAdapter, Market, MirroredCart } from '../commerce-adapter.ts'
import { isSignedByHmac } from '../hmac-webhook.ts'
import { createTurns } from '../in-turn.ts'
import { createKnownCarts } from '../known-carts.ts'
import { ShopError } from '../shop-error.ts'
import { findContext, type ShopifyContext } from './find-context.ts'
import { mirrorCart, type MirroredShopifyCart } from './mirror-cart.ts'
import { platform } from './platform.ts'
import { readCatalogue } from './read-catalogue.ts'
import { readNews } from './read-news.ts'
import { readOrder } from './read-order.ts'
import { readStock } from './read-stock.ts'
import { openShopifyApi } from './shopify-api.ts'
import type { ShopifyShop } from './shopify-shop.ts'

export type { ShopifyShop }

export interface ShopifyAdapterOptions {
  readonly fetch?: Fetch
  readonly timeoutMs?: number
  readonly now?: () => number
  /** Waits where Shopify says that too much was asked and nobody waits for the answer. Rejects once the signal is aborted. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<unknown>
}

/**
 * The adapter for Shopify, over its Storefront and Admin API and nothing in the shop but an app's keys and webhooks.
 * `docs/guides/shopify.md` tells how to set it up, and what of it was never seen on a live shop.
 */
export function createShopifyAdapter(
  shop: ShopifyShop,
  {
    fetch = globalThis.fetch,
    timeoutMs,
    now = Date.now,
    wait = (ms, signal) => delay(ms, undefined, { signal }),
  }: ShopifyAdapterOptions = {},
): CommerceAdapter {
  const { stores = [], secrets } = shop
  const root = { ...shop, url: shop.url.replace(/\/+$/, '') }
  const api = openShopifyApi(root, { fetch, timeoutMs, now, wait })
  const inTurn = createTurns()
  const carts = createKnownCarts()
  const contexts = new Map<string, ShopifyContext>()

  /** Asked once for each market: a cart that would be answered in another currency by now is refused. */
  async function contextOf(market: Market, signal: AbortSignal): Promise<ShopifyContext> {
    const name = JSON.stringify([market.currencyCode, market.countryCode, market.language])
    const known = contexts.get(name) ?? (await findContext(api.storefront, market, signal))
    contexts.set(name, known)
    return known
  }

  const mirror = (
    cart: MirroredCart,
    signal: AbortSignal,
    checkoutId?: string,
  ): Promise<MirroredShopifyCart> =>
    inTurn(cart.cartId, signal, async () => {
      const { cartId, shopRef } = cart
      const refs = new Set([carts.get(cartId), shopRef].flatMap((ref) => ref ?? []))
      const mirrored = await mirrorCart(api, {
        cart,
        context: await contextOf(cart.market, signal),
        refs: [...refs],
        signal,
        ...(checkoutId === undefined ? {} : { checkoutId }),
      })
      carts.set(cartId, mirrored.shopRef)
      return mirrored
    })

  return {
    platform,
    postIdHeader: 'x-shopify-webhook-id',
    readCatalogue: (market, signal) => readCatalogue(api, { market, stores, signal }),
    readStock: (variantIds, signal) => readStock(api.admin, variantIds, { stores, signal }),
    async mirrorCart(cart, signal) {
      const { shopRef, total, problems } = await mirror(cart, signal)
      return { shopRef, total, problems }
    },
    async openCheckout(request, signal) {
      const mirrored = await mirror(request, signal, request.checkoutId)
      const { shopRef, checkoutUrl, total, problems, isLate } = mirrored
      if (isLate) throw new ShopError('invalid', `${platform} has a later state of this cart already.`)
      return problems.length > 0 ? { ok: false, problems } : { ok: true, shopRef, url: checkoutUrl, total }
    },
    readOrder: (checkoutId, shopRef, signal) => readOrder(api.admin, { checkoutId, shopRef, signal }),
    async hear(post) {
      if (!isSignedByHmac(post.body, post.headers['x-shopify-hmac-sha256'], secrets))
        throw new ShopError('denied', `A post for ${platform} is not signed by its app.`)
      return readNews(api.admin, post, new AbortController().signal)
    },
  }
}
