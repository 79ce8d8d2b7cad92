import type { KeptFriends } from '@tote/protocol/friends'
import type { KeptPasskeys } from '@tote/protocol/passkey'
import type { KeptPreferences, KeptTouches, ProductId, ShopperExport, ShowId, Waits } from '@tote/protocol'
import type { Touch } from '../credit/touch-path.ts'
import { deleteBuyers } from './buyer-store.ts'
import { lockCarts, selectCart } from './cart-store.ts'
import { logPlace } from '../drops/append-to-log.ts'
import { forgetFriends } from '../friends/forget-friends.ts'
import { selectDropEntries } from './drop-store.ts'
import { selectKeptFriends } from './friends-view-store.ts'
import { selectHolds } from './hold-store.ts'
import { selectJourney } from './journey-store.ts'
import { deletePasskeysOf, selectPasskeys } from './passkey-store.ts'
import { deletePoints, selectAccount, selectEntries, type AccountKey } from './points-store.ts'
import { selectPreferences } from './preference-store.ts'
import { forgetShopCarts } from './shop-cart-store.ts'
import { dropGrantsOf, selectShopper } from './shopper-store.ts'
import { tellStockOf } from '../stock/tell-stock.ts'
import { changeStock } from './stock-store.ts'
import { deleteTouches, selectTouches } from './touch-store.ts'
import type { Db } from './store.ts'
import { selectWaiting, selectWaits } from './waiting-store.ts'
import { toCalled } from '../waitlist/to-called.ts'

interface Kept extends Omit<ShopperExport, 'now' | 'orders'> {
  readonly touches: KeptTouches
  readonly waits: Waits
  readonly preferences: KeptPreferences
  readonly friends: KeptFriends
  readonly passkeys: KeptPasskeys
}

/** What went with a shopper who is forgotten, for those who are to hear of it. */
export interface Forgotten {
  readonly tenantId: string
  readonly placeIds: readonly string[]
  /** Journeys of those who were in a friends' cart with them. */
  readonly friendsChanged: readonly string[]
}

/** All that is kept of the shopper of a journey, but for what they ordered. */
export async function readKept(db: Db, tenantId: string, journeyId: string): Promise<Kept> {
  const journey = await selectJourney(db, tenantId, journeyId)
  const stored = journey && (await selectCart(db, tenantId, journey.cartId))
  if (journey === undefined || stored === undefined) throw new Error(`journey ${journeyId} has lost its cart`)
  const { created_at: createdAt } = await db
    .selectFrom('journey')
    .select('created_at')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', journey.id)
    .executeTakeFirstOrThrow()
  const places = await db
    .selectFrom('place')
    .select(['origin', 'created_at', 'seen_at'])
    .where('tenant_id', '=', tenantId)
    .where('journey_id', '=', journey.id)
    .orderBy('created_at')
    .execute()
  const shopper =
    journey.shopperId === null ? undefined : await selectShopper(db, tenantId, { id: journey.shopperId })
  return {
    subject: shopper?.subject ?? null,
    createdAt,
    position: journey.position,
    places: places.map(({ origin, created_at, seen_at }) => ({
      origin,
      createdAt: created_at,
      seenAt: seen_at,
    })),
    cart: stored.cart,
    touches: (await selectTouches(db, tenantId, { journeyId: journey.id, since: 0 })).map(toKept),
    points: shopper === undefined ? null : await readPoints(db, { tenantId, shopperId: shopper.id }),
    waits: (await selectWaits(db, tenantId, [journey.cartId])).get(journey.cartId) ?? [],
    preferences: await selectPreferences(db, tenantId, journey.id),
    friends: await selectKeptFriends(db, tenantId, journey.id),
    passkeys: (await selectPasskeys(db, tenantId, { journeyId: journey.id })).map(
      ({ createdAt, usedAt }) => ({
        createdAt,
        usedAt,
      }),
    ),
  }
}

/** As many as a shopper comes by in years. */
const MOST_ENTRIES = 10_000

async function readPoints(db: Db, key: AccountKey) {
  return { ...(await selectAccount(db, key)), entries: await selectEntries(db, key, MOST_ENTRIES) }
}

function toKept({ kind, showId, channel, productId, firstAt, lastAt }: Touch): KeptTouches[number] {
  return {
    kind,
    // Both were written from what was parsed.
    showId: showId as ShowId,
    productId: productId as ProductId | null,
    channel,
    firstAt,
    lastAt,
  }
}

/**
 * Deletes a journey and all that went over into it: places, passkeys, grants, tickets, carts and what was done in them,
 * the shopper, their places in lines, what they put into friends' carts and what they met in shows. What was set aside is free again. Moves of stock, placed orders and their credit have
 * no person in them and stay. */
export async function forgetJourney(
  db: Db,
  tenantId: string,
  { journeyId, nowMs }: { journeyId: string; nowMs: number },
): Promise<Forgotten> {
  const journeys = await db
    .selectFrom('journey')
    .select(['id', 'cart_id', 'shopper_id'])
    .where('tenant_id', '=', tenantId)
    .where((where) => where.or([where('id', '=', journeyId), where('merged_into', '=', journeyId)]))
    .execute()
  const journeyIds = journeys.map(({ id }) => id)
  // Forgotten meanwhile: there is nothing to look for.
  if (journeyIds.length === 0) return { tenantId, placeIds: [], friendsChanged: [] }
  const friendsChanged = await forgetFriends(db, tenantId, { journeyIds, nowMs })
  const own = journeys.map(({ cart_id }) => cart_id)
  const merged = await db
    .selectFrom('cart')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('merged_into', 'in', own)
    .execute()
  const cartIds = [...own, ...merged.map(({ id }) => id)]
  const shopperIds = journeys.flatMap(({ shopper_id }) => (shopper_id === null ? [] : [shopper_id]))
  const gone = await db
    .deleteFrom('place')
    .where('tenant_id', '=', tenantId)
    .where('journey_id', 'in', journeyIds)
    .returning('id')
    .execute()
  const placeIds = gone.map(({ id }) => id)
  await dropGrantsOf(db, tenantId, placeIds)
  for (const table of ['ticket', 'offer', 'claim', 'hub_window', 'client', 'chat', 'poll_vote'] as const)
    await db
      .deleteFrom(table)
      .where('tenant_id', '=', tenantId)
      .where('journey_id', 'in', journeyIds)
      .execute()
  const freed = await releaseHolds(db, tenantId, { cartIds, nowMs })
  await db
    .deleteFrom('checkout')
    .where('tenant_id', '=', tenantId)
    .where('cart_id', 'in', cartIds)
    .where('state', '!=', 'placed')
    .execute()
  for (const cartId of cartIds) await leaveDrops(db, tenantId, { cartId, nowMs })
  for (const table of ['mutation', 'cart_line', 'hold', 'waiting', 'drop_entry'] as const)
    await db.deleteFrom(table).where('tenant_id', '=', tenantId).where('cart_id', 'in', cartIds).execute()
  await forgetShopCarts(db, tenantId, { cartIds, nowMs })
  await db.deleteFrom('cart').where('tenant_id', '=', tenantId).where('id', 'in', cartIds).execute()
  await db.deleteFrom('journey').where('tenant_id', '=', tenantId).where('id', 'in', journeyIds).execute()
  // Now that neither a cart of theirs nor the journey is there: what was still being noted or made is, and no more can be.
  await deleteTouches(db, tenantId, journeyIds)
  await deletePasskeysOf(db, tenantId, journeyIds)
  await deleteBuyers(db, tenantId, journeyIds)
  if (shopperIds.length > 0) {
    await deletePoints(db, tenantId, shopperIds)
    await db.deleteFrom('shopper').where('tenant_id', '=', tenantId).where('id', 'in', shopperIds).execute()
  }
  await tellStockOf(db, tenantId, { variantIds: freed, nowMs })
  return { tenantId, placeIds, friendsChanged }
}

async function releaseHolds(
  db: Db,
  tenantId: string,
  { cartIds, nowMs }: { cartIds: readonly string[]; nowMs: number },
): Promise<string[]> {
  await lockCarts(db, tenantId, cartIds)
  const holds = []
  for (const cartId of cartIds)
    for (const hold of await selectHolds(db, tenantId, cartId)) holds.push({ ...hold, cartId })
  for (const cartId of cartIds)
    for (const { variantId, locationId } of toCalled(await selectWaiting(db, tenantId, cartId)))
      if (locationId !== null) holds.push({ variantId, locationId, qty: 1, cartId })
  // Stock is locked by variant and location, as everywhere.
  const sorted = holds.toSorted((one, other) => (placeOfStock(one) < placeOfStock(other) ? -1 : 1))
  for (const { variantId, locationId, qty, cartId } of sorted)
    await changeStock(db, tenantId, {
      variantId,
      locationId,
      onHand: 0,
      held: -qty,
      reason: 'released',
      ref: cartId,
      nowMs,
    })
  return sorted.map(({ variantId }) => variantId)
}

/** Whoever is next is so by the public log too, in which no shopper is named. */
async function leaveDrops(
  db: Db,
  tenantId: string,
  { cartId, nowMs }: { cartId: string; nowMs: number },
): Promise<void> {
  for (const { drop_id: id, who, state } of await selectDropEntries(db, tenantId, cartId))
    if (state === 'entered' || state === 'queued')
      await logPlace(db, tenantId, { place: { drop: { id, who } }, news: { kind: 'passed' }, nowMs })
}

function placeOfStock({ variantId, locationId }: { variantId: string; locationId: string }): string {
  return `${variantId} ${locationId}`
}
