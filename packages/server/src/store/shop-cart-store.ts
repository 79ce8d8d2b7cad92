import type { VariantId } from '@tote/protocol'
import * as z from 'zod/mini'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'
import type { Tenant } from './tenant-store.ts'

/** Units by variant. */
export type Units = ReadonlyMap<VariantId, number>

/** What a tenant's shop has of one cart. */
export interface ShopCart {
  readonly cartId: string
  /** The shop's own name of its cart; null before it has one, and after that was bought. */
  readonly shopRef: string | null
  /** Our revision that it has; null before it has any. */
  readonly rev: number | null
  /** What it has of that revision, with what was changed there since. */
  readonly theirs: Units
  /** When it last had ours, milliseconds of our clock. */
  readonly mirroredAt: number
  /** Of what moment the last change there was, by the shop's clock; 0 when there was none since. */
  readonly toldAt: number
  /** What was changed there while the cart was being paid here. */
  readonly waits: Units | null
}

const unitsSchema = z.array(z.tuple([z.string(), z.int()]))

// Written by `toJson`, from what was parsed.
const toUnits = (json: string): Units =>
  new Map(unitsSchema.parse(JSON.parse(json)).map(([id, units]) => [id as VariantId, units]))
const toJson = (units: Units): string => JSON.stringify([...units])

/** The shop is to be told how this cart is; nothing where it keeps no copy. In the transaction that changed the cart, after it. */
export async function markShopCart(
  db: Db,
  tenant: Tenant,
  { cartId, nowMs }: { cartId: string; nowMs: number },
): Promise<void> {
  if (tenant.keepsShopCart) await markDue.rows(db, { tenantId: tenant.id, cartId, nowMs })
}

const markDue = createStatement(
  (db, { tenantId, cartId, nowMs }: { tenantId: string; cartId: string; nowMs: number }) =>
    db
      .insertInto('shop_cart')
      .values({
        tenant_id: tenantId,
        cart_id: cartId,
        due_at: nowMs,
        shop_ref: null,
        order_id: null,
        rev: null,
        theirs_json: '[]',
        mirrored_at: 0,
        waits_json: null,
      })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'cart_id']).doUpdateSet((set) => ({
          due_at: set.ref('excluded.due_at'),
          marks: set('shop_cart.marks', '+', 1),
          tries: 0,
        })),
      ),
)

export interface DueShopCart {
  readonly tenantId: string
  readonly cartId: string
  /** As the row was when it was taken. */
  readonly marks: number
  readonly tries: number
  readonly leasedUntil: number
}

/** As many as are asked about at once: they are asked one beside another. */
const MOST_AT_ONCE = 20

/**
 * Takes carts of these tenants of which their shop is to be told, those that waited longest first. Until they are released, or
 * `leaseMs` are over, nobody else tells of them, however often they are marked. Run it in a transaction.
 */
export async function claimShopCarts(
  db: Db,
  { nowMs, leaseMs, tenantIds }: { nowMs: number; leaseMs: number; tenantIds: readonly string[] },
): Promise<DueShopCart[]> {
  if (tenantIds.length === 0) return []
  const due = await dueCarts.rows(db, { nowMs, tenantIds })
  const leasedUntil = nowMs + leaseMs
  for (const { tenant_id, cart_id, tries } of due)
    await db
      .updateTable('shop_cart')
      .set({ leased_until: leasedUntil, tries: tries + 1 })
      .where('tenant_id', '=', tenant_id)
      .where('cart_id', '=', cart_id)
      .execute()
  return due.map(({ tenant_id, cart_id, marks, tries }) => ({
    tenantId: tenant_id,
    cartId: cart_id,
    marks,
    tries,
    leasedUntil,
  }))
}

const dueCarts = createStatement(
  (db, { nowMs, tenantIds }: { nowMs: number; tenantIds: readonly string[] }) =>
    db
      .selectFrom('shop_cart')
      .select(['tenant_id', 'cart_id', 'marks', 'tries'])
      .where('due_at', 'is not', null)
      .where('due_at', '<=', nowMs)
      .where('leased_until', '<=', nowMs)
      .where('tenant_id', 'in', tenantIds)
      .orderBy('due_at')
      .limit(MOST_AT_ONCE)
      .forUpdate()
      .skipLocked(),
)

/**
 * Whoever took the cart is done with it.
 * @param nextAt When the shop is to be told again; null when it knows. What was marked meanwhile is due all the same.
 */
export async function releaseShopCart(
  db: Db,
  { tenantId, cartId, marks, leasedUntil }: DueShopCart,
  nextAt: number | null,
): Promise<void> {
  await db
    .updateTable('shop_cart')
    .set((set) => ({
      leased_until: 0,
      due_at: set.case().when('marks', '=', marks).then(nextAt).else(set.ref('due_at')).end(),
      ...(nextAt === null ? { tries: 0 } : {}),
    }))
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', cartId)
    .where('leased_until', '=', leasedUntil)
    .execute()
}

/** Which of our carts the shop means; undefined when it is none. */
export async function findShopCart(db: Db, tenantId: string, shopRef: string): Promise<string | undefined> {
  return (await cartByRef.row(db, { tenantId, shopRef }))?.cart_id
}

const cartByRef = createStatement((db, { tenantId, shopRef }: { tenantId: string; shopRef: string }) =>
  db
    .selectFrom('shop_cart')
    .select('cart_id')
    .where('tenant_id', '=', tenantId)
    .where('shop_ref', '=', shopRef)
    .where('shop_ref', 'is not', null),
)

/**
 * What the shop has of a cart; undefined while it was never to be told of it. In a transaction it is locked, after its cart.
 * @param orderId The cart's last order: what the shop had before that was bought with it, and it begins anew.
 */
export async function selectShopCart(
  db: Db,
  tenantId: string,
  { cartId, orderId }: { cartId: string; orderId: string | null },
): Promise<ShopCart | undefined> {
  const row = await cartRow.row(db, { tenantId, cartId })
  if (row === undefined) return undefined
  if (row.order_id !== orderId)
    return { cartId, shopRef: null, rev: null, theirs: new Map(), mirroredAt: 0, toldAt: 0, waits: null }
  return {
    cartId,
    shopRef: row.shop_ref,
    rev: row.rev,
    theirs: toUnits(row.theirs_json),
    mirroredAt: row.mirrored_at,
    toldAt: row.told_at,
    waits: row.waits_json === null ? null : toUnits(row.waits_json),
  }
}

const cartRow = createStatement((db, { tenantId, cartId }: { tenantId: string; cartId: string }) =>
  db
    .selectFrom('shop_cart')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', cartId)
    .forUpdate(),
)

/** Notes what the shop has now, unless it has a later revision already. */
export async function noteMirrored(
  db: Db,
  tenantId: string,
  mirrored: {
    readonly cartId: string
    readonly orderId: string | null
    readonly shopRef: string
    readonly rev: number
    readonly theirs: Units
    readonly nowMs: number
  },
): Promise<void> {
  const { cartId, orderId, shopRef, rev, theirs, nowMs } = mirrored
  await db
    .updateTable('shop_cart')
    .set({
      order_id: orderId,
      shop_ref: shopRef,
      rev,
      theirs_json: toJson(theirs),
      mirrored_at: nowMs,
      told_at: 0,
      waits_json: null,
      tries: 0,
    })
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', cartId)
    .where((where) => where.or([where('rev', 'is', null), where('rev', '<=', rev)]))
    .execute()
}

/** What was changed there: taken into ours, or to be taken once the cart is not being paid any more. */
export async function noteTold(
  db: Db,
  tenantId: string,
  told: {
    readonly cartId: string
    readonly theirs: Units
    readonly waits: Units | null
    readonly toldAt: number
  },
): Promise<void> {
  await db
    .updateTable('shop_cart')
    .set({
      theirs_json: toJson(told.theirs),
      waits_json: told.waits === null ? null : toJson(told.waits),
      told_at: told.toldAt,
    })
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', told.cartId)
    .execute()
}

/**
 * The shoppers of these carts are forgotten: what the shop has of them is to be emptied there, and then it is not known any more.
 * Of what was bought with a copy the shop has an order, which it keeps. Before the carts are gone.
 */
export async function forgetShopCarts(
  db: Db,
  tenantId: string,
  { cartIds, nowMs }: { cartIds: readonly string[]; nowMs: number },
): Promise<void> {
  const bought = await db
    .selectFrom('shop_cart')
    .innerJoin('cart', (join) =>
      join.onRef('cart.tenant_id', '=', 'shop_cart.tenant_id').onRef('cart.id', '=', 'shop_cart.cart_id'),
    )
    .select('cart.id')
    .where('shop_cart.tenant_id', '=', tenantId)
    .where('shop_cart.cart_id', 'in', cartIds)
    .where('cart.order_id', 'is not', null)
    .where((where) =>
      where.or([
        where('shop_cart.order_id', 'is', null),
        where('shop_cart.order_id', '!=', where.ref('cart.order_id')),
      ]),
    )
    .execute()
  const boughtIds = bought.map(({ id }) => id)
  if (boughtIds.length > 0)
    await db
      .updateTable('shop_cart')
      .set({ shop_ref: null })
      .where('tenant_id', '=', tenantId)
      .where('cart_id', 'in', boughtIds)
      .execute()
  await db
    .updateTable('shop_cart')
    .set((set) => ({
      due_at: nowMs,
      marks: set('marks', '+', 1),
      tries: 0,
      theirs_json: '[]',
      waits_json: null,
    }))
    .where('tenant_id', '=', tenantId)
    .where('cart_id', 'in', cartIds)
    .execute()
}

/** The shop's own name of a cart that is no more; undefined when it has none, or is known to have none. */
export async function selectForgotten(db: Db, tenantId: string, cartId: string): Promise<string | undefined> {
  return (await cartRow.row(db, { tenantId, cartId }))?.shop_ref ?? undefined
}

/** Nothing is known any more of what the shop has of this cart. */
export async function deleteShopCart(db: Db, tenantId: string, cartId: string): Promise<void> {
  await db.deleteFrom('shop_cart').where('tenant_id', '=', tenantId).where('cart_id', '=', cartId).execute()
}
