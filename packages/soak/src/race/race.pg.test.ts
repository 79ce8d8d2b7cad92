import { openStore } from '@tote/server'
import { freshDatabase } from '@tote/testkit/services/database'
import { expect, onTestFinished, test } from 'vitest'
import { runRaceRound } from './race-round.ts'

const ROUNDS = 10

test(
  `[U69] [I7] [I8] ${ROUNDS} drops, more buyers than units on two nodes: nothing is sold twice and nobody goes unanswered`,
  { timeout: 600_000 },
  async () => {
    const url = await freshDatabase()
    const nodes = [await openStore(url), await openStore(url)]
    onTestFinished(async () => {
      for (const node of nodes) await node.close()
    })
    for (let seed = 1; seed <= ROUNDS; seed += 1) {
      const { violations, unanswered, units } = await runRaceRound(nodes, { seed })
      expect({ seed, violations, unanswered }).toEqual({ seed, violations: [], unanswered: [] })
      expect(units).toBeGreaterThan(137)
    }
  },
)
