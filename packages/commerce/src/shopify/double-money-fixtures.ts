import { fractionDigits } from '../minor-units.ts'

/** As Shopify writes money: a decimal in text, with one digit behind the point at least. */
export function toMoney(amount: number, currencyCode: string) {
  const digits = fractionDigits(currencyCode)
  const text = (amount / 10 ** digits).toFixed(digits).replace(/(\.\d*?)0+$/, '$1')
  const whole = text.includes('.') ? text.replace(/\.$/, '.0') : `${text}.0`
  return { amount: whole, currencyCode }
}

export function toBag(amount: number, currencyCode: string) {
  const money = toMoney(amount, currencyCode)
  return { presentmentMoney: money, shopMoney: money }
}

/** A page of a list, as both APIs give it: a cursor is the place of what comes next. */
export function toPage<Node>(
  nodes: readonly Node[],
  { first = 50, after }: { first?: number; after?: string | null },
) {
  const from = Number(after ?? 0)
  const to = Math.min(nodes.length, from + first)
  return {
    nodes: nodes.slice(from, to),
    pageInfo: { hasNextPage: to < nodes.length, endCursor: String(to) },
  }
}
