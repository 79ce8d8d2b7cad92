import { createRandom } from '@tote/testkit/random'
import { expect, test } from 'vitest'
import { faultKinds, planFaults } from './schedule.ts'

const plan = (seed: number, hasLoss = true) =>
  planFaults({
    random: createRandom(seed),
    totalMs: 600_000,
    nodes: 3,
    maxFaultMs: 30_000,
    maxCalmMs: 10_000,
    hasLoss,
  })

test('the same seed plans the same faults, another one others', () => {
  expect(plan(1)).toEqual(plan(1))
  expect(plan(1)).not.toEqual(plan(2))
})

test('a long run meets every kind of fault, and ends with all of them over', () => {
  const faults = plan(3)
  expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(faultKinds))
  expect(Math.max(...faults.map(({ atMs, forMs }) => atMs + forMs))).toBeLessThanOrEqual(600_000)
  expect(faults.every(({ forMs }) => forMs >= 1000 && forMs <= 30_000)).toBe(true)
})

test('where packets cannot be dropped none is planned to be', () => {
  expect(plan(4, false).map(({ kind }) => kind)).not.toContain('shoppers-loss')
})
