import fc from 'fast-check'
import { expect, test } from 'vitest'
import { productIdSchema, variantIdSchema, type VariantId } from '../ids.ts'
import { limits } from '../limits.ts'
import { foldCues, nextCueAt, priceAt } from './fold-cues.ts'
import { momentSchema, type Cue, type ShowEvent } from './show-event.ts'

const productIds = ['p1', 'p2', 'p3', 'p4', 'p5'].map((id) => productIdSchema.parse(id))
const variantId = variantIdSchema.parse('v1')
const anyProduct = fc.constantFrom(...productIds)
const anyCue: fc.Arbitrary<Cue> = fc.oneof(
  fc.record({ kind: fc.constant('productPinned' as const), productId: anyProduct }),
  fc.record({ kind: fc.constant('productUnpinned' as const), productId: anyProduct }),
  fc.record({
    kind: fc.constant('soldOutMarked' as const),
    productId: anyProduct,
    variantIds: fc.constant<VariantId[]>([variantId]),
    isSoldOut: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('chapterStarted' as const),
    title: fc.string({ minLength: 1, maxLength: 9 }),
  }),
)
const anyLog = fc
  .array(fc.tuple(fc.nat({ max: 1000 }), anyCue), { maxLength: 30 })
  .map((entries): ShowEvent[] => entries.map(([at, cue], index) => ({ seq: index + 1, at, cue })))

/** A log of price changes that each remember the price before. */
const priced = (changes: [at: number, price: number][], first: number): ShowEvent[] =>
  changes.map(([at, price], index) => ({
    seq: index + 1,
    at,
    cue: {
      kind: 'priceChanged',
      productId: productIdSchema.parse('p1'),
      prices: [{ variantId, price, was: changes[index - 1]?.[1] ?? first }],
    },
  }))

test('the order events arrive in does not matter', () => {
  fc.assert(
    fc.property(anyLog, fc.nat({ max: 1100 }), (log, at) => {
      expect(foldCues(log.toReversed(), at)).toEqual(foldCues(log, at))
    }),
  )
})

test('folding to a base and on from it is the same as folding all', () => {
  fc.assert(
    fc.property(anyLog, fc.nat({ max: 1000 }), fc.nat({ max: 1000 }), (log, a, b) => {
      const [early, late] = a < b ? [a, b] : [b, a]
      const rest = log.filter((event) => event.at > early)
      expect(foldCues(rest, late, foldCues(log, early))).toEqual(foldCues(log, late))
    }),
  )
})

test('no event whose moment the picture has not reached is seen', () => {
  fc.assert(
    fc.property(anyLog, fc.nat({ max: 1000 }), (log, at) => {
      expect(foldCues(log, at)).toEqual(
        foldCues(
          log.filter((event) => event.at <= at),
          at,
        ),
      )
    }),
  )
})

test('nothing changes between a moment and the next cue', () => {
  fc.assert(
    fc.property(anyLog, fc.nat({ max: 1000 }), (log, at) => {
      const next = nextCueAt(log, at)
      expect(foldCues(log, next === undefined ? 1e6 : next - 1)).toEqual(foldCues(log, at))
    }),
  )
})

test('every moment fits its schema: at most three products, no product twice', () => {
  fc.assert(
    fc.property(anyLog, fc.nat({ max: 1100 }), (log, at) => {
      const moment = foldCues(log, at)
      expect(momentSchema.safeParse(moment).success).toBe(true)
      expect(new Set(moment.pinned.map((pin) => pin.productId)).size).toBe(moment.pinned.length)
    }),
  )
})

test('the latest pin comes first and the oldest gives way', () => {
  const log = productIds.map((productId, index): ShowEvent => ({
    seq: index + 1,
    at: index,
    cue: { kind: 'productPinned', productId },
  }))
  expect(foldCues(log, 99).pinned.map((pin) => pin.productId)).toEqual(
    productIds.toReversed().slice(0, limits.maxPinnedProducts),
  )
})

test('a viewer behind live sees the price of their picture', () => {
  const log = priced(
    [
      [100, 800],
      [200, 600],
    ],
    1000,
  )
  expect([50, 100, 150, 200].map((atMs) => priceAt(log, variantId, { atMs }))).toEqual([1000, 800, 800, 600])
})

test('without any change the catalogue’s price holds', () => {
  expect(priceAt([], variantId, { atMs: 5 })).toBeUndefined()
})

test('a change before the horizon is known from the base', () => {
  const base = foldCues(priced([[100, 800]], 1000), 100)
  expect(priceAt([], variantId, { atMs: 150, base })).toBe(800)
})
