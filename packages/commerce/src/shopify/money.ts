import * as z from 'zod'
import { toMinorUnits } from '../minor-units.ts'

/** Shopify's `MoneyV2`: a decimal in text, in major units. */
export const moneyFields = 'amount currencyCode'
export const moneySchema = z.object({
  amount: z.string().regex(/^-?\d{1,12}(?:\.\d{1,10})?$/),
  currencyCode: z.string(),
})
export type ShopifyMoney = z.infer<typeof moneySchema>

export function fromMoney({ amount, currencyCode }: ShopifyMoney): number {
  return toMinorUnits(Number(amount), currencyCode)
}
