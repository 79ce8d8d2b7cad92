import { expect, test } from 'vitest'
import { spreadBurst } from './spread-burst.ts'

const spread = (counts: Parameters<typeof spreadBurst>[0]['counts'], most = 10) =>
  spreadBurst({ id: 1, counts }, most)

test('a small burst is shown as it is', () => {
  expect(spread({ heart: 2, wow: 1 })).toEqual(['heart', 'heart', 'wow'])
})

test('a large one is thinned by share, stays within the most, and leaves no kind out', () => {
  const signs = spread({ heart: 9000, clap: 1000, fire: 1 })
  expect(signs.length).toBeLessThanOrEqual(10)
  expect(signs.filter((kind) => kind === 'heart').length).toBeGreaterThan(
    signs.filter((kind) => kind === 'clap').length,
  )
  expect(new Set(signs)).toEqual(new Set(['heart', 'clap', 'fire']))
})

test('nothing shown is nothing to see', () => {
  expect(spread({})).toEqual([])
  expect(spread({ heart: 0 })).toEqual([])
})
