import type { Recommendation, RecommendReason } from '@tote/commerce'
import { productIdSchema, type ProductId } from '@tote/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keepOffered, rankRecommendations, type Facts } from './rank-recommendations.ts'

const id = (name: string) => productIdSchema.parse(name)
const nothing: Facts = { about: [], boughtWith: new Map(), shown: [], atStore: [] }
const names = (all: readonly Recommendation[]) =>
  all.map(({ productId, reason }) =>
    reason.kind === 'bought-together'
      ? `${productId}: bought with ${reason.productId}`
      : `${productId}: ${reason.kind}`,
  )

test('[R1] what most baskets held with these goods comes first, and says with which of them', () => {
  const boughtWith = new Map([
    [id('vase'), [{ productId: id('bowl'), baskets: 5 }]],
    [
      id('lamp'),
      [
        { productId: id('bulb'), baskets: 9 },
        { productId: id('bowl'), baskets: 7 },
      ],
    ],
  ])
  const ranked = rankRecommendations({ ...nothing, about: [id('vase'), id('lamp')], boughtWith })
  expect(names(ranked)).toEqual(['bulb: bought with lamp', 'bowl: bought with lamp'])
})

test('[R2] [R3] then the show, the latest first, then the store in the catalogue’s order', () => {
  const ranked = rankRecommendations({
    about: [id('vase')],
    boughtWith: new Map([[id('vase'), [{ productId: id('bowl'), baskets: 5 }]]]),
    shown: [id('late'), id('bowl'), id('early'), id('vase')],
    atStore: [id('early'), id('shelf')],
  })
  expect(names(ranked)).toEqual([
    'bowl: bought with vase',
    'late: in-show',
    'early: in-show',
    'shelf: in-stock',
  ])
})

const product = fc.constantFrom<ProductId>(...['a', 'b', 'c', 'd', 'e', 'f'].map(id))
const products = fc.uniqueArray(product)
const pairs = fc.dictionary(product, fc.uniqueArray(fc.record({ productId: product, baskets: fc.nat(9) })))
const facts = fc
  .record({ about: products, pairs, shown: products, atStore: products })
  .map(({ pairs: written, ...rest }): Facts & { readonly boughtWith: Map<ProductId, never> } => ({
    ...rest,
    boughtWith: new Map(Object.entries(written).map(([base, bought]) => [id(base), bought as never])),
  }))

test('[R4] no product comes twice, and none that it is about', () => {
  fc.assert(
    fc.property(facts, (given) => {
      const ids = rankRecommendations(given).map(({ productId }) => productId)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.filter((one) => given.about.includes(one))).toEqual([])
    }),
  )
})

test('[R5] the same facts give the same order, however they were read', () => {
  fc.assert(
    fc.property(facts, (given) => {
      const turned: Facts = {
        ...given,
        about: given.about.toReversed(),
        boughtWith: new Map(
          [...given.boughtWith].toReversed().map(([base, bought]) => [base, [...bought].toReversed()]),
        ),
      }
      expect(rankRecommendations(turned)).toEqual(rankRecommendations(given))
    }),
  )
})

const reason = fc.constantFrom<RecommendReason>(
  { kind: 'in-show' },
  { kind: 'in-stock' },
  { kind: 'own', text: 'New' },
)
const recommendation = fc.record({ productId: product, reason })

test('[R6] what is in the cart or cannot be had is not suggested, whoever recommends it', () => {
  fc.assert(
    fc.property(
      fc.array(recommendation),
      products,
      products,
      fc.boolean(),
      fc.nat(4),
      (all: Recommendation[], without, free, hasStore, limit) => {
        const offer = { without: new Set(without), free: new Set(free), hasStore, limit }
        const kept = keepOffered(all, offer)
        expect(kept.length).toBeLessThanOrEqual(limit)
        expect(new Set(kept.map(({ productId }) => productId)).size).toBe(kept.length)
        for (const { productId, reason } of kept) {
          expect(without).not.toContain(productId)
          expect(free).toContain(productId)
          expect(reason.kind === 'in-stock' && !hasStore).toBe(false)
        }
        // In the order in which they were recommended.
        const places = kept.map((one) => all.indexOf(one))
        expect(places).toEqual(places.toSorted((one, other) => one - other))
        // Room that is left was not needed.
        const due = all.filter(
          ({ productId, reason }) =>
            free.includes(productId) &&
            !without.includes(productId) &&
            (hasStore || reason.kind !== 'in-stock'),
        )
        if (kept.length < limit)
          expect(new Set(kept.map(({ productId }) => productId))).toEqual(
            new Set(due.map(({ productId }) => productId)),
          )
      },
    ),
  )
})
