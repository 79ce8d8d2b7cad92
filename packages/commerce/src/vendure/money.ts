import { fractionDigits } from '../minor-units.ts'

/**
 * Vendure keeps every currency with the same number of decimals (two, unless the shop says otherwise): 3100 yen are 310000
 * there. Tote's minor units are the currency's own.
 */
export function toMinorUnits(amount: number, currencyCode: string, precision: number): number {
  return Math.round(amount * 10 ** (fractionDigits(currencyCode) - precision))
}
