import { describe, expect, test } from 'vitest'
import { creditRuleSchema, keptTouchesSchema } from '@tote/protocol'
import { createRandom } from '@tote/testkit/random'
import { lineIdOf } from '../stock/shop-fixtures.ts'
import { sweep } from '../retention/sweep.ts'
import { forgetJourney, readKept } from '../store/personal-data-store.ts'
import { mergeJourneyRows } from '../store/shopper-store.ts'
import { insertSale } from '../store/sale-store.ts'
import type { Store } from '../store/store.ts'
import { BRAND, MARKET } from '../tenant-fixtures.ts'
import { takeAlong } from '../journeys/take-along.ts'
import { saleOf } from './credit-fixtures.ts'
import { creditOf } from './credit-sale.ts'
import { CreditWorld, DAY } from './credit-world-fixtures.ts'

const RULES = creditRuleSchema.def.values

/** What every engine has to do with the credit of sales. */
export function creditContract(engine: string, open: () => Promise<Store>): void {
  const openWorld = async (changes: Record<string, unknown> = {}) => CreditWorld.open(await open(), changes)

  describe(`the credit of a sale on ${engine}`, () => {
    test('[U64] bought on one site goes to the show and the site where it was put in the cart', async () => {
      const world = await openWorld()
      const viewer = await world.viewer(BRAND)
      await viewer.addIn('spring', 'none', 2)
      await viewer.on(MARKET).buys()
      expect(await world.entries()).toMatchObject([
        {
          sale: { channel: MARKET, units: 2, amount: 2000 },
          credit: {
            kind: 'direct',
            showId: 'spring',
            host: 'Lea',
            cue: 1,
            channel: BRAND,
            units: 2,
            amount: 2000,
          },
        },
      ])
    })

    test('[U67] direct, assisted and none are told apart, line by line', async () => {
      const world = await openWorld()
      const viewer = await world.viewer()
      await viewer.sees('spring', 'track')
      await viewer.addIn('spring', 'none')
      for (const variantId of ['track', 'on_checkout']) await viewer.add(variantId)
      await viewer.buys()
      expect(
        new Set((await world.ledger()).map(({ variant, kind, to }) => `${variant} ${kind} ${to}`)),
      ).toEqual(new Set(['none direct spring', 'track assisted spring', 'on_checkout none null']))
    })

    test('[U66] a rehearsal and the host’s own page lead to nothing, and what is bought there is in no report', async () => {
      const world = await openWorld()
      const viewer = await world.viewer()
      await viewer.sees('soon')
      await viewer.sees('soon', 'none')
      await viewer.addIn('soon', 'none')
      await viewer.addIn('elsewhere', 'track')
      expect(await viewer.touches()).toEqual([])
      await viewer.buys()
      expect((await world.ledger()).map(({ kind }) => kind)).toEqual(['none', 'none'])
      const host = await world.viewer(null)
      await host.addIn('spring', 'none')
      await host.buys()
      expect(await host.touches()).toEqual([])
      expect((await world.report()).total).toMatchObject({ orders: 1, viewers: 0 })
    })

    test('a meeting counts for a month before the check-out, and none after it', async () => {
      const world = await openWorld()
      const viewer = await world.viewer()
      await viewer.sees('winter', 'none')
      world.shop.nowMs += 31 * DAY
      await viewer.add('none')
      await viewer.buys()
      world.shop.nowMs += 1000
      await viewer.sees('winter', 'none')
      await viewer.add('none')
      const opened = await viewer.checkout()
      await viewer.sees('spring', 'none')
      await world.shop.order(opened)
      expect((await world.ledger()).map(({ to }) => to)).toEqual([null, 'winter'])
    })

    test('a line that was taken out and came back by another way is assisted', async () => {
      const world = await openWorld()
      const viewer = await world.viewer()
      await viewer.addIn('spring', 'none')
      await viewer.do({ op: 'removeLine', lineId: lineIdOf('none') })
      world.shop.nowMs += 1
      await viewer.add('none')
      await viewer.buys()
      expect(await world.ledger()).toMatchObject([{ kind: 'assisted', to: 'spring' }])
    })

    test('an operation that was refused, or decided before, leaves no trace', async () => {
      const world = await openWorld()
      const viewer = await world.viewer()
      expect(await viewer.addIn('spring', 'none', 2000)).toMatchObject({ ok: false })
      expect(await viewer.touches()).toEqual([])
    })

    test('sales add up to what was paid for the goods, and an order told twice is booked once', async () => {
      const world = await openWorld()
      const viewer = await world.viewer()
      for (const variantId of ['none', 'track', 'on_cart']) await viewer.addIn('spring', variantId)
      await viewer.do({ op: 'applyDiscountCode', code: 'ONCE' })
      const opened = await viewer.checkout()
      await world.shop.order(opened, 'order-1')
      await world.shop.order(opened, 'order-1')
      expect((await world.ledger()).map(({ amount }) => amount)).toEqual([900, 900, 900])
    })

    test('a refund takes off what it gives back, once, and never more than there is', async () => {
      const world = await openWorld()
      const viewer = await world.viewer()
      await viewer.addIn('spring', 'none', 3)
      await viewer.addIn('winter', 'track')
      const checkoutId = await viewer.buys()
      expect(await world.refund(checkoutId, 'r1', 1000, [['none', 1]])).toMatchObject({
        isNew: true,
        amount: 1000,
      })
      expect(await world.refund(checkoutId, 'r1', 1000, [['none', 1]])).toEqual({
        isNew: false,
        amount: 1000,
        delta: null,
      })
      expect((await world.report()).total).toMatchObject({ orders: 1, units: 3, revenue: { direct: 3000 } })
      // Delivery was given back as well: it was never credited.
      expect(await world.refund(checkoutId, 'r2', 9999)).toMatchObject({ isNew: true, amount: 3000 })
      expect(await world.refund(checkoutId, 'r3', 1)).toEqual({ isNew: true, amount: 0, delta: null })
      const { by, total } = await world.report()
      expect(total.revenue).toEqual({ direct: 0, assisted: 0, none: 0 })
      for (const show of by.show) expect(show.revenue.direct).toBe(0)
      const stray = world.refund(checkoutId, 'r4', 1, [['on_cart', 1]])
      await expect(stray).rejects.toMatchObject({ code: 'invalid' })
      await expect(world.refund('nothing', 'r5', 1)).rejects.toMatchObject({ code: 'not_found' })
    })

    test('of many refunds at once each counts once, and no line gives back more than it had', async () => {
      const world = await openWorld()
      const viewer = await world.viewer()
      await viewer.addIn('spring', 'none', 5)
      const checkoutId = await viewer.buys()
      const refs = ['a', 'b', 'c', 'd', 'e', 'f', 'a', 'b', 'c', 'd', 'e', 'f']
      const told = await Promise.all(refs.map((ref) => world.refund(checkoutId, ref, 1000, [['none', 1]])))
      expect(told.filter(({ isNew }) => isNew)).toHaveLength(6)
      expect((await world.report()).total).toMatchObject({ units: 0, revenue: { direct: 0 } })
    })

    test('nothing is refunded of what was not ordered', async () => {
      const world = await openWorld()
      const viewer = await world.viewer()
      await viewer.addIn('spring', 'none')
      const opened = await viewer.checkout()
      if (!opened.answer.ok) throw new Error('it is there')
      await expect(world.refund(opened.answer.checkout.id, 'r', 1)).rejects.toMatchObject({ code: 'invalid' })
    })

    test.each(RULES)(
      'the ledger kept by %s is what is worked out anew, and every rule shares out the same sum',
      async (rule) => {
        const random = createRandom(7)
        const world = await openWorld({ creditRule: rule })
        const variants = ['none', 'track', 'on_checkout', 'on_cart']
        for (let shopper = 0; shopper < 6; shopper += 1) {
          const viewer = await world.viewer(random.pick([BRAND, MARKET]))
          for (let act = 0; act < 8; act += 1) {
            world.shop.nowMs += random.integer(1, 60_000)
            const [show, variant] = [random.pick(['spring', 'winter']), random.pick(variants)]
            if (random.next() < 0.5) await viewer.sees(show, variant)
            else if (random.next() < 0.6) await viewer.addIn(show, variant)
            else await viewer.add(variant)
          }
          await viewer.add('none')
          if (random.next() < 0.4) await viewer.pickUp('rue')
          const opened = await viewer.checkout()
          // The store has one of each: who wants more there is sent away, and has it sent.
          if (!opened.answer.ok) await viewer.do({ op: 'setFulfillment', fulfilment: { kind: 'delivery' } })
          const checkoutId = await viewer.buys()
          if (random.next() < 0.5)
            await world.refund(checkoutId, 'part', random.integer(1, 2500), [['none', 1]])
        }
        expect(await world.entries(rule)).toEqual(await world.entries())
        // Summed up by the database, or here.
        const { rule: _words, ...anew } = await world.report(rule)
        expect(await world.report()).toMatchObject(anew)
        const sumOf = async (one: typeof rule) =>
          (await world.ledger(one)).reduce((sum, { amount }) => sum + amount, 0)
        expect(new Set(await Promise.all(RULES.map(sumOf))).size).toBe(1)
      },
    )

    test('a long ledger is read in pages, each sale once and in its order, whatever came in one moment', async () => {
      const world = await openWorld()
      const count = 1203
      await world.shop.store.transaction(async (trx) => {
        for (let index = 0; index < count; index += 1) {
          const sale = saleOf({ checkoutId: `c${index}`, at: world.shop.nowMs + Math.floor(index / 600) })
          await insertSale(trx, world.tenantId, {
            sale,
            rule: 'last-touch',
            credits: creditOf('last-touch', sale),
          })
        }
      })
      const booked = await world.entries()
      expect(new Set(booked.map(({ sale }) => sale.checkoutId)).size).toBe(count)
      expect(booked).toHaveLength(count)
      expect(await world.entries('last-touch')).toEqual(booked)
      expect((await world.report('position')).total).toMatchObject({ orders: count })
    })

    test('what is handed over by a store is half the store’s, by the rule that splits', async () => {
      const world = await openWorld({ creditRule: 'split' })
      const viewer = await world.viewer()
      await viewer.addIn('spring', 'none')
      await viewer.pickUp('rue')
      await viewer.buys()
      expect((await world.ledger()).map(({ to, amount }) => [to, amount])).toEqual([
        ['rue', 500],
        ['spring', 500],
      ])
      const { by } = await world.report()
      expect(by.show.map(({ label }) => label).toSorted()).toEqual(['Store: Rue Verte', 'The spring'])
    })

    test('a shopper reads what is kept, and has it deleted; the ledger has nobody in it and stays', async () => {
      const world = await openWorld()
      const viewer = await world.viewer()
      await viewer.sees('spring')
      await viewer.addIn('spring', 'none')
      await viewer.buys()
      const { journeyId } = viewer.speaker
      const kept = await readKept(world.db, world.tenantId, journeyId)
      expect(keptTouchesSchema.parse(kept.touches).map(({ kind, productId }) => [kind, productId])).toEqual(
        expect.arrayContaining([
          ['watched', null],
          ['added', 'none'],
          ['bought', 'none'],
        ]),
      )
      const before = await world.entries()
      expect(JSON.stringify(before)).not.toContain(journeyId)
      const { nowMs } = world.shop
      await world.shop.store.transaction((trx) => forgetJourney(trx, world.tenantId, { journeyId, nowMs }))
      expect(await viewer.touches()).toEqual([])
      // Which orders were one buyer's is beside the ledger, and goes.
      const after = before.map((entry) => ({ ...entry, buyer: null }))
      expect(after).not.toEqual(before)
      expect(await world.entries()).toEqual(after)
      expect(await world.entries('last-touch')).toEqual(after)
      // Whatever was still on its way comes to nothing.
      await viewer.sees('spring', 'none')
      expect(await viewer.touches()).toEqual([])
    })

    test('what was met is forgotten a month after the last time', async () => {
      const world = await openWorld()
      const [gone, back] = [await world.viewer(), await world.viewer()]
      for (const viewer of [gone, back]) await viewer.sees('spring', 'none')
      world.shop.nowMs += DAY
      await back.sees('spring', 'none')
      // Known shoppers, so that only what they met is old.
      await world.db.updateTable('journey').set({ shopper_id: 's' }).execute()
      await sweep(world.shop.store, { nowMs: world.shop.nowMs + 30 * DAY, keepMs: 30 * DAY })
      expect([await gone.touches(), await back.touches()]).toMatchObject([[], [{ kind: 'met' }]])
    })

    test('a journey that goes over takes along what it met, with the first and the last time', async () => {
      const world = await openWorld()
      const [one, other] = [await world.viewer(), await world.viewer()]
      await one.sees('spring', 'none')
      world.shop.nowMs += 1000
      await other.sees('spring', 'none')
      await one.addIn('spring', 'track')
      await world.shop.store.transaction((trx) =>
        mergeJourneyRows(trx, world.tenantId, {
          from: one.speaker.journeyId,
          into: other.speaker.journeyId,
          nowMs: world.shop.nowMs,
        }),
      )
      expect(await one.touches()).toEqual([])
      expect(await other.touches()).toMatchObject([{ kind: 'added' }, { kind: 'met' }])
      const { touches } = await readKept(world.db, world.tenantId, other.speaker.journeyId)
      const met = touches.find(({ kind }) => kind === 'met')
      expect([met?.firstAt, met?.lastAt]).toEqual([world.shop.nowMs - 1000, world.shop.nowMs])
      // Its places are on their way to the other one: what they say meanwhile is said again there.
      await one.sees('spring', 'none')
      expect(await one.touches()).toEqual([])
    })

    test('lines that leave a shopper’s own journey were still added where they were', async () => {
      const world = await openWorld()
      const [own, other] = [await world.viewer(), await world.viewer(MARKET)]
      await own.sees('spring', 'track')
      await own.addIn('spring', 'none')
      const where = world.db.updateTable('journey').set({ shopper_id: 's' })
      await where.where('id', '=', own.speaker.journeyId).execute()
      await world.shop.store.transaction((trx) =>
        takeAlong(trx, world.shop.tenant, {
          from: own.speaker.journeyId,
          into: other.speaker.journeyId,
          nowMs: world.shop.nowMs,
          newId: () => 'new-cart',
        }),
      )
      expect(await other.touches()).toMatchObject([{ kind: 'added', channel: BRAND }])
      expect(await own.touches()).toHaveLength(2)
      await other.buys()
      expect(await world.ledger()).toMatchObject([{ kind: 'direct', to: 'spring', on: BRAND }])
    })

    test('a report counts who watched, who put something in, who ordered and who did not', async () => {
      const world = await openWorld()
      const [buyer, leaver, watcher, stranger] = [
        await world.viewer(),
        await world.viewer(),
        await world.viewer(MARKET),
        await world.viewer(MARKET),
      ]
      for (const viewer of [buyer, leaver, watcher]) await viewer.sees('spring')
      await buyer.addIn('spring', 'none', 2)
      await leaver.addIn('spring', 'none')
      await stranger.add('track')
      await buyer.buys()
      await stranger.buys()
      const { total, by } = await world.report()
      expect(total).toEqual({
        orders: 2,
        units: 3,
        revenue: { direct: 2000, assisted: 0, none: 1000 },
        averageOrder: 1500,
        viewers: 3,
        carts: 2,
        buyers: 1,
        conversion: 1 / 3,
        abandonment: 0.5,
        newBuyers: 2,
        lifetimeValue: 1500,
      })
      expect(by.show.map(({ key, label, orders }) => [key, label, orders])).toEqual([
        ['spring', 'The spring', 1],
        ['', 'No show', 1],
      ])
      expect(by.host.map(({ label }) => label)).toEqual(['Lea', 'No host'])
      expect(by.channel.map(({ label, viewers }) => [label, viewers])).toEqual([
        ['Brand', 2],
        ['Market', 1],
      ])
      expect(by.product.map(({ label, conversion }) => [label, conversion])).toEqual([
        ['none', 0.5],
        ['track', null],
      ])
      expect(by.cue.map(({ label }) => label)).toEqual(['none, 0:01:00 into The spring', 'No pin'])
    })

    test('a report counts who met, put in and bought what each of two pins had brought, live and in a replay', async () => {
      const world = await openWorld()
      const [early, late, both, twice] = [
        await world.viewer(),
        await world.viewer(),
        await world.viewer(),
        await world.viewer(MARKET),
      ]
      const today = world.shop.nowMs
      /** The show began a day ago. */
      const into = (seconds: number) => today - DAY + seconds * 1000
      world.shop.nowMs = into(30)
      // Before any pin of it: nobody's.
      await twice.sees('autumn', 'none')
      world.shop.nowMs = into(61)
      await early.sees('autumn', 'none')
      world.shop.nowMs = into(100)
      await early.addIn('autumn', 'none')
      await early.buys()
      await twice.addIn('autumn', 'none', 2)
      await twice.buys()
      // In a replay, a day later: the picture's own time counts.
      world.shop.nowMs = today
      await both.sees('autumn', 'none', into(119))
      await both.sees('autumn', 'none', into(150))
      await late.sees('autumn', 'none', into(120))
      await late.addIn('autumn', 'none')
      const cues = (await world.report()).by.cue.filter(({ key }) => key.startsWith('autumn'))
      expect(cues).toMatchObject([
        { key: 'autumn#1', orders: 2, viewers: 3, carts: 2, buyers: 2, conversion: 2 / 3, abandonment: 0 },
        { key: 'autumn#2', orders: 0, viewers: 2, carts: 1, buyers: 0, conversion: 0, abandonment: 1 },
      ])
      expect(cues.map(({ label }) => label)).toEqual([
        'none, 0:01:00 into The autumn',
        'none, 0:02:00 into The autumn',
      ])
    })
  })
}
