import { money, type Money, type Profile } from '@tote/protocol'
import { describeOrders } from '../checkouts/read-orders.ts'
import { basketOf } from '../journeys/basket-of.ts'
import { selectJourney } from '../store/journey-store.ts'
import { selectOrders, type StoredOrder } from '../store/order-store.ts'
import { selectAccount } from '../store/points-store.ts'
import { selectPreferences } from '../store/preference-store.ts'
import { selectSeenPlaces, type SeenPlace } from '../store/profile-store.ts'
import { sumRefunds } from '../store/sale-store.ts'
import { selectShopper } from '../store/shopper-store.ts'
import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { toPreferences } from './merge-preferences.ts'

/** Nobody has more: it is a bound for the database, not for the shopper. */
const ALL_ORDERS = 10_000
/** More than these nobody looks through in a widget; all of them are in the export. */
const MOST_ORDERS = 20

/** Who the shopper of a journey is to this tenant, over all its channels; undefined when the journey was forgotten. */
export async function readProfile(
  db: Db,
  tenant: Tenant,
  { journeyId, nowMs }: { journeyId: string; nowMs: number },
): Promise<Profile | undefined> {
  const journey = await selectJourney(db, tenant.id, journeyId)
  if (journey === undefined) return undefined
  const { shopperId } = journey
  const shopper = shopperId === null ? undefined : await selectShopper(db, tenant.id, { id: shopperId })
  const { createdAt, seenAt, places } = await selectSeenPlaces(db, tenant.id, journey.id)
  const orders = await selectOrders(db, tenant.id, { cartId: journey.cartId, limit: ALL_ORDERS })
  return {
    subject: shopper?.subject ?? null,
    createdAt: shopper === undefined ? createdAt : Math.min(createdAt, shopper.created_at),
    seenAt,
    channels: channelsOf(tenant, places),
    basket: await basketOf(db, tenant, journey),
    bought: { orders: orders.length, totals: await sumOrders(db, tenant.id, orders) },
    orders: await describeOrders(db, tenant.id, { orders: orders.slice(0, MOST_ORDERS), nowMs }),
    points: tenant.loyalty === null || shopperId === null ? null : await pointsOf(db, tenant.id, shopperId),
    preferences: toPreferences(await selectPreferences(db, tenant.id, journey.id)),
    now: nowMs,
  }
}

/** One for each channel, however many browsers and tabs there were. */
function channelsOf({ channels }: Tenant, places: readonly SeenPlace[]): Profile['channels'] {
  const seen = new Map<string, { firstAt: number; lastAt: number }>()
  for (const { where, createdAt, seenAt } of places) {
    const { firstAt = createdAt, lastAt = seenAt } = seen.get(where) ?? {}
    seen.set(where, { firstAt: Math.min(firstAt, createdAt), lastAt: Math.max(lastAt, seenAt) })
  }
  return [...seen]
    .map(([origin, times]) => ({
      name: channels.find((channel) => channel.origin === origin)?.name ?? origin,
      origin,
      ...times,
    }))
    .toSorted((one, other) => other.lastAt - one.lastAt || (one.origin < other.origin ? -1 : 1))
}

async function sumOrders(db: Db, tenantId: string, orders: readonly StoredOrder[]): Promise<Money[]> {
  if (orders.length === 0) return []
  const ids = orders.map(({ id }) => id)
  const refunds = await sumRefunds(db, tenantId, ids)
  const sums = new Map<string, number>()
  for (const { id, frozen } of orders) {
    const { amount, currencyCode } = frozen.total
    sums.set(currencyCode, (sums.get(currencyCode) ?? 0) + amount - (refunds.get(id) ?? 0))
  }
  return [...sums].map(([currencyCode, amount]) => money(amount, currencyCode))
}

async function pointsOf(
  db: Db,
  tenantId: string,
  shopperId: string,
): Promise<NonNullable<Profile['points']>> {
  const { balance, held } = await selectAccount(db, { tenantId, shopperId })
  return { free: balance - held, held }
}
