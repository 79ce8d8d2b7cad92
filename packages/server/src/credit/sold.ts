import type { Credit, CreditKind } from './credit-sale.ts'
import type { CreditEntry } from './credit-entries.ts'

/** By what a report is broken down. */
export type SoldBy = 'show' | 'host' | 'channel' | 'product' | 'cue' | 'associate'

/** What has a part in it, summed up. */
export interface Sold {
  readonly orders: number
  readonly units: number
  readonly revenue: Readonly<Record<CreditKind, number>>
}

/** Under which name an entry goes; a store's part under the store's. `sumCredit` says the same in SQL. */
export function soldKey(by: SoldBy, { sale, credit, associate }: CreditEntry): string {
  switch (by) {
    case 'show':
      return credit.showId ?? aside(credit)
    case 'host':
      return credit.host ?? aside(credit)
    case 'channel':
      return credit.storeId === null ? credit.channel : aside(credit)
    case 'associate':
      return associate ?? ''
    case 'product':
      return sale.productId
    case 'cue':
      return credit.showId === null || credit.cue === null ? aside(credit) : `${credit.showId}#${credit.cue}`
    default:
      return by satisfies never
  }
}

/** Where no show has a part: the store that has one, or nobody. */
const aside = ({ storeId }: Credit) => (storeId === null ? '' : `store:${storeId}`)

/** Sums entries up under their names, a page after the other. */
export class SoldSums {
  readonly #keyOf: (entry: CreditEntry) => string
  readonly #sums = new Map<
    string,
    { orders: Set<string>; units: number; revenue: Record<CreditKind, number> }
  >()

  constructor(keyOf: (entry: CreditEntry) => string) {
    this.#keyOf = keyOf
  }

  add(entries: readonly CreditEntry[]): void {
    for (const entry of entries) {
      const { sale, credit } = entry
      const key = this.#keyOf(entry)
      const sum = this.#sums.get(key) ?? {
        orders: new Set(),
        units: 0,
        revenue: { direct: 0, assisted: 0, none: 0 },
      }
      this.#sums.set(key, sum)
      if (sale.ref === '') sum.orders.add(sale.checkoutId)
      sum.units += credit.units
      sum.revenue[credit.kind] += credit.amount
    }
  }

  get sold(): Map<string, Sold> {
    return new Map(
      [...this.#sums].map(([key, { orders, units, revenue }]) => [
        key,
        { orders: orders.size, units, revenue },
      ]),
    )
  }
}
