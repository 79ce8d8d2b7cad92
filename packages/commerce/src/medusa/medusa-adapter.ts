import type { Fetch } from '../ask-shop.ts'
import type { CommerceAdapter } from '../commerce-adapter.ts'
import { createTurns } from '../in-turn.ts'
import { ShopError } from '../shop-error.ts'
import { isSigned } from '../standard-webhook.ts'
import { openMedusaApi, platform } from './medusa-api.ts'
import type { MedusaShop } from './medusa-shop.ts'
import { mirrorCart } from './mirror-cart.ts'
import { openCheckout } from './open-checkout.ts'
import { readCatalogue } from './read-catalogue.ts'
import { readNews } from './read-news.ts'
import { readOrder } from './read-order.ts'
import { readStock } from './read-stock.ts'

export type { MedusaShop }

/**
 * The adapter for Medusa from 2.18 on, over its Store and Admin API and the routes and subscribers of `examples/medusa-shop`,
 * which name a cart by Tote's and post what happens. `docs/guides/medusa.md` tells how to set it up.
 */
export function createMedusaAdapter(
  shop: MedusaShop,
  { fetch = globalThis.fetch, timeoutMs }: { readonly fetch?: Fetch; readonly timeoutMs?: number } = {},
): CommerceAdapter {
  const ask = openMedusaApi(shop, { fetch, timeoutMs })
  const inTurn = createTurns()
  const { stores = [], secrets } = shop
  return {
    platform,
    readCatalogue: (market, signal) => readCatalogue(ask, { market, stores, signal }),
    readStock: (variantIds, signal) => readStock(ask, variantIds, signal),
    mirrorCart: (cart, signal) =>
      inTurn(cart.cartId, signal, async () => {
        const { id, total, problems } = await mirrorCart(ask, { cart, shop, signal })
        return { shopRef: id, total, problems }
      }),
    openCheckout: (request, signal) =>
      inTurn(request.cartId, signal, () => openCheckout(ask, { request, shop, signal })),
    readOrder: (checkoutId, _shopRef, signal) => readOrder(ask, checkoutId, signal),
    async hear(post) {
      if (!isSigned(post, secrets))
        throw new ShopError(
          'denied',
          `A post for ${platform} is not signed by its subscribers, or was a while ago.`,
        )
      return readNews(ask, post.body, new AbortController().signal)
    },
  }
}
