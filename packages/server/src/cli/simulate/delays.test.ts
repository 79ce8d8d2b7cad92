import { createRandom } from '@tote/testkit/random'
import { expect, test } from 'vitest'
import { Delays } from './delays.ts'

test('quantiles of any delays are right to two percent', () => {
  const random = createRandom(7)
  const delays = new Delays()
  const all = Array.from({ length: 5000 }, () => 0.1 * 1.9 ** (random.next() * 16))
  for (const ms of all) delays.add(ms)
  const sorted = all.toSorted((a, b) => a - b)
  for (const share of [0.01, 0.5, 0.95, 0.99, 1]) {
    const exact = sorted[Math.ceil(sorted.length * share) - 1] ?? 0
    expect(delays.quantile(share) / exact).toBeGreaterThanOrEqual(1)
    expect(delays.quantile(share) / exact).toBeLessThan(1.021)
  }
})

test('without delays there is nothing to say, also after they were forgotten', () => {
  const delays = new Delays()
  expect([delays.count, delays.quantile(0.5), delays.longestMs]).toEqual([0, 0, 0])
  delays.add(12)
  delays.clear()
  expect([delays.count, delays.quantile(0.5), delays.longestMs]).toEqual([0, 0, 0])
})

test('the longest is told as it was, and beyond the last bucket too', () => {
  const delays = new Delays()
  delays.add(999_999)
  expect(delays.longestMs).toBe(999_999)
  expect(delays.quantile(0.99)).toBeGreaterThan(100_000)
})
