import { ToteError, type CartDelta, type CheckoutId } from '@tote/protocol'
import { isGivenBack } from '@tote/protocol/orders'
import type { DoneTask, StoreTask, StoreTasks, TaskDone } from '@tote/protocol/store-tasks'
import { lockCartNow } from '../checkouts/lock-cart-now.ts'
import { noteOrder } from '../checkouts/note-order.ts'
import { bookService } from '../credit/book-service.ts'
import { noteAct } from '../store/audit-store.ts'
import { selectSoldTexts } from '../store/catalogue-store.ts'
import { lockCheckout, selectCheckout, type Frozen } from '../store/checkout-store.ts'
import { selectStores } from '../store/location-store.ts'
import { selectOrdersById, type StoredOrder } from '../store/order-store.ts'
import { sumRefunds, sumReturned } from '../store/sale-store.ts'
import {
  deleteTask,
  insertTask,
  markTaskDone,
  selectTasksDue,
  selectTasksOf,
  type StoredTask,
} from '../store/store-task-store.ts'
import { selectStoreFacts } from '../store/store-facts-store.ts'
import type { Db, Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { emitTopic } from '../webhooks/emit-topic.ts'
import type { StorePerson } from './store-person.ts'
import { taskLines, tasksOf } from './task-lines.ts'

/** More than these nobody looks through; what is done makes room. */
const MOST_TASKS = 100

export interface Finished {
  readonly answer: DoneTask
  /** What every place of the shopper has to hear; null when nothing changed. */
  readonly delta: CartDelta | null
}

/**
 * Writes down what stores have to do for an order that is being placed. What was ordered in the host's own preview is a
 * rehearsal, by which nobody at a store is called to work: as it has no credit, it has no tasks.
 */
export async function setTasks(
  db: Db,
  tenantId: string,
  { checkoutId, frozen, nowMs }: { checkoutId: string; frozen: Frozen; nowMs: number },
): Promise<void> {
  if (frozen.credit === undefined) return
  const stores = new Set<string>((await selectStores(db, tenantId)).map(({ id }) => id))
  for (const { kind, locationId } of tasksOf(frozen, stores))
    await insertTask(db, tenantId, { checkoutId, kind, locationId, placedAt: nowMs })
}

/** What is to do at the store of an associate, or at every store for a host. */
export async function readTasks(
  db: Db,
  tenantId: string,
  { locationId }: Pick<StorePerson, 'locationId'>,
): Promise<StoreTasks> {
  const due = await selectTasksDue(db, tenantId, { locationId, limit: MOST_TASKS + 1 })
  return {
    tasks: await describeTasks(db, tenantId, due.slice(0, MOST_TASKS)),
    hasMore: due.length > MOST_TASKS,
  }
}

/**
 * A store has sent its part of an order, or put it together: once, however often it is said, and as the first one said it.
 * @throws ToteError `forbidden` for another store's; `not_found` where there is nothing to do, or no longer.
 */
export async function finishTask(
  store: Store,
  tenant: Tenant,
  { task, person, nowMs }: { task: TaskDone; person: StorePerson; nowMs: number },
): Promise<Finished> {
  const { kind, orderId: checkoutId, locationId } = task
  if (person.locationId !== null && person.locationId !== locationId)
    throw new ToteError('forbidden', 'This is for another store to do.')
  const tracking = (kind === 'send' ? task.tracking : undefined) ?? null
  return store.transaction(async (trx) => {
    const found = await selectCheckout(trx, tenant.id, checkoutId)
    // Forgotten by now, where the shopper asked for that: the goods are theirs all the same.
    const stored = found && (await lockCartNow(trx, tenant.id, found.cartId))
    // The check-out's row is the lock: of two who press at once the second finds the first.
    const checkout = await lockCheckout(trx, tenant.id, checkoutId)
    const known = (await selectTasksOf(trx, tenant.id, [checkoutId])).find(
      (other) => other.kind === kind && other.locationId === locationId,
    )
    if (checkout === undefined || known === undefined)
      throw new ToteError('not_found', 'Nothing of this order is to be done here, or all was given back.')
    if (known.doneAt !== null)
      return { answer: { task: await describeTask(trx, tenant.id, known), isNew: false }, delta: null }
    const done = { ...known, doneAt: nowMs, doneBy: person.name, tracking }
    await markTaskDone(trx, tenant.id, { ...known, at: nowMs, by: person.name, tracking })
    const act = { kind: 'taskDone', task: kind, orderId: checkoutId, locationId } as const
    await noteAct(trx, tenant.id, { person, act, nowMs })
    const delta = stored ? await noteOrder(trx, tenant.id, { cart: stored.cart, checkoutId, nowMs }) : null
    const { cartId, externalRef, frozen } = checkout
    const returned = (await sumReturned(trx, tenant.id, [checkoutId])).get(checkoutId) ?? new Map()
    const lines = taskLines(frozen, known, returned)
    await bookService(trx, tenant.id, {
      checkout,
      lines,
      deed: kind === 'send' ? 'sent' : 'ready',
      storeId: locationId,
      associate: person.name,
      at: nowMs,
    })
    await emitTopic(trx, tenant, {
      topic: kind === 'send' ? 'order.sent' : 'order.ready',
      key: stored?.cart.id ?? cartId,
      data: {
        checkoutId,
        externalRef,
        cartId,
        locationId,
        lines: lines.map(({ line, quantity }) => ({
          lineId: line.id,
          variantId: line.variantId,
          quantity,
        })),
        ...(tracking === null ? {} : { tracking }),
      },
      nowMs,
    })
    return { answer: { task: await describeTask(trx, tenant.id, done), isNew: true }, delta }
  })
}

/** What was given back, no store has to send any more. The order is locked. */
export async function endReturnedTasks(
  db: Db,
  tenantId: string,
  { checkoutId, frozen }: { checkoutId: string; frozen: Frozen },
): Promise<void> {
  const due = (await selectTasksOf(db, tenantId, [checkoutId])).filter(({ doneAt }) => doneAt === null)
  if (due.length === 0) return
  const amount = (await sumRefunds(db, tenantId, [checkoutId])).get(checkoutId) ?? 0
  const { currencyCode } = frozen.total
  const isOver = amount > 0 && isGivenBack({ total: frozen.total, refunded: { amount, currencyCode } })
  const returned = (await sumReturned(db, tenantId, [checkoutId])).get(checkoutId) ?? new Map()
  for (const task of due)
    if (isOver || taskLines(frozen, task, returned).length === 0) await deleteTask(db, tenantId, task)
}

async function describeTask(db: Db, tenantId: string, task: StoredTask): Promise<StoreTask> {
  const [told] = await describeTasks(db, tenantId, [task])
  if (told === undefined) throw new Error('a task was just found')
  return told
}

/** With the names that things have now. */
async function describeTasks(db: Db, tenantId: string, tasks: readonly StoredTask[]): Promise<StoreTask[]> {
  if (tasks.length === 0) return []
  const ids = [...new Set(tasks.map(({ checkoutId }) => checkoutId))]
  const orders = new Map((await selectOrdersById(db, tenantId, ids)).map((order) => [order.id, order]))
  const lines = [...orders.values()].flatMap(({ frozen }) => frozen.lines)
  const texts = await selectSoldTexts(db, tenantId, [...new Set(lines.map(({ variantId }) => variantId))])
  const returned = await sumReturned(db, tenantId, ids)
  const names = new Map((await selectStores(db, tenantId)).map(({ id, name }) => [id, name]))
  const facts = await selectStoreFacts(db, tenantId, [...new Set(tasks.map(({ locationId }) => locationId))])
  return tasks.map((task): StoreTask => {
    const { kind, locationId, doneAt, tracking } = task
    const order = orderOf(orders, task)
    const timeZone = facts.get(locationId)?.timeZone
    return {
      kind,
      orderId: order.id,
      store: { id: locationId, name: names.get(locationId) ?? locationId },
      ref: order.externalRef,
      placedAt: order.placedAt,
      ...(kind === 'send' || order.readyAt === null ? {} : { promisedAt: order.readyAt }),
      ...(timeZone === undefined ? {} : { timeZone }),
      lines: taskLines(order.frozen, task, returned.get(order.id) ?? new Map()).map(
        ({ line, quantity, givenBack }) => ({
          title: texts.get(line.variantId)?.title ?? line.variantId,
          variantTitle: texts.get(line.variantId)?.variantTitle ?? '',
          quantity,
          attributes: line.attrs,
          ...(givenBack === 0 ? {} : { givenBack }),
        }),
      ),
      ...(doneAt === null
        ? {}
        : { done: { at: doneAt, by: task.doneBy ?? '', ...(tracking === null ? {} : { tracking }) } }),
    }
  })
}

function orderOf(orders: ReadonlyMap<CheckoutId, StoredOrder>, { checkoutId }: StoredTask): StoredOrder {
  // Only orders have tasks, and they stay.
  const order = orders.get(checkoutId as CheckoutId)
  if (order === undefined) throw new Error(`check-out ${checkoutId} has tasks and is no order`)
  return order
}
