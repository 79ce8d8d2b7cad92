import type { CreditRule } from '@tote/protocol'
import { sql, type Selectable } from 'kysely'
import * as z from 'zod/mini'
import type { Credit, Sale } from '../credit/credit-sale.ts'
import type { Sold, SoldBy } from '../credit/sold.ts'
import { pathTouchSchema } from '../credit/touch-path.ts'
import type { Db } from './store.ts'
import type { Tables } from './tables.ts'

const pathSchema = z.array(pathTouchSchema)

/** Writes a sale and how it was shared out. */
export async function insertSale(
  db: Db,
  tenantId: string,
  { sale, rule, credits }: { sale: Sale; rule: CreditRule; credits: readonly Credit[] },
): Promise<void> {
  const key = { tenant_id: tenantId, checkout_id: sale.checkoutId, line_id: sale.lineId, ref: sale.ref }
  await db
    .insertInto('sale')
    .values({
      ...key,
      order_ref: sale.orderRef,
      variant_id: sale.variantId,
      product_id: sale.productId,
      channel: sale.channel,
      store_id: sale.storeId,
      units: sale.units,
      units_before: sale.unitsBefore,
      amount: sale.amount,
      amount_before: sale.amountBefore,
      currency_code: sale.currencyCode,
      path_json: JSON.stringify(sale.path),
      at: sale.at,
    })
    .execute()
  await db
    .insertInto('credit')
    .values(
      credits.map((credit, part) => ({
        ...key,
        part,
        rule,
        kind: credit.kind,
        show_id: credit.showId,
        host: credit.host,
        cue: credit.cue,
        channel: credit.channel,
        store_id: credit.storeId,
        units: credit.units,
        amount: credit.amount,
      })),
    )
    .execute()
}

/** All that was sold by a check-out and given back since, in the order it was told. */
export async function selectSalesOf(db: Db, tenantId: string, checkoutId: string): Promise<Sale[]> {
  const rows = await db
    .selectFrom('sale')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('checkout_id', '=', checkoutId)
    .orderBy('at')
    .orderBy('line_id')
    .orderBy('ref')
    .execute()
  return rows.map(toSale)
}

/** How much of these was given back, in minor units; what nothing was given back of is not in the answer. */
export async function sumRefunds(
  db: Db,
  tenantId: string,
  checkoutIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('sale')
    .select(['checkout_id', sql<number>`sum(0 - amount)`.as('amount')])
    .where('tenant_id', '=', tenantId)
    .where('checkout_id', 'in', checkoutIds)
    .where('ref', '!=', '')
    .groupBy('checkout_id')
    .execute()
  return new Map(rows.filter(({ amount }) => amount > 0).map((row) => [row.checkout_id, row.amount]))
}

/** How many units of each line of these were given back, by check-out; lines of which none was are not in the answer. */
export async function sumReturned(
  db: Db,
  tenantId: string,
  checkoutIds: readonly string[],
): Promise<Map<string, Map<string, number>>> {
  const rows = await db
    .selectFrom('sale')
    .select(['checkout_id', 'line_id', sql<number>`sum(0 - units)`.as('units')])
    .where('tenant_id', '=', tenantId)
    .where('checkout_id', 'in', checkoutIds)
    .where('ref', '!=', '')
    .groupBy(['checkout_id', 'line_id'])
    .execute()
  const returned = new Map<string, Map<string, number>>()
  for (const { checkout_id: id, line_id: lineId, units } of rows)
    if (units > 0) returned.set(id, (returned.get(id) ?? new Map<string, number>()).set(lineId, units))
  return returned
}

/** What was sold and given back between two moments, from after one of them on. */
export async function selectSalePage(
  db: Db,
  tenantId: string,
  {
    from,
    to,
    currencyCode,
    after,
    limit,
  }: { from: number; to: number; currencyCode: string; after: Sale | undefined; limit: number },
): Promise<Sale[]> {
  const page = db
    .selectFrom('sale')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('at', '>=', after?.at ?? from)
    .where('at', '<', to)
    .where('currency_code', '=', currencyCode)
    .orderBy('at')
    .orderBy('checkout_id')
    .orderBy('line_id')
    .orderBy('ref')
    .limit(limit)
  const rows = await (
    after === undefined
      ? page
      : page.where(
          sql<boolean>`(at, checkout_id, line_id, ref) > (${after.at}, ${after.checkoutId}, ${after.lineId}, ${after.ref})`,
        )
  ).execute()
  return rows.map(toSale)
}

export interface BookedCredit {
  readonly checkoutId: string
  readonly lineId: string
  readonly ref: string
  readonly rule: CreditRule
  readonly credit: Credit
}

/** How these check-outs were shared out when it was told, part by part. */
export async function selectCreditsOf(
  db: Db,
  tenantId: string,
  checkoutIds: readonly string[],
): Promise<BookedCredit[]> {
  if (checkoutIds.length === 0) return []
  const rows = await db
    .selectFrom('credit')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('checkout_id', 'in', checkoutIds)
    .orderBy('part')
    .execute()
  return rows.map((row) => ({
    checkoutId: row.checkout_id,
    lineId: row.line_id,
    ref: row.ref,
    rule: row.rule,
    credit: {
      kind: row.kind,
      showId: row.show_id,
      host: row.host,
      cue: row.cue,
      channel: row.channel,
      storeId: row.store_id,
      units: row.units,
      amount: row.amount,
    },
  }))
}

/** Where no show has a part: the store that has one, or nobody. As `soldKey` has it. */
const aside = sql`case when credit.store_id is null then '' else 'store:' || credit.store_id end`
const keys = {
  show: sql<string>`coalesce(credit.show_id, ${aside})`,
  host: sql<string>`coalesce(credit.host, ${aside})`,
  channel: sql<string>`case when credit.store_id is null then credit.channel else ${aside} end`,
  product: sql<string>`sale.product_id`,
  associate: sql<string>`coalesce(served.associate, '')`,
  cue: sql<string>`case when credit.show_id is null or credit.cue is null then ${aside} else credit.show_id || '#' || credit.cue end`,
  all: sql<string>`''`,
}

/** Whoever served a line: as `selectServers` has it. */
const served = sql`left join (
    select tenant_id, checkout_id, line_id, associate, row_number() over (
      partition by tenant_id, checkout_id, line_id
      order by case when deed = 'ready' then 1 else 0 end, at desc, store_id desc
    ) as place from sale_service
  ) as served on served.tenant_id = sale.tenant_id and served.checkout_id = sale.checkout_id
    and served.line_id = sale.line_id and served.place = 1`

/** The ledger between two moments, summed up: by what is asked, and all under an empty key when nothing is. */
export async function sumCredit(
  db: Db,
  tenantId: string,
  { from, to, currencyCode, by }: { from: number; to: number; currencyCode: string; by: SoldBy | null },
): Promise<Map<string, Sold>> {
  const { rows } = await sql<{ key: string; orders: number; units: number } & Sold['revenue']>`
    select ${keys[by ?? 'all']} as key,
      count(distinct case when sale.ref = '' then sale.checkout_id end) as orders, sum(credit.units) as units,
      sum(case when credit.kind = 'direct' then credit.amount else 0 end) as direct,
      sum(case when credit.kind = 'assisted' then credit.amount else 0 end) as assisted,
      sum(case when credit.kind = 'none' then credit.amount else 0 end) as none
    from sale inner join credit on credit.tenant_id = sale.tenant_id and credit.checkout_id = sale.checkout_id
      and credit.line_id = sale.line_id and credit.ref = sale.ref
      ${by === 'associate' ? served : sql``}
    where sale.tenant_id = ${tenantId} and sale.at >= ${from} and sale.at < ${to}
      and sale.currency_code = ${currencyCode}
    group by 1
  `.execute(db)
  return new Map(
    rows.map(({ key, orders, units, direct, assisted, none }) => [
      key,
      { orders, units, revenue: { direct, assisted, none } },
    ]),
  )
}

/** By which rules the ledger was kept between two moments. */
export async function selectBookedRules(
  db: Db,
  tenantId: string,
  { from, to }: { from: number; to: number },
): Promise<CreditRule[]> {
  const rows = await db
    .selectFrom('sale')
    .innerJoin('credit', (join) =>
      join
        .onRef('credit.tenant_id', '=', 'sale.tenant_id')
        .onRef('credit.checkout_id', '=', 'sale.checkout_id')
        .onRef('credit.line_id', '=', 'sale.line_id')
        .onRef('credit.ref', '=', 'sale.ref'),
    )
    .select('credit.rule')
    .distinct()
    .where('sale.tenant_id', '=', tenantId)
    .where('sale.at', '>=', from)
    .where('sale.at', '<', to)
    .orderBy('credit.rule')
    .execute()
  return rows.map(({ rule }) => rule)
}

function toSale(row: Selectable<Tables['sale']>): Sale {
  return {
    checkoutId: row.checkout_id,
    lineId: row.line_id,
    ref: row.ref,
    orderRef: row.order_ref,
    variantId: row.variant_id,
    productId: row.product_id,
    channel: row.channel,
    storeId: row.store_id,
    units: row.units,
    amount: row.amount,
    unitsBefore: row.units_before,
    amountBefore: row.amount_before,
    currencyCode: row.currency_code,
    path: pathSchema.parse(JSON.parse(row.path_json)),
    at: row.at,
  }
}
