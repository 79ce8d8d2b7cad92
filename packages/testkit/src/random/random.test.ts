import { expect, test } from 'vitest'
import { createRandom } from './random.ts'

test('one seed gives one sequence, another seed another', () => {
  const numbers = (seed: number) => {
    const random = createRandom(seed)
    return Array.from({ length: 20 }, () => random.next())
  }
  expect(numbers(7)).toEqual(numbers(7))
  expect(numbers(7)).not.toEqual(numbers(8))
})

test('whole numbers reach both ends and stay between them', () => {
  const random = createRandom(1)
  const seen = new Set(Array.from({ length: 500 }, () => random.integer(2, 5)))
  expect([...seen].toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5])
})

test('numbers are spread evenly enough to choose test data by', () => {
  const random = createRandom(42)
  const counts = Array.from({ length: 10 }, () => 0)
  for (let i = 0; i < 10_000; i++) {
    const bucket = Math.floor(random.next() * 10)
    counts[bucket] = (counts[bucket] ?? 0) + 1
  }
  for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150)
})

test('shuffling keeps every element and leaves the list given alone', () => {
  const list = [1, 2, 3, 4, 5, 6, 7, 8]
  const shuffled = createRandom(3).shuffle(list)
  expect(shuffled.toSorted((a, b) => a - b)).toEqual(list)
  expect(shuffled).not.toEqual(list)
  expect(list).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test('picking from nothing is refused', () => {
  expect(() => createRandom(1).pick([])).toThrow('nothing to pick')
})
