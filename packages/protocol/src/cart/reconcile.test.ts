import { limits } from '../limits.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reconcile, type Agreed } from './reconcile.ts'

const count = fc.integer({ min: 0, max: 40 })
const same = (quantity: number): Agreed => ({ ours: quantity, theirs: quantity })

test.each([
  ['an add here comes there', same(1), 2, 1, same(2)],
  ['an add there comes here', same(1), 1, 2, same(2)],
  ['what is taken out here goes there', same(2), 0, 2, same(0)],
  ['what is taken out there goes here', same(2), 2, 0, same(0)],
  ['adds on both sides add up', same(1), 3, 2, same(4)],
  ['taken out here and one more there leaves that one', same(2), 0, 3, same(1)],
  ['the same number by another way is one change', same(0), 1, 1, same(1)],
  ['at a first meeting the larger number stands', null, 1, 3, same(3)],
  [
    'where one side would have no more, the next change counts from there',
    { ours: 3, theirs: 2 },
    4,
    2,
    { ours: 4, theirs: 3 },
  ],
] as const)('%s', (_, agreed, ours, theirs, wanted) => {
  expect(reconcile(agreed, ours, theirs)).toEqual(wanted)
})

test('both sides come to the same, and asking again changes nothing', () => {
  fc.assert(
    fc.property(fc.option(count), count, count, (base, ours, theirs) => {
      const now = reconcile(base === null ? null : same(base), ours, theirs)
      expect(now.ours).toBe(now.theirs)
      expect(reconcile(now, now.ours, now.theirs)).toEqual(now)
    }),
    { numRuns: 2000 },
  )
})

test('nothing that either side added is lost: what comes of it is never less than what either would have alone', () => {
  fc.assert(
    fc.property(count, count, count, (base, more, moreThere) => {
      const now = reconcile(same(base), base + more, base + moreThere)
      expect(now.ours).toBeGreaterThanOrEqual(base + Math.max(more, moreThere))
      // And nothing is doubled: no unit comes of it that nobody added.
      expect(now.ours).toBeLessThanOrEqual(base + more + moreThere)
    }),
    { numRuns: 2000 },
  )
})

test('the side that a change was made on does not matter', () => {
  fc.assert(
    fc.property(count, count, count, (base, ours, theirs) => {
      const [one, other] = [reconcile(same(base), ours, theirs), reconcile(same(base), theirs, ours)]
      expect([other.theirs, other.ours]).toEqual([one.ours, one.theirs])
    }),
  )
})

test('more than our cart holds stays with the page, and is not taken from it', () => {
  expect(reconcile(null, 0, 5000)).toEqual({ ours: limits.maxQuantity, theirs: 5000 })
  expect(reconcile({ ours: limits.maxQuantity, theirs: 5000 }, limits.maxQuantity, 5001)).toEqual({
    ours: limits.maxQuantity,
    theirs: 5001,
  })
})
