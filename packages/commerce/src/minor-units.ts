/** How many decimals people write of a currency: two of euros, none of yen. */
export function fractionDigits(currencyCode: string): number {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: currencyCode,
  }).resolvedOptions()
  return maximumFractionDigits
}

/** Whole minor units of an amount as people write it: 12.5 euros are 1250. */
export function toMinorUnits(amount: number, currencyCode: string): number {
  // A product of decimals is a hair off, and rounding takes that away.
  return Math.round(amount * 10 ** fractionDigits(currencyCode))
}
