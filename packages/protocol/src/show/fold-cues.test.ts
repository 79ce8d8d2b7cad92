import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pollIdSchema, productIdSchema, variantIdSchema, type VariantId } from '../ids.ts'
import { limits } from '../limits.ts'
import { emptyMoment, foldCues, nextCueAt, priceAt } from './fold-cues.ts'
import { momentSchema, type Cue, type ShowEvent } from './show-event.ts'

const productIds = ['p1', 'p2', 'p3', 'p4', 'p5'].map((id) => productIdSchema.parse(id))
const variantId = variantIdSchema.parse('v1')
const otherId = variantIdSchema.parse('v2')
const pollIds = ['poll1', 'poll2'].map((id) => pollIdSchema.parse(id))
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
  fc.record(
    {
      kind: fc.constant('priceChanged' as const),
      productId: anyProduct,
      prices: fc.array(
        fc.record({ variantId: fc.constantFrom(variantId, otherId), price: fc.nat(), was: fc.nat() }),
        { minLength: 1, maxLength: 2 },
      ),
      lastsMs: fc.nat({ max: 500 }),
    },
    { requiredKeys: ['kind', 'productId', 'prices'] },
  ),
  fc.record({
    kind: fc.constant('chapterStarted' as const),
    title: fc.string({ minLength: 1, maxLength: 9 }),
  }),
  fc.record({
    kind: fc.constant('noteSet' as const),
    text: fc.option(fc.string({ minLength: 1, maxLength: 9 })),
  }),
  fc.record({
    kind: fc.constant('pollOpened' as const),
    pollId: fc.constantFrom(...pollIds),
    question: fc.string({ minLength: 1, maxLength: 9 }),
    options: fc.constant<string[]>(['Chalk', 'Moss']),
  }),
  fc.record({
    kind: fc.constant('pollClosed' as const),
    pollId: fc.constantFrom(...pollIds),
    tally: fc.tuple(fc.nat(), fc.nat()),
  }),
  fc.constant({ kind: 'showEnded' as const }),
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

test('a note stands from its moment until the next, until it is taken away, or to the end of the show', () => {
  const note = (at: number, text: string | null): ShowEvent => ({
    seq: at,
    at,
    cue: { kind: 'noteSet', text },
  })
  const end: ShowEvent = { seq: 60, at: 60, cue: { kind: 'showEnded' } }
  const log = [note(10, 'Dishwasher safe'), note(20, 'Made in Porto'), note(30, null), note(50, 'Bye'), end]
  expect([9, 10, 20, 30, 50, 60].map((at) => foldCues(log, at).note)).toEqual([
    undefined,
    { text: 'Dishwasher safe', at: 10 },
    { text: 'Made in Porto', at: 20 },
    undefined,
    { text: 'Bye', at: 50 },
    undefined,
  ])
  // Who joins late knows it from the base, and reads it where it was.
  const base = foldCues(log, 25)
  expect(momentSchema.parse(JSON.parse(JSON.stringify(base))).note).toEqual({ text: 'Made in Porto', at: 20 })
  expect(foldCues([note(30, null)], 30, base).note).toBeUndefined()
})

test('a viewer behind live sees the price of their picture', () => {
  const log = priced(
    [
      [100, 800],
      [200, 600],
    ],
    1000,
  )
  const prices = [50, 100, 150, 200].map((atMs) => priceAt(log, variantId, { atMs })?.price)
  expect(prices).toEqual([1000, 800, 800, 600])
})

describe('[SH10] a price that ends by itself', () => {
  const timed = (at: number, price: number, more: object = {}): ShowEvent => {
    const [event] = priced([[at, price]], 1000)
    if (event?.cue.kind !== 'priceChanged') throw new Error('no price was changed')
    return { ...event, seq: at, cue: { ...event.cue, lastsMs: 100, ...more } }
  }
  const pricesOf = (log: ShowEvent[], base = emptyMoment) =>
    [99, 100, 199, 200].map((atMs) => priceAt(log, variantId, { atMs, base }))

  test('stands from its moment to its end, and then the one before is back', () => {
    const end = { at: 200, price: 1000 }
    expect(pricesOf([timed(100, 800)])).toEqual([
      { price: 1000 },
      { variantId, price: 800, end },
      { variantId, price: 800, end },
      { variantId, price: 1000 },
    ])
    expect([99, 100, 200].map((atMs) => nextCueAt([timed(100, 800)], atMs))).toEqual([100, 200, undefined])
  })

  test('is known from the base, with its end', () => {
    const base = foldCues([timed(100, 800)], 150)
    expect(priceAt([], variantId, { atMs: 199, base })?.price).toBe(800)
    expect(priceAt([], variantId, { atMs: 200, base })?.price).toBe(1000)
    expect(nextCueAt([], 150, base)).toBe(200)
  })

  test('gives way to the next change, which does not end with it', () => {
    const [after] = priced([[150, 700]], 800)
    if (after === undefined) throw new Error('no price was changed')
    const log = [timed(100, 800), { ...after, seq: 101 }]
    expect(priceAt(log, variantId, { atMs: 300 })).toEqual({ variantId, price: 700 })
  })

  test('one within another ends at what the first would have ended at', () => {
    const [before, within] = [timed(100, 800), timed(150, 600)]
    if (within.cue.kind !== 'priceChanged') throw new Error('no price was changed')
    const prices = [{ variantId, price: 600, was: 800, after: 1000 }]
    const log = [before, { ...within, cue: { ...within.cue, prices } }]
    expect([149, 150, 200, 250].map((atMs) => priceAt(log, variantId, { atMs })?.price)).toEqual([
      800, 600, 600, 1000,
    ])
  })
})

test('without any change the catalogue’s price holds', () => {
  expect(priceAt([], variantId, { atMs: 5 })).toBeUndefined()
})

test('a change before the horizon is known from the base', () => {
  const base = foldCues(priced([[100, 800]], 1000), 100)
  expect(priceAt([], variantId, { atMs: 150, base })).toEqual({ variantId, price: 800 })
})
