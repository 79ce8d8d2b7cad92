import { describe, expect, test } from 'vitest'
import { applyTenantFile } from '../store/apply-tenant.ts'
import { placeOrder } from '../checkouts/place-order.ts'
import { readOrders } from '../checkouts/read-orders.ts'
import { goods, idOf, lineIdOf, MINUTE, Shop } from '../stock/shop-fixtures.ts'
import { frozenSchema } from '../store/checkout-store.ts'
import { selectStockDrift } from '../store/stock-store.ts'
import type { Store } from '../store/store.ts'
import { createStores } from './stores.ts'
import { WEEKDAYS } from './store-facts.ts'

const RUE = {
  location: 'rue',
  address: {
    streetAddress: '1 rue Verte',
    postalCode: '75004',
    addressLocality: 'Paris',
    addressCountry: 'FR',
  },
  geo: { latitude: 48.857, longitude: 2.352 },
  timeZone: 'Europe/Paris',
  openingHours: Object.fromEntries(WEEKDAYS.map((day) => [day, ['10:00-19:30']])),
  readyMinutes: 120,
}
/** A Thursday, half past ten in Paris. */
const MORNING = Date.parse('2026-11-26T09:30Z')
const at = (time: string) => Date.parse(`2026-11-${time}Z`)

/** What every engine has to tell of stores. */
export function storesContract(engine: string, open: () => Promise<Store>): void {
  async function openShop(rue: object = {}) {
    const shop = await Shop.open(await open(), goods(5, { stores: [{ ...RUE, ...rue }] }))
    shop.nowMs = MORNING
    const stores = createStores({ store: shop.store, now: () => shop.nowMs })
    return { shop, tell: (cartId: string) => stores.tell(shop.tenant, cartId) }
  }

  describe(`stores on ${engine}`, () => {
    test('are told with where they are, their hours and when an order of now is ready', async () => {
      const { shop, tell } = await openShop()
      const { speaker } = await shop.shopper()
      const { location, address, geo, timeZone } = RUE
      const today = [{ opensAt: at('26T09:00'), closesAt: at('26T18:30') }]
      const hours = {
        timeZone,
        today,
        openUntil: { at: at('26T18:30'), inDays: 0 },
        ready: { at: at('26T11:30'), inDays: 0 },
      }
      const basket = { basket: 'all', missing: [], sendsLines: true }
      const rue = { id: location, name: 'Rue Verte', address, geo, ...basket }
      expect(await tell(speaker.cartId)).toEqual({ stores: [{ ...rue, hours }] })
      shop.nowMs = at('26T18:00')
      expect((await tell(speaker.cartId)).stores[0]?.hours?.ready).toEqual({ at: at('27T10:30'), inDays: 1 })
      shop.nowMs = at('26T20:00')
      expect((await tell(speaker.cartId)).stores[0]?.hours).toEqual({
        timeZone,
        today,
        opens: { at: at('27T09:00'), inDays: 1 },
        ready: { at: at('27T11:00'), inDays: 1 },
      })
    })

    test('have all, some or none of a cart, and say what is short', async () => {
      const { shop, tell } = await openShop()
      const buyer = await shop.shopper()
      const basket = async () => (await tell(buyer.speaker.cartId)).stores[0]
      await buyer.add('on_checkout', 1)
      await buyer.add('none', 9)
      expect(await basket()).toMatchObject({ basket: 'all', missing: [] })
      await buyer.add('on_checkout', 2)
      expect(await basket()).toMatchObject({
        basket: 'some',
        missing: [{ variantId: 'on_checkout', free: 1 }],
      })
      await buyer.set('none', 1)
      const other = await shop.shopper()
      await other.add('on_cart', 6)
      await buyer.set('on_checkout', 1)
      await other.pickUp('rue')
      expect((await tell(other.speaker.cartId)).stores[0]).toMatchObject({
        basket: 'some',
        missing: [{ variantId: 'on_cart', free: 1 }],
      })
      const third = await shop.shopper()
      await third.add('on_checkout', 1)
      await third.pickUp('rue')
      await third.checkout()
      const late = await shop.shopper()
      await late.add('on_checkout', 1)
      expect((await tell(late.speaker.cartId)).stores[0]).toMatchObject({
        basket: 'none',
        missing: [{ variantId: 'on_checkout', free: 0 }],
      })
      // What the shopper's own cart has set aside there is there for them.
      expect((await tell(third.speaker.cartId)).stores[0]).toMatchObject({ basket: 'all' })
    })

    test('where nothing can be picked up are not told, and choosing one is refused', async () => {
      const { shop, tell } = await openShop({ pickup: false })
      const buyer = await shop.shopper()
      expect(await tell(buyer.speaker.cartId)).toEqual({ stores: [] })
      expect(await buyer.pickUp('rue')).toMatchObject({ ok: false, code: 'bad_location' })
      // What a file no longer says of a store no longer counts.
      await shop.store.transaction((trx) => applyTenantFile(trx, goods(5), 2))
      expect(await tell(buyer.speaker.cartId)).toMatchObject({ stores: [{ id: 'rue', basket: 'all' }] })
      expect(await buyer.pickUp('rue')).toMatchObject({ ok: true })
    })

    test('say with an order from when on it can be fetched, where and when; what was said stays', async () => {
      const { shop } = await openShop()
      const buyer = await shop.shopper()
      await buyer.add('on_checkout', 1)
      await buyer.pickUp('rue')
      await shop.order(await buyer.checkout())
      const read = async () => {
        const { store, tenant, nowMs } = shop
        const { orders } = await readOrders(store.db, tenant.id, { cartId: buyer.speaker.cartId, nowMs })
        return orders[0]?.fulfilment
      }
      const fulfilment = await read()
      expect(fulfilment).toMatchObject({
        readyAt: at('26T11:30'),
        store: { address: RUE.address, timeZone: 'Europe/Paris' },
      })
      if (fulfilment?.kind !== 'pickup') throw new Error('it is picked up')
      expect(fulfilment.store?.days).toHaveLength(7)
      expect(fulfilment.store?.days[0]).toEqual({
        at: at('26T11:00'),
        spans: [{ opensAt: at('26T09:00'), closesAt: at('26T18:30') }],
      })
      const slower = goods(5, { stores: [{ ...RUE, readyMinutes: 600 }] })
      await shop.store.transaction((trx) => applyTenantFile(trx, slower, 2))
      expect(await read()).toMatchObject({ readyAt: at('26T11:30') })
    })
  })

  describe(`what is delivered on ${engine}`, () => {
    /** One warehouse and three stores, the first of which, by name, sends nothing. */
    async function openShop(stock: Record<string, Record<string, number>>) {
      const file = goods(5, {
        stores: [{ location: 'keeps', shipsFrom: false }],
        catalogue: {
          currency: 'EUR',
          locations: [
            { id: 'rue', name: 'Rue Verte', kind: 'store' },
            { id: 'quai', name: 'Quai', kind: 'store' },
            { id: 'keeps', name: 'Keeps', kind: 'store' },
            { id: 'warehouse', name: 'Warehouse', kind: 'warehouse' },
          ],
          products: Object.entries(stock).map(([id, counts]) => ({
            id,
            title: id,
            inventoryMode: id.startsWith('track')
              ? 'track'
              : id.startsWith('cart')
                ? 'on_cart'
                : 'on_checkout',
            variants: [{ id, title: id, price: 1000, stock: counts }],
          })),
        },
      })
      return Shop.open(await open(), file)
    }
    async function levelsOf({ store }: Shop) {
      const rows = await store.db.selectFrom('stock').selectAll().execute()
      return Object.fromEntries(
        rows.map((row) => [`${row.variant_id}@${row.location_id}`, [row.on_hand, row.held]]),
      )
    }
    const orderOf = async (shop: Shop, cartId: string) => {
      const { store, tenant, nowMs } = shop
      return (await readOrders(store.db, tenant.id, { cartId, nowMs })).orders[0]?.fulfilment
    }

    test('is sent from the one location that has all, and goods that a cart held elsewhere move there', async () => {
      const shop = await openShop({
        cart: { warehouse: 2, rue: 2 },
        mug: { rue: 3, quai: 3 },
        track: { quai: 9, rue: 9 },
      })
      const buyer = await shop.shopper()
      await buyer.add('cart', 2)
      // Alone it would come from the warehouse.
      expect(await levelsOf(shop)).toMatchObject({ 'cart@warehouse': [2, 2], 'cart@rue': [2, 0] })
      await buyer.add('mug', 2)
      await buyer.add('track', 1)
      const opened = await buyer.checkout()
      expect(await levelsOf(shop)).toMatchObject({
        'cart@warehouse': [2, 0],
        'cart@rue': [2, 2],
        'mug@rue': [3, 2],
        'mug@quai': [3, 0],
      })
      await shop.order(opened, 'order-1')
      expect(await levelsOf(shop)).toMatchObject({
        'cart@warehouse': [2, 0],
        'cart@rue': [0, 0],
        'mug@rue': [1, 0],
        'mug@quai': [3, 0],
        'track@rue': [8, 0],
        'track@quai': [9, 0],
      })
      expect(await orderOf(shop, buyer.speaker.cartId)).toEqual({
        kind: 'delivery',
        shipsFrom: ['Rue Verte'],
      })
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })

    test('is told to the backend line by line', async () => {
      const shop = await openShop({ mug: { warehouse: 1, rue: 2 } })
      const tenant = { ...shop.tenant, webhooks: [{ id: 'w', topics: ['order.placed'] as const }] }
      const buyer = await shop.shopper()
      await buyer.add('mug', 3)
      const opened = await buyer.checkout()
      await placeOrder(shop.store, tenant, {
        checkoutId: idOf(opened),
        externalRef: 'order-1',
        nowMs: shop.nowMs,
      })
      const told = await shop.store.db.selectFrom('outbox').select('body').execute()
      expect(told.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
        {
          data: {
            lines: [
              {
                variantId: 'mug',
                quantity: 3,
                from: [
                  { locationId: 'rue', quantity: 2 },
                  { locationId: 'warehouse', quantity: 1 },
                ],
              },
            ],
          },
        },
      ])
    })

    test('is never sent from a store that does not, which can be picked up at all the same', async () => {
      const shop = await openShop({
        mug: { keeps: 5, rue: 1 },
        cart: { keeps: 5 },
        track: { keeps: 1, rue: 1 },
      })
      const [sent, fetched] = [await shop.shopper(), await shop.shopper()]
      expect(await sent.add('mug', 2)).toMatchObject({ ok: false, code: 'no_stock', free: 1 })
      expect(await sent.add('cart')).toMatchObject({ ok: false, code: 'no_stock', free: 0 })
      expect(await sent.add('mug', 1)).toMatchObject({ ok: true })
      await fetched.pickUp('keeps')
      expect(await fetched.add('mug', 2)).toMatchObject({ ok: true })
      expect(await fetched.add('cart', 5)).toMatchObject({ ok: true })
      await fetched.add('track', 1)
      await shop.order(await fetched.checkout(), 'order-1')
      await shop.order(await sent.checkout(), 'order-2')
      // What is only counted is taken where it is picked up, too.
      expect(await levelsOf(shop)).toEqual({
        'mug@keeps': [3, 0],
        'mug@rue': [0, 0],
        'cart@keeps': [0, 0],
        'track@keeps': [0, 0],
        'track@rue': [1, 0],
      })
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })

    test('that is paid late comes from where there still is some, of those that send first', async () => {
      const shop = await openShop({ mug: { warehouse: 2, keeps: 2, rue: 1 } })
      const [late, quick] = [await shop.shopper(), await shop.shopper()]
      await late.add('mug', 2)
      const opened = await late.checkout()
      shop.nowMs += 15 * MINUTE
      await shop.sweep()
      await quick.add('mug', 2)
      await shop.order(await quick.checkout(), 'order-1')
      await shop.order(opened, 'order-2')
      expect(await levelsOf(shop)).toEqual({
        'mug@warehouse': [0, 0],
        'mug@rue': [0, 0],
        'mug@keeps': [1, 0],
      })
      expect(await orderOf(shop, late.speaker.cartId)).toEqual({
        kind: 'delivery',
        shipsFrom: ['Rue Verte', 'Keeps'],
      })
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })

    test('many who pay at once take what there is, at whichever place, and no more', async () => {
      const shop = await openShop({
        mug: { warehouse: 3, rue: 4, quai: 5, keeps: 9 },
        cart: { warehouse: 5, rue: 4, quai: 3, keeps: 9 },
      })
      const buyers = await Promise.all(Array.from({ length: 16 }, () => shop.shopper()))
      const opened = await Promise.all(
        buyers.map(async (buyer, index) => {
          for (const id of index % 2 === 0 ? ['mug', 'cart'] : ['cart', 'mug']) await buyer.add(id)
          return buyer.checkout()
        }),
      )
      const paid = opened.filter(({ answer }) => answer.ok)
      await Promise.all(paid.map((one) => shop.order(one)))
      expect(paid.length).toBeGreaterThan(0)
      const left = await levelsOf(shop)
      expect([left['mug@keeps'], left['cart@keeps']]).toEqual([
        [9, 0],
        [9, 0],
      ])
      const rows = await shop.store.db
        .selectFrom('checkout')
        .select('frozen_json')
        .where('state', '=', 'placed')
        .execute()
      const sent = new Map<string, number>()
      for (const { frozen_json } of rows)
        for (const { lineId, locationId, qty } of frozenSchema.parse(JSON.parse(frozen_json)).ships ?? [])
          for (const id of ['mug', 'cart'])
            if (lineId === lineIdOf(id))
              sent.set(`${id}@${locationId}`, (sent.get(`${id}@${locationId}`) ?? 0) + qty)
      const before = { mug: { warehouse: 3, rue: 4, quai: 5 }, cart: { warehouse: 5, rue: 4, quai: 3 } }
      for (const [id, places] of Object.entries(before))
        for (const [place, count] of Object.entries(places))
          expect([id, place, (left[`${id}@${place}`]?.[0] ?? 0) + (sent.get(`${id}@${place}`) ?? 0)]).toEqual(
            [id, place, count],
          )
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })
  })
}
