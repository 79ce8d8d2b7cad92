import { expect, test } from 'vitest'
import { runKills } from './run-kills.ts'

test.each(['hub', 'postgres'] as const)(
  '[I1] [I2] with PostgreSQL, a %s that is killed in mid-write loses no acknowledged add and does none twice',
  async (victim) => {
    const result = await runKills({ engine: 'postgres', victim, rounds: 3, between: 100, seed: 1 })
    expect(result).toMatchObject({ rounds: 3, lost: 0, doubled: 0, violations: [] })
    expect(result.acknowledged).toBeGreaterThan(3 * 100)
  },
  180_000,
)
