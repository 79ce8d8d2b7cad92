import { writeFile } from 'node:fs/promises'
import type { Command } from '../command.ts'
import { describeMachine } from '../machine.ts'
import { readOptions } from '../read-options.ts'
import { toRows } from '../rows.ts'
import { runStorm } from './run-storm.ts'

/** Pass mark of the document. */
const ALL_BACK_MS = 45_000

export const storm: Command = {
  about: 'a node full of sockets is killed: all come back, to another or to itself',
  async run(args) {
    const values = readOptions(args, {
      database: { type: 'string', default: 'postgres' },
      sockets: { type: 'string', default: '2000' },
      'mutations-per-second': { type: 'string', default: '50' },
      ramp: { type: 'string', default: '20' },
      json: { type: 'string' },
      markdown: { type: 'boolean', default: false },
    })
    const result = await runStorm({
      database: values.database === 'sqlite' ? 'sqlite' : 'postgres',
      sockets: Number(values.sockets),
      mutationsPerSecond: Number(values['mutations-per-second']),
      rampSeconds: Number(values.ramp),
      patienceSeconds: 120,
      say: (line) => process.stdout.write(`${line}\n`),
    })
    const { allBackMs, carts, figures, hubCores, databaseCores } = result
    const isHeld =
      allBackMs !== null && allBackMs < ALL_BACK_MS && carts.lost + carts.doubled + carts.unknown === 0
    const command = `pnpm soak storm ${args.join(' ')}`.trim()
    const machine = describeMachine()
    const refused = Object.entries(figures.refused).map(([code, count]) => `${code} ${count}`)
    const { back } = figures.ms
    const rows = [
      ['all back after', allBackMs === null ? 'never' : `${(allBackMs / 1000).toFixed(1)} s`, '< 45 s'],
      ['back p50, p95', `${(back.p50 / 1000).toFixed(1)} s, ${(back.p95 / 1000).toFixed(1)} s`, ''],
      ['sent away meanwhile, each let in later', refused.join(', ') || 'none', ''],
      ['carts', `${carts.lost} lost, ${carts.doubled} doubled, ${carts.unknown} unknown`, '0, 0, 0'],
      ['CPU of the node that took them', `${hubCores.toFixed(2)} cores`, ''],
      [
        'database',
        databaseCores === null ? 'inside the hub' : `${databaseCores.toFixed(2)} sessions at work`,
        '',
      ],
      ['machine', machine.text, ''],
      ['command', command, ''],
    ]
    process.stdout.write(toRows(['what', 'measured', 'mark'], rows, values))
    process.stdout.write(isHeld ? 'held\n' : 'not held\n')
    if (values.json !== undefined)
      await writeFile(values.json, `${JSON.stringify({ ...machine, command, isHeld, ...result })}\n`)
    return isHeld ? 0 : 1
  },
}
