import { writeFile } from 'node:fs/promises'
import { readFeed } from '@tote/commerce/feed'
import { currencyCodeSchema, locationIdSchema } from '@tote/protocol'
import * as z from 'zod'
import { UsageError, type RunCommand } from '../command.ts'
import { readArgs } from '../read-args.ts'
import { readSource } from './read-source.ts'
import { showImport } from './show-import.ts'

const help = `tote import <file-or-url> [options]

Makes a catalogue file of a product feed: CSV with the columns of Google Merchant Center, JSON with the same
names, or a page with schema.org's JSON-LD. Prints each value with where it stands in the feed, and what could
not be read: a price, a SKU or a count that can be read in two ways is left out, never guessed. Exit code 1 when
nothing can be sold by it.

  --out FILE        where the catalogue goes (catalogue.json); a file that is there is never overwritten
  --currency EUR    of prices that name none
  --location ID     where the feed's quantities are (feed)
`

export const importFeed: RunCommand = async (args, { out }) => {
  const { values, positionals } = readArgs(args, {
    name: 'import',
    options: {
      help: { type: 'boolean' },
      out: { type: 'string' },
      currency: { type: 'string' },
      location: { type: 'string' },
    },
    words: args.includes('--help') ? [] : ['file-or-url'],
  })
  if (values.help === true) {
    out(help)
    return 0
  }
  const [where = ''] = positionals
  const path = values.out ?? 'catalogue.json'
  const currency = z.optional(currencyCodeSchema).safeParse(values.currency)
  if (!currency.success)
    throw new UsageError(`--currency has to be a code such as EUR, got ${values.currency}.`)
  const location = z.optional(locationIdSchema).safeParse(values.location)
  if (!location.success)
    throw new UsageError(`--location has to be letters, digits and . _ ~ -, got ${values.location}.`)
  const { text, url } = await readSource(where)
  const imported = readFeed(text, {
    currency: currency.data,
    location: location.data,
    baseUrl: url,
    nowMs: Date.now(),
  })
  out(showImport(imported))
  if (imported.catalogue === null) return 1
  await writeNew(path, `${JSON.stringify(imported.catalogue, null, 2)}\n`)
  out(`${path} written\n`)
  return 0
}

async function writeNew(path: string, content: string): Promise<void> {
  await writeFile(path, content, { flag: 'wx' }).catch((cause: unknown) => {
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new UsageError(
      isThere
        ? `${path} is there already: name another file with --out.`
        : `${path} cannot be written: ${why}`,
      { cause },
    )
  })
}
