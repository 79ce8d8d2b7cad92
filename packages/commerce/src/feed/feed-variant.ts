import { productIdSchema, variantIdSchema, type ProductId, type VariantId } from '@tote/protocol'
import type { FeedField, FeedItem, FeedProblem, FeedValue } from './feed-item.ts'
import { readPrice } from './read-price.ts'

/** An item that can be sold: each of its values holds, and stands somewhere in the feed. */
export interface FeedVariant {
  readonly item: FeedItem
  readonly id: VariantId
  readonly productId: ProductId
  readonly title: FeedValue
  readonly currencyCode: string
  readonly price: Sourced<number>
  readonly compareAt?: Sourced<number>
  /** Units; absent where the feed does not count. */
  readonly count?: Sourced<number>
}

export interface Sourced<Value> {
  readonly value: Value
  readonly from: FeedValue
}

interface JudgeOptions {
  readonly currency?: string | undefined
  readonly nowMs: number
  /** Hears of what is left out: the item, when it returns null, else the value. */
  readonly say: (problem: FeedProblem) => void
}

const ON_SALE = new Set([
  'in_stock',
  'online_only',
  'in_store_only',
  'made_to_order',
  'limited_availability',
  'preorder',
  'pre_order',
  'pre_sale',
  'backorder',
  'back_order',
])
const SOLD_OUT = new Set(['out_of_stock', 'sold_out', 'discontinued'])
const LONGEST_TITLE = 200

/** What an item says, as far as it can be read in one way only; null when it cannot be sold by that. */
export function toFeedVariant(item: FeedItem, options: JudgeOptions): FeedVariant | null {
  const { values, at } = item
  const { say } = options
  const id = readId(item, variantIdSchema, ['id'], say)
  const productId = readId(item, productIdSchema, ['item_group_id', 'id'], say)
  if (id === null || productId === null) return null
  const { title } = values
  if (title === undefined || title.text.length > LONGEST_TITLE) {
    say({
      at: title?.at ?? at,
      why: title === undefined ? 'has no title' : `is longer than ${LONGEST_TITLE} signs`,
    })
    return null
  }
  const price = readOwnPrice(item, 'price', options)
  if (price === null) return null
  const count = readCount(item, say)
  if (count === 'unclear') return null
  const sale = readSale(item, price, options)
  return {
    item,
    id,
    productId,
    title,
    currencyCode: price.currencyCode,
    price: sale ?? { value: price.value, from: price.from },
    ...(sale === null ? {} : { compareAt: { value: price.value, from: price.from } }),
    ...(count === null ? {} : { count }),
  }
}

function readId<Id>(
  { values, at }: FeedItem,
  schema: { safeParse(value: string): { success: true; data: Id } | { success: false } },
  fields: readonly FeedField[],
  say: JudgeOptions['say'],
): Id | null {
  const value = fields.map((field) => values[field]).find((found) => found !== undefined)
  const parsed = schema.safeParse(value?.text ?? '')
  if (parsed.success) return parsed.data
  const why =
    value === undefined
      ? 'has nothing that names it: an id, or in JSON-LD a sku or productID'
      : `“${value.text.slice(0, 80)}” cannot be an id here: 1 to 64 of letters, digits and . _ ~ -`
  // Both ids are read from one value where there is no group: that is told once.
  if (fields.length === 1 || value !== values.id) say({ at: value?.at ?? at, why })
  return null
}

interface OwnPrice extends Sourced<number> {
  readonly currencyCode: string
}

function readOwnPrice(
  { values, at }: FeedItem,
  field: 'price' | 'sale_price',
  { currency, say }: JudgeOptions,
): OwnPrice | null {
  const from = values[field]
  if (from === undefined) {
    say({ at, why: `has no ${field}` })
    return null
  }
  const saysCurrency = values.currency !== undefined || /(?:^|\s)[A-Z]{3}(?:\s|$)/.test(from.text)
  const read = readPrice(from.text, saysCurrency ? values.currency?.text : currency)
  if (typeof read === 'string') say({ at: from.at, why: read })
  else if (currency !== undefined && read.currencyCode !== currency)
    say({ at: from.at, why: `is in ${read.currencyCode}, the catalogue in ${currency}` })
  else return { value: read.amount, currencyCode: read.currencyCode, from }
  return null
}

/** The price that is asked now; null when it is the usual one. */
function readSale(item: FeedItem, usual: OwnPrice, options: JudgeOptions): Sourced<number> | null {
  const { sale_price: from, sale_price_effective_date: dates } = item.values
  if (from === undefined) return null
  const time = dates === undefined ? null : readTime(dates.text)
  if (dates !== undefined && time === null) {
    options.say({ at: dates.at, why: `“${dates.text}” is no time from/to: the usual price is taken` })
    return null
  }
  if (time !== null && (options.nowMs < time.from || options.nowMs > time.to)) return null
  const sale = readOwnPrice(item, 'sale_price', options)
  if (sale === null) return null
  if (sale.currencyCode === usual.currencyCode && sale.value < usual.value) return { value: sale.value, from }
  options.say({ at: from.at, why: 'is not below the usual price, which is taken' })
  return null
}

/** `2026-11-01T00:00+0100/2026-11-30T23:59+0100`; UTC where no zone is said, as Google has it. */
function readTime(text: string): { from: number; to: number } | null {
  const [from = Number.NaN, to = Number.NaN] = text.split('/').map((one) => {
    const time = one.trim().replace(/([+-]\d\d)(\d\d)$/, '$1:$2')
    return Date.parse(/T.*(?:Z|[+-]\d\d:\d\d)$/.test(time) || !time.includes('T') ? time : `${time}Z`)
  })
  return Number.isFinite(from) && Number.isFinite(to) ? { from, to } : null
}

/** Null where the feed does not count; `unclear` where it says two things, or one that nobody knows. */
function readCount({ values }: FeedItem, say: JudgeOptions['say']): Sourced<number> | null | 'unclear' {
  const { availability, quantity } = values
  const word = availability?.text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
  const isSoldOut = SOLD_OUT.has(word ?? '')
  if (availability !== undefined && !isSoldOut && !ON_SALE.has(word ?? '')) {
    say({ at: availability.at, why: `“${availability.text.slice(0, 80)}” is no availability that is known` })
    return 'unclear'
  }
  if (quantity !== undefined && !/^\d{1,7}$/.test(quantity.text)) {
    say({ at: quantity.at, why: `“${quantity.text.slice(0, 80)}” is no count` })
    return 'unclear'
  }
  const count = quantity === undefined ? undefined : Number(quantity.text)
  if (isSoldOut && availability !== undefined && count !== undefined && count > 0) {
    say({ at: availability.at, why: `says sold out, and its quantity ${count}` })
    return 'unclear'
  }
  if (quantity !== undefined && count !== undefined) return { value: count, from: quantity }
  return isSoldOut && availability !== undefined ? { value: 0, from: availability } : null
}
