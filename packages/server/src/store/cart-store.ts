import {
  cartCodeSchema,
  cartSchema,
  fulfilmentSchema,
  type Cart,
  type CartId,
  type CartLine,
  type CartMeta,
} from '@tote/protocol'
import type { Selectable } from 'kysely'
import * as z from 'zod/mini'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'
import type { Tables } from './tables.ts'

const codesSchema = z.array(cartCodeSchema)

interface CartKey {
  readonly tenantId: string
  readonly cartId: string
}
const cartRow = (db: Db, { tenantId, cartId }: CartKey) =>
  db.selectFrom('cart').selectAll().where('tenant_id', '=', tenantId).where('id', '=', cartId)
const cartToRead = createStatement((db, key: CartKey) => cartRow(db, key).forShare())
const cartToWrite = createStatement((db, key: CartKey) => cartRow(db, key).forUpdate())
const linesOf = createStatement((db, { tenantId, cartId }: CartKey) =>
  db
    .selectFrom('cart_line')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', cartId)
    .orderBy('id'),
)

export interface StoredCart {
  readonly cart: Cart
  readonly mergedInto: CartId | null
  /** Of a client that has seen less than this revision it is not known which removed lines it still has. */
  readonly floorRev: number
}

/**
 * The cart with its lines, removed ones included; undefined when the tenant has none of this id. In a
 * transaction it stays as it was read until that ends: it is locked, for others' writes or, `toWrite`, for all.
 */
export async function selectCart(
  db: Db,
  tenantId: string,
  cartId: string,
  { toWrite = false }: { toWrite?: boolean } = {},
): Promise<StoredCart | undefined> {
  // Lines are a second question: without the lock a writer could come between the two.
  const row = await (toWrite ? cartToWrite : cartToRead).row(db, { tenantId, cartId })
  if (row === undefined) return undefined
  const lines = await linesOf.rows(db, { tenantId, cartId })
  const cart = cartSchema.parse({
    id: row.id,
    currencyCode: row.currency_code,
    rev: row.rev,
    lines: lines.map(toLineFields),
    meta: {
      note: row.note,
      codes: codesSchema.parse(JSON.parse(row.codes_json)),
      fulfilment: fulfilmentSchema.parse(JSON.parse(row.fulfilment_json)),
      ...(row.checkout_id === null
        ? {}
        : {
            checkout: {
              id: row.checkout_id,
              expiresAt: row.checkout_expires_at,
              ...(row.checkout_parts_json === null
                ? {}
                : { parts: JSON.parse(row.checkout_parts_json) as unknown }),
            },
          }),
      ...(row.order_id === null ? {} : { order: { id: row.order_id, at: row.order_at } }),
    },
  })
  // Only mergeCart writes this column, with a cart's id.
  return { cart, mergedInto: row.merged_into as CartId | null, floorRev: row.floor_rev }
}

/** Where these carts are by now; those that are not there are left out. */
export async function selectCartRevs(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<{ id: string; rev: number; isMerged: boolean }[]> {
  const rows = await db
    .selectFrom('cart')
    .select(['id', 'rev', 'merged_into'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute()
  return rows.map(({ id, rev, merged_into }) => ({ id, rev, isMerged: merged_into !== null }))
}

/** As a line is, not parsed yet. */
function toLineFields(row: Selectable<Tables['cart_line']>) {
  return {
    id: row.id,
    variantId: row.variant_id,
    ...(row.plan_id === null ? {} : { planId: row.plan_id }),
    attrs: JSON.parse(row.attrs_json) as unknown,
    qty: row.qty,
    price: row.price,
    ...(row.show_id === null ? {} : { showId: row.show_id }),
    ...(row.merchant_id === null ? {} : { merchantId: row.merchant_id }),
    ...(row.is_sent === 0 ? {} : { isSent: true }),
    ...(row.hold_until === null ? {} : { hold: { untilMs: row.hold_until, isOver: row.is_hold_over === 1 } }),
    addedAt: row.added_at,
    rev: row.rev,
  }
}

function toMetaColumns({ note, codes, fulfilment, checkout, order }: CartMeta) {
  return {
    note,
    codes_json: JSON.stringify(codes),
    fulfilment_json: JSON.stringify(fulfilment),
    checkout_id: checkout?.id ?? null,
    checkout_expires_at: checkout?.expiresAt ?? null,
    checkout_parts_json: checkout?.parts === undefined ? null : JSON.stringify(checkout.parts),
    order_id: order?.id ?? null,
    order_at: order?.at ?? null,
  }
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
      ...toMetaColumns(cart.meta),
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
  await writeCart.rows(db, {
    tenant_id: tenantId,
    id: cart.id,
    rev: cart.rev,
    ...toMetaColumns(cart.meta),
    touched_at: nowMs,
  })
  for (const line of changed)
    await writeLine.rows(db, {
      tenant_id: tenantId,
      cart_id: cart.id,
      id: line.id,
      variant_id: line.variantId,
      plan_id: line.planId ?? null,
      attrs_json: JSON.stringify(line.attrs),
      qty: line.qty,
      price: line.price,
      show_id: line.showId ?? null,
      is_sent: Number(line.isSent === true),
      merchant_id: line.merchantId ?? null,
      added_at: line.addedAt,
      hold_until: line.hold?.untilMs ?? null,
      is_hold_over: line.hold?.isOver === true ? 1 : 0,
      rev: line.rev,
      removed_at: line.qty === 0 ? nowMs : null,
    })
}

type MetaColumns = ReturnType<typeof toMetaColumns>

const writeCart = createStatement(
  (
    db,
    {
      tenant_id,
      id,
      ...values
    }: { tenant_id: string; id: string; rev: number; touched_at: number } & MetaColumns,
  ) => db.updateTable('cart').set(values).where('tenant_id', '=', tenant_id).where('id', '=', id),
)

const writeLine = createStatement((db, line: Selectable<Tables['cart_line']>) => {
  // What a line is does not change: only how many, at what price, until when.
  const { tenant_id, cart_id, id, variant_id, plan_id, attrs_json, ...changing } = line
  return db
    .insertInto('cart_line')
    .values({ tenant_id, cart_id, id, variant_id, plan_id, attrs_json, ...changing })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'cart_id', 'id']).doUpdateSet(changing))
})

/**
 * Locks carts to be written together, in the one order everybody locks them in. Of those that are there it says which
 * went over into another.
 */
export async function lockCarts(
  db: Db,
  tenantId: string,
  cartIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly isMerged: boolean }>> {
  const rows = await db
    .selectFrom('cart')
    .select(['id', 'merged_into'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', cartIds)
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(rows.map(({ id, merged_into }) => [id, { isMerged: merged_into !== null }]))
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

/** Whose cart this is; undefined when they were forgotten. */
export async function selectJourneyOfCart(
  db: Db,
  tenantId: string,
  cartId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('journey')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', cartId)
    .where('merged_into', 'is', null)
    .executeTakeFirst()
  return row?.id
}
