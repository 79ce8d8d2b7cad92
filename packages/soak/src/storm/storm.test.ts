import { expect, test } from 'vitest'
import { runStorm } from './run-storm.ts'

test('a node that is killed amid adds gets all its sockets back, and no add is lost or doubled', async () => {
  const { allBackMs, lost, carts } = await runStorm({
    database: 'sqlite',
    sockets: 100,
    mutationsPerSecond: 20,
    rampSeconds: 0,
    patienceSeconds: 60,
    say: () => undefined,
  })
  expect(lost).toBeGreaterThan(0)
  expect(allBackMs).not.toBeNull()
  expect(carts).toEqual({ lost: 0, doubled: 0, unknown: 0 })
}, 120_000)
