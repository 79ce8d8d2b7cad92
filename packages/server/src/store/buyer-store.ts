import { sql } from 'kysely'
import type { SoldBy } from '../credit/sold.ts'
import type { Db } from './store.ts'

/** Where somebody who ordered was first met, as it was known at their first order. */
export interface FirstMet {
  readonly metAt: number
  readonly showId: string | null
  readonly host: string | null
  readonly cue: number | null
  readonly channel: string
  readonly productId: string
}

/** The name that orders of this journey have in common; made with where it was first met, if it has none yet. */
export async function claimBuyer(
  db: Db,
  tenantId: string,
  { journeyId, newKey, first }: { journeyId: string; newKey: string; first: FirstMet },
): Promise<string> {
  await db
    .insertInto('buyer')
    .values({
      tenant_id: tenantId,
      key: newKey,
      journey_id: journeyId,
      met_at: first.metAt,
      show_id: first.showId,
      host: first.host,
      cue: first.cue,
      channel: first.channel,
      product_id: first.productId,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'journey_id']).doNothing())
    .execute()
  const { key } = await db
    .selectFrom('buyer')
    .select('key')
    .where('tenant_id', '=', tenantId)
    .where('journey_id', '=', journeyId)
    .executeTakeFirstOrThrow()
  return key
}

export async function hasBuyer(db: Db, tenantId: string, journeyId: string): Promise<boolean> {
  const row = await db
    .selectFrom('buyer')
    .select('key')
    .where('tenant_id', '=', tenantId)
    .where('journey_id', '=', journeyId)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertSaleBuyer(
  db: Db,
  tenantId: string,
  { checkoutId, buyer }: { checkoutId: string; buyer: string },
): Promise<void> {
  await db.insertInto('sale_buyer').values({ tenant_id: tenantId, checkout_id: checkoutId, buyer }).execute()
}

/** Two journeys are one buyer's: who was met where it was first. */
export async function mergeBuyers(
  db: Db,
  tenantId: string,
  { from, into }: { from: string; into: string },
): Promise<void> {
  const rows = await db
    .selectFrom('buyer')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('journey_id', 'in', [from, into])
    .orderBy('met_at')
    .orderBy('key')
    .execute()
  const [kept, gone] = rows
  if (kept === undefined) return
  if (gone !== undefined) {
    await db
      .updateTable('sale_buyer')
      .set({ buyer: kept.key })
      .where('tenant_id', '=', tenantId)
      .where('buyer', '=', gone.key)
      .execute()
    await db.deleteFrom('buyer').where('tenant_id', '=', tenantId).where('key', '=', gone.key).execute()
  }
  await db
    .updateTable('buyer')
    .set({ journey_id: into })
    .where('tenant_id', '=', tenantId)
    .where('key', '=', kept.key)
    .execute()
}

/** Nothing tells any more which orders these journeys had, or that they are of one buyer. */
export async function deleteBuyers(db: Db, tenantId: string, journeyIds: readonly string[]): Promise<void> {
  const buyers = await db
    .deleteFrom('buyer')
    .where('tenant_id', '=', tenantId)
    .where('journey_id', 'in', journeyIds)
    .returning('key')
    .execute()
  if (buyers.length === 0) return
  await db
    .deleteFrom('sale_buyer')
    .where('tenant_id', '=', tenantId)
    .where(
      'buyer',
      'in',
      buyers.map(({ key }) => key),
    )
    .execute()
}

/** Nobody came back to this journey: its orders stay one buyer's, and nobody's. */
export async function releaseBuyer(db: Db, tenantId: string, journeyId: string): Promise<void> {
  await db
    .updateTable('buyer')
    .set({ journey_id: null })
    .where('tenant_id', '=', tenantId)
    .where('journey_id', '=', journeyId)
    .execute()
}

/** Of which buyer each of these check-outs is; those who were forgotten are not among them. */
export async function selectBuyersOf(
  db: Db,
  tenantId: string,
  checkoutIds: readonly string[],
): Promise<Map<string, string>> {
  if (checkoutIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('sale_buyer')
    .select(['checkout_id', 'buyer'])
    .where('tenant_id', '=', tenantId)
    .where('checkout_id', 'in', checkoutIds)
    .execute()
  return new Map(rows.map((row) => [row.checkout_id, row.buyer]))
}

/** What those brought who were first met there. */
export interface Lifetime {
  readonly buyers: number
  /** Minor units, what was given back taken off. */
  readonly revenue: number
}

const keys = {
  show: sql<string>`coalesce(buyer.show_id, '')`,
  host: sql<string>`coalesce(buyer.host, '')`,
  channel: sql<string>`buyer.channel`,
  product: sql<string>`buyer.product_id`,
  cue: sql<string>`case when buyer.show_id is null or buyer.cue is null then '' else buyer.show_id || '#' || buyer.cue end`,
  all: sql<string>`''`,
}

/**
 * All that buyers have ordered until `to` who were first met between two moments, whatever rule shares it out: by where that was,
 * and all under an empty key when nothing is asked.
 */
export async function sumLifetimes(
  db: Db,
  tenantId: string,
  {
    from,
    to,
    currencyCode,
    by,
  }: { from: number; to: number; currencyCode: string; by: Exclude<SoldBy, 'associate'> | null },
): Promise<Map<string, Lifetime>> {
  const { rows } = await sql<{ key: string } & Lifetime>`
    select ${keys[by ?? 'all']} as key, count(distinct buyer.key) as buyers, sum(sale.amount) as revenue
    from buyer
      inner join sale_buyer on sale_buyer.tenant_id = buyer.tenant_id and sale_buyer.buyer = buyer.key
      inner join sale on sale.tenant_id = sale_buyer.tenant_id and sale.checkout_id = sale_buyer.checkout_id
    where buyer.tenant_id = ${tenantId} and buyer.met_at >= ${from} and buyer.met_at < ${to}
      and sale.at < ${to} and sale.currency_code = ${currencyCode}
    group by 1
  `.execute(db)
  return new Map(rows.map(({ key, buyers, revenue }) => [key, { buyers, revenue }]))
}
