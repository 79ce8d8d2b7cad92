import { writeFile } from 'node:fs/promises'
import { createTempFolder } from '@tote/testkit/e2e'
import type { Command } from '../command.ts'
import { buildTote } from '../hub/build-tote.ts'
import { describeMachine } from '../machine.ts'
import { readOptions } from '../read-options.ts'
import { toRows } from '../rows.ts'
import { runKills } from './run-kills.ts'

const cases = [
  { engine: 'sqlite', victim: 'hub' },
  { engine: 'postgres', victim: 'hub' },
  { engine: 'postgres', victim: 'postgres' },
] as const

/** `pnpm soak kill [--rounds 100] [--only sqlite/hub] [--between 400] [--seed 1] [--json file]` */
export const kill: Command = {
  about: 'kill -9 of the hub and of PostgreSQL while shoppers add: nothing acknowledged lost, nothing twice',
  async run(args) {
    const values = readOptions(args, {
      rounds: { type: 'string', default: '100' },
      only: { type: 'string' },
      between: { type: 'string', default: '400' },
      seed: { type: 'string', default: '1' },
      json: { type: 'string' },
      markdown: { type: 'boolean', default: false },
    })
    const built = await createTempFolder('tote')
    // As it is published: how soon that is back is what counts.
    const program = await buildTote(built.path)
    const rows: string[][] = []
    const results = []
    for (const { engine, victim } of cases) {
      if (values.only !== undefined && values.only !== `${engine}/${victim}`) continue
      const result = await runKills({
        engine,
        victim,
        rounds: Number(values.rounds),
        between: Number(values.between),
        seed: Number(values.seed),
        program,
      })
      for (const violation of result.violations) process.stdout.write(`${engine}/${victim}: ${violation}\n`)
      const sorted = result.readyMs.toSorted((a, b) => a - b)
      const at = (share: number) => `${Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)} ms`
      const { rounds, acknowledged, lost, doubled } = result
      rows.push([engine, victim, ...[rounds, acknowledged, lost, doubled].map(String), at(0.5), at(1)])
      results.push({ engine, victim, ...result })
    }
    await built.remove()
    const head = [
      'engine',
      'killed',
      'rounds',
      'acknowledged',
      'lost',
      'doubled',
      'ready p50',
      'ready longest',
    ]
    const machine = describeMachine()
    process.stdout.write(`${toRows(head, rows, values)}${machine.text}\n`)
    if (values.json !== undefined)
      await writeFile(values.json, `${JSON.stringify({ ...machine, results })}\n`)
    return results.every(({ lost, doubled, violations }) => lost + doubled + violations.length === 0) ? 0 : 1
  },
}
