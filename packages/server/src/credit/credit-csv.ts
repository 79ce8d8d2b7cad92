import type { CreditEntry } from './credit-entries.ts'

type Cell = string | number | null

const columns: readonly (readonly [name: string, of: (entry: CreditEntry) => Cell])[] = [
  ['at', ({ sale }) => new Date(sale.at).toISOString()],
  ['order', ({ sale }) => sale.orderRef],
  ['refund', ({ sale }) => sale.ref],
  ['checkout', ({ sale }) => sale.checkoutId],
  ['line', ({ sale }) => sale.lineId],
  ['variant', ({ sale }) => sale.variantId],
  ['product', ({ sale }) => sale.productId],
  ['sold_at', ({ sale }) => sale.channel],
  ['rule', ({ rule }) => rule],
  ['kind', ({ credit }) => credit.kind],
  ['show', ({ credit }) => credit.showId],
  ['host', ({ credit }) => credit.host],
  ['cue', ({ credit }) => credit.cue],
  ['credited_site', ({ credit }) => credit.channel],
  ['store', ({ credit }) => credit.storeId],
  ['associate', ({ associate }) => associate],
  ['buyer', ({ buyer }) => buyer],
  ['units', ({ credit }) => credit.units],
  ['amount_minor', ({ credit }) => credit.amount],
  ['currency', ({ sale }) => sale.currencyCode],
]

/** A line a part of a sale, in the form of RFC 4180; a page of entries makes a piece of it. */
export async function* toCreditCsv(pages: AsyncIterable<readonly CreditEntry[]>): AsyncGenerator<string> {
  yield toRow(columns.map(([name]) => name))
  for await (const entries of pages)
    yield entries.map((entry) => toRow(columns.map(([, of]) => toCell(of(entry))))).join('')
}

const toRow = (cells: readonly string[]) => `${cells.join(',')}\r\n`

/**
 * A spreadsheet takes what begins with one of these for a formula and runs it: the shop's names of its orders and hosts' names are
 * others' text. Numbers are ours, and keep their minus.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

function toCell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) || text !== value ? `"${text.replaceAll('"', '""')}"` : text
}
