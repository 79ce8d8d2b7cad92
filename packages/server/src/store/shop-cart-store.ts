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
        conflict
          .columns(['tenant_id', 'cart_id'])
          .doUpdateSet((set) => ({ due_at: set.ref('excluded.due_at'), tries: 0 })),
      ),
)

export interface DueShopCart {
  readonly tenantId: string
  readonly cartId: string
  /** What stands in the row until it is done, unless it was marked meanwhile. */
  readonly dueAt: number
  readonly tries: number
}

/** As many as are asked about at once: they are asked one beside another. */
const MOST_AT_ONCE = 20

/**
 * Takes carts of these tenants of which their shop is to be told, those that waited longest first; nobody else tells it
 * before `nowMs + leaseMs`. Run it in a transaction.
 */
export async function claimShopCarts(
  db: Db,
  { nowMs, leaseMs, tenantIds }: { nowMs: number; leaseMs: number; tenantIds: readonly string[] },
): Promise<DueShopCart[]> {
  if (tenantIds.length === 0) return []
  const due = await dueCarts.rows(db, { nowMs, tenantIds })
  const dueAt = nowMs + leaseMs
  for (const { tenant_id, cart_id, tries } of due)
    await db
      .updateTable('shop_cart')
      .set({ due_at: dueAt, tries: tries + 1 })
      .where('tenant_id', '=', tenant_id)
      .where('cart_id', '=', cart_id)
      .execute()
  return due.map(({ tenant_id, cart_id, tries }) => ({ tenantId: tenant_id, cartId: cart_id, dueAt, tries }))
}

const dueCarts = createStatement(
  (db, { nowMs, tenantIds }: { nowMs: number; tenantIds: readonly string[] }) =>
    db
      .selectFrom('shop_cart')
      .select(['tenant_id', 'cart_id', 'tries'])
      .where('due_at', 'is not', null)
      .where('due_at', '<=', nowMs)
      .where('tenant_id', 'in', tenantIds)
      .orderBy('due_at')
      .limit(MOST_AT_ONCE)
      .forUpdate()
      .skipLocked(),
)

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

/** The shop need not be told of this cart, unless it changed since it was taken. */
export async function endDue(db: Db, { tenantId, cartId, dueAt }: DueShopCart): Promise<void> {
  await db
    .updateTable('shop_cart')
    .set({ due_at: null, tries: 0 })
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', cartId)
    .where('due_at', '=', dueAt)
    .execute()
}

/** It could not be told: again at that time, unless the cart changes before. */
export async function putOff(
  db: Db,
  { tenantId, cartId, dueAt }: DueShopCart,
  nextAt: number,
): Promise<void> {
  await db
    .updateTable('shop_cart')
    .set({ due_at: nextAt })
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', cartId)
    .where('due_at', '=', dueAt)
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

/** The journey that this is the cart of; undefined when it went over into another. */
export async function findJourneyOfCart(
  db: Db,
  tenantId: string,
  cartId: string,
): Promise<string | undefined> {
  return (await journeyByCart.row(db, { tenantId, cartId }))?.id
}

const journeyByCart = createStatement((db, { tenantId, cartId }: { tenantId: string; cartId: string }) =>
  db
    .selectFrom('journey')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('cart_id', '=', cartId)
    .where('merged_into', 'is', null),
)
