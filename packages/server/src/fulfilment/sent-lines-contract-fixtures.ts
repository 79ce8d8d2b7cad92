import { lineId, locationIdSchema, variantIdSchema } from '@tote/protocol'
import { describe, expect, test } from 'vitest'
import { mergeCart } from '../carts/merge-cart.ts'
import { findPickup, handOver } from '../checkouts/hand-over.ts'
import { readOrders } from '../checkouts/read-orders.ts'
import { Buyer, goods, lineIdOf, Shop } from '../stock/shop-fixtures.ts'
import { selectStockDrift } from '../store/stock-store.ts'
import type { Store } from '../store/store.ts'
import { BRAND } from '../tenant-fixtures.ts'
import { readTasks } from './store-tasks.ts'
import { createStores } from './stores.ts'

const mia = { name: 'Mia', locationId: locationIdSchema.parse('rue') }

/** What every engine has to do with lines that are sent out of a cart that is picked up. */
export function sentLinesContract(engine: string, open: () => Promise<Store>): void {
  const openShop = async (changes: Parameters<typeof goods>[1] = {}) =>
    Shop.open(await open(), goods(5, changes))
  const send = (buyer: Buyer, variantId: string, isSent = true) =>
    buyer.do({ op: 'sendLine', lineId: lineIdOf(variantId), isSent })
  const heldAt = async ({ store }: Shop, variantId: string) =>
    (
      await store.db
        .selectFrom('stock')
        .select(['location_id', 'held'])
        .where('variant_id', '=', variantId)
        .where('held', '>', 0)
        .execute()
    ).map((row) => [row.location_id, row.held])

  describe(`lines that are sent out of a cart that is picked up on ${engine}`, () => {
    test('what is held in carts moves to where it is sent from, and back, with all of it or not at all', async () => {
      const shop = await openShop({ stores: [{ location: 'rue', shipsFrom: false }] })
      const buyer = await shop.shopper({ channel: BRAND })
      await buyer.add('on_cart', 1)
      await buyer.pickUp('rue')
      expect(await heldAt(shop, 'on_cart')).toEqual([['rue', 1]])
      expect(await send(buyer, 'on_cart')).toMatchObject({ ok: true })
      await buyer.set('on_cart', 3)
      expect(await heldAt(shop, 'on_cart')).toEqual([['warehouse', 3]])
      // The store has one.
      expect(await send(buyer, 'on_cart', false)).toMatchObject({ ok: false, code: 'no_stock', free: 1 })
      await buyer.set('on_cart', 1)
      expect(await send(buyer, 'on_cart', false)).toMatchObject({ ok: true })
      expect(await heldAt(shop, 'on_cart')).toEqual([['rue', 1]])
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })

    test('the store that lacks something is asked only for what is fetched there', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper({ channel: BRAND })
      await buyer.add('on_checkout', 3)
      await buyer.add('track', 1)
      await buyer.pickUp('rue')
      const stores = createStores({ store: shop.store, now: () => shop.nowMs })
      const told = async () => (await stores.tell(shop.tenant, buyer.speaker.cartId)).stores[0]
      expect(await told()).toMatchObject({ basket: 'some' })
      expect((await buyer.checkout()).answer).toMatchObject({ ok: false })
      await send(buyer, 'on_checkout')
      expect(await told()).toMatchObject({ basket: 'all' })
      expect((await buyer.checkout()).answer).toMatchObject({ ok: true })
    })

    test('the code stands for what is fetched; the rest has senders of its own, and each is told its part', async () => {
      const shop = await openShop({ inStore: 3 })
      const { store, tenant, nowMs } = shop
      const buyer = await shop.shopper({ channel: BRAND })
      await buyer.add('track', 1)
      // More than the warehouse has: the store sends some of it.
      await buyer.add('on_checkout', 7)
      await buyer.pickUp('rue')
      await send(buyer, 'on_checkout')
      const { pickupCode } = await shop.order(await buyer.checkout(), 'order-1')
      const [order] = (await readOrders(store.db, tenant.id, { cartId: buyer.speaker.cartId, nowMs })).orders
      expect(order).toMatchObject({
        fulfilment: { kind: 'pickup', code: pickupCode, shipsFrom: ['Rue Verte'] },
        lines: expect.arrayContaining([expect.objectContaining({ variantId: 'on_checkout', isSent: true })]),
      })
      const sales = await store.db.selectFrom('sale').select(['variant_id', 'store_id']).execute()
      expect(Object.fromEntries(sales.map((sale) => [sale.variant_id, sale.store_id]))).toEqual({
        track: 'rue',
        on_checkout: null,
      })
      const { tasks } = await readTasks(store.db, tenant.id, mia)
      expect(
        tasks.map(({ kind, lines }) => [kind, lines.map(({ title, quantity }) => [title, quantity])]),
      ).toEqual([
        ['prepare', [['track', 1]]],
        ['send', [['on_checkout', 2]]],
      ])
      const asked = { code: pickupCode ?? '', person: mia, nowMs }
      expect(
        (await findPickup(store.db, tenant, asked)).order.lines.map(({ variantId }) => variantId),
      ).toEqual(['track'])
      await handOver(store, tenant, asked)
      // Handed over, what is to send is to send all the same.
      expect((await readTasks(store.db, tenant.id, mia)).tasks.map(({ kind }) => kind)).toEqual(['send'])
      expect(await shop.stockOf('on_checkout')).toEqual([1, 0])
      expect(await selectStockDrift(store.db)).toEqual([])
    })

    test.each(['track', 'on_checkout'])('%s: no unit is fetched and sent both', async (mode) => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      const attrs: [string, string][] = [['engraving', 'A']]
      const engraved = { variantId: variantIdSchema.parse(mode), attrs }
      const id = lineId(engraved)
      // Five in the warehouse and one in the store, which sends too.
      await buyer.do({ op: 'addLine', ...engraved, qty: 6 })
      await buyer.do({ op: 'sendLine', lineId: id, isSent: true })
      await buyer.pickUp('rue')
      expect(await buyer.add(mode, 1)).toMatchObject({ ok: true })
      const problems = [{ code: 'no_stock', lineId: id, free: 5 }]
      expect((await buyer.checkout()).answer).toEqual({ ok: false, problems })
      await buyer.do({ op: 'setQuantity', lineId: id, qty: 5 })
      await shop.order(await buyer.checkout(), mode)
      expect(await shop.stockOf(mode)).toEqual([0, 0])
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })

    test('where every line is sent there is no code', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper({ channel: BRAND })
      await buyer.add('track', 1)
      await buyer.pickUp('rue')
      await send(buyer, 'track')
      expect(await shop.order(await buyer.checkout())).toMatchObject({ pickupCode: null })
    })

    test('[D7] what comes along into another cart is sent there too, and a removed line is forgotten', async () => {
      const shop = await openShop()
      const { store, tenant, nowMs } = shop
      const [one, two] = [await shop.shopper(), await shop.shopper()]
      await one.add('on_cart', 2)
      await send(one, 'on_cart')
      await two.add('track', 1)
      await two.pickUp('rue')
      await send(two, 'track')
      await two.do({ op: 'removeLine', lineId: lineIdOf('track') })
      await two.add('track', 1)
      await store.transaction((trx) =>
        mergeCart(trx, tenant, { from: one.speaker.cartId, into: two.speaker.cartId, nowMs }),
      )
      const sent = (await two.cart()).lines.filter(({ isSent }) => isSent === true)
      expect(sent.map(({ variantId }) => variantId)).toEqual(['on_cart'])
      expect(await heldAt(shop, 'on_cart')).toEqual([['warehouse', 2]])
      expect(await selectStockDrift(store.db)).toEqual([])
    })

    test('where the shop takes one way for a whole order it is refused, and no store offers it', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      await buyer.add('track', 1)
      const stores = createStores({ store: shop.store, now: () => shop.nowMs })
      const offers = async (tenant: typeof shop.tenant) =>
        (await stores.tell(tenant, buyer.speaker.cartId)).stores.map(({ sendsLines }) => sendsLines)
      expect(await offers(shop.tenant)).toEqual([true])
      const atShop = { ...shop.tenant, sendsLines: false }
      expect(await offers(atShop)).toEqual([undefined])
      const other = new Buyer(shop, { ...buyer.speaker, tenant: atShop })
      expect(await send(other, 'track')).toMatchObject({ ok: false, code: 'forbidden' })
      expect(await send(other, 'no-such', false)).toMatchObject({ ok: false, code: 'no_line' })
    })
  })
}
