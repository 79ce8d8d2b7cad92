import { cartIdSchema, visibleLines } from '@tote/protocol'
import { describe, expect, test } from 'vitest'
import { mergeCart } from '../carts/merge-cart.ts'
import { syncCart } from '../carts/sync-cart.ts'
import { applyTenantFile } from '../store/apply-tenant.ts'
import { selectStockDrift } from '../store/stock-store.ts'
import type { Store } from '../store/store.ts'
import { goods, MINUTE, Shop } from './shop-fixtures.ts'

/** What every engine has to do with stock and holds. */
export function stockContract(engine: string, open: () => Promise<Store>): void {
  const openShop = async (file = goods(5)) => Shop.open(await open(), file)

  describe(`stock on ${engine}`, () => {
    describe('[U69] each policy of holding', () => {
      test('none: anybody may add any number, nothing is counted', async () => {
        const shop = await openShop()
        const buyer = await shop.shopper()
        expect(await buyer.add('none', 500)).toMatchObject({ ok: true })
        expect(await shop.stockOf('none')).toEqual([6, 0])
      })

      test.each(['track', 'on_checkout'])('%s: no more than there is, and nothing is held', async (mode) => {
        const shop = await openShop()
        const [one, two] = [await shop.shopper(), await shop.shopper()]
        expect(await one.add(mode, 6)).toMatchObject({ ok: true })
        expect(await one.add(mode)).toMatchObject({ ok: false, code: 'no_stock', free: 0 })
        expect(await two.add(mode, 6)).toMatchObject({ ok: true })
        expect(await shop.stockOf(mode)).toEqual([6, 0])
      })

      test('on_cart: what lies in one cart is nobody else’s, for a time', async () => {
        const shop = await openShop()
        const [one, two] = [await shop.shopper(), await shop.shopper()]
        expect(await one.add('on_cart', 4)).toMatchObject({ ok: true })
        expect(await two.add('on_cart', 3)).toMatchObject({ ok: false, code: 'no_stock', free: 2 })
        expect(await two.add('on_cart', 2)).toMatchObject({ ok: true })
        expect(await shop.stockOf('on_cart')).toEqual([6, 6])
        await one.set('on_cart', 1)
        expect(await two.add('on_cart', 3)).toMatchObject({ ok: true })
      })
    })

    test('[I9] a hold that ran out leaves the line, marked, and gives its goods back', async () => {
      const shop = await openShop()
      const [one, two] = [await shop.shopper(), await shop.shopper()]
      await one.add('on_cart', 6)
      shop.nowMs += 10 * MINUTE - 1
      expect(await shop.sweep()).toEqual([])
      shop.nowMs += 1
      expect(await shop.sweep()).toMatchObject([{ delta: { from: 1, to: 2 }, stockChanged: ['on_cart'] }])
      expect(visibleLines(await one.cart())).toMatchObject([{ qty: 6, hold: { isOver: true } }])
      expect(await two.add('on_cart', 5)).toMatchObject({ ok: true })
      expect(await shop.sweep()).toEqual([])
    })

    test('a touched line does not hold its goods longer, and holds again once it is over', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      await buyer.add('on_cart')
      shop.nowMs += 9 * MINUTE
      await buyer.add('on_cart')
      shop.nowMs += MINUTE
      await shop.sweep()
      expect(await shop.stockOf('on_cart')).toEqual([6, 0])
      await buyer.set('on_cart', 3)
      expect(await shop.stockOf('on_cart')).toEqual([6, 3])
      expect(visibleLines(await buyer.cart())).toMatchObject([{ qty: 3, hold: { isOver: false } }])
    })

    test('a line whose goods are somebody else’s by now can still shrink', async () => {
      const shop = await openShop()
      const [one, two] = [await shop.shopper(), await shop.shopper()]
      await one.add('on_cart', 6)
      shop.nowMs += 10 * MINUTE
      await shop.sweep()
      await two.add('on_cart', 6)
      expect(await one.set('on_cart', 2)).toMatchObject({ ok: true })
      expect(visibleLines(await one.cart())).toMatchObject([{ qty: 2, hold: { isOver: true } }])
      expect(await shop.stockOf('on_cart')).toEqual([6, 6])
    })

    test('a pick-up counts and holds at that store alone', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      await buyer.add('on_cart', 2)
      expect(await buyer.pickUp('rue')).toMatchObject({ ok: false, code: 'no_stock', free: 1 })
      await buyer.set('on_cart', 1)
      expect(await buyer.pickUp('rue')).toMatchObject({ ok: true })
      expect(await buyer.pickUp('warehouse')).toMatchObject({ ok: false, code: 'bad_location' })
      const held = await shop.store.db.selectFrom('stock').selectAll().where('held', '>', 0).execute()
      expect(held).toMatchObject([{ location_id: 'rue', held: 1 }])
      expect(await buyer.add('on_checkout', 2)).toMatchObject({ ok: false, code: 'no_stock', free: 1 })
    })

    test('[I13] merged carts hold together what each held', async () => {
      const shop = await openShop()
      const [one, two] = [await shop.shopper(), await shop.shopper()]
      await one.add('on_cart', 2)
      shop.nowMs += MINUTE
      await two.add('on_cart', 3)
      await shop.store.transaction((trx) =>
        mergeCart(trx, shop.tenant, {
          from: two.speaker.cartId,
          into: one.speaker.cartId,
          nowMs: shop.nowMs,
        }),
      )
      expect(visibleLines(await one.cart())).toMatchObject([{ qty: 5, hold: { isOver: false } }])
      expect(await shop.stockOf('on_cart')).toEqual([6, 5])
      expect(await selectStockDrift(shop.store.db)).toEqual([])
      await expect(two.add('on_cart')).rejects.toMatchObject({ code: 'moved' })
      // The older of the two times holds for both.
      shop.nowMs += 9 * MINUTE
      await shop.sweep()
      expect(await shop.stockOf('on_cart')).toEqual([6, 0])
    })

    test('[I2] who names a cart that went over into another, and has a new one by now, is told so, not refused for good', async () => {
      const shop = await openShop()
      const [stays, goes, other] = [await shop.shopper(), await shop.shopper(), await shop.shopper()]
      const { nowMs, tenant, store } = shop
      await store.transaction((trx) =>
        mergeCart(trx, tenant, { from: goes.speaker.cartId, into: other.speaker.cartId, nowMs }),
      )
      // A place of the journey whose lines were taken along: it has not heard that its cart is another.
      const message = { cartId: cartIdSchema.parse(goes.speaker.cartId), rev: 0, clientIds: [] }
      await expect(syncCart(store, stays.speaker, message)).rejects.toMatchObject({ code: 'moved' })
      const strange = { ...message, cartId: cartIdSchema.parse(other.speaker.cartId) }
      await expect(syncCart(store, stays.speaker, strange)).rejects.toMatchObject({ code: 'forbidden' })
    })

    test('a count from outside below what is promised is a shortfall, not a broken promise', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      await buyer.add('on_cart', 5)
      await shop.store.transaction((trx) => applyTenantFile(trx, goods(2), 2))
      const rows = await shop.store.db
        .selectFrom('stock')
        .selectAll()
        .where('variant_id', '=', 'on_cart')
        .where('location_id', '=', 'warehouse')
        .execute()
      expect(rows).toMatchObject([{ on_hand: 5, held: 5, shortfall: 3 }])
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })

    test('[I7] goods that carts give back make up for what is short, before anybody has them', async () => {
      const shop = await openShop()
      const [one, two] = [await shop.shopper(), await shop.shopper()]
      await one.add('on_cart', 6)
      await shop.store.transaction((trx) => applyTenantFile(trx, goods(2), 2))
      expect(await shop.stockOf('on_cart')).toEqual([6, 6])
      // Three of five are short at the warehouse: of four that come back from there one is free.
      await one.set('on_cart', 1)
      expect(await shop.stockOf('on_cart')).toEqual([3, 1])
      expect(await two.add('on_cart', 3)).toMatchObject({ ok: false, code: 'no_stock', free: 2 })
      expect(await two.add('on_cart', 2)).toMatchObject({ ok: true })
      const rows = await shop.store.db.selectFrom('stock').select('shortfall').execute()
      expect(rows.reduce((sum, { shortfall }) => sum + shortfall, 0)).toBe(0)
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })
  })
}
