import { parseConfig } from '../config.ts'
import { openStore } from '../store/store.ts'
import type { RunCommand } from './command.ts'
import { readArgs } from './read-args.ts'

const help = `tote migrate

Brings the database of TOTE_DATABASE_URL to this version's shape. Under a lock: of several that run it at once,
one works and the rest wait. Only forward; a database of a later version is left as it is, with exit code 1.
serve does the same at its start.
`

export const migrate: RunCommand = async (args, { env, out }) => {
  const { values } = readArgs(args, { name: 'migrate', options: { help: { type: 'boolean' } } })
  if (values.help === true) {
    out(help)
    return 0
  }
  const store = await openStore(parseConfig(env).TOTE_DATABASE_URL, { poolSize: 2 })
  const { from, to } = store.shape
  await store.close()
  out(
    from === to
      ? `${store.engine}: at ${to} already\n`
      : `${store.engine}: from ${from ?? 'nothing'} to ${to}\n`,
  )
  return 0
}
