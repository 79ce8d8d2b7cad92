import { stat } from 'node:fs/promises'
import { parseConfig } from '../config.ts'
import { backupStore } from '../store/backup.ts'
import { UsageError, type RunCommand } from './command.ts'
import { readArgs } from './read-args.ts'

const help = `tote backup <file>

Copies the SQLite database of TOTE_DATABASE_URL into a new file while the hub works on. What was acknowledged
before is in it. To restore, stop the hub, put the file in the database's place without old -wal and -shm files
beside it, and start: it draws an epoch of its own, by which shoppers' pages know to send again what they still
hold. PostgreSQL is backed up with its own tools.
`

export const backup: RunCommand = async (args, { env, out }) => {
  const { values, positionals } = readArgs(args, {
    name: 'backup',
    options: { help: { type: 'boolean' } },
    words: args.includes('--help') ? [] : ['file'],
  })
  if (values.help === true) {
    out(help)
    return 0
  }
  const [path = ''] = positionals
  await backupStore(parseConfig(env).TOTE_DATABASE_URL, path).catch((cause: unknown) => {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  })
  out(`${path}: ${(await stat(path)).size} bytes\n`)
  return 0
}
