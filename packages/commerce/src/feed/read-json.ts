import {
  FEED_FIELDS,
  type FeedField,
  type FeedItem,
  type FeedItems,
  type FeedProblem,
  type FeedValue,
} from './feed-item.ts'

/** Where exporters put the list, when the file is not the list itself. */
const LISTS = ['items', 'products', 'entries', 'resources']

/**
 * A list of items with the names of Google's specification, in `snake_case` or `camelCase`; a price is text, or `{ value, currency }`
 * as the Content API has it.
 */
export function readJson(text: string): FeedItems {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (cause) {
    return {
      items: [],
      problems: [{ at: 'the file', why: `is not JSON: ${cause instanceof Error ? cause.message : ''}` }],
    }
  }
  const found = findList(content)
  if (found === null) {
    const why = `has no list of items: it is to be one, or to have one named ${LISTS.join(', ')}`
    return { items: [], problems: [{ at: '$', why }] }
  }
  const problems: FeedProblem[] = []
  const items = found.list.flatMap((entry, index): FeedItem[] => {
    const at = `${found.at}[${index}]`
    if (isRecord(entry)) return [{ at, values: readValues(entry, at) }]
    problems.push({ at, why: 'is not an object' })
    return []
  })
  return { items, problems }
}

function findList(content: unknown): { list: readonly unknown[]; at: string } | null {
  if (Array.isArray(content)) return { list: content, at: '$' }
  if (!isRecord(content)) return null
  const name = LISTS.find((key) => Array.isArray(content[key]))
  const list = name === undefined ? undefined : content[name]
  return name !== undefined && Array.isArray(list) ? { list, at: `$.${name}` } : null
}

function readValues(entry: Readonly<Record<string, unknown>>, at: string): FeedItem['values'] {
  const values: Partial<Record<FeedField, FeedValue>> = {}
  for (const [key, value] of Object.entries(entry)) {
    const name = key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    const field = FEED_FIELDS.find((known) => known === name)
    const text = field === undefined ? undefined : toText(value)
    if (field !== undefined && text !== undefined) values[field] ??= { text, at: `${at}.${key}` }
  }
  return values
}

function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim()
  if (typeof value === 'number') return String(value)
  if (!isRecord(value)) return undefined
  const { value: amount, currency } = value
  const isPrice = (typeof amount === 'string' || typeof amount === 'number') && typeof currency === 'string'
  return isPrice ? `${amount} ${currency}` : undefined
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
