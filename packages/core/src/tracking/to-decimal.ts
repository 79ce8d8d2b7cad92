import type { Money } from '@tote/protocol'

/**
 * The amount as the decimal number that analytics tools want: 1234 minor units are 12.34 in euros, 1234 in yen and
 * 1.234 in dinars. Exact: dividing two whole numbers gives the float that the written decimal also reads as, so sum first
 * and divide once.
 */
export function toDecimal({ amount, currencyCode }: Money): number {
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: currencyCode,
  }).resolvedOptions()
  return amount / 10 ** digits
}
