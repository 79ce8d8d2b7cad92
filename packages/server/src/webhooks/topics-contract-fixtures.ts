import { randomUUID } from 'node:crypto'
import { variantIdSchema } from '@tote/protocol'
import { describe, expect, test } from 'vitest'
import { markSoldOut } from '../catalogue/catalogue.ts'
import { CreditWorld, type Viewer } from '../credit/credit-world-fixtures.ts'
import { DropWorld, HOLD_MS } from '../drops/drop-world-fixtures.ts'
import { forgetShopper } from '../journeys/forget-shopper.ts'
import { joinShopper } from '../journeys/sign-in.ts'
import { adjustPoints } from '../loyalty/points-ledger.ts'
import { goods, idOf, lineIdOf, MINUTE } from '../stock/shop-fixtures.ts'
import { applyTenantFile } from '../store/apply-tenant.ts'
import type { Store } from '../store/store.ts'
import { BRAND } from '../tenant-fixtures.ts'
import { serveLines } from '../waitlist/serve-lines.ts'
import { join, leave, merge } from '../waitlist/waiting-shopper-fixtures.ts'
import { topics, type Topic } from './webhook.ts'

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
const settings = {
  webhooks: [{ url: 'https://shop.test/hook', secrets: [SECRET], topics }],
  loyalty: { perUnit: 1 },
}

/** What every engine tells a tenant's backend, and when. */
export function topicsContract(engine: string, open: () => Promise<Store>): void {
  const openWorld = async (changes: Record<string, unknown> = {}) => {
    const world = await CreditWorld.open(await open(), { ...settings, ...changes })
    const { shop } = world
    const told = async (...asked: Topic[]): Promise<{ type: Topic; data: Record<string, unknown> }[]> => {
      const rows = await shop.store.db.selectFrom('outbox').select(['topic', 'body']).orderBy('seq').execute()
      return rows
        .filter(({ topic }) => asked.some((one) => one === topic))
        .map(({ body }) => {
          const { type, data } = JSON.parse(body) as { type: Topic; data: Record<string, unknown> }
          return { type, data }
        })
    }
    return { world, shop, told }
  }

  /** A world with so many of each thing, all in the warehouse. */
  const openStock = (count: number) => openWorld(goodsOf(count))
  const signIn = ({ shop }: CreditWorld, { speaker }: Viewer, subject = 'customer-7') =>
    shop.store.transaction((trx) =>
      joinShopper(trx, shop.tenant, {
        subject,
        journeyId: speaker.journeyId,
        placeId: randomUUID(),
        nowMs: shop.nowMs,
        newId: randomUUID,
      }),
    )

  describe(`what a tenant's backend is told, on ${engine}`, () => {
    test('order.refunded: what was given back of an order, once', async () => {
      const { world, told } = await openWorld()
      const viewer = await world.viewer()
      await viewer.add('none', 3)
      const checkoutId = await viewer.buys('order-1')
      await world.refund(checkoutId, 'refund-1', 1500, [['none', 1]])
      await world.refund(checkoutId, 'refund-1', 1500, [['none', 1]])
      const { cartId } = viewer.speaker
      expect(await told('order.refunded')).toEqual([
        {
          type: 'order.refunded',
          data: {
            checkoutId,
            externalRef: 'order-1',
            cartId,
            refundRef: 'refund-1',
            amount: { amount: 1500, currencyCode: 'EUR' },
            lines: [{ lineId: lineIdOf('none'), variantId: 'none', quantity: 1, amount: 1500 }],
          },
        },
      ])
    })

    test('credit.booked: whose an order is, and whose what was given back of it', async () => {
      const { world, told } = await openWorld()
      const viewer = await world.viewer()
      await viewer.addIn('spring', 'none', 2)
      const checkoutId = await viewer.buys('order-1')
      await world.refund(checkoutId, 'refund-1', 2000)
      const part = { kind: 'direct', showId: 'spring', host: 'Lea', cue: 1, channel: BRAND }
      const line = { lineId: lineIdOf('none'), variantId: 'none', productId: 'none' }
      const order = { checkoutId, externalRef: 'order-1', rule: 'last-touch', currencyCode: 'EUR' }
      expect(await told('credit.booked')).toEqual([
        {
          type: 'credit.booked',
          data: {
            ...order,
            lines: [{ ...line, quantity: 2, amount: 2000, parts: [{ ...part, quantity: 2, amount: 2000 }] }],
          },
        },
        {
          type: 'credit.booked',
          data: {
            ...order,
            refundRef: 'refund-1',
            lines: [
              { ...line, quantity: 0, amount: -2000, parts: [{ ...part, quantity: 0, amount: -2000 }] },
            ],
          },
        },
      ])
    })

    test('credit.booked: nothing of a rehearsal, in which nothing is credited', async () => {
      const { world, told } = await openWorld()
      const viewer = await world.viewer(null)
      await viewer.add('none')
      const checkoutId = await viewer.buys()
      await world.refund(checkoutId, 'refund-1', 1000)
      expect(await told('credit.booked', 'order.refunded')).toEqual([])
    })

    test('checkout.ended: a cart that is not being paid any more, and why', async () => {
      const { world, shop, told } = await openWorld()
      const viewer = await world.viewer()
      await viewer.add('none', 2)
      const cancelled = await viewer.checkout()
      await viewer.cancel(cancelled)
      await viewer.cancel(cancelled)
      const late = await viewer.checkout()
      shop.nowMs += 15 * MINUTE
      await shop.sweep()
      await viewer.buys()
      const { cartId } = viewer.speaker
      const total = { amount: 2000, currencyCode: 'EUR' }
      const lines = [{ lineId: lineIdOf('none'), variantId: 'none', quantity: 2, price: 1000 }]
      const ended = { cartId, total, lines }
      expect((await told('checkout.ended')).map(({ data }) => data)).toEqual([
        { ...ended, checkoutId: idOf(cancelled), reason: 'cancelled' },
        { ...ended, checkoutId: idOf(late), reason: 'expired' },
      ])
    })

    test('waitlist.joined, waitlist.called: who waits for what, and for whom something is there', async () => {
      const { world, shop, told } = await openStock(1)
      const [owner, known, stranger] = [await world.viewer(), await world.viewer(), await world.viewer()]
      await signIn(world, known)
      await owner.add('on_cart')
      await join(known, 'on_cart')
      await join(known, 'on_cart')
      await join(stranger, 'on_cart')
      const what = { variantId: 'on_cart', productId: 'on_cart' }
      const who = { cartId: known.speaker.cartId, subject: 'customer-7' }
      expect((await told('waitlist.joined')).map(({ data }) => data)).toEqual([
        { ...who, ...what, place: 1 },
        { cartId: stranger.speaker.cartId, ...what, place: 2 },
      ])
      expect(await told('waitlist.called')).toEqual([])
      await owner.set('on_cart', 0)
      await serveLines(shop.store, shop.nowMs)
      await serveLines(shop.store, shop.nowMs)
      const until = new Date(shop.nowMs + 10 * MINUTE).toISOString()
      expect((await told('waitlist.called')).map(({ data }) => data)).toEqual([
        { ...who, ...what, quantity: 1, until },
      ])
    })

    test('drop.opened, drop.turn, drop.closed: a drop, and whose turn it is', async () => {
      const { world, shop, told } = await openStock(1)
      const buyer = await world.viewer()
      const drop = await DropWorld.announce(shop, 'on_cart')
      drop.open()
      await drop.enter(buyer)
      await drop.draw()
      const until = new Date(shop.nowMs + HOLD_MS).toISOString()
      await drop.end()
      const { cartId } = buyer.speaker
      const about = { dropId: drop.id, variantId: 'on_cart', productId: 'on_cart' }
      const opensAt = new Date(drop.opensAt).toISOString()
      expect(await told('drop.opened', 'drop.turn', 'drop.closed', 'waitlist.called')).toMatchObject([
        { type: 'drop.opened', data: { ...about, showId: 'evening', opensAt, perShopper: 1 } },
        { type: 'drop.turn', data: { ...about, cartId, quantity: 1, until } },
        { type: 'drop.closed', data: about },
      ])
    })

    test('stock.low, stock.sold_out, stock.back: once each, and of what is left for everybody', async () => {
      const { world, shop, told } = await openStock(7)
      const [one, two] = [await world.viewer(), await world.viewer()]
      const stock = async () =>
        (await told('stock.low', 'stock.sold_out', 'stock.back')).map(({ type, data }) => [type, data.free])
      await one.add('on_cart', 1)
      expect(await stock()).toEqual([])
      await one.add('on_cart', 1)
      await one.add('on_cart', 1)
      expect(await stock()).toEqual([['stock.low', 5]])
      await two.add('on_cart', 4)
      // Sold, and not sold out again.
      await one.buys()
      expect(await stock()).toEqual([
        ['stock.low', 5],
        ['stock.sold_out', 0],
      ])
      shop.nowMs += 10 * MINUTE
      await shop.sweep()
      expect(await stock()).toHaveLength(3)
      expect((await told('stock.back')).map(({ data }) => data)).toEqual([
        { variantId: 'on_cart', productId: 'on_cart', free: 4 },
      ])
    })

    test('stock.sold_out, stock.back: by a count, an order, a check-out, a line and the host’s word as well', async () => {
      const { world, shop, told } = await openStock(1)
      const [buyer, waiter] = [await world.viewer(), await world.viewer()]
      const changes = async () =>
        (await told('stock.sold_out', 'stock.back')).map(
          ({ type, data }) => `${type} ${String(data.variantId)}`,
        )
      await buyer.add('on_checkout')
      const opened = await buyer.checkout()
      await join(waiter, 'on_checkout')
      // Free, and theirs who wait: it is not back for everybody.
      await buyer.cancel(opened)
      expect(await changes()).toEqual(['stock.sold_out on_checkout'])
      await leave(waiter, 'on_checkout')
      expect(await changes()).toEqual(['stock.sold_out on_checkout', 'stock.back on_checkout'])
      await buyer.set('on_checkout', 0)
      await buyer.add('track')
      await buyer.buys()
      await shop.store.transaction((trx) =>
        applyTenantFile(trx, goods(3, { inStore: 0, ...settings }), shop.nowMs),
      )
      expect((await changes()).slice(2)).toEqual(['stock.sold_out track', 'stock.back track'])
      const mark = (isSoldOut: boolean) =>
        shop.store.transaction((trx) =>
          markSoldOut(trx, shop.tenant, {
            productId: 'none',
            variantIds: [variantIdSchema.parse('none')],
            isSoldOut,
            nowMs: shop.nowMs,
          }),
        )
      await mark(true)
      await mark(true)
      await mark(false)
      expect((await changes()).slice(4)).toEqual(['stock.sold_out none', 'stock.back none'])
    })

    test('stock.sold_out, stock.back: at once by a check-out that opens or ends, and who is forgotten', async () => {
      const { world, shop, told } = await openStock(1)
      const [one, two] = [await world.viewer(), await world.viewer()]
      const last = async () => {
        const news = await told('stock.sold_out', 'stock.back')
        return [news.length, news.at(-1)?.type, news.at(-1)?.data.variantId]
      }
      await one.add('on_checkout')
      const opened = await one.checkout()
      expect(await last()).toEqual([1, 'stock.sold_out', 'on_checkout'])
      await one.cancel(opened)
      expect(await last()).toEqual([2, 'stock.back', 'on_checkout'])
      await one.set('on_checkout', 0)

      await one.add('on_cart')
      expect(await last()).toEqual([3, 'stock.sold_out', 'on_cart'])
      await join(two, 'on_cart')
      await shop.store.transaction((trx) =>
        applyTenantFile(trx, goods(3, { inStore: 0, ...settings }), shop.nowMs),
      )
      // One is theirs who waits, and one is for everybody.
      expect(await last()).toEqual([4, 'stock.back', 'on_cart'])
      await one.add('on_cart')
      expect(await last()).toEqual([5, 'stock.sold_out', 'on_cart'])

      await shop.store.transaction((trx) =>
        forgetShopper(trx, shop.tenant, { journeyId: one.speaker.journeyId, nowMs: shop.nowMs }),
      )
      expect(await last()).toEqual([6, 'stock.back', 'on_cart'])
    })

    test('stock.back: by two carts that are one, which holds no more than a line may', async () => {
      const { world, shop, told } = await openStock(1200)
      const [one, two] = [await world.viewer(), await world.viewer()]
      await one.add('on_cart', 999)
      await two.add('on_cart', 201)
      expect(await told('stock.back')).toEqual([])
      await merge(shop, one, two)
      expect((await told('stock.back')).map(({ data }) => data)).toEqual([
        { variantId: 'on_cart', productId: 'on_cart', free: 201 },
      ])
    })

    test('points.changed: what somebody has now, and what for', async () => {
      const { world, shop, told } = await openWorld()
      const viewer = await world.viewer()
      await signIn(world, viewer)
      await viewer.add('none', 2)
      const checkoutId = await viewer.buys()
      await world.refund(checkoutId, 'refund-1', 2000)
      const { id: shopperId } = await world.db.selectFrom('shopper').select('id').executeTakeFirstOrThrow()
      await shop.store.transaction((trx) =>
        adjustPoints(trx, shop.tenant, {
          shopperId,
          points: 5,
          ref: 'gift',
          note: 'Sorry',
          nowMs: shop.nowMs,
        }),
      )
      const subject = 'customer-7'
      expect((await told('points.changed')).map(({ data }) => data)).toEqual([
        { subject, kind: 'order', ref: checkoutId, points: 20, balance: 20 },
        { subject, kind: 'reversed', ref: `${checkoutId} refund-1`, points: -20, balance: 0 },
        { subject, kind: 'adjusted', ref: 'gift', points: 5, balance: 5 },
      ])
    })

    test('shopper.signed_in, shopper.forgotten: whose cart it is, until nobody’s; what was told of them goes too', async () => {
      const { world, shop, told } = await openStock(1)
      const [viewer, guest] = [await world.viewer(), await world.viewer()]
      await signIn(world, viewer)
      const { cartId, journeyId } = viewer.speaker
      expect((await told('shopper.signed_in')).map(({ data }) => data)).toEqual([
        { subject: 'customer-7', cartId },
      ])
      await shop.store.db.updateTable('outbox').set({ sent_at: shop.nowMs }).execute()
      for (const id of [journeyId, guest.speaker.journeyId])
        await shop.store.transaction((trx) =>
          forgetShopper(trx, shop.tenant, { journeyId: id, nowMs: shop.nowMs }),
        )
      expect((await told('shopper.forgotten')).map(({ data }) => data)).toEqual([
        { cartId, subject: 'customer-7' },
        { cartId: guest.speaker.cartId },
      ])
      expect(await told('shopper.signed_in')).toEqual([])
    })
  })
}

/** Of what `goods` makes, what says how many there are. */
function goodsOf(count: number): Record<string, unknown> {
  const products = (['none', 'track', 'on_checkout', 'on_cart'] as const).map((inventoryMode) => ({
    id: inventoryMode,
    title: inventoryMode,
    inventoryMode,
    variants: [{ id: inventoryMode, title: inventoryMode, price: 1000, stock: { warehouse: count, rue: 0 } }],
  }))
  const locations = [
    { id: 'rue', name: 'Rue Verte', kind: 'store' },
    { id: 'warehouse', name: 'Warehouse', kind: 'warehouse' },
  ]
  return { catalogue: { currency: 'EUR', locations, products } }
}
