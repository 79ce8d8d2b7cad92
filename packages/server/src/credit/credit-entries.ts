import { setImmediate } from 'node:timers/promises'
import type { CreditRule } from '@tote/protocol'
import { selectCreditsOf, selectSalePage } from '../store/sale-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { creditOf, type Credit, type Sale } from './credit-sale.ts'

/** One part of a sale, and by which rule it is whose. */
export interface CreditEntry {
  readonly sale: Sale
  readonly rule: CreditRule
  readonly credit: Credit
}

export interface CreditQuestion {
  /** Shares everything out anew by this rule; as it was booked without it. */
  readonly rule?: CreditRule | undefined
  readonly from: number
  readonly to: number
}

/** SQLite reads while nothing else happens: shoppers wait for no more than this at once. */
const PAGE = 500

/** Every part of every sale between two moments, in the order they were told, a page at a time. */
export async function* readCredit(
  db: Db,
  { id: tenantId, currencyCode }: Tenant,
  { rule, from, to }: CreditQuestion,
): AsyncGenerator<CreditEntry[]> {
  let after: Sale | undefined
  for (;;) {
    const sales = await selectSalePage(db, tenantId, { from, to, currencyCode, after, limit: PAGE })
    yield rule === undefined
      ? await asBooked(db, tenantId, sales)
      : sales.flatMap((sale) => creditOf(rule, sale).map((credit) => ({ sale, rule, credit })))
    after = sales.at(-1)
    if (sales.length < PAGE) return
    await setImmediate()
  }
}

async function asBooked(db: Db, tenantId: string, sales: readonly Sale[]): Promise<CreditEntry[]> {
  const checkoutIds = [...new Set(sales.map(({ checkoutId }) => checkoutId))]
  const booked = Map.groupBy(await selectCreditsOf(db, tenantId, checkoutIds), keyOf)
  return sales.flatMap((sale) =>
    (booked.get(keyOf(sale)) ?? []).map(({ rule, credit }) => ({ sale, rule, credit })),
  )
}

const keyOf = ({ checkoutId, lineId, ref }: Pick<Sale, 'checkoutId' | 'lineId' | 'ref'>) =>
  JSON.stringify([checkoutId, lineId, ref])
