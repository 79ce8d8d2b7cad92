import type { LocationId, ProductId, ShowId } from '@tote/protocol'

/** What is asked of a recommender: goods alone, and nothing of who asks. */
export interface RecommendQuestion {
  /** What the shopper looks at; absent when they look at their cart. */
  readonly productId?: ProductId
  /** What is in their cart, in its order. */
  readonly basket: readonly ProductId[]
  /** The show that they watch. */
  readonly showId?: ShowId
  /** The store that they pick up at. */
  readonly storeId?: LocationId
  /** No more than this are of use; some of them may be in the cart or sold out. */
  readonly limit: number
}

export type RecommendReason =
  | { readonly kind: 'bought-together'; readonly productId: ProductId }
  | { readonly kind: 'in-show' }
  /** At the store that they pick up at; of no use where there is none. */
  | { readonly kind: 'in-stock' }
  /** In words of one's own, shown as they are. */
  | { readonly kind: 'own'; readonly text: string }

export interface Recommendation {
  readonly productId: ProductId
  readonly reason: RecommendReason
}

/** Says what goes with goods. The hub leaves out what is in the cart, sold out or not sold, and shows the first few of the rest. */
export interface Recommender {
  /** The best first; the same question gives the same order. */
  recommend(question: RecommendQuestion, signal: AbortSignal): Promise<readonly Recommendation[]>
}
