import { writeFile } from 'node:fs/promises'
import type { Command } from '../command.ts'
import { describeMachine } from '../machine.ts'
import { readOptions } from '../read-options.ts'
import { catchMutants } from './catch-mutants.ts'
import { safeguards } from './safeguards.ts'

/** Each safeguard taken out of the sources in turn: the simulator has to notice. */
export const mutants: Command = {
  about: 'safeguards taken out of the sources one at a time: each has to be noticed by the simulator',
  async run(args) {
    const values = readOptions(args, {
      only: { type: 'string' },
      seeds: { type: 'string', default: '500' },
      workers: { type: 'string', default: '2' },
      json: { type: 'string' },
    })
    const chosen = safeguards.filter(({ name }) => values.only === undefined || name === values.only)
    if (chosen.length === 0) throw new Error(`there is no safeguard ${values.only ?? ''}`)
    const caught = await catchMutants(chosen, {
      seeds: Number(values.seeds),
      workers: Number(values.workers),
      onCaught({ safeguard: { name, holds }, seed, seeds, violation }) {
        const how = seed === null ? `SURVIVED ${seeds} seeds` : `seed ${seed}, ${violation?.invariant ?? ''}`
        process.stdout.write(`${name.padEnd(18)} ${how.padEnd(22)} ${holds}\n`)
      },
    })
    const survivors = caught.filter(({ seed }) => seed === null)
    const { text, ...machine } = describeMachine()
    process.stdout.write(`${caught.length - survivors.length} of ${caught.length} caught\n${text}\n`)
    if (values.json !== undefined) {
      const table = caught.map(({ safeguard: { name, holds }, seed, violation }) => ({
        name,
        holds,
        seed,
        invariant: violation?.invariant ?? null,
      }))
      await writeFile(values.json, `${JSON.stringify({ what: 'mutants', table, ...machine })}\n`)
    }
    return survivors.length === 0 ? 0 : 1
  },
}
