import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { connected } from '../place-fixtures.ts'
import { selectStockDrift } from '../store/stock-store.ts'
import {
  cartOf,
  counts,
  open,
  PATIENCE,
  paying,
  soon,
  startShopWorld,
  stockOf,
} from './shop-world-fixtures.ts'

/** What every engine has to do with the orders of a real shop behind it. */
export function shopOrderContract(engine: string, databaseUrl: (() => Promise<string>) | null): void {
  const start = () => startShopWorld(databaseUrl)

  describe(`an order of a shop behind a hub on ${engine}`, { timeout: 180_000 }, () => {
    test('told twice and asked for is one: the cart empties once, in every place', async () => {
      const { shop, world, told } = await start()
      const { place, socket, cartId, checkout } = await paying(world)
      const other = await place.connect()
      shop.pay(checkout.id)
      const order = shop.orderOf(checkout.id)
      const answers = await Promise.all([told('order.placed', order), told('order.placed', order)])
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
      world.clock.ms += 3_600_000
      const isEmpty = (message: unknown) => JSON.stringify(message).includes('"qty":0')
      for (const heard of [socket, other]) {
        await heard.next('cart', isEmpty)
        expect(heard.heard.filter(({ event, message }) => event === 'cart' && isEmpty(message))).toHaveLength(
          1,
        )
      }
      const { rev } = await cartOf(world, cartId)
      expect(await told('order.placed', order)).toMatchObject({ status: 200 })
      expect(await cartOf(world, cartId)).toEqual({ rev, checkout_id: null })
      await soon(() => stockOf(world)).toEqual({ on_hand: 8, held: 0, shortfall: 0 })
      expect(await selectStockDrift(world.store.db)).toEqual([])
    })

    test('that nobody told is known within a minute, also when its check-out has run out', async () => {
      const { shop, world } = await start()
      const { socket, checkout } = await paying(world)
      await soon(() => shop.timesAsked('/order')).toBe(0)
      shop.pay(checkout.id)
      world.clock.ms += 31_000
      await socket.next('cart', (message) => JSON.stringify(message).includes('"qty":0'))
      const late = await paying(world)
      world.clock.ms += 16 * 60_000
      await soon(() => cartOf(world, late.cartId)).toMatchObject({ checkout_id: null })
      shop.pay(late.checkout.id)
      world.clock.ms += 60_000
      await late.socket.next('cart', (message) => JSON.stringify(message).includes('"qty":0'))
      expect(await stockOf(world)).toMatchObject({ held: 0 })
      expect(await selectStockDrift(world.store.db)).toEqual([])
    })

    test('that the shop counted before the hub heard of it is not taken twice', async () => {
      const { shop, world, told } = await start()
      const { checkout } = await paying(world)
      shop.pay(checkout.id)
      // Eight are left, and the hub still holds two of them.
      await told('stock.counted', counts(shop.countOf('mug')))
      await told('order.placed', shop.orderOf(checkout.id))
      await expect.poll(() => stockOf(world), PATIENCE).toMatchObject({ on_hand: 8, held: 0 })
    })

    test('[U64] takes the receipts of its lines along to the shop, and what is given back is taken off their credit, once, also when the shop tells of that first', async () => {
      const { shop, world, told } = await start()
      const { socket, place } = await connected(world)
      await socket.do({ op: 'addLine', variantId: 'mug', qty: 2, showId: 'spring' })
      const checkout = await open(socket, place.mine.cartId, 1)
      const [line] = shop.checkouts.get(checkout.id)?.lines ?? []
      expect(decodeJwt(line?.receipt ?? '')).toMatchObject({ kind: 'direct', show: 'spring', quantity: 2 })
      shop.pay(checkout.id)
      const order = shop.orderOf(checkout.id)
      const refund = {
        checkoutId: checkout.id,
        orderRef: order?.orderRef,
        refundRef: 'refund-1',
        lines: [{ variantId: 'mug', quantity: 1 }],
        amount: 1900,
        refundedAtMs: world.clock.now(),
      }
      expect(await told('order.refunded', refund)).toMatchObject({ status: 200, body: { isNew: true } })
      expect(await told('order.placed', order)).toMatchObject({ status: 200 })
      expect(await told('order.refunded', refund)).toMatchObject({ status: 200 })
      const stray = { ...refund, refundRef: 'refund-2', lines: [{ variantId: 'cap', quantity: 1 }] }
      expect(await told('order.refunded', stray)).toMatchObject({ status: 200 })
      const credited = await world.store.db
        .selectFrom('credit')
        .select(['show_id', 'units', 'amount'])
        .orderBy('amount')
        .execute()
      expect(credited).toEqual([
        { show_id: 'spring', units: -1, amount: -1900 },
        { show_id: 'spring', units: 2, amount: 3800 },
      ])
    })

    test('of a cart that is not ours is left, and the news taken', async () => {
      const { shop, world, told } = await start()
      const { checkout } = await paying(world)
      shop.pay(checkout.id)
      const order = { ...shop.orderOf(checkout.id), checkoutId: 'another' }
      expect(await told('order.placed', order)).toMatchObject({ status: 200 })
      expect(await stockOf(world)).toMatchObject({ on_hand: 10, held: 2 })
    })
  })
}
