import type { Db } from './store.ts'

/** Prices of one product that end at one moment of its show. */
export interface DuePrices {
  readonly tenantId: string
  readonly showId: string
  readonly productId: string
  /** Programme time. */
  readonly endsAt: number
}

export interface PriceAfter {
  readonly variantId: string
  /** What it costs once the price has ended. */
  readonly price: number
}

/** Remembers what these variants cost once their prices have ended; `dueAt` is when the hub sells at that again. */
export async function insertPriceEnds(
  db: Db,
  { tenantId, showId, productId, endsAt, dueAt, after }: DuePrices & { dueAt: number; after: PriceAfter[] },
): Promise<void> {
  await db
    .insertInto('price_end')
    .values(
      after.map(({ variantId, price }) => ({
        tenant_id: tenantId,
        variant_id: variantId,
        product_id: productId,
        show_id: showId,
        price,
        ends_at: endsAt,
        due_at: dueAt,
      })),
    )
    .execute()
}

/** Forgets the ends of these variants' prices, for they have another price now, and tells what they were. */
export async function takePriceEnds(
  db: Db,
  tenantId: string,
  variantIds: readonly string[],
): Promise<PriceAfter[]> {
  const rows = await db
    .deleteFrom('price_end')
    .where('tenant_id', '=', tenantId)
    .where('variant_id', 'in', variantIds)
    .returning(['variant_id', 'price'])
    .execute()
  return rows.map(toPriceAfter)
}

/** Whose prices are to end by now, soonest first. */
export async function selectDuePrices(
  db: Db,
  { nowMs, most }: { nowMs: number; most: number },
): Promise<DuePrices[]> {
  const rows = await db
    .selectFrom('price_end')
    .select(['tenant_id', 'show_id', 'product_id', 'ends_at'])
    .distinct()
    .where('due_at', '<=', nowMs)
    .orderBy('ends_at')
    .limit(most)
    .execute()
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    showId: row.show_id,
    productId: row.product_id,
    endsAt: row.ends_at,
  }))
}

/** Takes what is due of these, once: whoever comes second, in whichever node, gets nothing. */
export async function takeDuePrices(db: Db, due: DuePrices): Promise<PriceAfter[]> {
  const rows = await db
    .deleteFrom('price_end')
    .where('tenant_id', '=', due.tenantId)
    .where('show_id', '=', due.showId)
    .where('product_id', '=', due.productId)
    .where('ends_at', '=', due.endsAt)
    .returning(['variant_id', 'price'])
    .execute()
  return rows.map(toPriceAfter)
}

function toPriceAfter({ variant_id, price }: { variant_id: string; price: number }): PriceAfter {
  return { variantId: variant_id, price }
}
