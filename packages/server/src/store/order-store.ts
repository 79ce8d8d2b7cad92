import type { CheckoutId } from '@tote/protocol'
import type { Parcel } from '../stock/choose-locations.ts'
import { toCheckout, type Frozen, type StoredCheckout } from './checkout-store.ts'
import type { Db } from './store.ts'

/** A check-out that was paid. */
export interface StoredOrder extends StoredCheckout {
  readonly id: CheckoutId
  readonly externalRef: string
  readonly placedAt: number
}

/** It was paid. With a pick-up code where the goods are not sent. */
export async function markPlaced(
  db: Db,
  tenantId: string,
  order: Pick<StoredOrder, 'externalRef' | 'placedAt' | 'pickupCode' | 'readyAt'> & { id: string },
): Promise<void> {
  await db
    .updateTable('checkout')
    .set({
      state: 'placed',
      external_ref: order.externalRef,
      placed_at: order.placedAt,
      pickup_code: order.pickupCode,
      ready_at: order.readyAt,
      // Nothing more to be asked for.
      ask_at: null,
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', order.id)
    .execute()
}

/** From where its goods came in the end. */
export async function noteShips(
  db: Db,
  tenantId: string,
  { id, frozen, ships }: { id: string; frozen: Frozen; ships: readonly Parcel[] },
): Promise<void> {
  await db
    .updateTable('checkout')
    .set({ frozen_json: JSON.stringify({ ...frozen, ships }) })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

/** What was ordered out of a cart and of those that became part of it, the latest first. */
export async function selectOrders(
  db: Db,
  tenantId: string,
  { cartId, limit }: { cartId: string; limit: number },
): Promise<StoredOrder[]> {
  const rows = await db
    .withRecursive('own(id)', (made) =>
      made
        .selectFrom('cart')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('id', '=', cartId)
        .union(
          made
            .selectFrom('cart')
            .innerJoin('own', 'own.id', 'cart.merged_into')
            .select('cart.id')
            .where('cart.tenant_id', '=', tenantId),
        ),
    )
    .selectFrom('checkout')
    .selectAll('checkout')
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'placed')
    .where('cart_id', 'in', (from) => from.selectFrom('own').select('own.id'))
    .orderBy('placed_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => toOrder(toCheckout(row)))
}

/** Orders by their check-outs. */
export async function selectOrdersById(
  db: Db,
  tenantId: string,
  checkoutIds: readonly string[],
): Promise<StoredOrder[]> {
  const rows = await db
    .selectFrom('checkout')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', checkoutIds)
    .where('state', '=', 'placed')
    .execute()
  return rows.map((row) => toOrder(toCheckout(row)))
}

/** The order that is picked up by a code, locked; undefined when there is none. Its cart is locked before it. */
export async function lockPickup(db: Db, tenantId: string, code: string): Promise<StoredOrder | undefined> {
  const row = await db
    .selectFrom('checkout')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('pickup_code', '=', code)
    .forUpdate()
    .executeTakeFirst()
  return row && toOrder(toCheckout(row))
}

/** As `lockPickup`, to look at. */
export async function selectPickup(db: Db, tenantId: string, code: string): Promise<StoredOrder | undefined> {
  const row = await db
    .selectFrom('checkout')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('pickup_code', '=', code)
    .executeTakeFirst()
  return row && toOrder(toCheckout(row))
}

export async function markHandedOver(
  db: Db,
  tenantId: string,
  { id, at, by }: { id: string; at: number; by: string },
): Promise<void> {
  await db
    .updateTable('checkout')
    .set({ handed_over_at: at, handed_over_by: by })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

function toOrder(checkout: StoredCheckout): StoredOrder {
  const { id, externalRef, placedAt } = checkout
  if (externalRef === null) throw new Error(`check-out ${id} is placed without the shop's name of it`)
  // Before orders were told of, only when it was opened was kept.
  return { ...checkout, id: id as CheckoutId, externalRef, placedAt: placedAt ?? checkout.openedAt }
}
