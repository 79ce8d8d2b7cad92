import type { Fetch } from '../ask-shop.ts'
import type { CommerceAdapter } from '../commerce-adapter.ts'
import { createTurns } from '../in-turn.ts'
import { ShopError } from '../shop-error.ts'
import { isSigned } from '../standard-webhook.ts'
import { openAdminApi, platform } from './admin-api.ts'
import { mirrorCart } from './mirror-cart.ts'
import { openCheckout } from './open-checkout.ts'
import { readCatalogue } from './read-catalogue.ts'
import { readNews } from './read-news.ts'
import { readOrder } from './read-order.ts'
import { readStock } from './read-stock.ts'
import type { VendureShop } from './vendure-shop.ts'

export type { VendureShop }

/**
 * The adapter for Vendure from 3.6 on, over its Admin API and the plugin of `examples/vendure-shop`, which names an order by
 * Tote's cart and posts what happens. `docs/guides/vendure.md` tells how to set it up.
 */
export function createVendureAdapter(
  shop: VendureShop,
  { fetch = globalThis.fetch, timeoutMs }: { readonly fetch?: Fetch; readonly timeoutMs?: number } = {},
): CommerceAdapter {
  const ask = openAdminApi(shop, { fetch, timeoutMs })
  const inTurn = createTurns()
  const { stores = [], secrets } = shop
  return {
    platform,
    readCatalogue: (market, signal) => readCatalogue(ask, { market, stores, signal }),
    readStock: (variantIds, signal) => readStock(ask, variantIds, signal),
    mirrorCart: (cart, signal) =>
      inTurn(cart.cartId, signal, async () => {
        const { code, total, problems } = await mirrorCart(ask, cart, signal)
        return { shopRef: code, total, problems }
      }),
    openCheckout: (request, signal) =>
      inTurn(request.cartId, signal, () => openCheckout(ask, { request, shop, signal })),
    readOrder: (checkoutId, _shopRef, signal) => readOrder(ask, checkoutId, signal),
    async hear(post) {
      if (!isSigned(post, secrets))
        throw new ShopError(
          'denied',
          `A post for ${platform} is not signed by its plugin, or was a while ago.`,
        )
      return readNews(ask, post.body, new AbortController().signal)
    },
  }
}
