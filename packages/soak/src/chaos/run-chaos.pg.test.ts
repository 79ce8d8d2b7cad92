import { expect, test } from 'vitest'
import { runChaos } from './run-chaos.ts'

test('[I1] [I5] [I7] [I12] a short run with nodes, PostgreSQL and Redis going wrong loses, doubles and oversells nothing', async () => {
  const lines: string[] = []
  const result = await runChaos({
    // With this one a node is killed, PostgreSQL and Redis start again, and links are cut: see what it prints.
    seed: 7,
    seconds: 40,
    nodes: 2,
    shoppers: 4,
    devices: 3,
    processes: 1,
    everyMs: 1500,
    maxFaultMs: 2500,
    maxCalmMs: 2500,
    hasLoss: false,
    say: (line) => lines.push(line),
  })
  expect(result.violations, `${lines.join('\n')}\nagain: pnpm soak chaos --seed 7`).toEqual([])
  expect(result.counts.intents).toBeGreaterThan(50)
}, 240_000)
