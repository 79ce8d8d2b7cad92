import type { CreditRule } from '@tote/protocol'
import type { Selectable } from 'kysely'
import * as z from 'zod/mini'
import type { Credit, Sale } from '../credit/credit-sale.ts'
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

/** What was sold and given back between two moments. */
export async function selectSales(
  db: Db,
  tenantId: string,
  { from, to }: { from: number; to: number },
): Promise<Sale[]> {
  const rows = await db
    .selectFrom('sale')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('at', '>=', from)
    .where('at', '<', to)
    .orderBy('at')
    .orderBy('checkout_id')
    .orderBy('line_id')
    .orderBy('ref')
    .execute()
  return rows.map(toSale)
}

export interface BookedCredit {
  readonly checkoutId: string
  readonly lineId: string
  readonly ref: string
  readonly rule: CreditRule
  readonly credit: Credit
}

/** How that was shared out when it was told. */
export async function selectCredits(
  db: Db,
  tenantId: string,
  { from, to }: { from: number; to: number },
): Promise<BookedCredit[]> {
  const rows = await db
    .selectFrom('sale')
    .innerJoin('credit', (join) =>
      join
        .onRef('credit.tenant_id', '=', 'sale.tenant_id')
        .onRef('credit.checkout_id', '=', 'sale.checkout_id')
        .onRef('credit.line_id', '=', 'sale.line_id')
        .onRef('credit.ref', '=', 'sale.ref'),
    )
    .selectAll('credit')
    .where('sale.tenant_id', '=', tenantId)
    .where('sale.at', '>=', from)
    .where('sale.at', '<', to)
    .orderBy('sale.at')
    .orderBy('credit.checkout_id')
    .orderBy('credit.line_id')
    .orderBy('credit.ref')
    .orderBy('credit.part')
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
