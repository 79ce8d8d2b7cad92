import { randomUUID } from 'node:crypto'
import type * as z from 'zod'
import type { Fetch } from '../ask-shop.ts'
import type { CartProblem, CommerceAdapter, MirroredCart, ShopPost } from '../commerce-adapter.ts'
import { catalogueProblem, type StockCount } from '../shop-catalogue.ts'
import { ShopError } from '../shop-error.ts'
import type { ShopNews } from '../shop-news.ts'
import { isSigned } from '../standard-webhook.ts'
import { askSigned, notAsAgreed } from './ask-signed.ts'
import { readNews } from './read-news.ts'
import { shopEndpoints, type ShopEndpoint } from './shop-api.ts'

/** A shop that answers the published contract by itself. */
export interface CustomShop {
  /** What the paths of the contract are added to: `https://shop.example/tote`. */
  readonly url: string
  /** `whsec_…`, the newest first; two while one replaces the other. */
  readonly secrets: readonly string[]
}

export interface CustomAdapterOptions {
  readonly fetch?: Fetch
  readonly now?: () => number
  readonly newId?: () => string
}

const platform = 'custom'
/** A shopper waits for these. */
const TIMEOUT_MS = 15_000
const MAX_BYTES = 1_000_000
/** Nobody waits for a catalogue, and it may be ten thousand products. */
const CATALOGUE_TIMEOUT_MS = 120_000
const CATALOGUE_MAX_BYTES = 100_000_000
/** As many as the contract lets one request name. */
const VARIANTS_AT_ONCE = 500

/**
 * The adapter for any shop: it asks the shop's own endpoints, signed by Standard Webhooks, and takes the shop's posts signed
 * the same way. `docs/guides/own-shop.md` tells the contract, `docs/reference/shop-api.openapi.json` writes it down.
 */
export function createCustomAdapter(
  { url, secrets }: CustomShop,
  { fetch = globalThis.fetch, now = Date.now, newId = randomUUID }: CustomAdapterOptions = {},
): CommerceAdapter {
  async function ask<Endpoint extends ShopEndpoint>(
    endpoint: Endpoint,
    { data, key = newId(), signal }: { data: unknown; key?: string; signal: AbortSignal },
  ): Promise<z.infer<Endpoint['answer']>> {
    const isLong = endpoint.path === shopEndpoints.catalogue.path
    return askSigned(
      { fetch, now, newId, platform, url, secrets },
      {
        endpoint,
        data,
        key,
        signal,
        timeoutMs: isLong ? CATALOGUE_TIMEOUT_MS : TIMEOUT_MS,
        maxBytes: isLong ? CATALOGUE_MAX_BYTES : MAX_BYTES,
      },
    )
  }

  return {
    platform,
    takesReduction: true,

    async readCatalogue(market, signal) {
      const { path } = shopEndpoints.catalogue
      const catalogue = await ask(shopEndpoints.catalogue, { data: { market }, signal })
      if (catalogue.currency !== market.currencyCode)
        throw notAsAgreed(
          platform,
          path,
          `prices are in ${catalogue.currency}, asked for were ${market.currencyCode}`,
        )
      const problem = catalogueProblem(catalogue)
      if (problem !== null) throw notAsAgreed(platform, path, problem)
      return catalogue
    },

    async readStock(variantIds, signal) {
      const counts: StockCount[] = []
      for (let at = 0; at < variantIds.length; at += VARIANTS_AT_ONCE) {
        const some = variantIds.slice(at, at + VARIANTS_AT_ONCE)
        const asked = new Set(some)
        const answer = await ask(shopEndpoints.stock, { data: { variantIds: some }, signal })
        counts.push(...answer.counts.filter(({ variantId }) => asked.has(variantId)))
      }
      return counts
    },

    async mirrorCart(cart, signal) {
      // Without a revision nothing tells a repeat from the same content put back later, which must be done.
      const key = cart.rev === undefined ? newId() : `${cart.cartId}.${cart.rev}`
      const answer = await ask(shopEndpoints.cart, { data: cart, key, signal })
      checkProblems(shopEndpoints.cart.path, cart, answer.problems)
      return answer
    },

    async openCheckout(request, signal) {
      const { path } = shopEndpoints.checkout
      const answer = await ask(shopEndpoints.checkout, { data: request, key: request.checkoutId, signal })
      if (!answer.ok) checkProblems(path, request, answer.problems)
      else if (url.startsWith('https:') && !answer.url.startsWith('https:'))
        throw notAsAgreed(platform, path, 'url is not https')
      return answer
    },

    async readOrder(checkoutId, shopRef, signal) {
      const { path } = shopEndpoints.order
      const { order } = await ask(shopEndpoints.order, { data: { checkoutId, shopRef }, signal })
      if (order !== null && order.checkoutId !== checkoutId)
        throw notAsAgreed(platform, path, 'it is of another check-out')
      return order
    },

    hear: (post) => hearPost(post, secrets),
  }
}

/**
 * What was posted under the published contract, once it is proved that a holder of the secret did. A backend without a shop
 * of its own behind the hub tells counts by it too.
 * @throws ShopError `denied` when it is not signed, or was too long ago; `invalid`.
 */
export async function hearPost(post: ShopPost, secrets: readonly string[]): Promise<readonly ShopNews[]> {
  if (!isSigned(post, secrets))
    throw new ShopError('denied', 'The post is not signed by the shop, or was a while ago.')
  return [readNews(post.body)]
}

/** A problem of a line that is not in the cart would be told to nobody. */
function checkProblems(path: string, { lines }: MirroredCart, problems: readonly CartProblem[]): void {
  const known = new Set(lines.map(({ lineId }) => lineId))
  if (problems.some((problem) => 'lineId' in problem && !known.has(problem.lineId)))
    throw notAsAgreed(platform, path, 'problems name a line that was not in the request')
}
