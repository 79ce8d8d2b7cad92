import { randomUUID } from 'node:crypto'
import type { Fetch } from '../ask-shop.ts'
import { askSigned } from '../custom/ask-signed.ts'
import { recommenderEndpoints } from './recommender-api.ts'
import type { Recommender } from './recommender.ts'

/** A recommender of a tenant's own, that answers the published contract. */
export interface CustomRecommender {
  /** What the path of the contract is added to: `https://recommend.example/tote`. */
  readonly url: string
  /** `whsec_…`, the newest first; two while one replaces the other. */
  readonly secrets: readonly string[]
}

interface CustomRecommenderOptions {
  readonly fetch?: Fetch
  readonly now?: () => number
  readonly newId?: () => string
}

/** A shopper waits for it, if only for a part of the page; who asks has a signal that ends sooner. */
const TIMEOUT_MS = 5000
const MAX_BYTES = 100_000

/**
 * Asks a tenant's own recommender, signed by Standard Webhooks. `docs/guides/recommendations.md` tells the contract,
 * `docs/reference/recommender-api.openapi.json` writes it down.
 */
export function createCustomRecommender(
  { url, secrets }: CustomRecommender,
  { fetch = globalThis.fetch, now = Date.now, newId = randomUUID }: CustomRecommenderOptions = {},
): Recommender {
  return {
    async recommend(question, signal) {
      const { recommendations } = await askSigned(
        { fetch, now, newId, platform: 'the recommender', url, secrets },
        {
          endpoint: recommenderEndpoints.recommendations,
          data: question,
          key: newId(),
          signal,
          timeoutMs: TIMEOUT_MS,
          maxBytes: MAX_BYTES,
        },
      )
      return recommendations
    },
  }
}
