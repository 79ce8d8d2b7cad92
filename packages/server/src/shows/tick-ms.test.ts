import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tickMs } from './tick-ms.ts'

test.each([
  [0, 100],
  [3000, 100],
  [5000, 100],
  [5001, 250],
  [20_000, 250],
  [20_001, 500],
  [1_000_000, 500],
])('%i viewers are told in ticks of so many milliseconds: %i', (audience, ms) => {
  expect(tickMs(audience)).toBe(ms)
})

test('a larger audience never has a shorter tick', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (a, b) => {
      expect(tickMs(Math.max(a, b))).toBeGreaterThanOrEqual(tickMs(Math.min(a, b)))
    }),
  )
})
