import { checkoutIdSchema, locationIdSchema } from '@tote/protocol'
import { describe, expect, test } from 'vitest'
import { handOver } from '../checkouts/hand-over.ts'
import { finishTask } from '../fulfilment/store-tasks.ts'
import { sweep } from '../retention/sweep.ts'
import { idOf } from '../stock/shop-fixtures.ts'
import { forgetJourney } from '../store/personal-data-store.ts'
import { mergeJourneyRows } from '../store/shopper-store.ts'
import type { Store } from '../store/store.ts'
import { BRAND, MARKET } from '../tenant-fixtures.ts'
import { toCreditCsv } from './credit-csv.ts'
import { readCredit } from './credit-entries.ts'
import { CreditWorld, DAY } from './credit-world-fixtures.ts'

/** What every engine knows of people beside the ledger: who served a line, and which orders are one buyer's. */
export function creditPeopleContract(engine: string, open: () => Promise<Store>): void {
  const openWorld = async () => CreditWorld.open(await open())

  describe(`people beside the ledger on ${engine}`, () => {
    test('a line is whose handed it over, and until then whose made it ready, by every rule', async () => {
      const world = await openWorld()
      const { store, tenant } = world.shop
      const [viewer, other] = [await world.viewer(), await world.viewer()]
      await viewer.addIn('spring', 'none', 2)
      await viewer.pickUp('rue')
      const opened = await viewer.checkout()
      const { pickupCode } = await world.shop.order(opened, 'order-1')
      await other.add('none')
      await other.buys()
      const byAssociate = async (rule?: 'split') =>
        (await world.report(rule)).by.associate.map(({ key, orders, units, revenue }) => [
          key,
          orders,
          units,
          revenue.direct + revenue.none,
        ])
      expect(await byAssociate()).toEqual([['', 2, 3, 3000]])
      const locationId = locationIdSchema.parse('rue')
      const at = (name: string) => ({ person: { name, locationId }, nowMs: (world.shop.nowMs += 1) })
      const orderId = checkoutIdSchema.parse(idOf(opened))
      await finishTask(store, tenant, { task: { kind: 'prepare', orderId, locationId }, ...at('Ann') })
      expect(await byAssociate()).toEqual([
        ['Ann', 1, 2, 2000],
        ['', 1, 1, 1000],
      ])
      await handOver(store, tenant, { code: pickupCode ?? '', ...at('Mia') })
      await handOver(store, tenant, { code: pickupCode ?? '', ...at('Ann') })
      await world.refund(idOf(opened), 'refund-1', 500)
      for (const rule of [undefined, 'split'] as const)
        expect(await byAssociate(rule)).toEqual([
          ['Mia', 1, 2, 1500],
          ['', 1, 1, 1000],
        ])
      expect(
        (await world.entries()).map(({ sale, associate }) => [sale.orderRef === 'order-1', associate]),
      ).toEqual(
        expect.arrayContaining([
          [true, 'Mia'],
          [false, null],
        ]),
      )
      // What was said stays said.
      const booked = await world.db
        .selectFrom('sale_service')
        .select(['deed', 'associate', 'quantity', 'store_id'])
        .orderBy('at')
        .execute()
      expect(booked).toEqual([
        { deed: 'ready', associate: 'Ann', quantity: 2, store_id: 'rue' },
        { deed: 'handed_over', associate: 'Mia', quantity: 2, store_id: 'rue' },
      ])
      let csv = ''
      const question = { rule: 'split', from: 0, to: world.shop.nowMs + 1 } as const
      for await (const piece of toCreditCsv(readCredit(world.db, tenant, question))) csv += piece
      expect(csv.split('\r\n')[0]).toContain(',store,associate,buyer,')
      expect(csv).toContain(',rue,Mia,')
    })

    test('lifetime value is all that those brought who were first met in a group, after refunds, whichever show sold it', async () => {
      const world = await openWorld()
      const [one, two, stranger] = [
        await world.viewer(),
        await world.viewer(MARKET),
        await world.viewer(MARKET),
      ]
      await one.sees('spring')
      world.shop.nowMs += 1
      await one.sees('spring', 'none')
      await one.addIn('spring', 'none', 2)
      await one.buys()
      world.shop.nowMs += 1000
      await one.addIn('autumn', 'track', 3)
      const second = await one.buys()
      await two.addIn('spring', 'none')
      await two.buys()
      await stranger.add('on_checkout')
      await stranger.buys()
      const values = async (by: 'show' | 'host' | 'channel' | 'product' | 'cue') =>
        Object.fromEntries(
          (await world.report()).by[by].map(({ key, newBuyers, lifetimeValue }) => [
            key,
            [newBuyers, lifetimeValue],
          ]),
        )
      expect(await values('show')).toEqual({ spring: [2, 3000], autumn: [0, null], '': [1, 1000] })
      await world.refund(second, 'refund-1', 1000, [['track', 1]])
      expect(await values('show')).toMatchObject({ spring: [2, 2500], '': [1, 1000] })
      expect(await values('host')).toMatchObject({ Lea: [2, 2500], '': [1, 1000] })
      expect(await values('channel')).toMatchObject({ [BRAND]: [1, 4000], [MARKET]: [2, 1000] })
      expect(await values('product')).toMatchObject({
        none: [2, 2500],
        track: [0, null],
        on_checkout: [1, 1000],
      })
      expect(await values('cue')).toMatchObject({ 'spring#1': [2, 2500], '': [1, 1000] })
      expect((await world.report('split')).total).toMatchObject({ newBuyers: 3, lifetimeValue: 2000 })
    })

    test('lifetime value is of nobody who was forgotten, and of those who only stayed away; the ledger stays', async () => {
      const world = await openWorld()
      const [gone, away] = [await world.viewer(), await world.viewer()]
      for (const viewer of [gone, away]) {
        await viewer.addIn('spring', 'none')
        await viewer.buys()
      }
      await gone.add('track')
      await gone.buys()
      const { journeyId } = gone.speaker
      await world.shop.store.transaction((trx) =>
        forgetJourney(trx, world.tenantId, { journeyId, nowMs: world.shop.nowMs }),
      )
      const [total] = [(await world.report()).total]
      expect(total).toMatchObject({ orders: 3, newBuyers: 1, lifetimeValue: 1000 })
      expect((await world.entries()).filter(({ buyer }) => buyer !== null)).toHaveLength(1)
      world.shop.nowMs += 40 * DAY
      await sweep(world.shop.store, { nowMs: world.shop.nowMs, keepMs: 30 * DAY })
      expect((await world.report()).total).toMatchObject({ orders: 3, newBuyers: 1, lifetimeValue: 1000 })
      const buyers = await world.db.selectFrom('buyer').selectAll().execute()
      expect(buyers).toMatchObject([{ journey_id: null }])
      expect(await world.db.selectFrom('sale_buyer').selectAll().execute()).toHaveLength(1)
    })

    test('two journeys that are one buyer’s were first met where the first of them was', async () => {
      const world = await openWorld()
      const [early, late] = [await world.viewer(), await world.viewer(MARKET)]
      await early.addIn('spring', 'none')
      await early.buys()
      world.shop.nowMs += 1000
      await late.addIn('autumn', 'track', 2)
      await late.buys()
      await world.shop.store.transaction((trx) =>
        mergeJourneyRows(trx, world.tenantId, {
          from: early.speaker.journeyId,
          into: late.speaker.journeyId,
          nowMs: world.shop.nowMs,
        }),
      )
      await late.add('on_checkout')
      await late.buys()
      const { by } = await world.report()
      expect(by.show.map(({ key, newBuyers, lifetimeValue }) => [key, newBuyers, lifetimeValue])).toEqual([
        ['autumn', 0, null],
        ['', 0, null],
        ['spring', 1, 4000],
      ])
      expect(new Set((await world.entries()).map(({ buyer }) => buyer)).size).toBe(1)
    })
  })
}
