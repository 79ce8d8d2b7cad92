import { describe, expect, test } from 'vitest'
import { mergeCart } from '../carts/merge-cart.ts'
import { refundOrder } from '../credit/refund-order.ts'
import type { StorePerson } from '../fulfilment/store-person.ts'
import { forgetJourney } from '../store/personal-data-store.ts'
import type { Store } from '../store/store.ts'
import { CreditWorld } from '../credit/credit-world-fixtures.ts'
import { goods, idOf, Shop } from '../stock/shop-fixtures.ts'
import { findPickup, handOver } from './hand-over.ts'
import { drawPickupCode } from './pickup-code.ts'
import { readOrders } from './read-orders.ts'
import { locationIdSchema } from '@tote/protocol'

const host: StorePerson = { name: 'Host', locationId: null }
const mia: StorePerson = { name: 'Mia', locationId: locationIdSchema.parse('rue') }
const lou: StorePerson = { name: 'Lou', locationId: locationIdSchema.parse('quai') }

/** What every engine has to do with what became of an order. */
export function orderContract(engine: string, open: () => Promise<Store>): void {
  const openShop = async () => Shop.open(await open(), goods(5))

  /** Two things picked up at the store, paid. */
  async function pickedUp(shop: Shop) {
    const buyer = await shop.shopper()
    await buyer.add('track', 1)
    await buyer.pickUp('rue')
    const opened = await buyer.checkout()
    const { pickupCode } = await shop.order(opened, 'order-1')
    if (pickupCode === null) throw new Error('what is picked up has a code')
    return { buyer, opened, code: pickupCode }
  }

  describe(`an order on ${engine}`, () => {
    test('is told in the cart it came from, with what it was about', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      const { speaker } = buyer
      expect(
        await readOrders(shop.store.db, shop.tenant.id, { cartId: speaker.cartId, nowMs: shop.nowMs }),
      ).toEqual({
        orders: [],
      })
      expect((await buyer.cart()).meta.order).toBeUndefined()
      await buyer.add('none', 2)
      const opened = await buyer.checkout()
      const placed = await shop.order(opened, 'order-1')
      const news = { id: idOf(opened), at: shop.nowMs }
      expect(placed).toMatchObject({ pickupCode: null, delta: { meta: { order: news } } })
      expect((await buyer.cart()).meta.order).toEqual(news)
      expect(
        await readOrders(shop.store.db, shop.tenant.id, { cartId: speaker.cartId, nowMs: shop.nowMs }),
      ).toEqual({
        orders: [
          {
            id: idOf(opened),
            ref: 'order-1',
            placedAt: shop.nowMs,
            total: { amount: 2000, currencyCode: 'EUR' },
            fulfilment: { kind: 'delivery' },
            lines: [
              {
                variantId: 'none',
                productId: 'none',
                title: 'none',
                variantTitle: '',
                quantity: 2,
                price: { amount: 1000, currencyCode: 'EUR' },
              },
            ],
          },
        ],
      })
    })

    test('is shown to nobody else, and goes along when its cart becomes part of another', async () => {
      const shop = await openShop()
      const [one, two, stranger] = [await shop.shopper(), await shop.shopper(), await shop.shopper()]
      await one.add('none')
      await shop.order(await one.checkout(), 'order-1')
      shop.nowMs += 1000
      await two.add('none')
      await shop.order(await two.checkout(), 'order-2')
      const { nowMs, tenant, store } = shop
      const merged = await store.transaction((trx) =>
        mergeCart(trx, tenant, { from: one.speaker.cartId, into: two.speaker.cartId, nowMs }),
      )
      // What came over is the older news: the later stays what is told.
      expect(merged.delta?.meta.order).toEqual((await two.cart()).meta.order)
      const refs = async (cartId: string) =>
        (await readOrders(store.db, tenant.id, { cartId, nowMs })).orders.map(({ ref }) => ref)
      expect(await refs(two.speaker.cartId)).toEqual(['order-2', 'order-1'])
      expect(await refs(stranger.speaker.cartId)).toEqual([])
      expect(await readOrders(store.db, 'another', { cartId: two.speaker.cartId, nowMs })).toEqual({
        orders: [],
      })
    })

    test('of a cart that was emptied by it goes along, too', async () => {
      const shop = await openShop()
      const [bought, fresh] = [await shop.shopper(), await shop.shopper()]
      await bought.add('none')
      const opened = await bought.checkout()
      await shop.order(opened, 'order-1')
      const { nowMs, tenant, store } = shop
      await store.transaction((trx) =>
        mergeCart(trx, tenant, { from: bought.speaker.cartId, into: fresh.speaker.cartId, nowMs }),
      )
      expect((await fresh.cart()).meta.order?.id).toBe(idOf(opened))
    })

    test('that is paid while its cart is being paid again is told, and that one stays as it is', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      await buyer.add('none')
      const late = await buyer.checkout()
      await buyer.cancel(late)
      const now = await buyer.checkout()
      expect(await shop.order(late, 'order-1')).toMatchObject({
        delta: { lines: [], meta: { order: { id: idOf(late) }, checkout: { id: idOf(now) } } },
      })
      expect(await buyer.quantities()).toEqual({ none: 1 })
    })

    test('that was given back in part says how much, and that there is news of it', async () => {
      const world = await CreditWorld.open(await open())
      const { shop } = world
      const buyer = await world.viewer()
      await buyer.add('none', 2)
      const opened = await buyer.checkout()
      await shop.order(opened)
      const before = (await buyer.cart()).meta.order
      // At the same moment: two pieces of news are two.
      const { delta } = await world.refund(idOf(opened), 'refund-1', 500)
      expect(delta?.meta.order).toEqual({ id: idOf(opened), at: (before?.at ?? 0) + 1 })
      expect((await world.refund(idOf(opened), 'refund-1', 500)).delta).toBeNull()
      const { orders } = await readOrders(shop.store.db, shop.tenant.id, {
        cartId: buyer.speaker.cartId,
        nowMs: shop.nowMs,
      })
      expect(orders).toMatchObject([{ refunded: { amount: 500, currencyCode: 'EUR' } }])
    })
  })

  describe(`goods at a store on ${engine}`, () => {
    test('are handed over once for the code that the shopper shows, and every place hears of it', async () => {
      const shop = await openShop()
      const { buyer, opened, code } = await pickedUp(shop)
      const { store, tenant } = shop
      expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/)
      expect((await shop.order(opened, 'order-1')).pickupCode).toBe(code)
      const found = await findPickup(store.db, tenant, { code, person: mia, nowMs: shop.nowMs })
      expect(found).toMatchObject({
        isNew: false,
        handedOverBy: null,
        order: { ref: 'order-1', fulfilment: { kind: 'pickup', storeName: 'Rue Verte', code } },
      })
      shop.nowMs += 1000
      const asked = { code, person: mia, nowMs: shop.nowMs }
      const over = await handOver(store, tenant, asked)
      expect(over).toMatchObject({
        pickup: { isNew: true, handedOverBy: 'Mia', order: { fulfilment: { handedOverAt: shop.nowMs } } },
        delta: { lines: [], meta: { order: { id: idOf(opened), at: shop.nowMs } } },
      })
      const again = await handOver(store, tenant, { ...asked, person: host, nowMs: shop.nowMs + 1 })
      expect(again).toMatchObject({ delta: null, pickup: { isNew: false, handedOverBy: 'Mia' } })
      const { orders } = await readOrders(store.db, tenant.id, {
        cartId: buyer.speaker.cartId,
        nowMs: shop.nowMs,
      })
      expect(orders).toMatchObject([{ fulfilment: { handedOverAt: shop.nowMs } }])
    })

    test('two at the counter hand them over once', async () => {
      const shop = await openShop()
      const { code } = await pickedUp(shop)
      const { store, tenant, nowMs } = shop
      const both = await Promise.all(
        [mia, host].map((person) => handOver(store, tenant, { code, person, nowMs })),
      )
      expect(both.filter(({ pickup }) => pickup.isNew)).toHaveLength(1)
    })

    test('are seen by that store alone, and by the host', async () => {
      const shop = await openShop()
      const { code } = await pickedUp(shop)
      const { store, tenant, nowMs } = shop
      const wrong = { code, person: lou, nowMs }
      const refusal = { code: 'forbidden', message: 'This order waits at Rue Verte.' }
      await expect(findPickup(store.db, tenant, wrong)).rejects.toMatchObject(refusal)
      await expect(handOver(store, tenant, wrong)).rejects.toMatchObject(refusal)
      const unknown = { code: 'BCDFGHJK', person: host, nowMs }
      await expect(findPickup(store.db, tenant, unknown)).rejects.toMatchObject({ code: 'not_found' })
      expect(await findPickup(store.db, tenant, { code, person: host, nowMs })).toMatchObject({
        handedOverBy: null,
      })
    })

    test('that were given back whole are not handed over', async () => {
      const world = await CreditWorld.open(await open())
      const { shop } = world
      const buyer = await world.viewer()
      await buyer.add('track', 1)
      await buyer.pickUp('rue')
      const opened = await buyer.checkout()
      const { pickupCode } = await shop.order(opened)
      await refundOrder(shop.store, shop.tenant, {
        checkoutId: idOf(opened),
        refundRef: 'refund-1',
        amount: 1000,
        lines: [],
        nowMs: shop.nowMs,
      })
      const asked = { code: pickupCode ?? '', person: host, nowMs: shop.nowMs }
      await expect(handOver(shop.store, shop.tenant, asked)).rejects.toMatchObject({ code: 'invalid' })
    })

    test('are handed over also when the shopper was forgotten', async () => {
      const world = await CreditWorld.open(await open())
      const { shop } = world
      const buyer = await world.viewer()
      await buyer.add('track', 1)
      await buyer.pickUp('rue')
      const { pickupCode } = await shop.order(await buyer.checkout())
      const { journeyId } = buyer.speaker
      await shop.store.transaction((trx) =>
        forgetJourney(trx, shop.tenant.id, { journeyId, nowMs: shop.nowMs }),
      )
      const asked = { code: pickupCode ?? '', person: mia, nowMs: shop.nowMs }
      expect(await handOver(shop.store, shop.tenant, asked)).toMatchObject({
        delta: null,
        pickup: { isNew: true },
      })
    })

    test('a code that another order has is drawn anew', async () => {
      const shop = await openShop()
      const { code } = await pickedUp(shop)
      const letters = 'BCDFGHJKLMNPQRSTVWXZ'
      const draws = [...[...code].map((letter) => letters.indexOf(letter)), ...Array<number>(8).fill(0)]
      const drawn = await drawPickupCode(shop.store.db, shop.tenant.id, () => draws.shift() ?? 1)
      expect(drawn).toBe('BBBBBBBB')
    })
  })
}
