import {
  cartCodeSchema,
  cartLineSchema,
  fulfilmentSchema,
  moneySchema,
  type MerchantId,
} from '@tote/protocol'
import type { Selectable } from 'kysely'
import * as z from 'zod/mini'
import { shopCheckoutSchema, type ShopCheckout } from './shop-checkout-store.ts'
import { frozenCreditSchema } from '../credit/frozen-credit.ts'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'
import type { Tables } from './tables.ts'

/** The cart as it was when the shopper went to pay: what an order is about. */
export const frozenSchema = z.object({
  lines: z.array(cartLineSchema),
  codes: z.array(cartCodeSchema),
  total: moneySchema,
  fulfilment: z.optional(fulfilmentSchema),
  /** From where each line that is counted comes: as it was decided when it was opened, and once it is an order as it was. */
  ships: z.optional(z.array(z.object({ lineId: z.string(), locationId: z.string(), qty: z.int() }))),
  /** Absent where no credit is kept, as at the host's own page. */
  credit: z.optional(frozenCreditSchema),
})
export type Frozen = z.infer<typeof frozenSchema>

export interface StoredCheckout {
  readonly id: string
  readonly cartId: string
  /** Whose part of the cart it is; null for what the tenant sells itself. */
  readonly merchantId: MerchantId | null
  readonly state: Tables['checkout']['state']
  readonly externalRef: string | null
  readonly openedAt: number
  readonly expiresAt: number
  readonly frozen: Frozen
  /** Where it is paid; null while no shop has said so. */
  readonly shop: ShopCheckout | null
  readonly placedAt: number | null
  readonly pickupCode: string | null
  /** From when on it can be fetched; null where nobody said so. */
  readonly readyAt: number | null
  readonly handedOverAt: number | null
  readonly handedOverBy: string | null
}

export async function insertCheckout(
  db: Db,
  tenantId: string,
  checkout: Pick<StoredCheckout, 'id' | 'cartId' | 'merchantId' | 'frozen' | 'expiresAt'> & {
    cartRev: number
    nowMs: number
  },
): Promise<void> {
  await db
    .insertInto('checkout')
    .values({
      tenant_id: tenantId,
      id: checkout.id,
      cart_id: checkout.cartId,
      merchant_id: checkout.merchantId,
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
  return row && toCheckout(row)
}

export function toCheckout(row: Selectable<Tables['checkout']>): StoredCheckout {
  return {
    id: row.id,
    cartId: row.cart_id,
    // Written from a line, which was parsed.
    merchantId: row.merchant_id as MerchantId | null,
    state: row.state,
    externalRef: row.external_ref,
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
    frozen: frozenSchema.parse(JSON.parse(row.frozen_json)),
    shop: row.shop_json === null ? null : shopCheckoutSchema.parse(JSON.parse(row.shop_json)),
    placedAt: row.placed_at,
    pickupCode: row.pickup_code,
    readyAt: row.ready_at,
    handedOverAt: row.handed_over_at,
    handedOverBy: row.handed_over_by,
  }
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

/** It ended without an order, as far as is known. */
export async function endCheckout(
  db: Db,
  tenantId: string,
  { id, state }: { id: string; state: 'cancelled' | 'expired' },
): Promise<void> {
  await db
    .updateTable('checkout')
    // An order may still come.
    .set({ state, asks: 0 })
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
