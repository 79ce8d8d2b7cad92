import { join } from 'node:path'
import { openStore } from '@tote/server'
import { createTempFolder } from '@tote/testkit/e2e'
import { startPostgres } from '@tote/testkit/services'
import type { Command } from '../command.ts'
import { describeMachine } from '../machine.ts'
import { readOptions } from '../read-options.ts'
import { toRows } from '../rows.ts'
import { runRush } from './run-rush.ts'

/** `pnpm soak rush [--entrants 3000] [--markdown]`: on PostgreSQL of its own and on a file, one node. */
export const rush: Command = {
  about: 'a drop opens and all enter at once; what others’ baskets take meanwhile',
  async run(args) {
    const values = readOptions(args, {
      entrants: { type: 'string', default: '3000' },
      markdown: { type: 'boolean', default: false },
    })
    const entrants = Number(values.entrants)
    if (!Number.isInteger(entrants) || entrants < 1)
      throw new Error(`--entrants is ${values.entrants}; it must be a whole number from 1 on`)
    const postgres = await startPostgres()
    const folder = await createTempFolder('rush')
    const rows: string[][] = []
    try {
      for (const [engine, url] of [
        ['PostgreSQL', postgres.url],
        ['SQLite', `sqlite:${join(folder.path, 'rush.db')}`],
      ] as const) {
        const store = await openStore(url)
        try {
          const { seconds, busy, calm, inRush } = await runRush(store, { entrants })
          const rate = Math.round(entrants / seconds)
          rows.push([engine, seconds.toFixed(1), `${rate}`, `${busy}`, toMs(calm), toMs(inRush)])
        } finally {
          await store.close()
        }
      }
    } finally {
      await postgres.stop()
      await folder.remove()
    }
    const head = ['engine', 's', 'entries/s', 'busy', 'add before (p50, p95 ms)', 'add in it (p50, p95 ms)']
    const { text } = describeMachine()
    process.stdout.write(`${entrants} enter\n${toRows(head, rows, { markdown: values.markdown })}${text}\n`)
    return 0
  },
}

function toMs(took: readonly number[]): string {
  const sorted = took.toSorted((one, other) => one - other)
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? Number.NaN)
  return `${at(0.5)}, ${at(0.95)}`
}
