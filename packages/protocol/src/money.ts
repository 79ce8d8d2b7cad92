import * as z from 'zod/mini'

/** ISO 4217 code, upper case. */
export const currencyCodeSchema = z.string().check(z.regex(/^[A-Z]{3}$/))

/** An amount of minor units (cents, or yen where there are none): never a fraction of one. */
export const amountSchema = z
  .int()
  .check(z.minimum(-Number.MAX_SAFE_INTEGER), z.maximum(Number.MAX_SAFE_INTEGER))
export const priceSchema = z.int().check(z.minimum(0), z.maximum(1_000_000_000_000))

export const moneySchema = z.object({ amount: amountSchema, currencyCode: currencyCodeSchema })
export type Money = z.infer<typeof moneySchema>

/** @throws RangeError when the amount is not a whole number of minor units or the code is not ISO 4217 in form. */
export function money(amount: number, currencyCode: string): Money {
  const parsed = moneySchema.safeParse({ amount, currencyCode })
  if (!parsed.success)
    throw new RangeError(
      `money wants whole minor units and a code such as EUR, got ${amount} ${currencyCode}`,
    )
  // Adding 0 turns -0, which prints as '-0', into 0.
  return { ...parsed.data, amount: parsed.data.amount + 0 }
}

/** @throws RangeError when the currencies differ: there is no sum of euros and yen. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currencyCode !== b.currencyCode)
    throw new RangeError(`cannot add ${b.currencyCode} to ${a.currencyCode}`)
  return money(a.amount + b.amount, a.currencyCode)
}

export function multiplyMoney(price: Money, quantity: number): Money {
  return money(price.amount * quantity, price.currencyCode)
}

/** Text for people, by the rules of `locale`; the number of decimals comes from the currency. */
export function formatMoney({ amount, currencyCode }: Money, locale?: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: currencyCode })
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(amount / 10 ** decimals)
}
