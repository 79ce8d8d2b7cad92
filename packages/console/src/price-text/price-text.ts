import { money, priceSchema, type Money } from '@tote/protocol'

/** Minor units of one major unit: 100 for EUR, 1 for JPY, 1000 for KWD. */
function minorUnits(currencyCode: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

/** What a host would type for this price: `89.00`, `1200` for yen. */
export function toPriceText({ amount, currencyCode }: Money): string {
  const decimals = minorUnits(currencyCode)
  return (amount / 10 ** decimals).toFixed(decimals)
}

/**
 * Reads what a host typed: digits with a point or a comma before the decimals, no thousands separators,
 * since `1.200` means two things in two countries. Null when it is not a price.
 */
export function parsePriceText(text: string, currencyCode: string): Money | null {
  const decimals = minorUnits(currencyCode)
  const match = /^(\d{1,9})(?:[.,](\d{0,3}))?$/.exec(text.trim())
  if (match === null) return null
  const [, whole = '', fraction = ''] = match
  if (fraction.length > decimals) return null
  const amount = Number(whole + fraction.padEnd(decimals, '0'))
  return priceSchema.safeParse(amount).success ? money(amount, currencyCode) : null
}
