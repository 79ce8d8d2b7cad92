import { writeFile } from 'node:fs/promises'
import type { Command } from '../command.ts'
import { describeMachine } from '../machine.ts'
import { readOptions } from '../read-options.ts'
import { toRows } from '../rows.ts'
import { whyNoPowerCuts } from './block-disk.ts'
import { runPowerCuts } from './run-power-cuts.ts'

/** `pnpm soak power [--rounds 50] [--only sqlite] [--between 200] [--seed 1] [--json file]`, as root on Linux. */
export const power: Command = {
  about:
    'power cuts while shoppers add, on a disk of its own (root): nothing acknowledged lost, nothing twice',
  async run(args) {
    const why = whyNoPowerCuts()
    if (why !== undefined) {
      process.stderr.write(`no power is cut here: ${why}\n`)
      return 1
    }
    const values = readOptions(args, {
      rounds: { type: 'string', default: '50' },
      only: { type: 'string' },
      between: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      json: { type: 'string' },
      markdown: { type: 'boolean', default: false },
    })
    const rows: string[][] = []
    const results = []
    for (const engine of ['sqlite', 'postgres'] as const) {
      if (values.only !== undefined && values.only !== engine) continue
      const [rounds, between, seed] = [values.rounds, values.between, values.seed].map(Number)
      const result = await runPowerCuts({
        engine,
        rounds: rounds ?? 0,
        between: between ?? 0,
        seed: seed ?? 0,
      })
      for (const violation of result.violations) process.stdout.write(`${engine}: ${violation}\n`)
      rows.push([engine, ...[result.rounds, result.acknowledged, result.lost, result.doubled].map(String)])
      results.push({ engine, ...result })
    }
    const head = ['engine', 'cuts', 'acknowledged', 'lost', 'doubled']
    const machine = describeMachine()
    process.stdout.write(`${toRows(head, rows, values)}${machine.text}\n`)
    if (values.json !== undefined)
      await writeFile(values.json, `${JSON.stringify({ ...machine, results })}\n`)
    return results.every(({ lost, doubled, violations }) => lost + doubled + violations.length === 0) ? 0 : 1
  },
}
