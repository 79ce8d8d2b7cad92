import type { Cart, CheckoutId } from '@tote/protocol'
import { describe, expect, test } from 'vitest'
import { goods, lineIdOf, MINUTE, Shop, type Buyer } from '../stock/shop-fixtures.ts'
import { selectStockDrift } from '../store/stock-store.ts'
import type { Store } from '../store/store.ts'
import { abandonCheckout } from './end-checkout.ts'
import type { Opened } from './open-checkout.ts'
import { placeOrder } from './place-order.ts'
import { readOrders } from './read-orders.ts'

const product = (id: string, merchant?: string, inventoryMode = 'on_checkout') => ({
  id,
  title: id,
  inventoryMode,
  ...(merchant === undefined ? {} : { merchant }),
  variants: [{ id, title: id, price: 1000, stock: { warehouse: 4 } }],
})

/** The tenant sells vases and lamps, Noor bowls, Lune candles. */
const file = (changes: Record<string, unknown> = {}) =>
  goods(4, {
    merchants: [
      { id: 'noor', name: 'Atelier Noor' },
      { id: 'lune', name: 'Lune' },
    ],
    catalogue: {
      currency: 'EUR',
      locations: [
        { id: 'rue', name: 'Rue Verte', kind: 'store' },
        { id: 'warehouse', name: 'Warehouse', kind: 'warehouse' },
      ],
      products: [
        {
          ...product('vase'),
          variants: [{ id: 'vase', title: 'vase', price: 1000, stock: { warehouse: 4, rue: 2 } }],
        },
        product('bowl', 'noor'),
        product('candle', 'lune'),
        product('cup', 'noor', 'on_cart'),
      ],
    },
    ...changes,
  })

/** What every engine has to do with one check-out for several merchants. */
export function merchantsContract(engine: string, open: () => Promise<Store>): void {
  const openShop = async () => Shop.open(await open(), file())

  describe(`one check-out for several merchants on ${engine}`, () => {
    test('is one a merchant, each of its own lines, sums and goods; together they are the cart', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      for (const id of ['bowl', 'vase', 'candle']) await buyer.add(id, 2)
      expect(await buyer.do({ op: 'applyDiscountCode', code: 'TEN' })).toMatchObject({ ok: true })
      const opened = await buyer.checkout()
      // Ten percent off what the tenant sells itself.
      expect(totalsOf(opened)).toEqual([1800, 2000, 2000])
      expect(partsOf(await buyer.cart())).toEqual([
        ['open', undefined],
        ['open', 'noor'],
        ['open', 'lune'],
      ])
      for (const id of ['bowl', 'vase', 'candle']) expect((await shop.stockOf(id))[1]).toBe(2)
      expect(await buyer.add('cup')).toMatchObject({ ok: false, code: 'frozen' })
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })

    test('of one merchant’s lines alone is as it ever was, whoever that is', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      await buyer.add('bowl', 2)
      const opened = await buyer.checkout()
      expect(opened.answer).toMatchObject({ ok: true, checkout: { total: { amount: 2000 } } })
      expect(opened.answer).not.toHaveProperty('open')
      expect((await buyer.cart()).meta.checkout).not.toHaveProperty('parts')
      await shop.order(opened)
      expect(await buyer.quantities()).toEqual({})
      expect(await ordersOf(buyer)).toMatchObject([{ soldBy: 'Atelier Noor' }])
    })

    test('asked again is the same ones, those that are ordered by then left out', async () => {
      const shop = await openShop()
      const { buyer, opened } = await paying(shop, ['vase', 'bowl', 'candle'])
      const [vase, bowl, candle] = idsOf(opened)
      expect(idsOf(await buyer.checkout())).toEqual([vase, bowl, candle])
      await order(shop, bowl)
      const again = await buyer.checkout()
      expect(idsOf(again)).toEqual([vase, candle])
      expect(again.delta).toBeNull()
    })

    test('empties the cart once, and only of what is ordered, in whichever order that comes', async () => {
      const shop = await openShop()
      const { buyer, opened } = await paying(shop, ['vase', 'bowl', 'candle'])
      const [vase, bowl, candle] = idsOf(opened)
      expect((await order(shop, candle)).delta).toMatchObject({ lines: [{ variantId: 'candle', qty: 0 }] })
      expect(await buyer.quantities()).toEqual({ vase: 1, bowl: 1 })
      expect(partsOf(await buyer.cart())).toEqual([
        ['open', undefined],
        ['open', 'noor'],
        ['ordered', 'lune'],
      ])
      expect(await order(shop, candle)).toMatchObject({ isNew: false, delta: null })
      await order(shop, vase)
      expect((await buyer.cart()).meta.checkout?.id).toBe(bowl)
      await order(shop, bowl)
      expect(await buyer.quantities()).toEqual({})
      expect((await buyer.cart()).meta.checkout).toBeUndefined()
      for (const id of ['vase', 'bowl', 'candle']) expect((await shop.stockOf(id))[1]).toBe(0)
      const sellers = (await ordersOf(buyer)).map(({ soldBy }) => soldBy)
      expect(new Set(sellers)).toEqual(new Set(['Atelier Noor', 'Lune', undefined]))
      expect(sellers).toHaveLength(3)
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })

    test('leaves exactly the lines of whom there is not enough of in the cart, and goes on with the others', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      await buyer.add('vase', 1)
      await buyer.add('bowl', 3)
      await buyer.add('cup', 1)
      const [other] = [await shop.shopper()]
      await other.add('bowl', 2)
      expect((await other.checkout()).answer.ok).toBe(true)
      const opened = await buyer.checkout()
      const problem = { code: 'no_stock', lineId: lineIdOf('bowl'), free: 2 }
      expect(opened.answer).toMatchObject({
        ok: true,
        failed: [{ merchantId: 'noor', problem }],
      })
      expect(totalsOf(opened)).toEqual([1000])
      // A cup of the same merchant is held while it lies in the cart, and stays so; none of it is at a check-out.
      expect(await shop.stockOf('cup')).toEqual([4, 1])
      expect(await shop.stockOf('bowl')).toEqual([4, 2])
      await order(shop, idsOf(opened)[0])
      expect(await buyer.quantities()).toEqual({ bowl: 3, cup: 1 })
      expect((await buyer.cart()).meta.checkout).toBeUndefined()
      // It may change again, and be paid.
      await buyer.set('bowl', 2)
      expect((await buyer.checkout()).answer.ok).toBe(true)
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })

    test('of whom none has enough is none: each says why, and nothing is frozen', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      for (const id of ['bowl', 'candle']) await buyer.add(id)
      const { buyer: first } = await paying(shop, ['bowl', 'candle'], 4)
      expect((await buyer.checkout()).answer).toMatchObject({
        ok: false,
        problems: [{ lineId: lineIdOf('bowl') }, { lineId: lineIdOf('candle') }],
      })
      expect((await buyer.cart()).meta.checkout).toBeUndefined()
      expect((await first.cart()).meta.checkout).toBeDefined()
    })

    test('one of which a shop does not take gives back its goods alone, and says so until the last is paid', async () => {
      const shop = await openShop()
      const { buyer, opened } = await paying(shop, ['vase', 'bowl', 'cup'])
      const [vase, bowl] = idsOf(opened)
      await abandon(shop, buyer, bowl)
      expect(partsOf(await buyer.cart())).toEqual([
        ['open', undefined],
        ['failed', 'noor'],
      ])
      expect(await shop.stockOf('bowl')).toEqual([4, 0])
      // Held in the cart before, it is so for the time it had.
      expect(await shop.stockOf('cup')).toEqual([4, 1])
      expect((await shop.stockOf('vase'))[1]).toBe(1)
      await order(shop, vase)
      expect(await buyer.quantities()).toEqual({ bowl: 1, cup: 1 })
      expect((await buyer.cart()).meta.checkout).toBeUndefined()
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })

    test('of which the last is not taken either leaves the cart free', async () => {
      const shop = await openShop()
      const { buyer, opened } = await paying(shop, ['vase', 'bowl'])
      for (const id of idsOf(opened)) await abandon(shop, buyer, id)
      expect((await buyer.cart()).meta.checkout).toBeUndefined()
      expect(await buyer.quantities()).toEqual({ vase: 1, bowl: 1 })
      for (const id of ['vase', 'bowl']) expect((await shop.stockOf(id))[1]).toBe(0)
    })

    test('is let go of as one: what was ordered stays ordered, the rest is free', async () => {
      const shop = await openShop()
      const { buyer, opened } = await paying(shop, ['vase', 'bowl', 'candle'])
      const [vase = '', bowl] = idsOf(opened)
      await order(shop, bowl)
      const { rev } = await buyer.cart()
      expect((await buyer.cancel(opened)).delta).toMatchObject({ from: rev, to: rev + 2 })
      expect((await buyer.cart()).meta.checkout).toBeUndefined()
      expect(await buyer.quantities()).toEqual({ vase: 1, candle: 1 })
      for (const id of ['vase', 'candle']) expect((await shop.stockOf(id))[1]).toBe(0)
      expect(await buyer.add('vase')).toMatchObject({ ok: true })
      // Paid all the same, at the last moment: an order, which takes what is there.
      await order(shop, vase)
      expect(await buyer.quantities()).toEqual({ vase: 1, candle: 1 })
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })

    test('that is not paid in time ends, each part by itself', async () => {
      const shop = await openShop()
      const { buyer } = await paying(shop, ['vase', 'bowl'])
      shop.nowMs += 15 * MINUTE
      expect((await shop.sweep()).filter(({ delta }) => delta !== null)).toHaveLength(2)
      expect((await buyer.cart()).meta.checkout).toBeUndefined()
      expect(await buyer.quantities()).toEqual({ vase: 1, bowl: 1 })
      for (const id of ['vase', 'bowl']) expect((await shop.stockOf(id))[1]).toBe(0)
    })

    test('fetched at a store is fetched of the tenant; what others sell is sent', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      for (const id of ['vase', 'bowl']) await buyer.add(id)
      expect(await buyer.pickUp('rue')).toMatchObject({ ok: true })
      const [vase, bowl] = idsOf(await buyer.checkout())
      await order(shop, vase)
      await order(shop, bowl)
      const orders = await ordersOf(buyer)
      const kinds = orders.map(({ soldBy, fulfilment }) => [soldBy, fulfilment.kind])
      expect(kinds).toContainEqual([undefined, 'pickup'])
      expect(kinds).toContainEqual(['Atelier Noor', 'delivery'])
    })

    test('a product that another sells by now is shown so before it is paid', async () => {
      const shop = await openShop()
      const buyer = await shop.shopper()
      for (const id of ['vase', 'bowl']) await buyer.add(id)
      await shop.store.db
        .updateTable('product')
        .set({ merchant_id: 'lune' })
        .where('id', '=', 'bowl')
        .execute()
      const opened = await buyer.checkout()
      expect(opened.answer).toEqual({ ok: false, problems: [{ code: 'changed' }] })
      expect(opened.delta).toMatchObject({ lines: [{ variantId: 'bowl', merchantId: 'lune' }] })
      expect(partsOf(await checkedOut(buyer))).toEqual([
        ['open', undefined],
        ['open', 'lune'],
      ])
    })

    test('many who buy of both at once never hold more than there is, and nobody waits for ever', async () => {
      const shop = await openShop()
      const buyers = await Promise.all(Array.from({ length: 8 }, () => shop.shopper()))
      // Put in in either order: locks are taken in one.
      await Promise.all(
        buyers.map(async (buyer, index) => {
          const ids = ['vase', 'bowl', 'candle']
          for (const id of index % 2 === 0 ? ids : ids.toReversed()) await buyer.add(id)
        }),
      )
      const opened = await Promise.all(buyers.map((buyer) => buyer.checkout()))
      expect(opened.filter(({ answer }) => answer.ok).length).toBeGreaterThanOrEqual(4)
      for (const id of ['bowl', 'candle']) expect(await shop.stockOf(id)).toEqual([4, 4])
      expect(await selectStockDrift(shop.store.db)).toEqual([])
    })
  })
}

async function paying(shop: Shop, ids: readonly string[], qty = 1) {
  const buyer = await shop.shopper()
  for (const id of ids) await buyer.add(id, qty)
  return { buyer, opened: await buyer.checkout() }
}

async function checkedOut(buyer: Buyer): Promise<Cart> {
  await buyer.checkout()
  return buyer.cart()
}

const order = (shop: Shop, id: string | undefined) =>
  placeOrder(shop.store, shop.tenant, {
    checkoutId: id ?? '',
    externalRef: `order-${id}`,
    nowMs: shop.nowMs,
  })

const abandon = (shop: Shop, { speaker: { cartId } }: Buyer, checkoutId: string | undefined) =>
  abandonCheckout(shop.store, shop.tenant.id, {
    cartId,
    checkoutId: checkoutId ?? '',
    problem: { code: 'away' },
    nowMs: shop.nowMs,
  })

function openOf({ answer }: Opened) {
  if (!answer.ok || answer.open === undefined)
    throw new Error(`not opened in parts: ${JSON.stringify(answer)}`)
  return answer.open
}

const idsOf = (opened: Opened): CheckoutId[] => openOf(opened).map(({ id }) => id)
const totalsOf = (opened: Opened) => openOf(opened).map(({ total }) => total.amount)
const partsOf = ({ meta }: Cart) =>
  meta.checkout?.parts?.map(({ status, merchantId }) => [status, merchantId]) ?? []

async function ordersOf({ shop, speaker: { cartId } }: Buyer) {
  return (await readOrders(shop.store.db, shop.tenant.id, { cartId, nowMs: shop.nowMs })).orders
}
