import { writeFile } from 'node:fs/promises'
import { openStore } from '@tote/server'
import { startPostgres } from '@tote/testkit/services'
import type { Command } from '../command.ts'
import { describeMachine } from '../machine.ts'
import { readOptions } from '../read-options.ts'
import { BUYERS, runRaceRound, UNITS } from './race-round.ts'

/** `pnpm soak race [--rounds 200] [--seed 1] [--json file]`: its own PostgreSQL, two nodes' pools. */
export const race: Command = {
  about: `${BUYERS} buyers, ${UNITS} units, all at once on PostgreSQL: nothing oversold, nothing twice`,
  async run(args) {
    const values = readOptions(args, {
      rounds: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      json: { type: 'string' },
    })
    const rounds = Number(values.rounds)
    const postgres = await startPostgres({ settings: { fsync: 'off' } })
    const nodes = [
      await openStore(postgres.url, { poolSize: 15 }),
      await openStore(postgres.url, { poolSize: 15 }),
    ]
    const total = { rounds: 0, orders: 0, units: 0, violations: 0, unanswered: 0 }
    const startedAtMs = performance.now()
    try {
      for (let seed = Number(values.seed); total.rounds < rounds; seed += 1) {
        const result = await runRaceRound(nodes, { seed })
        total.rounds += 1
        total.orders += result.placed
        total.units += result.units
        total.violations += result.violations.length
        total.unanswered += result.unanswered.length
        for (const problem of [...result.violations, ...result.unanswered])
          print(`seed ${seed}: ${problem}\n  again: pnpm soak race --rounds 1 --seed ${seed}`)
      }
    } finally {
      for (const node of nodes) await node.close()
      await postgres.stop()
    }
    const seconds = Math.round((performance.now() - startedAtMs) / 1000)
    const { text } = describeMachine()
    const figures = { what: 'race', buyers: BUYERS, drop: UNITS, ...total, seconds, machine: text }
    print(
      `race: ${total.rounds} rounds of ${BUYERS} buyers for ${UNITS} units in ${seconds} s; ${total.orders} orders, ` +
        `${total.units} units sold; ${total.violations} oversold or doubled, ${total.unanswered} unanswered\n${text}`,
    )
    print(JSON.stringify(figures))
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(figures)}\n`)
    return total.violations + total.unanswered === 0 ? 0 : 1
  },
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
