import { money, type Order, type OrdersAnswer } from '@tote/protocol'
import { selectSoldTexts, type SoldTexts } from '../store/catalogue-store.ts'
import { selectStores } from '../store/location-store.ts'
import { selectOrders, type StoredOrder } from '../store/order-store.ts'
import { sumRefunds } from '../store/sale-store.ts'
import type { Db } from '../store/store.ts'

/** More than these nobody looks through in a widget. */
const MOST_ORDERS = 20

/** What was ordered out of a cart, as its shopper may read it: the latest, or as many as are asked for. */
export async function readOrders(
  db: Db,
  tenantId: string,
  { cartId, limit = MOST_ORDERS }: { cartId: string; limit?: number },
): Promise<OrdersAnswer> {
  const orders = await selectOrders(db, tenantId, { cartId, limit })
  return { orders: await describeOrders(db, tenantId, orders) }
}

/** With the names that things have now: what they were called when they were bought is in the shop's own papers. */
export async function describeOrders(
  db: Db,
  tenantId: string,
  orders: readonly StoredOrder[],
): Promise<Order[]> {
  if (orders.length === 0) return []
  const variantIds = orders.flatMap(({ frozen }) => frozen.lines.map(({ variantId }) => variantId))
  const texts = await selectSoldTexts(db, tenantId, [...new Set(variantIds)])
  const stores = new Map<string, string>((await selectStores(db, tenantId)).map(({ id, name }) => [id, name]))
  const refunds = await sumRefunds(
    db,
    tenantId,
    orders.map(({ id }) => id),
  )
  return orders.map((order) => describe(order, { texts, stores, refunded: refunds.get(order.id) ?? 0 }))
}

function describe(
  order: StoredOrder,
  {
    texts,
    stores,
    refunded,
  }: {
    texts: ReadonlyMap<string, SoldTexts>
    stores: ReadonlyMap<string, string>
    /** Minor units. */
    refunded: number
  },
): Order {
  const { frozen } = order
  const { currencyCode } = frozen.total
  return {
    id: order.id,
    ref: order.externalRef,
    placedAt: order.placedAt,
    total: frozen.total,
    ...(refunded === 0 ? {} : { refunded: money(refunded, currencyCode) }),
    fulfilment: fulfilmentOf(order, stores),
    lines: frozen.lines
      .toSorted((one, other) => one.addedAt - other.addedAt || (one.id < other.id ? -1 : 1))
      .map(({ variantId, qty, price }) => ({
        variantId,
        ...(texts.get(variantId) ?? { title: variantId, variantTitle: '' }),
        quantity: qty,
        price: money(price, currencyCode),
      })),
  }
}

function fulfilmentOf(
  { frozen, pickupCode, handedOverAt }: StoredOrder,
  stores: ReadonlyMap<string, string>,
): Order['fulfilment'] {
  const { fulfilment } = frozen
  // Ordered before there were codes: the shop's own papers say how it is picked up.
  if (fulfilment?.kind !== 'pickup' || pickupCode === null) return { kind: 'delivery' }
  const { locationId } = fulfilment
  return {
    kind: 'pickup',
    locationId,
    storeName: stores.get(locationId) ?? locationId,
    code: pickupCode,
    ...(handedOverAt === null ? {} : { handedOverAt }),
  }
}
