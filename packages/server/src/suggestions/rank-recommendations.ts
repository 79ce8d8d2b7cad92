import type { Recommendation } from '@tote/commerce'
import type { ProductId } from '@tote/protocol'

/**
 * The rule of the hub's own recommender, in numbered sentences that its tests quote:
 *
 * R1 What was bought with these goods by most baskets comes first, and says with which of them.
 * R2 Then comes what was shown in this show, the latest first.
 * R3 Then comes what the chosen store has, in the catalogue's order.
 * R4 No product comes twice, and none of those that it is about.
 * R5 The same facts give the same order.
 * R6 What is in the cart, or cannot be had, is not suggested, whoever recommends it.
 */

/** How many baskets held a product together with another. */
export interface BoughtWith {
  readonly productId: ProductId
  readonly baskets: number
}

export interface Facts {
  /** What it is to go with. */
  readonly about: readonly ProductId[]
  readonly boughtWith: ReadonlyMap<ProductId, readonly BoughtWith[]>
  /** In this show, the latest first. */
  readonly shown: readonly ProductId[]
  /** At the chosen store, in the catalogue's order; empty where none is chosen. */
  readonly atStore: readonly ProductId[]
}

export function rankRecommendations({ about, boughtWith, shown, atStore }: Facts): Recommendation[] {
  const ranked = new Map<ProductId, Recommendation>()
  const add = (recommendation: Recommendation) => {
    const { productId } = recommendation
    if (!about.includes(productId) && !ranked.has(productId)) ranked.set(productId, recommendation)
  }
  const bought = about.flatMap((base) => (boughtWith.get(base) ?? []).map((pair) => ({ ...pair, base })))
  for (const { productId, base } of bought.toSorted(
    (one, other) =>
      other.baskets - one.baskets || compare(one.productId, other.productId) || compare(one.base, other.base),
  ))
    add({ productId, reason: { kind: 'bought-together', productId: base } })
  for (const productId of shown) add({ productId, reason: { kind: 'in-show' } })
  for (const productId of atStore) add({ productId, reason: { kind: 'in-stock' } })
  return [...ranked.values()]
}

export interface Offer {
  /** In the cart, or what is looked at. */
  readonly without: ReadonlySet<string>
  /** Can be had now, at the chosen store where there is one. */
  readonly free: ReadonlySet<string>
  /** Whether a store is chosen: without one, nothing is in stock there. */
  readonly hasStore: boolean
  readonly limit: number
}

/** [R4, R6] What of it is suggested. */
export function keepOffered(
  recommendations: readonly Recommendation[],
  { without, free, hasStore, limit }: Offer,
): Recommendation[] {
  const kept = new Map<string, Recommendation>()
  for (const one of recommendations) {
    const { productId, reason } = one
    if (kept.size === limit) break
    if (without.has(productId) || !free.has(productId) || kept.has(productId)) continue
    if (reason.kind === 'in-stock' && !hasStore) continue
    kept.set(productId, one)
  }
  return [...kept.values()]
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
