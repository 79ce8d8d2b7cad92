import { expect, test } from 'vitest'
import { whyNoPowerCuts } from './block-disk.ts'
import { runPowerCuts } from './run-power-cuts.ts'

const why = whyNoPowerCuts()
const note = why === undefined ? '' : ` (not tried here: ${why})`

test.skipIf(why !== undefined).each(['sqlite', 'postgres'] as const)(
  `[I1] [I2] a power cut in mid-write takes no acknowledged add from %s, and does none twice${note}`,
  async (engine) => {
    const result = await runPowerCuts({ engine, rounds: 2, between: 100, seed: 1, megabytes: 512 })
    expect(result).toMatchObject({ rounds: 2, lost: 0, doubled: 0, violations: [] })
    expect(result.acknowledged).toBeGreaterThan(2 * 100)
  },
  180_000,
)
