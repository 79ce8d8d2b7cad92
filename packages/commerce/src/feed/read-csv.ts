import { parse } from 'csv-parse/sync'
import { FEED_FIELDS, type FeedField, type FeedItem, type FeedItems, type FeedProblem } from './feed-item.ts'

/** Without these a line is nothing that can be sold. */
const NEEDED: readonly FeedField[] = ['id', 'title', 'price']
const DELIMITERS = ['\t', ',', ';', '|']

/** A file with a line of names and then a line an item: Google Merchant Center's, with commas, tabs, semicolons or bars. */
export function readCsv(text: string): FeedItems {
  const delimiter = DELIMITERS.find((sign) => missing(namesOf(text, sign)).length === 0)
  if (delimiter === undefined) {
    const why = `the first line names no ${missing(namesOf(text, ',')).join(', ')}: it has to name the columns, as Google Merchant Center does`
    return { items: [], problems: [{ at: 'line 1', why }] }
  }
  return readLines(text, delimiter)
}

function namesOf(text: string, delimiter: string): string[] {
  const [names = []] = parse(text, {
    delimiter,
    bom: true,
    to: 1,
    relax_quotes: true,
    relax_column_count: true,
  })
  return names.map(toName)
}

/** `Image Link`, `image_link` and `g:image_link` are one. */
const toName = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/^g:/, '')
    .replaceAll(/[\s-]+/g, '_')

const missing = (names: readonly string[]) => NEEDED.filter((field) => !names.includes(field))

function readLines(text: string, delimiter: string): FeedItems {
  const problems: FeedProblem[] = []
  const records = parse(text, {
    delimiter,
    bom: true,
    info: true,
    raw: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      problems.push({
        at: `line ${Number(error?.['lines']) || '?'}`,
        why: `is not CSV: ${error?.message ?? ''}`,
      })
      return undefined
    },
  }) as unknown as readonly CsvRecord[]
  const [head, ...rest] = records
  const columns = (head?.record ?? []).map((given) => ({ given: given.trim(), name: toName(given) }))
  const twice = NEEDED.filter((field) => columns.filter(({ name }) => name === field).length > 1)
  if (twice.length > 0)
    return { items: [], problems: [{ at: 'line 1', why: `names ${twice.join(', ')} more than once` }] }
  const items = rest.flatMap(({ record, raw, info }): FeedItem[] => {
    // The parser tells the line on which a record ends; a quoted text may have begun it lines before.
    const at = `line ${info.lines - (raw.trim().match(/\r\n|\n|\r/g)?.length ?? 0)}`
    if (record.length !== columns.length) {
      problems.push({ at, why: `has ${record.length} values, the first line names ${columns.length}` })
      return []
    }
    const values: { -readonly [Field in FeedField]?: FeedItem['values'][Field] } = {}
    for (const [index, { given, name }] of columns.entries()) {
      const value = (record[index] ?? '').trim()
      const field = FEED_FIELDS.find((known) => known === name)
      if (field !== undefined && value !== '') values[field] ??= { text: value, at: `${at}, column ${given}` }
    }
    return [{ at, values }]
  })
  return { items, problems }
}

/** What `info` and `raw` make of a record, which the library's types do not follow. */
interface CsvRecord {
  readonly record: readonly string[]
  readonly raw: string
  readonly info: { readonly lines: number }
}
