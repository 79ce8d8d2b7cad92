import { createTempFolder } from '@tote/testkit/e2e'
import { expect, onTestFinished, test } from 'vitest'
import { buildTote } from '../hub/build-tote.ts'
import { runKills } from './run-kills.ts'

test('[I1] [I2] a hub on SQLite that is killed in mid-write keeps every acknowledged add, and no add twice', async () => {
  const built = await createTempFolder('tote')
  onTestFinished(() => built.remove())
  // As it is published, so that the command in one piece is known to serve.
  const program = await buildTote(built.path)
  const result = await runKills({
    engine: 'sqlite',
    victim: 'hub',
    rounds: 4,
    between: 150,
    seed: 1,
    program,
  })
  expect(result).toMatchObject({ rounds: 4, lost: 0, doubled: 0, violations: [] })
  expect(result.acknowledged).toBeGreaterThan(4 * 150)
}, 180_000)
