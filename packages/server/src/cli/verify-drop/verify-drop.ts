import { verifyDropLog, type DropReceipt } from '@tote/protocol/drops'
import { sha256 } from '../../drops/sha-256.ts'
import { UsageError, type RunCommand } from '../command.ts'
import { readArgs } from '../read-args.ts'
import { readDropLog } from './read-drop-log.ts'

const help = `tote verify-drop <url or file> [--receipt <number>:<hash> …]

Checks the public log of a drop: that each entry follows the one before it, that the order of those who entered in the
window is the one its draw gives, and that turns were given in that order and no other.

  <url or file>            the log's address, or a file of it: a page as the hub gives it, or a list of entries
  --receipt <n>:<hash>     what a shopper was told on entering; more than once for several

Exit code 0 when the log holds; 1 when it breaks, with the entry at which it does.
`

export const verifyDrop: RunCommand = async (args, { out, err }) => {
  if (args.includes('--help')) {
    out(help)
    return 0
  }
  const { values, positionals } = readArgs(args, {
    name: 'verify-drop',
    options: { receipt: { type: 'string', multiple: true } },
    words: ['url or file'],
  })
  const entries = await readDropLog(positionals[0] ?? '')
  const verdict = verifyDropLog(entries, { sha256, receipts: (values.receipt ?? []).map(toReceipt) })
  if (!verdict.ok) {
    err(`entry ${verdict.n} ${verdict.why}\n`)
    return 1
  }
  const { drop, head, entered, turns, taken } = verdict
  out(
    `holds: ${head.n} entries of drop ${drop.id} (${drop.variantId}), ${entered} entered, ${turns} turns, ${taken} units taken\n` +
      `its last entry is ${head.n}:${head.hash}\n`,
  )
  return 0
}

/** @throws UsageError */
function toReceipt(text: string): DropReceipt {
  const [, n, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? []
  if (n === undefined || hash === undefined)
    throw new UsageError(
      `tote verify-drop: “${text}” is no receipt. It is <number>:<hash>, as the widget shows it.`,
    )
  return { n: Number(n), hash }
}
