import { expect, test } from 'vitest'
import { runSeeds } from './run-seeds.ts'

test('a seed makes the same world each time, to the last message', async () => {
  const run = () => runSeeds({ from: 1, count: 6, workers: 1 })
  const [one, other] = [await run(), await run()]
  expect(one.hashes).toEqual(other.hashes)
  expect(new Set(one.hashes).size).toBe(6)
})

test('a world without a safeguard breaks a promise, and says which', async () => {
  const { failed } = await runSeeds({ from: 1, count: 20, workers: 1, isFirstEnough: true, without: 'uid' })
  const broken = failed[0]?.violations.map(({ invariant }) => invariant) ?? []
  // Which one is seen first is the worlds' matter: done twice, an operation shows in the cart or in the stock.
  expect(broken).not.toEqual([])
  for (const invariant of broken) expect(['I2', 'I3', 'I5', 'I8']).toContain(invariant)
})
