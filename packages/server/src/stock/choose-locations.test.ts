import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseLocations, type Source, type Want } from './choose-locations.ts'

const source = (locationId: string, free: Record<string, number>): Source => ({
  locationId,
  isStore: !locationId.startsWith('w'),
  free: new Map(Object.entries(free)),
})
const want = (variantId: string, qty: number, lineId = variantId): Want => ({ lineId, variantId, qty })
const from = (wants: readonly Want[], sources: readonly Source[]) =>
  chooseLocations(wants, sources)?.map(({ lineId, locationId, qty }) => `${qty} ${lineId} from ${locationId}`)

test('[S1] one location that has all of it sends all of it, though a warehouse has some', () => {
  expect(
    from([want('mug', 2), want('hat', 1)], [source('w1', { mug: 9 }), source('rue', { mug: 2, hat: 1 })]),
  ).toEqual(['2 mug from rue', '1 hat from rue'])
})

test('[S2] else as few as are needed, also where the fullest is not among them', () => {
  const sources = [
    source('w1', { a: 9, c: 9, e: 9 }),
    source('x', { a: 1, b: 1, c: 1 }),
    source('y', { d: 1, e: 1 }),
  ]
  const wants = ['a', 'b', 'c', 'd', 'e'].map((id) => want(id, 1))
  expect(new Set(chooseLocations(wants, sources)?.map(({ locationId }) => locationId))).toEqual(
    new Set(['x', 'y']),
  )
})

test('[S3] a warehouse before a store that has more, and [S4] of two stores the one with more', () => {
  const sources = [source('a', { mug: 5 }), source('b', { mug: 7 }), source('w1', { mug: 1 })]
  expect(from([want('mug', 1)], sources)).toEqual(['1 mug from w1'])
  expect(from([want('mug', 2)], sources)).toEqual(['2 mug from b'])
  expect(from([want('mug', 2)], [source('b', { mug: 5 }), source('a', { mug: 5 })])).toEqual(['2 mug from a'])
})

test('[S5] a line is not split where it need not be', () => {
  const sources = [source('w1', { mug: 2, hat: 5 }), source('rue', { mug: 4 })]
  expect(from([want('mug', 3), want('hat', 1)], sources)).toEqual(['3 mug from rue', '1 hat from w1'])
  expect(from([want('mug', 5)], sources)).toEqual(['2 mug from w1', '3 mug from rue'])
})

test('of what there is not enough nothing is sent', () => {
  expect(chooseLocations([want('mug', 3)], [source('w1', { mug: 2 })])).toBeNull()
  expect(chooseLocations([want('mug', 1)], [])).toBeNull()
  expect(chooseLocations([], [])).toEqual([])
})

const ids = ['a', 'b', 'c', 'd']
const anyWants = fc
  .array(fc.record({ variantId: fc.constantFrom(...ids), qty: fc.integer({ min: 1, max: 6 }) }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((wants) => wants.map(({ variantId, qty }, index) => want(variantId, qty, `l${index}`)))
const anySources = fc
  .array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 4, maxLength: 4 }), { maxLength: 6 })
  .map((all) =>
    all.map((counts, index) =>
      source(
        `${index % 3 === 0 ? 'w' : 's'}${index}`,
        Object.fromEntries(ids.map((id, at) => [id, counts[at] ?? 0])),
      ),
    ),
  )

test('every line is sent whole, no location sends what it has not, no fewer locations would do, in whatever order they are given', () => {
  fc.assert(
    fc.property(anyWants, anySources, (wants, sources) => {
      const parcels = chooseLocations(wants, sources)
      const enough = (some: readonly Source[]) =>
        ids.every(
          (id) =>
            some.reduce((sum, { free }) => sum + (free.get(id) ?? 0), 0) >=
            wants.reduce((sum, { variantId, qty }) => (variantId === id ? sum + qty : sum), 0),
        )
      expect(parcels === null).toBe(!enough(sources))
      if (parcels === null) return
      for (const { lineId, qty } of wants)
        expect(parcels.reduce((sum, one) => (one.lineId === lineId ? sum + one.qty : sum), 0)).toBe(qty)
      for (const { locationId, free } of sources)
        for (const id of ids) {
          const lines = new Set(wants.flatMap(({ lineId, variantId }) => (variantId === id ? [lineId] : [])))
          const sent = parcels.reduce(
            (sum, one) => (one.locationId === locationId && lines.has(one.lineId) ? sum + one.qty : sum),
            0,
          )
          expect(sent).toBeLessThanOrEqual(free.get(id) ?? 0)
        }
      const used = new Set(parcels.map(({ locationId }) => locationId)).size
      const sets = sources.reduce<Source[][]>(
        (all, one) => [...all, ...all.map((set) => [...set, one])],
        [[]],
      )
      expect(sets.some((set) => set.length < used && enough(set))).toBe(false)
      expect(chooseLocations(wants, sources.toReversed())).toEqual(parcels)
    }),
  )
})

test('among hundreds of stores that each have little, an answer comes, and it is whole', () => {
  const many = Array.from({ length: 400 }, (_, index) => source(`s${index}`, { [`v${index % 50}`]: 1 }))
  const wants = Array.from({ length: 50 }, (_, index) => want(`v${index}`, 2))
  const parcels = chooseLocations(wants, many)
  expect(parcels?.reduce((sum, { qty }) => sum + qty, 0)).toBe(100)
})
