import { checkoutIdSchema, locationIdSchema } from '@tote/protocol'
import type { TaskDone } from '@tote/protocol/store-tasks'
import { describe, expect, test } from 'vitest'
import { handOver } from '../checkouts/hand-over.ts'
import type { Opened } from '../checkouts/open-checkout.ts'
import { readOrders } from '../checkouts/read-orders.ts'
import { refundOrder } from '../credit/refund-order.ts'
import { goods, idOf, Shop, type Buyer } from '../stock/shop-fixtures.ts'
import { insertJourney } from '../store/journey-store.ts'
import { forgetJourney } from '../store/personal-data-store.ts'
import type { Store } from '../store/store.ts'
import { BRAND } from '../tenant-fixtures.ts'
import { WEEKDAYS } from './store-facts.ts'
import type { StorePerson } from './store-person.ts'
import { finishTask, readTasks } from './store-tasks.ts'

const at = (id: string) => locationIdSchema.parse(id)
const host: StorePerson = { name: 'Host', locationId: null }
const mia: StorePerson = { name: 'Mia', locationId: at('rue') }
const ann: StorePerson = { name: 'Ann', locationId: at('rue') }
const lou: StorePerson = { name: 'Lou', locationId: at('quai') }

const stock = (id: string, at: Record<string, number>) => ({
  id,
  title: id,
  variants: [{ id, title: id, price: 1000, stock: at }],
})
/** Two stores; what lies where decides what each has to send. */
const file = goods(0, {
  stores: [
    {
      location: 'rue',
      timeZone: 'Europe/Paris',
      openingHours: Object.fromEntries(WEEKDAYS.map((day) => [day, ['00:00-24:00']])),
      readyMinutes: 60,
    },
  ],
  webhooks: [
    {
      url: 'https://shop.example/hook',
      secrets: [`whsec_${Buffer.alloc(24, 1).toString('base64')}`],
      topics: ['order.sent', 'order.ready'],
    },
  ],
  catalogue: {
    currency: 'EUR',
    locations: [
      { id: 'rue', name: 'Rue Verte', kind: 'store' },
      { id: 'quai', name: 'Quai', kind: 'store' },
      { id: 'warehouse', name: 'Warehouse', kind: 'warehouse' },
    ],
    products: [
      stock('mug', { rue: 9 }),
      stock('hat', { quai: 9 }),
      stock('cup', { warehouse: 9 }),
      { ...stock('card', {}), inventoryMode: 'none' },
    ],
  },
})

/** What every engine has to tell stores to do. */
export function storeTasksContract(engine: string, open: () => Promise<Store>): void {
  async function openShop() {
    const shop = await Shop.open(await open(), file)
    const { store, tenant } = shop
    return {
      shop,
      buyer: () => shop.shopper({ channel: BRAND }),
      todo: (person: StorePerson) => readTasks(store.db, tenant.id, person),
      refs: async (person: StorePerson) =>
        (await readTasks(store.db, tenant.id, person)).tasks.map(({ kind, ref }) => `${kind} ${ref}`),
      finish: (person: StorePerson, task: TaskDone) =>
        finishTask(store, tenant, { task, person, nowMs: shop.nowMs }),
      orderOf: async ({ speaker }: Buyer) =>
        (await readOrders(store.db, tenant.id, { cartId: speaker.cartId, nowMs: shop.nowMs })).orders[0],
      refund: (opened: Opened, lines: [variantId: string, quantity: number][], amount: number) =>
        refundOrder(store, tenant, {
          checkoutId: idOf(opened),
          refundRef: `refund-${amount}`,
          amount,
          lines: lines.map(([variantId, quantity]) => ({ variantId, quantity })),
          nowMs: shop.nowMs,
        }),
      told: async () =>
        (await store.db.selectFrom('outbox').select(['topic', 'body']).orderBy('seq').execute()).map(
          ({ topic, body }) => ({ topic, ...Object(JSON.parse(body)).data }),
        ),
    }
  }
  type World = Awaited<ReturnType<typeof openShop>>

  async function bought({ shop, buyer }: World, things: readonly string[], ref: string, pickUpAt?: string) {
    const one = await buyer()
    for (const thing of things) await one.add(thing)
    if (pickUpAt !== undefined) await one.pickUp(pickUpAt)
    const opened = await one.checkout()
    const placed = await shop.order(opened, ref)
    return { one, opened, ...placed }
  }
  const sending = (opened: Opened, locationId: string, tracking?: string): TaskDone => ({
    kind: 'send',
    orderId: checkoutIdSchema.parse(idOf(opened)),
    locationId: at(locationId),
    ...(tracking === undefined ? {} : { tracking }),
  })
  const preparing = (opened: Opened, locationId: string): TaskDone => ({
    kind: 'prepare',
    orderId: checkoutIdSchema.parse(idOf(opened)),
    locationId: at(locationId),
  })

  describe(`what stores have to do on ${engine}`, () => {
    test('each store is told what it has to send, its own lines alone, the oldest first; a warehouse is not', async () => {
      const world = await openShop()
      await bought(world, ['cup'], '1000')
      await bought(world, ['mug', 'hat', 'cup'], '1001')
      world.shop.nowMs += 1000
      await bought(world, ['mug', 'card'], '1002')
      expect(await world.refs(mia)).toEqual(['send 1001', 'send 1002'])
      expect(await world.refs(lou)).toEqual(['send 1001'])
      expect(await world.refs(host)).toEqual(['send 1001', 'send 1001', 'send 1002'])
      const [first, second] = (await world.todo(mia)).tasks
      expect(first).toEqual({
        kind: 'send',
        orderId: expect.any(String),
        store: { id: 'rue', name: 'Rue Verte' },
        ref: '1001',
        placedAt: world.shop.nowMs - 1000,
        timeZone: 'Europe/Paris',
        lines: [{ title: 'mug', variantTitle: '', quantity: 1, attributes: [] }],
      })
      // What nobody counts comes from nowhere in particular.
      expect(second?.lines.map(({ title }) => title)).toEqual(['mug'])
    })

    test('what is fetched at a store it makes ready, with all that is in it and when it was promised', async () => {
      const world = await openShop()
      await bought(world, ['mug', 'card'], '1001', 'rue')
      expect((await world.todo(lou)).tasks).toEqual([])
      expect((await world.todo(mia)).tasks).toMatchObject([
        {
          kind: 'prepare',
          promisedAt: world.shop.nowMs + 3_600_000,
          lines: [{ title: 'mug' }, { title: 'card' }],
        },
      ])
    })

    test('what was sent is told to the shopper, with its number, and to the webhook; the other store’s part stays', async () => {
      const world = await openShop()
      const { one, opened } = await bought(world, ['mug', 'hat'], '1001')
      world.shop.nowMs += 1000
      const before = (await one.cart()).rev
      const { answer, delta } = await world.finish(mia, sending(opened, 'rue', 'JX 12'))
      const done = { at: world.shop.nowMs, by: 'Mia', tracking: 'JX 12' }
      expect(answer).toMatchObject({ isNew: true, task: { ref: '1001', done } })
      expect(delta).toMatchObject({ from: before, to: before + 1, meta: { order: { id: idOf(opened) } } })
      expect((await world.orderOf(one))?.fulfilment).toEqual({
        kind: 'delivery',
        shipsFrom: ['Rue Verte', 'Quai'],
        sent: [{ storeName: 'Rue Verte', at: world.shop.nowMs, tracking: 'JX 12' }],
      })
      expect(await world.refs(mia)).toEqual([])
      expect(await world.refs(lou)).toEqual(['send 1001'])
      expect(await world.told()).toMatchObject([
        {
          topic: 'order.sent',
          externalRef: '1001',
          locationId: 'rue',
          tracking: 'JX 12',
          lines: [{ variantId: 'mug', quantity: 1 }],
        },
      ])
    })

    test('what is ready is told to the shopper, and the code goes on standing for it', async () => {
      const world = await openShop()
      const { one, opened, pickupCode: code } = await bought(world, ['mug'], '1001', 'rue')
      await world.finish(mia, preparing(opened, 'rue'))
      expect((await world.orderOf(one))?.fulfilment).toMatchObject({
        kind: 'pickup',
        code,
        preparedAt: world.shop.nowMs,
      })
      expect(await world.told()).toMatchObject([{ topic: 'order.ready', locationId: 'rue' }])
      const { store, tenant, nowMs } = world.shop
      expect(await handOver(store, tenant, { code: code ?? '', person: mia, nowMs })).toMatchObject({
        pickup: { isNew: true },
      })
    })

    test('two who press at once do it once: the second is told who did', async () => {
      const world = await openShop()
      const { one, opened } = await bought(world, ['mug'], '1001')
      const both = await Promise.all(
        [mia, ann].map((person) => world.finish(person, sending(opened, 'rue', person.name))),
      )
      expect(both.filter(({ answer }) => answer.isNew)).toHaveLength(1)
      expect(both.filter(({ delta }) => delta !== null)).toHaveLength(1)
      expect(new Set(both.map(({ answer }) => answer.task.done?.tracking)).size).toBe(1)
      expect(await world.told()).toHaveLength(1)
      const later = await world.finish(host, sending(opened, 'rue', 'another'))
      expect(later).toEqual({ answer: { ...both[0]?.answer, isNew: false }, delta: null })
      expect((await world.orderOf(one))?.fulfilment).toMatchObject({ sent: [{}] })
    })

    test('an associate of another store can do nothing of it, and learns nothing of it', async () => {
      const world = await openShop()
      const { opened } = await bought(world, ['mug'], '1001')
      await expect(world.finish(lou, sending(opened, 'rue'))).rejects.toMatchObject({ code: 'forbidden' })
      // Nor as if it were their own.
      await expect(world.finish(lou, sending(opened, 'quai'))).rejects.toMatchObject({ code: 'not_found' })
      await expect(world.finish(mia, preparing(opened, 'rue'))).rejects.toMatchObject({ code: 'not_found' })
      expect(await world.refs(mia)).toEqual(['send 1001'])
      expect(await world.told()).toEqual([])
    })

    test('what was handed over without a word is not to be made ready any more', async () => {
      const world = await openShop()
      const { pickupCode } = await bought(world, ['mug'], '1001', 'rue')
      const { store, tenant, nowMs } = world.shop
      await handOver(store, tenant, { code: pickupCode ?? '', person: mia, nowMs })
      expect(await world.refs(mia)).toEqual([])
      expect(await world.told()).toEqual([])
    })

    test('what was given back is not sent: a line, some of it, or all', async () => {
      const world = await openShop()
      const one = await world.buyer()
      await one.add('mug', 3)
      await one.add('hat')
      const opened = await one.checkout()
      await world.shop.order(opened, '1001')
      await world.refund(opened, [['hat', 1]], 1000)
      await world.refund(opened, [['mug', 1]], 999)
      expect(await world.refs(lou)).toEqual([])
      expect((await world.todo(mia)).tasks).toMatchObject([{ lines: [{ quantity: 3, givenBack: 1 }] }])
      // Money alone, and all that is left of it.
      await world.refund(opened, [], 2001)
      expect(await world.refs(mia)).toEqual([])
      await expect(world.finish(mia, sending(opened, 'rue'))).rejects.toMatchObject({ code: 'not_found' })
    })

    test('[U66] a rehearsal in the host’s own preview calls nobody to work', async () => {
      const world = await openShop()
      const rehearsing = await world.shop.shopper({ channel: null })
      await rehearsing.add('mug')
      await world.shop.order(await rehearsing.checkout(), '1001')
      expect(await world.refs(host)).toEqual([])
    })

    test('is done also for who was forgotten', async () => {
      const world = await openShop()
      const { one, opened } = await bought(world, ['mug'], '1001')
      const { store, tenant, nowMs } = world.shop
      const { journeyId: id, cartId } = one.speaker
      await insertJourney(store.db, tenant.id, { id, cartId, nowMs })
      await store.transaction((trx) => forgetJourney(trx, tenant.id, { journeyId: id, nowMs }))
      expect(await world.finish(mia, sending(opened, 'rue'))).toMatchObject({
        delta: null,
        answer: { isNew: true },
      })
    })

    test('of a hundred and more the oldest hundred are told, and that there are more', async () => {
      const world = await openShop()
      const { store, tenant } = world.shop
      const { opened } = await bought(world, ['mug'], '1001')
      const [row] = await store.db.selectFrom('checkout').selectAll().execute()
      if (row === undefined) throw new Error('it was just placed')
      const more = Array.from({ length: 100 }, (_, index) => `more${index}`)
      for (const id of more) {
        await store.db
          .insertInto('checkout')
          .values({ ...row, id, external_ref: id })
          .execute()
        await store.db
          .insertInto('store_task')
          .values({
            tenant_id: tenant.id,
            checkout_id: id,
            location_id: 'rue',
            kind: 'send',
            placed_at: world.shop.nowMs + 1,
            done_at: null,
            done_by: null,
            tracking: null,
          })
          .execute()
      }
      const before = await world.todo(mia)
      expect([before.tasks.length, before.tasks[0]?.ref, before.hasMore]).toEqual([100, '1001', true])
      await world.finish(mia, sending(opened, 'rue'))
      expect(await world.todo(mia)).toMatchObject({ hasMore: false })
    })
  })
}
