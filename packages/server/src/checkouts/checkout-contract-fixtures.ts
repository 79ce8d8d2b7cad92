import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { mergeCart } from '../carts/merge-cart.ts'
import { goods, idOf, lineIdOf, MINUTE, Shop } from '../stock/shop-fixtures.ts'
import { selectStockDrift } from '../store/stock-store.ts'
import type { Store } from '../store/store.ts'
import { openCheckout } from './open-checkout.ts'

/** What every engine has to do with check-outs and orders. */
export function checkoutContract(engine: string, open: () => Promise<Store>): void {
  const openShop = async (file = goods(5)) => Shop.open(await open(), file)

  describe(`a check-out on ${engine}`, () => {
    test('freezes the cart and sets all its goods aside, and an order takes both away, once', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      for (const mode of ['none', 'track', 'on_checkout', 'on_cart']) await buyer.add(mode, 2)
      const opened = await buyer.checkout()
      expect(opened.answer).toMatchObject({ ok: true, checkout: { total: { amount: 8000 } } })
      expect(await buyer.add('none')).toMatchObject({ ok: false, code: 'frozen' })
      expect(await shop.stockOf('on_checkout')).toEqual([6, 2])
      expect(await shop.order(opened, 'order-1')).toMatchObject({ isNew: true })
      expect(await shop.order(opened, 'order-1')).toMatchObject({ isNew: false, delta: null })
      expect(await buyer.quantities()).toEqual({})
      for (const mode of ['track', 'on_checkout', 'on_cart']) expect(await shop.stockOf(mode)).toEqual([4, 0])
      expect(await shop.stockOf('none')).toEqual([6, 0])
      expect(await selectStockDrift(shop.store.db)).toEqual([])
      expect(await buyer.add('none')).toMatchObject({ ok: true })
    })

    test('asked again is the same one', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      await buyer.add('on_checkout')
      const [first, again] = [await buyer.checkout(), await buyer.checkout()]
      expect(idOf(again)).toBe(idOf(first))
      expect(again.delta).toBeNull()
    })

    test('is all or nothing: of two who want the last, one gets it and the other keeps the cart', async () => {
      const shop = await openShop()
      const [one, two] = [await shop.shopper(), await shop.shopper()]
      for (const buyer of [one, two]) {
        await buyer.add('on_checkout', 4)
        await buyer.add('track', 1)
      }
      idOf(await one.checkout())
      expect(await two.checkout()).toMatchObject({
        answer: { ok: false, problems: [{ code: 'no_stock', lineId: lineIdOf('on_checkout'), free: 2 }] },
        delta: null,
      })
      expect(await two.quantities()).toEqual({ on_checkout: 4, track: 1 })
      expect(await shop.stockOf('on_checkout')).toEqual([6, 4])
    })

    test('that is cancelled gives back what the cart did not hold for itself', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      await buyer.add('on_checkout', 2)
      await buyer.add('on_cart', 2)
      const opened = await buyer.checkout()
      await buyer.cancel(opened)
      await buyer.cancel(opened)
      expect(await shop.stockOf('on_checkout')).toEqual([6, 0])
      expect(await shop.stockOf('on_cart')).toEqual([6, 2])
      expect(await buyer.add('none')).toMatchObject({ ok: true })
    })

    test('that is not paid in time ends like one that is cancelled, and keeps holds of carts while it lasts', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      await buyer.add('on_cart', 2)
      await buyer.checkout()
      shop.nowMs += 11 * MINUTE
      expect(await shop.sweep()).toEqual([])
      expect(await shop.stockOf('on_cart')).toEqual([6, 2])
      shop.nowMs += 4 * MINUTE
      await shop.sweep()
      expect(await shop.stockOf('on_cart')).toEqual([6, 0])
      expect(await buyer.add('none')).toMatchObject({ ok: true })
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })

    test('that was paid too late is an order all the same; what is not there is a shortfall', async () => {
      const shop = await openShop()
      const [late, quick] = [await shop.shopper(), await shop.shopper()]
      await late.add('on_checkout', 4)
      const opened = await late.checkout()
      shop.nowMs += 15 * MINUTE
      await shop.sweep()
      await quick.add('on_checkout', 4)
      await shop.order(await quick.checkout())
      expect(await shop.order(opened)).toMatchObject({ isNew: true })
      expect(await shop.stockOf('on_checkout')).toEqual([0, 0])
      const rows = await shop.store.db.selectFrom('stock').select('shortfall').execute()
      expect(rows.reduce((sum, { shortfall }) => sum + shortfall, 0)).toBe(2)
      expect(await late.quantities()).toEqual({})
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })

    test('that was paid after its cart had become part of another takes its goods out of that one', async () => {
      const shop = await openShop()
      const [late, other] = [await shop.shopper(), await shop.shopper()]
      await late.add('on_cart', 2)
      const opened = await late.checkout()
      shop.nowMs += 15 * MINUTE
      await shop.sweep()
      await other.add('on_cart', 1)
      await shop.store.transaction((trx) =>
        mergeCart(trx, shop.tenant, {
          from: late.speaker.cartId,
          into: other.speaker.cartId,
          nowMs: shop.nowMs,
        }),
      )
      const { id, rev } = await other.cart()
      expect(await shop.order(opened)).toMatchObject({ isNew: true, delta: { cartId: id, from: rev } })
      expect(await other.quantities()).toEqual({ on_cart: 1 })
      expect(await shop.stockOf('on_cart')).toEqual([4, 0])
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })

    test('[I7] that was paid too late comes before others when goods are given back', async () => {
      const shop = await openShop()
      const [late, quick] = [await shop.shopper(), await shop.shopper()]
      await late.add('on_checkout', 6)
      const opened = await late.checkout()
      shop.nowMs += 15 * MINUTE
      await shop.sweep()
      await quick.add('on_checkout', 6)
      const other = await quick.checkout()
      await shop.order(opened)
      expect(await shop.stockOf('on_checkout')).toEqual([6, 6])
      // Six were sold to the late one, and the six that come back are these.
      await quick.cancel(other)
      expect(await shop.stockOf('on_checkout')).toEqual([0, 0])
      expect((await quick.checkout()).answer).toMatchObject({
        ok: false,
        problems: [{ code: 'no_stock', free: 0 }],
      })
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })

    test('at another price than the shopper saw is not opened, but told', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      await buyer.add('none')
      await shop.store.db.updateTable('variant').set({ price: 1200 }).execute()
      const opened = await buyer.checkout()
      expect(opened.answer).toEqual({ ok: false, problems: [{ code: 'changed' }] })
      expect(opened.delta).toMatchObject({ lines: [{ price: 1200 }] })
      expect((await buyer.checkout()).answer).toMatchObject({ ok: true })
    })

    test('of a cart that has moved on, is empty or holds what is gone is not opened', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      expect((await buyer.checkout()).answer).toEqual({ ok: false, problems: [{ code: 'empty' }] })
      await buyer.add('none')
      const { id } = await buyer.cart()
      const old = { message: { cartId: id, rev: 0 }, nowMs: shop.nowMs, newId: randomUUID }
      expect((await openCheckout(shop.store, buyer.speaker, old)).answer).toEqual({
        ok: false,
        problems: [{ code: 'changed' }],
      })
      await shop.store.db.updateTable('variant').set({ is_active: 0 }).execute()
      expect((await buyer.checkout()).answer).toMatchObject({ ok: false, problems: [{ code: 'gone' }] })
    })

    test('uses a code once: who comes second is told, and pays without it', async () => {
      const shop = await openShop()
      const [one, two] = [await shop.shopper(), await shop.shopper()]
      for (const buyer of [one, two]) {
        await buyer.add('none')
        expect(await buyer.do({ op: 'applyDiscountCode', code: 'once' })).toMatchObject({ ok: true })
      }
      const opened = await one.checkout()
      expect(opened.answer).toMatchObject({ checkout: { total: { amount: 700 } } })
      const problems = [{ code: 'bad_code', discountCode: 'ONCE' }]
      expect((await two.checkout()).answer).toEqual({ ok: false, problems })
      await one.cancel(opened)
      expect((await two.checkout()).answer).toMatchObject({ ok: true })
    })

    test('cannot be two orders, and two check-outs cannot be one', async () => {
      const shop = await openShop()
      const [one, two] = [await shop.shopper(), await shop.shopper()]
      await one.add('none')
      await two.add('none')
      const [a, b] = [await one.checkout(), await two.checkout()]
      await shop.order(a, 'order-1')
      await expect(shop.order(a, 'order-2')).rejects.toMatchObject({ code: 'invalid' })
      await expect(shop.order(b, 'order-1')).rejects.toMatchObject({ code: 'invalid' })
    })
  })
}
