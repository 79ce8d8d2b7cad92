import { expect, test } from 'vitest'
import { runLoad } from './run-load.ts'

test('under load nothing is lost and nothing doubled, for those beside stalled readers too', async () => {
  const { figures, carts, connected } = await runLoad({
    database: 'sqlite',
    nodes: 1,
    viewers: 200,
    shoppers: 20,
    mutationsPerSecond: 20,
    cuesPerSecond: 2,
    stalledShare: 0.05,
    rampSeconds: 1,
    warmUpSeconds: 0,
    seconds: 10,
    say: () => undefined,
  })
  expect(carts).toEqual({ lost: 0, doubled: 0, unknown: 0 })
  expect(figures).toMatchObject({ errors: 0, gaps: 0 })
  expect(figures.answered).toBeGreaterThan(0)
  // All but the stalled follow to the end.
  expect(connected.open).toBeGreaterThanOrEqual(connected.wanted - 10)
}, 60_000)
