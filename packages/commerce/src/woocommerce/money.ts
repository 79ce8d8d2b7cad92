import * as z from 'zod'
import { fractionDigits, toMinorUnits } from '../minor-units.ts'

/** What stands beside every amount of the Store API. */
export const currencySchema = z.object({
  currency_code: z.string(),
  currency_minor_unit: z.int().min(0).max(6),
})
type Currency = z.infer<typeof currencySchema>

/** The Store API's amounts: whole numbers in text, of as many decimals as the shop shows, which need not be the currency's own. */
export const storeAmountSchema = z.string().regex(/^-?\d{1,15}$/)

export function fromStoreAmount(amount: string, { currency_code, currency_minor_unit }: Currency): number {
  return Math.round(Number(amount) * 10 ** (fractionDigits(currency_code) - currency_minor_unit))
}

/** The REST API's: a decimal in text, in major units. */
export const decimalSchema = z.string().regex(/^-?\d{1,12}(?:\.\d{1,10})?$/)

export function fromDecimal(amount: string, currencyCode: string): number {
  return toMinorUnits(Number(amount), currencyCode)
}
