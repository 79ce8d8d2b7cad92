import { setImmediate } from 'node:timers/promises'
import type { CreditRule } from '@tote/protocol'
import { selectBuyersOf } from '../store/buyer-store.ts'
import { selectServers, serverKey } from '../store/service-store.ts'
import { selectCreditsOf, selectSalePage } from '../store/sale-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { creditOf, type Credit, type Sale } from './credit-sale.ts'

/** One part of a sale, and by which rule it is whose. */
export interface CreditEntry {
  readonly sale: Sale
  readonly rule: CreditRule
  readonly credit: Credit
  /** Who at a store served the line; null where nobody did. */
  readonly associate: string | null
  /** Which buyer it is of, by a name that says nothing of them; null where they were forgotten. */
  readonly buyer: string | null
}

type Shared = Pick<CreditEntry, 'sale' | 'rule' | 'credit'>

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
    const shared =
      rule === undefined
        ? await asBooked(db, tenantId, sales)
        : sales.flatMap((sale) => creditOf(rule, sale).map((credit) => ({ sale, rule, credit })))
    yield await withPeople(db, tenantId, shared)
    after = sales.at(-1)
    if (sales.length < PAGE) return
    await setImmediate()
  }
}

async function withPeople(db: Db, tenantId: string, shared: readonly Shared[]): Promise<CreditEntry[]> {
  const checkoutIds = [...new Set(shared.map(({ sale }) => sale.checkoutId))]
  const servers = await selectServers(db, tenantId, checkoutIds)
  const buyers = await selectBuyersOf(db, tenantId, checkoutIds)
  return shared.map((one) => ({
    ...one,
    associate: servers.get(serverKey(one.sale.checkoutId, one.sale.lineId)) ?? null,
    buyer: buyers.get(one.sale.checkoutId) ?? null,
  }))
}

async function asBooked(db: Db, tenantId: string, sales: readonly Sale[]): Promise<Shared[]> {
  const checkoutIds = [...new Set(sales.map(({ checkoutId }) => checkoutId))]
  const booked = Map.groupBy(await selectCreditsOf(db, tenantId, checkoutIds), keyOf)
  return sales.flatMap((sale) =>
    (booked.get(keyOf(sale)) ?? []).map(({ rule, credit }) => ({ sale, rule, credit })),
  )
}

const keyOf = ({ checkoutId, lineId, ref }: Pick<Sale, 'checkoutId' | 'lineId' | 'ref'>) =>
  JSON.stringify([checkoutId, lineId, ref])
