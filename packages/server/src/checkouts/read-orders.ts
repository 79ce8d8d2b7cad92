import { money, type Order, type OrdersAnswer } from '@tote/protocol'
import { hoursOfDays } from '../fulfilment/opening-hours.ts'
import { isFetched } from '../fulfilment/task-lines.ts'
import type { StoreFacts } from '../fulfilment/store-facts.ts'
import { selectSoldTexts, type SoldTexts } from '../store/catalogue-store.ts'
import { selectStores } from '../store/location-store.ts'
import type { Frozen } from '../store/checkout-store.ts'
import { selectOrders, type StoredOrder } from '../store/order-store.ts'
import { sumRefunds } from '../store/sale-store.ts'
import { selectStoreFacts } from '../store/store-facts-store.ts'
import { selectTasksOf, type StoredTask } from '../store/store-task-store.ts'
import type { Db } from '../store/store.ts'
import { findTenant } from '../store/tenant-store.ts'

/** More than these nobody looks through in a widget. */
const MOST_ORDERS = 20

/** What was ordered out of a cart, as its shopper may read it: the latest, or as many as are asked for. */
export async function readOrders(
  db: Db,
  tenantId: string,
  { cartId, limit = MOST_ORDERS, nowMs }: { cartId: string; limit?: number; nowMs: number },
): Promise<OrdersAnswer> {
  const orders = await selectOrders(db, tenantId, { cartId, limit })
  return { orders: await describeOrders(db, tenantId, { orders, nowMs }) }
}

/** With the names that things have now: what they were called when they were bought is in the shop's own papers. */
export async function describeOrders(
  db: Db,
  tenantId: string,
  { orders, nowMs }: { orders: readonly StoredOrder[]; nowMs: number },
): Promise<Order[]> {
  if (orders.length === 0) return []
  const variantIds = orders.flatMap(({ frozen }) => frozen.lines.map(({ variantId }) => variantId))
  const texts = await selectSoldTexts(db, tenantId, [...new Set(variantIds)])
  const stores = await readStores(db, tenantId, { orders, nowMs })
  const refunds = await sumRefunds(
    db,
    tenantId,
    orders.map(({ id }) => id),
  )
  const tasks = await selectTasksOf(
    db,
    tenantId,
    orders.map(({ id }) => id),
  )
  const sellers = await readSellers(db, tenantId, orders)
  return orders.map((order) =>
    describe(order, {
      texts,
      soldBy: order.merchantId === null ? null : (sellers.get(order.merchantId) ?? order.merchantId),
      stores,
      refunded: refunds.get(order.id) ?? 0,
      done: tasks.filter(({ checkoutId, doneAt }) => checkoutId === order.id && doneAt !== null),
    }),
  )
}

/** Names of merchants, as they are now. */
async function readSellers(
  db: Db,
  tenantId: string,
  orders: readonly StoredOrder[],
): Promise<ReadonlyMap<string, string>> {
  const isAsked = orders.some(({ merchantId }) => merchantId !== null)
  const tenant = isAsked ? await findTenant(db, tenantId) : undefined
  return new Map((tenant?.merchants ?? []).map(({ id, name }) => [id, name]))
}

function describe(
  order: StoredOrder,
  {
    texts,
    soldBy,
    stores,
    refunded,
    done,
  }: {
    texts: ReadonlyMap<string, SoldTexts>
    /** The merchant's name; null where the tenant sold it. */
    soldBy: string | null
    stores: ReadonlyMap<string, PickupPlace>
    /** Minor units. */
    refunded: number
    /** What stores have done for it. */
    done: readonly StoredTask[]
  },
): Order {
  const { frozen } = order
  const { currencyCode } = frozen.total
  return {
    id: order.id,
    ref: order.externalRef,
    ...(soldBy === null ? {} : { soldBy }),
    placedAt: order.placedAt,
    total: frozen.total,
    ...(refunded === 0 ? {} : { refunded: money(refunded, currencyCode) }),
    fulfilment: fulfilmentOf(order, { stores, done }),
    lines: frozen.lines
      .toSorted((one, other) => one.addedAt - other.addedAt || (one.id < other.id ? -1 : 1))
      .map(({ variantId, qty, price, isSent }) => ({
        variantId,
        ...(texts.get(variantId) ?? { title: variantId, variantTitle: '' }),
        quantity: qty,
        ...(isSent === true && frozen.fulfilment?.kind === 'pickup' ? { isSent } : {}),
        price: money(price, currencyCode),
      })),
  }
}

/** Where an order is fetched: the store's name, and what it says of itself. */
interface PickupPlace {
  readonly name: string
  readonly facts: StoreFacts | undefined
  readonly days: ReturnType<typeof hoursOfDays>
}

const A_WEEK = 7

async function readStores(
  db: Db,
  tenantId: string,
  { orders, nowMs }: { orders: readonly StoredOrder[]; nowMs: number },
): Promise<Map<string, PickupPlace>> {
  const named = new Set<string>(
    orders.flatMap(({ frozen: { fulfilment, ships = [] } }) => [
      ...(fulfilment?.kind === 'pickup' ? [fulfilment.locationId] : []),
      ...ships.map(({ locationId }) => locationId),
    ]),
  )
  const facts = await selectStoreFacts(db, tenantId, [...named])
  const stores = (await selectStores(db, tenantId)).filter(({ id }) => named.has(id))
  return new Map(
    stores.map(({ id, name }) => {
      const said = facts.get(id)
      const days = said === undefined ? [] : hoursOfDays(said, nowMs, A_WEEK)
      return [id, { name, facts: said, days }]
    }),
  )
}

function fulfilmentOf(
  { frozen, pickupCode, readyAt, handedOverAt }: StoredOrder,
  { stores, done }: { stores: ReadonlyMap<string, PickupPlace>; done: readonly StoredTask[] },
): Order['fulfilment'] {
  const { fulfilment } = frozen
  // Ordered before there were codes: the shop's own papers say how it is picked up.
  if (fulfilment?.kind !== 'pickup' || pickupCode === null)
    return { kind: 'delivery', ...sentBy(frozen, { stores, done }) }
  const { locationId } = fulfilment
  const store = stores.get(locationId)
  const preparedAt = done.find(({ kind }) => kind === 'prepare')?.doneAt ?? null
  return {
    kind: 'pickup',
    locationId,
    storeName: store?.name ?? locationId,
    code: pickupCode,
    ...(readyAt === null ? {} : { readyAt }),
    ...(store?.facts === undefined ? {} : { store: placeOf(store.facts, store.days) }),
    ...(preparedAt === null ? {} : { preparedAt }),
    ...(handedOverAt === null ? {} : { handedOverAt }),
    ...sentBy(frozen, { stores, done }),
  }
}

/** Who sends what is not fetched, and who has. */
function sentBy(
  frozen: Frozen,
  { stores, done }: { stores: ReadonlyMap<string, PickupPlace>; done: readonly StoredTask[] },
) {
  const fetched = new Set<string>(frozen.lines.filter((line) => isFetched(line, frozen)).map(({ id }) => id))
  const from = new Set(
    (frozen.ships ?? []).flatMap(({ lineId, locationId }) =>
      fetched.has(lineId) ? [] : (stores.get(locationId)?.name ?? []),
    ),
  )
  const sent = done.flatMap(({ kind, locationId, doneAt: at, tracking }) =>
    kind === 'prepare' || at === null
      ? []
      : [
          {
            storeName: stores.get(locationId)?.name ?? locationId,
            at,
            ...(tracking === null ? {} : { tracking }),
          },
        ],
  )
  return {
    ...(from.size === 0 ? {} : { shipsFrom: [...from] }),
    ...(sent.length === 0 ? {} : { sent }),
  }
}

function placeOf({ address, timeZone }: StoreFacts, days: PickupPlace['days']) {
  return {
    ...(address === undefined ? {} : { address }),
    ...(timeZone === undefined ? {} : { timeZone }),
    days: days.map(({ at, spans }) => ({ at, spans: [...spans] })),
  }
}
