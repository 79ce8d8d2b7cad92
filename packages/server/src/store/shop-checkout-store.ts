import type { CheckoutId, MerchantId } from '@tote/protocol'
import * as z from 'zod/mini'
import type { ShopKey } from './shop-store.ts'
import { createStatement } from './statement.ts'
import type { Db } from './store.ts'
import type { Tables } from './tables.ts'

/** Where a check-out is paid. */
export const shopCheckoutSchema = z.object({
  /** The shop's own name of it: a secret on some platforms, so it is in no log. */
  ref: z.string(),
  url: z.string(),
  /** Minor units of what the shop charges for the goods. */
  total: z.int(),
})
export type ShopCheckout = z.infer<typeof shopCheckoutSchema>

/** While it can be paid: an order that nobody told is known within a minute. */
const OPEN_MS = 30_000
/** After its end: twice as long each time, in all about a day. */
const MOST_ASKS = 12

/** Notes where an open check-out is paid. False when it is not open any more. */
export async function noteShopCheckout(
  db: Db,
  tenantId: string,
  { id, shop, nowMs }: { id: string; shop: ShopCheckout; nowMs: number },
): Promise<boolean> {
  const noted = await db
    .updateTable('checkout')
    .set({ shop_json: JSON.stringify(shop), ask_at: nowMs + OPEN_MS })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return noted.numUpdatedRows === 1n
}

/**
 * What the shop called its cart when the shopper last went to pay; undefined when it never did, or when that was bought: the
 * shop's next one is another. By it a hub that was started anew, or another node, goes on with the same cart of the shop.
 */
export async function selectShopRef(
  db: Db,
  { tenantId, merchantId }: ShopKey,
  cartId: string,
): Promise<string | undefined> {
  const last = await lastAtShop.row(db, { tenantId, whose: merchantId ?? '', cartId })
  if (last?.shop_json == null || last.state === 'placed') return undefined
  return shopCheckoutSchema.parse(JSON.parse(last.shop_json)).ref
}

export interface AskedCheckout extends ShopKey {
  readonly checkoutId: CheckoutId
  readonly shopRef: string
}

/** As many as one shop is asked in a second. */
const MOST_AT_ONCE = 20

/**
 * Takes check-outs of these tenants of which the shop is to be asked now, those that waited longest first, and says when
 * they are asked next: whichever node takes them, nobody else asks meanwhile. Run it in a transaction.
 */
export async function claimAskedCheckouts(
  db: Db,
  { nowMs, tenantIds }: { nowMs: number; tenantIds: readonly string[] },
): Promise<AskedCheckout[]> {
  if (tenantIds.length === 0) return []
  const due = await dueCheckouts.rows(db, { nowMs, tenantIds })
  for (const row of due)
    await db
      .updateTable('checkout')
      .set(nextAsk(row, nowMs))
      .where('tenant_id', '=', row.tenant_id)
      .where('id', '=', row.id)
      .execute()
  return due.flatMap((row) =>
    row.shop_json === null
      ? []
      : [
          {
            tenantId: row.tenant_id,
            // Both drawn or read by the hub when it was opened.
            merchantId: row.merchant_id as MerchantId | null,
            checkoutId: row.id as CheckoutId,
            shopRef: shopCheckoutSchema.parse(JSON.parse(row.shop_json)).ref,
          },
        ],
  )
}

function nextAsk({ state, asks }: { state: Tables['checkout']['state']; asks: number }, nowMs: number) {
  if (state === 'open') return { ask_at: nowMs + OPEN_MS, asks: 0 }
  return asks + 1 >= MOST_ASKS
    ? { ask_at: null, asks: asks + 1 }
    : { ask_at: nowMs + OPEN_MS * 2 ** asks, asks: asks + 1 }
}

const dueCheckouts = createStatement(
  (db, { nowMs, tenantIds }: { nowMs: number; tenantIds: readonly string[] }) =>
    db
      .selectFrom('checkout')
      .select(['tenant_id', 'id', 'merchant_id', 'state', 'asks', 'shop_json'])
      .where('ask_at', 'is not', null)
      .where('ask_at', '<=', nowMs)
      .where('tenant_id', 'in', tenantIds)
      .orderBy('ask_at')
      .limit(MOST_AT_ONCE)
      .forUpdate()
      .skipLocked(),
)

const lastAtShop = createStatement(
  (db, { tenantId, whose, cartId }: { tenantId: string; whose: string; cartId: string }) =>
    db
      .selectFrom('checkout')
      .select(['state', 'shop_json'])
      .where('tenant_id', '=', tenantId)
      .where('cart_id', '=', cartId)
      .where((row) => row.eb(row.fn.coalesce('merchant_id', row.val('')), '=', whose))
      .where('shop_json', 'is not', null)
      .orderBy('opened_at', 'desc')
      .limit(1),
)
