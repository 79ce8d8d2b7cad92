import type { Recommender } from '@tote/commerce'
import type { ProductId } from '@tote/protocol'
import { selectBoughtWith, selectProductsAt } from '../store/bought-together-store.ts'
import { selectShownProducts } from '../store/show-store.ts'
import type { Db, Store } from '../store/store.ts'
import { rankRecommendations, type BoughtWith } from './rank-recommendations.ts'

/** Of what fewer baskets held together nothing is told: nobody's own order is to be read out of it. */
const LEAST_BASKETS = 5
/** What was bought together earlier says little of what is worn together now. */
const LATELY_MS = 180 * 24 * 60 * 60_000
/** Pairs move slowly, and counting them is the dearest part of an answer. */
const RECENT_MS = 10 * 60_000
/** Several times what is shown, for some of it will be in the cart or sold out. */
const MOST_PAIRS_OF = 10
/** As many as a tenant's catalogues can have in one hub's memory, at some hundred bytes each. */
const MOST_KEPT = 20_000

/**
 * The hub's own recommender: what was bought together, what this show has shown, what the chosen store has. It knows orders
 * by what was in them and nobody by what they did.
 */
export function createHubRecommenders({ store, now }: { store: Pick<Store, 'db'>; now: () => number }) {
  // The promise is kept, so that many who look at one product count once.
  const known = new Map<string, { readonly at: number; readonly pairs: Promise<readonly BoughtWith[]> }>()
  return {
    of(tenantId: string): Recommender {
      return {
        async recommend({ productId, basket, showId, storeId, limit }) {
          const { db } = store
          const about = productId === undefined ? basket.slice(0, MOST_PAIRS_OF) : [productId]
          const pairs = await Promise.all(
            about.map(async (base) => [base, await boughtWith(db, tenantId, base)] as const),
          )
          const shown = showId === undefined ? [] : await shownIn(db, tenantId, showId)
          const atStore =
            storeId === undefined ? [] : await selectProductsAt(db, tenantId, { locationId: storeId, limit })
          return rankRecommendations({
            about: productId === undefined ? basket : about,
            boughtWith: new Map(pairs),
            shown: shown.slice(0, limit),
            atStore,
          })
        },
      }
    },
  }

  function boughtWith(db: Db, tenantId: string, productId: ProductId): Promise<readonly BoughtWith[]> {
    const key = `${tenantId} ${productId}`
    const kept = known.get(key)
    const at = now()
    if (kept !== undefined && at - kept.at < RECENT_MS) return kept.pairs
    const pairs = selectBoughtWith(db, tenantId, { productId, since: at - LATELY_MS, atLeast: LEAST_BASKETS })
    if (known.size >= MOST_KEPT) known.clear()
    known.set(key, { at, pairs })
    // A failed read must not be remembered.
    pairs.catch(() => known.delete(key))
    return pairs
  }
}

/** The latest first. */
async function shownIn(db: Db, tenantId: string, showId: string): Promise<ProductId[]> {
  const shown = (await selectShownProducts(db, tenantId, [showId])).get(showId)
  // Written from cues, which were parsed.
  return [...(shown ?? [])].toReversed() as ProductId[]
}
