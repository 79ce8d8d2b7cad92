import { cartCodeSchema, cartLineSchema, fulfilmentSchema, moneySchema } from '@tote/protocol'
import * as z from 'zod/mini'
import { shopCheckoutSchema, type ShopCheckout } from './shop-checkout-store.ts'
import { frozenCreditSchema } from '../credit/frozen-credit.ts'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'
import type { Tables } from './tables.ts'

/** The cart as it was when the shopper went to pay: what an order is about. */
const frozenSchema = z.object({
  lines: z.array(cartLineSchema),
  codes: z.array(cartCodeSchema),
  total: moneySchema,
  fulfilment: z.optional(fulfilmentSchema),
  /** Absent where no credit is kept, as at the host's own page. */
  credit: z.optional(frozenCreditSchema),
})
export type Frozen = z.infer<typeof frozenSchema>

export interface StoredCheckout {
  readonly id: string
  readonly cartId: string
  readonly state: Tables['checkout']['state']
  readonly externalRef: string | null
  readonly openedAt: number
  readonly expiresAt: number
  readonly frozen: Frozen
  /** Where it is paid; null while no shop has said so. */
  readonly shop: ShopCheckout | null
}

export async function insertCheckout(
  db: Db,
  tenantId: string,
  checkout: { id: string; cartId: string; cartRev: number; frozen: Frozen; nowMs: number; expiresAt: number },
): Promise<void> {
  await db
    .insertInto('checkout')
    .values({
      tenant_id: tenantId,
      id: checkout.id,
      cart_id: checkout.cartId,
      cart_rev: checkout.cartRev,
      state: 'open',
      frozen_json: JSON.stringify(checkout.frozen),
      external_ref: null,
      shop_json: null,
      ask_at: null,
      opened_at: checkout.nowMs,
      expires_at: checkout.expiresAt,
    })
    .execute()
}

export async function selectCheckout(
  db: Db,
  tenantId: string,
  id: string,
): Promise<StoredCheckout | undefined> {
  return readCheckout(db, { tenantId, id, isLocked: false })
}

/** As `selectCheckout`, locked. Its cart is locked before it. */
export async function lockCheckout(
  db: Db,
  tenantId: string,
  id: string,
): Promise<StoredCheckout | undefined> {
  return readCheckout(db, { tenantId, id, isLocked: true })
}

async function readCheckout(
  db: Db,
  { tenantId, id, isLocked }: { tenantId: string; id: string; isLocked: boolean },
): Promise<StoredCheckout | undefined> {
  const query = db.selectFrom('checkout').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id)
  const row = await (isLocked ? query.forUpdate() : query).executeTakeFirst()
  return (
    row && {
      id: row.id,
      cartId: row.cart_id,
      state: row.state,
      externalRef: row.external_ref,
      openedAt: row.opened_at,
      expiresAt: row.expires_at,
      frozen: frozenSchema.parse(JSON.parse(row.frozen_json)),
      shop: row.shop_json === null ? null : shopCheckoutSchema.parse(JSON.parse(row.shop_json)),
    }
  )
}

/** The check-out an order was placed by, by the shop's own name of the order. */
export async function selectCheckoutByRef(
  db: Db,
  tenantId: string,
  externalRef: string,
): Promise<{ readonly id: string } | undefined> {
  return db
    .selectFrom('checkout')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('external_ref', '=', externalRef)
    .executeTakeFirst()
}

export async function updateCheckout(
  db: Db,
  tenantId: string,
  { id, state, externalRef }: { id: string; state: Tables['checkout']['state']; externalRef?: string },
): Promise<void> {
  await db
    .updateTable('checkout')
    .set({
      state,
      ...(externalRef === undefined ? {} : { external_ref: externalRef }),
      // What is placed is not asked for again; after any other end an order may still come.
      ...(state === 'placed' ? { ask_at: null } : { asks: 0 }),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

/** As many as one sweep ends; the next one comes a second later. */
const MOST_AT_ONCE = 500

export async function selectExpiredCheckouts(
  db: Db,
  nowMs: number,
): Promise<{ tenantId: string; id: string; cartId: string }[]> {
  const rows = await expiredCheckouts.rows(db, { nowMs })
  return rows.map((row) => ({ tenantId: row.tenant_id, id: row.id, cartId: row.cart_id }))
}

const expiredCheckouts = createStatement((db, { nowMs }: { nowMs: number }) =>
  db
    .selectFrom('checkout')
    .select(['tenant_id', 'id', 'cart_id'])
    .where('state', '=', 'open')
    .where('expires_at', '<=', nowMs)
    .limit(MOST_AT_ONCE),
)
