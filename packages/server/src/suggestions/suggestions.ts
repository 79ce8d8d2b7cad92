import type { Recommendation, Recommender, RecommendQuestion } from '@tote/commerce'
import {
  visibleLines,
  type Cart,
  type ProductId,
  type Suggest,
  type SuggestAnswer,
  type Suggestion,
} from '@tote/protocol'
import type { Logger } from 'pino'
import { selectCart } from '../store/cart-store.ts'
import { selectProductsOf } from '../store/catalogue-store.ts'
import { selectStores } from '../store/location-store.ts'
import type { Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { createHubRecommenders } from './hub-recommender.ts'
import { keepOffered } from './rank-recommendations.ts'
import { readFree } from './read-free.ts'

/** A tenant's own recommender, as this node was told of it. Its secrets are in the memory of the process alone. */
export interface TenantRecommender {
  readonly tenantId: string
  readonly recommender: Recommender
}

export interface Suggestions {
  /** What goes with a product, or with the cart: nothing that is in it, or that cannot be had. */
  tell(tenant: Tenant, asked: { cartId: string; message: Suggest }): Promise<SuggestAnswer>
}

interface SuggestionsDeps {
  readonly store: Pick<Store, 'db'>
  readonly recommenders: readonly TenantRecommender[]
  readonly now: () => number
  readonly log: Logger
}

/** A small list, which is read in passing. */
const MOST_SHOWN = 4
/** Some of what is recommended is in the cart, or sold out. */
const MOST_ASKED = 40
/** Later than this the shopper has read on; the hub's own is told then. */
const ANSWER_WITHIN_MS = 1500
/** One that did not answer is left alone for a while, so that shoppers do not wait for it each time. */
const REST_MS = 30_000

export function createSuggestions({ store, recommenders, now, log }: SuggestionsDeps): Suggestions {
  const own = new Map(recommenders.map(({ tenantId, recommender }) => [tenantId, recommender]))
  const restUntil = new Map<string, number>()
  const hub = createHubRecommenders({ store, now })

  return {
    async tell(tenant, { cartId, message: { productId, showId } }) {
      const { db } = store
      const cart = (await selectCart(db, tenant.id, cartId))?.cart
      const basket = cart === undefined ? [] : await productsIn(tenant, cart)
      const fulfilment = cart?.meta.fulfilment ?? { kind: 'delivery' }
      const storeId = fulfilment.kind === 'pickup' ? fulfilment.locationId : undefined
      const recommended = await recommend(tenant.id, {
        basket,
        ...(productId === undefined ? {} : { productId }),
        ...(showId === undefined ? {} : { showId }),
        ...(storeId === undefined ? {} : { storeId }),
        limit: MOST_ASKED,
      })
      const productIds = [...new Set(recommended.map((one) => one.productId))]
      const free = await readFree(db, tenant, { productIds, cartId, fulfilment })
      const offered = keepOffered(recommended, {
        without: new Set(productId === undefined ? basket : [...basket, productId]),
        free,
        hasStore: storeId !== undefined,
        limit: MOST_SHOWN,
      })
      const stores = storeId === undefined ? [] : await selectStores(db, tenant.id)
      const storeName = stores.find(({ id }) => id === storeId)?.name ?? ''
      return { suggestions: offered.map((one) => toSuggestion(one, storeName)) }
    },
  }

  /** What the tenant's own says, and where it has none or that does not answer, the hub's. */
  async function recommend(
    tenantId: string,
    question: RecommendQuestion,
  ): Promise<readonly Recommendation[]> {
    const recommender = own.get(tenantId)
    if (recommender !== undefined && now() >= (restUntil.get(tenantId) ?? 0)) {
      try {
        return await recommender.recommend(question, AbortSignal.timeout(ANSWER_WITHIN_MS))
      } catch (error) {
        restUntil.set(tenantId, now() + REST_MS)
        log.warn({ tenant: tenantId, err: error }, 'the recommender did not answer: the hub’s own does')
      }
    }
    return hub.of(tenantId).recommend(question, AbortSignal.timeout(ANSWER_WITHIN_MS))
  }

  async function productsIn(tenant: Tenant, cart: Cart): Promise<ProductId[]> {
    const variantIds = visibleLines(cart).map(({ variantId }) => variantId)
    if (variantIds.length === 0) return []
    const products = await selectProductsOf(store.db, tenant.id, variantIds)
    // Written from what was parsed.
    return [...new Set(variantIds.flatMap((id) => products.get(id) ?? []))] as ProductId[]
  }
}

function toSuggestion({ productId, reason }: Recommendation, storeName: string): Suggestion {
  return { productId, reason: reason.kind === 'in-stock' ? { kind: reason.kind, storeName } : reason }
}
