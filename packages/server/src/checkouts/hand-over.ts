import { formatClaimCode, ToteError, type CartDelta, type Pickup } from '@tote/protocol'
import { isGivenBack } from '@tote/protocol/orders'
import { bookService } from '../credit/book-service.ts'
import { isFetched } from '../fulfilment/task-lines.ts'
import type { StorePerson } from '../fulfilment/store-person.ts'
import { noteAct } from '../store/audit-store.ts'
import { selectStores } from '../store/location-store.ts'
import { lockPickup, markHandedOver, selectPickup, type StoredOrder } from '../store/order-store.ts'
import { markTaskDone } from '../store/store-task-store.ts'
import type { Db, Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { emitTopic } from '../webhooks/emit-topic.ts'
import { lockCartNow } from './lock-cart-now.ts'
import { noteOrder } from './note-order.ts'
import { describeOrders } from './read-orders.ts'

export interface HandedOver {
  readonly pickup: Pickup
  /** What every place of the shopper has to hear; null when nothing changed. */
  readonly delta: CartDelta | null
}

interface Asked {
  readonly code: string
  readonly person: StorePerson
}

/** The order that a shopper's code stands for. @throws ToteError `not_found`; `forbidden` when it waits at another store. */
export async function findPickup(
  db: Db,
  tenant: Tenant,
  { code, person, nowMs }: Asked & { nowMs: number },
): Promise<Pickup> {
  const order = await selectPickup(db, tenant.id, code)
  const { id } = await checkStore(db, tenant, { order, code, person })
  await noteAct(db, tenant.id, { person, act: { kind: 'pickupSeen', orderId: id }, nowMs })
  return describePickup(db, tenant, { code, isNew: false, nowMs })
}

/**
 * The goods of an order were handed over at its store, once, however often it is said.
 * @throws ToteError `not_found`; `forbidden` when it waits at another store; `invalid` when all of it was given back.
 */
export async function handOver(
  store: Store,
  tenant: Tenant,
  { code, person, nowMs }: Asked & { nowMs: number },
): Promise<HandedOver> {
  return store.transaction(async (trx) => {
    const found = await selectPickup(trx, tenant.id, code)
    // Forgotten by now, where the shopper asked for that: the goods are theirs all the same.
    const stored = found && (await lockCartNow(trx, tenant.id, found.cartId))
    const order = await lockPickup(trx, tenant.id, code)
    const known = await checkStore(trx, tenant, { order, code, person })
    const before = await describePickup(trx, tenant, { code, isNew: false, nowMs })
    if (known.handedOverAt !== null) return { pickup: before, delta: null }
    if (isGivenBack(before.order))
      throw new ToteError('invalid', 'All of this order was given back: there is nothing to hand over.')
    await markHandedOver(trx, tenant.id, { id: known.id, at: nowMs, by: person.name })
    await noteAct(trx, tenant.id, { person, act: { kind: 'handedOver', orderId: known.id }, nowMs })
    const { externalRef, cartId, frozen } = known
    const fetched = frozen.lines.filter((line) => isFetched(line, frozen))
    await bookService(trx, tenant.id, {
      checkout: known,
      lines: fetched.map((line) => ({ line, quantity: line.qty })),
      deed: 'handed_over',
      storeId: frozen.fulfilment?.kind === 'pickup' ? frozen.fulfilment.locationId : '',
      associate: person.name,
      at: nowMs,
    })
    // Handed over without a word before: then nobody has to make it ready any more.
    if (frozen.fulfilment?.kind === 'pickup')
      await markTaskDone(trx, tenant.id, {
        checkoutId: known.id,
        locationId: frozen.fulfilment.locationId,
        kind: 'prepare',
        at: nowMs,
        by: person.name,
        tracking: null,
      })
    const delta = stored
      ? await noteOrder(trx, tenant.id, { cart: stored.cart, checkoutId: known.id, nowMs })
      : null
    await emitTopic(trx, tenant, {
      topic: 'order.handed_over',
      key: stored?.cart.id ?? cartId,
      data: {
        checkoutId: known.id,
        externalRef,
        cartId,
        fulfilment: frozen.fulfilment,
        lineIds: fetched.map(({ id }) => id),
      },
      nowMs,
    })
    return { pickup: await describePickup(trx, tenant, { code, isNew: true, nowMs }), delta }
  })
}

async function checkStore(
  db: Db,
  tenant: Tenant,
  { order, code, person }: Asked & { order: StoredOrder | undefined },
): Promise<StoredOrder> {
  if (order === undefined)
    throw new ToteError('not_found', `No order is picked up with the code ${formatClaimCode(code)}.`)
  const { fulfilment } = order.frozen
  const locationId = fulfilment?.kind === 'pickup' ? fulfilment.locationId : null
  if (person.locationId === null || person.locationId === locationId) return order
  const stores = await selectStores(db, tenant.id)
  const where = stores.find(({ id }) => id === locationId)?.name ?? 'another store'
  throw new ToteError('forbidden', `This order waits at ${where}.`)
}

async function describePickup(
  db: Db,
  tenant: Tenant,
  { code, isNew, nowMs }: { code: string; isNew: boolean; nowMs: number },
): Promise<Pickup> {
  const stored = await selectPickup(db, tenant.id, code)
  const [order] = stored === undefined ? [] : await describeOrders(db, tenant.id, { orders: [stored], nowMs })
  if (stored === undefined || order === undefined) throw new Error('a pick-up was just found')
  // What is sent all the same is not at the counter.
  const lines = order.lines.filter(({ isSent }) => isSent !== true)
  return { order: { ...order, lines }, handedOverBy: stored.handedOverBy, isNew }
}
