import { priceSchema } from '@tote/protocol'

export interface FeedPrice {
  /** Minor units. */
  readonly amount: number
  readonly currencyCode: string
}

const AMOUNT = /^\d{1,12}(?:\.\d{1,6})?$/
const CODE = /^[A-Z]{3}$/

/**
 * A price as Google's specification writes it: `19.00 EUR`. The code may stand before it, or beside it in a value of its own.
 * Anything that can be read in two ways is not read: `1,234`, `€19`, `from 19.00`.
 *
 * @param beside The currency that stands in a place of its own.
 * @returns Minor units; or, as text, why it is no price.
 */
export function readPrice(text: string, beside?: string): FeedPrice | string {
  const words = text.trim().split(/\s+/)
  const [amount, ...others] = words.filter((word) => !CODE.test(word))
  const codes = new Set(words.filter((word) => CODE.test(word)))
  if (beside !== undefined && CODE.test(beside.trim())) codes.add(beside.trim())
  if (amount === undefined || others.length > 0 || !AMOUNT.test(amount))
    return `“${text}” is no price that can be read in one way only: write 19.00 EUR`
  const [currencyCode] = codes
  if (currencyCode === undefined)
    return `“${text}” says no currency: write 19.00 EUR, or name it with --currency`
  if (codes.size > 1) return `two currencies stand beside “${text}”: ${[...codes].join(' and ')}`
  return toMinorUnits(amount, currencyCode)
}

function toMinorUnits(amount: string, currencyCode: string): FeedPrice | string {
  const decimals = decimalsOf(currencyCode)
  const [whole = '', fraction = ''] = amount.split('.')
  const rest = fraction.slice(decimals)
  if (/[1-9]/.test(rest)) return `“${amount}” is a fraction of what ${currencyCode} is counted in`
  // As text, for a sum of floats is not exact.
  const minor = Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'))
  if (!priceSchema.safeParse(minor).success) return `“${amount}” is more than a price can be`
  return { amount: minor, currencyCode }
}

function decimalsOf(currencyCode: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}
