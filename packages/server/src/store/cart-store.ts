import {
  attributesSchema,
  cartLineSchema,
  cartSchema,
  type Cart,
  type CartId,
  type CartLine,
} from '@tote/protocol'
import type { Selectable } from 'kysely'
import type { Db } from './store.ts'
import type { Tables } from './tables.ts'

export interface StoredCart {
  readonly cart: Cart
  readonly mergedInto: CartId | null
}

/** The cart with its lines, removed ones included; undefined when the tenant has none of this id. */
export async function selectCart(db: Db, tenantId: string, cartId: string): Promise<StoredCart | undefined> {
  const row = await db
    .selectFrom('cart')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', cartId)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const lines = await db
    .selectFrom('cart_line')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', cartId)
    .execute()
  const cart = cartSchema.parse({
    id: row.id,
    currencyCode: row.currency_code,
    rev: row.rev,
    lines: lines.map(toLine),
    meta: { note: row.note },
  })
  // Only mergeCart writes this column, with a cart's id.
  return { cart, mergedInto: row.merged_into as CartId | null }
}

function toLine(row: Selectable<Tables['cart_line']>): CartLine {
  return cartLineSchema.parse({
    id: row.id,
    variantId: row.variant_id,
    ...(row.plan_id === null ? {} : { planId: row.plan_id }),
    attrs: attributesSchema.parse(JSON.parse(row.attrs_json)),
    qty: row.qty,
    price: row.price,
    ...(row.show_id === null ? {} : { showId: row.show_id }),
    addedAt: row.added_at,
    rev: row.rev,
  })
}

export async function insertCart(
  db: Db,
  tenantId: string,
  { cart, nowMs }: { cart: Cart; nowMs: number },
): Promise<void> {
  await db
    .insertInto('cart')
    .values({
      tenant_id: tenantId,
      id: cart.id,
      currency_code: cart.currencyCode,
      rev: cart.rev,
      note: cart.meta.note,
      state: 'active',
      merged_into: null,
      touched_at: nowMs,
    })
    .execute()
}

/** Writes a cart's new state: its revision and note, and the lines that changed. */
export async function updateCart(
  db: Db,
  tenantId: string,
  { cart, changed, nowMs }: { cart: Cart; changed: readonly CartLine[]; nowMs: number },
): Promise<void> {
  await db
    .updateTable('cart')
    .set({ rev: cart.rev, note: cart.meta.note, touched_at: nowMs })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', cart.id)
    .execute()
  for (const line of changed) {
    const values = {
      qty: line.qty,
      price: line.price,
      show_id: line.showId ?? null,
      added_at: line.addedAt,
      rev: line.rev,
    }
    await db
      .insertInto('cart_line')
      .values({
        tenant_id: tenantId,
        cart_id: cart.id,
        id: line.id,
        variant_id: line.variantId,
        plan_id: line.planId ?? null,
        attrs_json: JSON.stringify(line.attrs),
        ...values,
      })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'cart_id', 'id']).doUpdateSet(values))
      .execute()
  }
}

/** Marks a cart as merged, once. False when it was so already: then nothing may be added up again. */
export async function markMerged(
  db: Db,
  tenantId: string,
  { cartId, into }: { cartId: string; into: string },
): Promise<boolean> {
  const result = await db
    .updateTable('cart')
    .set({ state: 'merged', merged_into: into })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', cartId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
