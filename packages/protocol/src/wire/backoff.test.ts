import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backoffMs } from './backoff.ts'

const longest = (attempt: number) => backoffMs(attempt, () => 1)

test('the first wait is at most half a second, each next at most twice the one before, up to half a minute', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7].map(longest)).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
})

test('waits are spread over their whole range, so that clients do not come back together', () => {
  expect([0, 0.25, 0.5].map((drawn) => backoffMs(2, () => drawn))).toEqual([0, 500, 1000])
})

test('no number of attempts gives a wait that is not a time', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, drawn) => {
      const ms = backoffMs(attempt, () => drawn)
      expect(ms).toBeGreaterThanOrEqual(0)
      expect(ms).toBeLessThanOrEqual(30_000)
    }),
  )
})
