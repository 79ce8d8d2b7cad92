import { BrokenConnectionError, type Fetch } from '../ask-shop.ts'
import type { CommerceAdapter, MirroredCart } from '../commerce-adapter.ts'
import { isSignedByHmac } from '../hmac-webhook.ts'
import { createTurns } from '../in-turn.ts'
import { createKnownCarts } from '../known-carts.ts'
import { ShopError } from '../shop-error.ts'
import { isTokenAlive } from './cart-token.ts'
import { notCarried, toCheckoutLink } from './checkout-link.ts'
import { mirrorCart, type MirroredStoreCart } from './mirror-cart.ts'
import { readCatalogue } from './read-catalogue.ts'
import { readNews } from './read-news.ts'
import { readOrder } from './read-order.ts'
import { findParents, readStock } from './read-stock.ts'
import { openWooCommerceApi, platform } from './woocommerce-api.ts'
import type { WooCommerceShop } from './woocommerce-shop.ts'

export type { WooCommerceShop }

export interface WooCommerceAdapterOptions {
  readonly fetch?: Fetch
  readonly timeoutMs?: number
  readonly now?: () => number
}

/**
 * The adapter for WooCommerce from 10.0 on, over its Store API, its REST API and its webhooks, with nothing added to the shop.
 * `docs/guides/woocommerce.md` tells how to set it up, and what is not carried into its check-out.
 */
export function createWooCommerceAdapter(
  shop: WooCommerceShop,
  { fetch = globalThis.fetch, timeoutMs, now = Date.now }: WooCommerceAdapterOptions = {},
): CommerceAdapter {
  const ask = openWooCommerceApi(shop, { fetch, timeoutMs })
  const inTurn = createTurns()
  const carts = createKnownCarts()

  const mirror = (cart: MirroredCart, signal: AbortSignal): Promise<MirroredStoreCart> =>
    inTurn(cart.cartId, signal, async () => {
      const token = [carts.get(cart.cartId), cart.shopRef]
        .flatMap((ref) => ref ?? [])
        .find((ref) => isTokenAlive(ref, now()))
      const mirrored = await mirrorCart(ask, { cart, token, signal }).catch((error: unknown) => {
        // Whether the cart was changed is seen by looking, once.
        if (!(error instanceof BrokenConnectionError)) throw error
        return mirrorCart(ask, { cart, token, signal })
      })
      carts.set(cart.cartId, mirrored.token)
      return mirrored
    })

  return {
    platform,
    postIdHeader: 'x-wc-webhook-delivery-id',
    readCatalogue: (market, signal) => readCatalogue(ask, { market, signal }),
    readStock: async (variantIds, signal) =>
      readStock(ask, await findParents(ask, variantIds, signal), signal),
    async mirrorCart(cart, signal) {
      const { token, total, problems } = await mirror(cart, signal)
      return { shopRef: token, total, problems }
    },
    async openCheckout(request, signal) {
      const mirrored = await mirror(request, signal)
      const problems = [...mirrored.problems, ...notCarried(request)]
      if (problems.length > 0) return { ok: false, problems }
      const { token, total } = mirrored
      return { ok: true, shopRef: token, url: toCheckoutLink(shop.url, request), total }
    },
    readOrder: (checkoutId, _shopRef, signal) => readOrder(ask, checkoutId, signal),
    async hear(post) {
      if (!isSignedByHmac(post.body, post.headers['x-wc-webhook-signature'], shop.secrets))
        throw new ShopError('denied', `A post for ${platform} is not signed by its webhook.`)
      return readNews(ask, post, new AbortController().signal)
    },
  }
}
