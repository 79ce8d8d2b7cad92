import { describe, expect, test } from 'vitest'
import { mergeCart } from '../carts/merge-cart.ts'
import { callAs } from '../journeys/shopper-fixtures.ts'
import { connected } from '../place-fixtures.ts'
import { findTenant } from '../store/tenant-store.ts'
import { applyTenantFile } from '../store/apply-tenant.ts'
import { claimShopCarts, markShopCart, releaseShopCart } from '../store/shop-cart-store.ts'
import { tenantFileOf } from '../tenant-fixtures.ts'
import { open, PATIENCE, soon, startShopWorld } from './shop-world-fixtures.ts'

/** What every engine has to do where the shop keeps a copy of each cart. */
export function shopCartContract(engine: string, databaseUrl: (() => Promise<string>) | null): void {
  describe(`a shop's copy of a cart behind a hub on ${engine}`, { timeout: 180_000 }, () => {
    const start = async () => {
      const { shop, world, told } = await startShopWorld(databaseUrl, { shopFile: { keepsCart: true } })
      const has = (cartId: string) => {
        try {
          return shop.unitsOf(cartId)
        } catch {
          // It never heard of it.
          return null
        }
      }
      const shopper = async () => {
        const { place, socket } = await connected(world)
        const { cartId } = place.mine
        const ours = async () => {
          const lines = await world.store.db
            .selectFrom('cart_line')
            .select(['variant_id', 'qty'])
            .where('cart_id', '=', cartId)
            .where('qty', '>', 0)
            .orderBy('variant_id')
            .execute()
          return Object.fromEntries(lines.map(({ variant_id, qty }) => [variant_id, qty]))
        }
        return { place, socket, cartId, ours }
      }
      /** Soon, with the clock going on: what failed is tried again some time after it is known to have failed. */
      const later = (read: () => unknown) =>
        soon(() => {
          world.clock.ms += 6000
          return read()
        })
      return { shop, world, told, has, shopper, later }
    }

    test('has what is added and what is taken out, before anybody goes to pay', async () => {
      const { has, shopper } = await start()
      const { socket, cartId } = await shopper()
      await socket.add(2)
      await socket.add(1, 'cap')
      await soon(() => has(cartId)).toEqual({ mug: 2, cap: 1 })
      await socket.do({ op: 'clear', seenRev: 99 })
      await expect.poll(() => has(cartId), PATIENCE).toEqual({})
    })

    test('is asked of shops alone whose file says so', async () => {
      const { shop, world } = await startShopWorld(databaseUrl)
      const { socket } = await connected(world)
      await socket.add(2)
      expect(await world.store.db.selectFrom('shop_cart').select('cart_id').execute()).toEqual([])
      expect(shop.timesAsked('/cart')).toBe(0)
    })

    test('[U47] changed there it changes in every place, and what both changed adds up', async () => {
      const { shop, told, has, shopper, later } = await start()
      const { place, socket, cartId, ours } = await shopper()
      const other = await place.connect()
      await socket.add(2)
      await soon(() => has(cartId)).toEqual({ mug: 2 })
      const news = shop.change(cartId, { mug: 4, cap: 1 })
      // Meanwhile one more is added here, of which the shop has not heard.
      shop.illness = 'busy'
      await socket.add(1)
      expect(await told('cart.changed', news)).toMatchObject({ status: 200, body: { isNew: true } })
      await other.next('cart', (message) => JSON.stringify(message).includes('cap'))
      expect(await ours()).toEqual({ mug: 5, cap: 1 })
      shop.illness = null
      await later(() => has(cartId)).toEqual({ mug: 5, cap: 1 })
      await told('cart.changed', shop.change(cartId, { mug: 1, cap: 0 }))
      expect(await ours()).toEqual({ mug: 1 })
    })

    test('told twice, late, of a cart that it has no more, or of one that is none of ours, changes nothing', async () => {
      const { shop, world, told, has, shopper } = await start()
      const { socket, cartId, ours } = await shopper()
      await socket.add(1)
      await soon(() => has(cartId)).toEqual({ mug: 1 })
      const first = shop.change(cartId, { mug: 2 })
      const early = world.clock.now()
      world.clock.ms += 10
      const second = shop.change(cartId, { mug: 3 })
      await told('cart.changed', second)
      await told('cart.changed', second)
      // It was so before, and is heard of after.
      await told('cart.changed', first, { atMs: early })
      expect(await ours()).toEqual({ mug: 3 })
      await socket.add(1)
      await soon(() => has(cartId)).toEqual({ mug: 4 })
      world.clock.ms += 10
      await told('cart.changed', { ...second, lines: [] })
      await told('cart.changed', { ...second, shopRef: 'none of ours', rev: 99, lines: [] })
      expect(await ours()).toEqual({ mug: 4 })
    })

    test('that names no revision is believed if it is younger than what the shop was told', async () => {
      const { shop, world, told, has, shopper } = await start()
      const { socket, cartId, ours } = await shopper()
      const before = world.clock.now()
      world.clock.ms += 10
      await socket.add(1)
      await soon(() => has(cartId)).toEqual({ mug: 1 })
      const { rev: _revision, ...news } = shop.change(cartId, { mug: 2 })
      await told('cart.changed', news, { atMs: before })
      expect(await ours()).toEqual({ mug: 1 })
      world.clock.ms += 10
      await told('cart.changed', news)
      expect(await ours()).toEqual({ mug: 2 })
    })

    test('with more than there is, or with goods that are not sold here, is put right there', async () => {
      const { shop, told, has, shopper } = await start()
      const { socket, cartId, ours } = await shopper()
      await socket.add(1)
      await soon(() => has(cartId)).toEqual({ mug: 1 })
      shop.set('cap', { count: 900 })
      await told('cart.changed', shop.change(cartId, { cap: 700, gift: 1 }))
      const { cap, ...rest } = await ours()
      expect(rest).toEqual({ mug: 1 })
      await soon(() => has(cartId)).toEqual(cap === undefined ? { mug: 1 } : { mug: 1, cap })
    })

    test('is told later by a shop that is away, and nobody’s cart waits for it', async () => {
      const { shop, has, shopper, later } = await start()
      const { socket, cartId, ours } = await shopper()
      shop.illness = 'broken'
      await socket.add(3)
      await soon(() => shop.timesAsked('/cart')).toBeGreaterThan(0)
      expect(await ours()).toEqual({ mug: 3 })
      expect(has(cartId)).toBeNull()
      shop.illness = null
      await later(() => has(cartId)).toEqual({ mug: 3 })
    })

    test('changed while it is being paid waits until it is not, and is taken then', async () => {
      const { shop, told, has, shopper, later } = await start()
      const { socket, cartId, ours } = await shopper()
      await socket.add(2)
      await soon(() => has(cartId)).toEqual({ mug: 2 })
      // One more, of which the shop hears first at the check-out.
      shop.illness = 'busy'
      const asked = shop.timesAsked('/cart')
      await socket.add(1)
      await soon(() => shop.timesAsked('/cart')).toBeGreaterThan(asked)
      shop.illness = null
      const { id } = await open(socket, cartId, 2)
      await told('cart.changed', shop.change(cartId, { mug: 4, cap: 1 }))
      expect(await ours()).toEqual({ mug: 3 })
      await socket.ask('checkout.cancel', { cartId, checkoutId: id })
      await later(ours).toEqual({ mug: 4, cap: 1 })
      await later(() => has(cartId)).toEqual({ mug: 4, cap: 1 })
    })

    test('that was bought goes on as another', async () => {
      const { shop, told, has, shopper } = await start()
      const { socket, cartId, ours } = await shopper()
      await socket.add(2)
      await soon(() => has(cartId)).toEqual({ mug: 2 })
      const bought = shop.change(cartId, {})
      const { id } = await open(socket, cartId, 1)
      expect(shop.checkouts.get(id)?.shopRef).toBe(bought.shopRef)
      shop.pay(id)
      await told('order.placed', shop.orderOf(id))
      await socket.add(1, 'cap')
      await soon(() => has(cartId)).toEqual({ cap: 1 })
      expect(shop.change(cartId, {}).shopRef).not.toBe(bought.shopRef)
      await told('cart.changed', { ...bought, rev: 99, lines: [{ variantId: 'mug', quantity: 9 }] })
      expect(await ours()).toEqual({ cap: 1 })
    })

    test('that went over into another one is empty there, and the other has it all', async () => {
      const { world, has, shopper } = await start()
      const [one, two] = [await shopper(), await shopper()]
      await one.socket.add(2)
      await two.socket.add(1, 'cap')
      await soon(() => [has(one.cartId), has(two.cartId)]).toEqual([{ mug: 2 }, { cap: 1 }])
      const tenant = await findTenant(world.store.db, 'maison')
      if (tenant === undefined) throw new Error('the tenant was just applied')
      await world.store.transaction((trx) =>
        mergeCart(trx, tenant, { from: one.cartId, into: two.cartId, nowMs: world.clock.now() }),
      )
      await expect.poll(() => [has(one.cartId), has(two.cartId)], PATIENCE).toEqual([{}, { mug: 2, cap: 1 }])
    })

    test('is told by one node at a time: what is marked meanwhile waits until that one is done', async () => {
      // This hub's file asks for no copies, so that nobody else takes them.
      const { world } = await startShopWorld(databaseUrl)
      const { store } = world
      const { place } = await connected(world)
      const { cartId } = place.mine
      const tenant = await findTenant(store.db, 'maison')
      if (tenant === undefined) throw new Error('the tenant was just applied')
      const mark = (nowMs: number) =>
        markShopCart(store.db, { ...tenant, keepsShopCart: true }, { cartId, nowMs })
      const claim = (nowMs: number) =>
        store.transaction((trx) => claimShopCarts(trx, { nowMs, leaseMs: 100, tenantIds: [tenant.id] }))
      await mark(1000)
      const [taken] = await claim(1000)
      if (taken === undefined) throw new Error('it was due')
      await mark(1010)
      expect(await claim(1020)).toEqual([])
      await releaseShopCart(store.db, taken, null)
      // Marked since: it is due, and not for later.
      const [again] = await claim(1030)
      expect(again).toMatchObject({ cartId, tries: 0 })
      if (again === undefined) return
      await releaseShopCart(store.db, again, 2000)
      expect(await claim(1999)).toEqual([])
      const [late] = await claim(2000)
      expect(late).toMatchObject({ tries: 1 })
      if (late === undefined) return
      // Its node is gone. The next one has it, and the first's word, if it comes, changes nothing.
      expect(await claim(2099)).toEqual([])
      const [next] = await claim(2100)
      await releaseShopCart(store.db, late, null)
      expect(await claim(2150)).toEqual([])
      if (next === undefined) throw new Error('the lease was over')
      await releaseShopCart(store.db, next, null)
      expect(await claim(9000)).toEqual([])
    })

    test('is emptied there when its shopper is forgotten, also by a shop that was away, and then it is not known here', async () => {
      const { shop, world, has, shopper, later } = await start()
      const { place, socket, cartId } = await shopper()
      await socket.add(2)
      await soon(() => has(cartId)).toEqual({ mug: 2 })
      shop.illness = 'busy'
      await callAs(place, ['DELETE', '/v1/shopper'], { act: 'forget' })
      world.clock.ms += 6000
      const known = () => world.store.db.selectFrom('shop_cart').select('shop_ref').execute()
      expect(await known()).toHaveLength(1)
      shop.illness = null
      await later(() => has(cartId)).toEqual({})
      await later(known).toEqual([])
    })

    test('that was bought stays there as it was when its shopper is forgotten', async () => {
      const { shop, world, told, has, shopper } = await start()
      const { place, socket, cartId } = await shopper()
      await socket.add(2)
      await soon(() => has(cartId)).toEqual({ mug: 2 })
      const { id } = await open(socket, cartId, 1)
      shop.pay(id)
      await told('order.placed', shop.orderOf(id))
      await callAs(place, ['DELETE', '/v1/shopper'], { act: 'forget' })
      await soon(() => world.store.db.selectFrom('shop_cart').select('shop_ref').execute()).toEqual([])
      expect(has(cartId)).toEqual({ mug: 2 })
    })

    test('is nothing that is known any more once the tenant file asks for none', async () => {
      const { shop, world, has, shopper } = await start()
      const { socket, cartId } = await shopper()
      await socket.add(2)
      await soon(() => has(cartId)).toEqual({ mug: 2 })
      const file = tenantFileOf({ catalogue: undefined, shop: shop.file })
      await world.store.transaction((trx) => applyTenantFile(trx, file, world.clock.now()))
      expect(await world.store.db.selectFrom('shop_cart').select('cart_id').execute()).toEqual([])
    })

    test('of a burst of carts is told of each as it is in the end, and then there is nothing to tell', async () => {
      const { world, has, shopper } = await start()
      const shoppers = await Promise.all(Array.from({ length: 12 }, shopper))
      await Promise.all(
        shoppers.map(async ({ socket }) => {
          await socket.add(1)
          await socket.add(1)
        }),
      )
      const due = await world.store.db.selectFrom('shop_cart').select('cart_id').execute()
      expect(due).toHaveLength(12)
      for (const { cartId } of shoppers) await soon(() => has(cartId)).toEqual({ mug: 2 })
      const left = () =>
        world.store.db.selectFrom('shop_cart').select('cart_id').where('due_at', 'is not', null).execute()
      await soon(left).toEqual([])
    })
  })
}
