import { parseConfig } from '../config.ts'
import { renewEpoch } from '../store/prepare-database.ts'
import { openStore } from '../store/store.ts'
import type { RunCommand } from './command.ts'
import { readArgs } from './read-args.ts'

const help = `tote new-epoch

For a PostgreSQL that was brought back from an older backup, before a hub is started on it: makes it another
database in shoppers' eyes. Their pages then forget what they knew of it, take new numbers and send again what they
still hold. Without it they would take the older state for a fault of the line and their new adds for old ones.
A copy by tote backup does this by itself.
`

export const newEpoch: RunCommand = async (args, { env, out }) => {
  const { values } = readArgs(args, { name: 'new-epoch', options: { help: { type: 'boolean' } } })
  if (values.help === true) {
    out(help)
    return 0
  }
  const store = await openStore(parseConfig(env).TOTE_DATABASE_URL, { poolSize: 2 })
  const epoch = await renewEpoch(store.db)
  await store.close()
  out(`${store.engine}: epoch ${epoch} instead of ${store.epoch}\n`)
  return 0
}
