import { randomUUID } from 'node:crypto'
import { visibleLines } from '@tote/protocol'
import { describe, expect, test } from 'vitest'
import { MINUTE, Shop, type Buyer } from '../stock/shop-fixtures.ts'
import { insertJourney } from '../store/journey-store.ts'
import { forgetJourney } from '../store/personal-data-store.ts'
import type { Store } from '../store/store.ts'
import { expectNoDrift, join, merge, withoutStore } from '../waitlist/waiting-shopper-fixtures.ts'
import { mergeEntries } from './merge-entries.ts'
import { DropWorld, HOLD_MS, WINDOW_MS } from './drop-world-fixtures.ts'

const COUNTED = ['track', 'on_checkout', 'on_cart'] as const

/** What every engine has to do with drops. */
export function dropContract(engine: string, open: () => Promise<Store>): void {
  async function world(mode: string, units = 1, options: { inMs?: number; perShopper?: number } = {}) {
    const shop = await Shop.open(await open(), withoutStore(units))
    return { shop, drop: await DropWorld.announce(shop, mode, options) }
  }

  const shoppers = (shop: Shop, count: number): Promise<Buyer[]> =>
    Promise.all(Array.from({ length: count }, () => shop.shopper()))

  /** As many as entered, in the order that the draw gave them. */
  async function drawn(mode: string, units: number, count: number, perShopper = 1) {
    const { shop, drop } = await world(mode, units, { perShopper })
    const all = await shoppers(shop, count)
    drop.open()
    for (const buyer of all) expect(await drop.enter(buyer)).toMatchObject({ ok: true })
    await drop.draw()
    const turns = (await drop.log()).flatMap((entry) => (entry.kind === 'turn' ? [entry.who] : []))
    const places = new Map<Buyer, number>()
    for (const buyer of all) {
      const told = await drop.told(buyer)
      const place = told?.status === 'queued' ? told.place : turns.indexOf(told?.who ?? '') - count
      places.set(buyer, place)
    }
    const order = all.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
    return { shop, drop, at: (index: number) => order[index] ?? fail() }
  }

  describe(`drops, on ${engine}`, () => {
    test.each(COUNTED)(
      '[U69] [D1] %s: before the opening nobody enters and nobody adds, and the answer says why',
      async (mode) => {
        const { shop, drop } = await world(mode)
        const early = await shop.shopper()
        expect(await early.add(mode)).toEqual({ ok: false, mid: 1, rev: 0, code: 'in_drop' })
        expect(await drop.enter(early)).toEqual({ ok: false, code: 'not_open', opensAt: drop.opensAt })
        shop.nowMs = drop.opensAt - 1
        expect(await drop.enter(early)).toMatchObject({ ok: false, code: 'not_open' })
        expect(await join(early, mode)).toEqual({ ok: false, code: 'in_drop' })
        expect(await drop.proven()).toEqual(['announced'])
        drop.open()
        expect(await drop.enter(early)).toMatchObject({ ok: true })
        expect(await early.add(mode)).toMatchObject({ ok: false, code: 'in_drop' })
        expect(await drop.proven()).toEqual(['announced', 'opened', 'entered'])
      },
    )

    test.each(COUNTED)(
      '[D2] [D3] [D4] %s: who enters in the window is drawn, who enters later comes behind, and the log proves it',
      async (mode) => {
        const { shop, drop } = await world(mode, 2)
        const [one, two, three, late] = await shoppers(shop, 4)
        if (!one || !two || !three || !late) throw new Error('four came')
        const early = [one, two, three]
        drop.open()
        for (const buyer of early) await drop.enter(buyer)
        const entered = await Promise.all(early.map((buyer) => drop.told(buyer)))
        expect(entered.map((told) => told?.status)).toEqual(['entered', 'entered', 'entered'])
        shop.nowMs += WINDOW_MS
        // Nothing has swept: who comes late has the draw done first.
        expect(await drop.enter(late)).toMatchObject({ ok: true, waits: [{ status: 'queued', place: 4 }] })
        await drop.sweep()
        const told = await Promise.all(early.map((buyer) => drop.told(buyer)))
        expect(told.filter((each) => each?.status === 'turn')).toHaveLength(2)
        expect(await drop.told(late)).toMatchObject({ status: 'queued', place: 2 })
        const receipts = [...entered, await drop.told(late)].flatMap((each) =>
          each === null ? [] : [each.receipt],
        )
        expect(await drop.proven(receipts)).toEqual([
          'announced',
          'opened',
          'entered',
          'entered',
          'entered',
          'ordered',
          'entered',
          'turn',
          'turn',
        ])
        await expectNoDrift(shop)
      },
    )

    test('[D1] [D2] of those who come at once each hears of its own: a cart that went over, one asked twice, one after the window', async () => {
      const { shop, drop } = await world('on_cart')
      const [first, gone, into, twice, late] = await shoppers(shop, 5)
      if (!first || !gone || !into || !twice || !late) throw new Error('five came')
      await merge(shop, gone, into)
      drop.open()
      const entries = [first, gone, into, twice, twice].map((buyer) => drop.enter(buyer))
      shop.nowMs += WINDOW_MS
      entries.push(drop.enter(late))
      const heard = await Promise.allSettled(entries)
      expect(heard.map(({ status }) => status)).toEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
        'fulfilled',
        'fulfilled',
        'fulfilled',
      ])
      expect(heard[1]).toMatchObject({ reason: { code: 'moved' } })
      expect(heard[4]).toEqual(heard[3])
      expect(heard[5]).toMatchObject({ value: { ok: true, waits: [{ status: 'queued', place: 4 }] } })
      const entered = ['entered', 'entered', 'entered', 'ordered', 'entered']
      expect(await drop.proven()).toEqual(['announced', 'opened', ...entered])
    })

    test('one entry a cart, however often it is asked for, with whatever name', async () => {
      const { shop, drop } = await world('on_cart')
      const one = await shop.shopper()
      drop.open()
      const id = randomUUID()
      const first = await drop.enter(one, id)
      expect(await drop.enter(one, id)).toEqual(first)
      expect(await drop.enter(one)).toEqual(first)
      await drop.draw()
      const inTurn = await drop.enter(one, id)
      expect(inTurn).toMatchObject({ ok: true, waits: [{ status: 'turn', units: 1 }] })
      expect(await drop.proven()).toEqual(['announced', 'opened', 'entered', 'ordered', 'turn'])
    })

    test.each(COUNTED)(
      '[D5] %s: a turn sets a share aside, adds that and no more, and the log says it was taken',
      async (mode) => {
        const { shop, drop, at } = await drawn(mode, 3, 2, 2)
        const [first, second] = [at(0), at(1)]
        expect(await drop.told(first)).toMatchObject({ status: 'turn', units: 2 })
        expect(await drop.told(second)).toMatchObject({ status: 'turn', units: 1 })
        expect(await shop.stockOf(mode)).toEqual([3, 3])
        expect(await first.add(mode, 3)).toMatchObject({ ok: false, code: 'in_drop' })
        expect(await first.add(mode, 2)).toMatchObject({ ok: true })
        expect(await drop.told(first)).toMatchObject({ status: 'done', isTaken: true })
        expect(await first.add(mode)).toMatchObject({ ok: false, code: 'in_drop' })
        expect(visibleLines(await first.cart())).toMatchObject([{ qty: 2, hold: { isOver: false } }])
        expect(await drop.enter(first)).toMatchObject({ ok: true, waits: [{ status: 'done' }] })
        await second.add(mode)
        for (const buyer of [first, second])
          expect(await shop.order(await buyer.checkout())).toMatchObject({ isNew: true })
        await drop.sweep()
        expect(await shop.stockOf(mode)).toEqual([0, 0])
        expect((await drop.proven()).slice(-3)).toEqual(['taken', 'taken', 'soldOut'])
        await expectNoDrift(shop)
      },
    )

    test('[D5] of a turn for two that takes one, the other is the next one’s', async () => {
      const { shop, drop, at } = await drawn('on_cart', 2, 2, 2)
      expect(await drop.told(at(1))).toMatchObject({ status: 'queued', place: 1, isSoldOut: false })
      expect(await at(0).add('on_cart')).toMatchObject({ ok: true })
      await drop.sweep()
      expect(await drop.told(at(1))).toMatchObject({ status: 'turn', units: 1 })
      await drop.proven()
      await expectNoDrift(shop)
    })

    test('[D6] a turn that is not taken in time, or given up, is over, and the next has it', async () => {
      const { shop, drop, at } = await drawn('on_cart', 1, 3)
      expect(await drop.told(at(0))).toMatchObject({ status: 'turn', untilMs: shop.nowMs + HOLD_MS })
      shop.nowMs += HOLD_MS
      await drop.sweep()
      expect(await drop.told(at(0))).toMatchObject({ status: 'done', isTaken: false })
      expect(await drop.leave(at(1))).toMatchObject({ isChanged: true, variantId: 'on_cart' })
      expect(await drop.leave(at(1))).toMatchObject({ isChanged: false })
      await drop.sweep()
      expect(await drop.told(at(2))).toMatchObject({ status: 'turn' })
      expect(await drop.enter(at(0))).toMatchObject({ ok: true, waits: [{ status: 'done' }] })
      expect((await drop.proven()).slice(-5)).toEqual(['turn', 'passed', 'turn', 'passed', 'turn'])
      await expectNoDrift(shop)
    })

    test('[D6] who leaves before the draw is not drawn', async () => {
      const { shop, drop } = await world('on_cart')
      const [one, two] = await shoppers(shop, 2)
      if (!one || !two) throw new Error('two came')
      drop.open()
      await drop.enter(one)
      await drop.enter(two)
      expect(await drop.leave(one)).toMatchObject({ isChanged: true })
      await drop.draw()
      expect(await drop.told(two)).toMatchObject({ status: 'turn' })
      expect(await drop.told(one)).toMatchObject({ status: 'done', isTaken: false })
      await drop.proven()
    })

    test('sold out is said while nothing is left, and a hold that runs out is the next one’s', async () => {
      const { shop, drop, at } = await drawn('on_cart', 1, 2)
      await at(0).add('on_cart')
      await drop.sweep()
      expect(await drop.told(at(1))).toMatchObject({ status: 'queued', isSoldOut: true })
      shop.nowMs += 11 * MINUTE
      await drop.sweep()
      expect(await drop.told(at(1))).toMatchObject({ status: 'turn' })
      expect((await drop.proven()).slice(-3)).toEqual(['taken', 'soldOut', 'turn'])
      // Said once, however often it is looked at, and again when it is so again.
      await at(1).add('on_cart')
      for (let sweeps = 0; sweeps < 2; sweeps += 1) await drop.sweep()
      expect((await drop.proven()).slice(-4)).toEqual(['soldOut', 'turn', 'taken', 'soldOut'])
    })

    test('two carts that become one have one entry: the earlier before the draw, the better after it', async () => {
      const { shop, drop } = await world('on_cart')
      const [one, two, three] = await shoppers(shop, 3)
      if (!one || !two || !three) throw new Error('three came')
      drop.open()
      await drop.enter(one)
      await drop.enter(two)
      const first = await drop.told(one)
      await merge(shop, one, two)
      expect(await drop.told(two)).toMatchObject({ status: 'entered', who: first?.who })
      await merge(shop, two, three)
      await drop.draw()
      expect(await drop.told(three)).toMatchObject({ status: 'turn', who: first?.who })
      const kinds = await drop.proven()
      expect(kinds.filter((kind) => kind === 'passed')).toHaveLength(1)
      const after = await drawn('on_cart', 1, 2)
      await merge(after.shop, after.at(0), after.at(1))
      expect(await after.drop.told(after.at(1))).toMatchObject({ status: 'turn' })
      await after.drop.proven()
      await expectNoDrift(after.shop)
    })

    test('two who were drawn while their carts became one have one place', async () => {
      const { shop, drop, at } = await drawn('on_cart', 1, 3)
      const [from, into] = [at(1).speaker.cartId, at(2).speaker.cartId]
      const better = await drop.told(at(1))
      await shop.store.transaction((trx) =>
        mergeEntries(trx, shop.tenant.id, { from, into, nowMs: shop.nowMs }),
      )
      expect(await drop.told(at(2))).toMatchObject({ status: 'queued', place: 1, who: better?.who })
      expect(await drop.told(at(1))).toBeNull()
      await drop.proven()
    })

    test('who is forgotten passes, and nothing in the log names a cart or a journey', async () => {
      const { shop, drop, at } = await drawn('on_cart', 1, 2)
      const { journeyId, cartId } = at(0).speaker
      await insertJourney(shop.store.db, shop.tenant.id, { id: journeyId, cartId, nowMs: shop.nowMs })
      await shop.store.transaction((trx) =>
        forgetJourney(trx, shop.tenant.id, { journeyId, nowMs: shop.nowMs }),
      )
      await drop.sweep()
      expect(await drop.told(at(1))).toMatchObject({ status: 'turn' })
      await drop.proven()
      const text = JSON.stringify(await drop.log())
      for (const secret of [journeyId, cartId, at(1).speaker.cartId, at(1).speaker.journeyId])
        expect(text).not.toContain(secret)
      await expectNoDrift(shop)
    })

    test('once it is ended what is left is sold to anybody, beyond those who wait', async () => {
      const { shop, drop } = await world('on_cart', 3)
      const [one, stranger] = await shoppers(shop, 2)
      if (!one || !stranger) throw new Error('two came')
      drop.open()
      await drop.enter(one)
      await expect(drop.end()).rejects.toMatchObject({ code: 'invalid' })
      await drop.draw()
      await expect(drop.end('another')).rejects.toMatchObject({ code: 'invalid' })
      await drop.end()
      expect(await stranger.add('on_cart', 3)).toMatchObject({ ok: false, code: 'no_stock', free: 2 })
      expect(await stranger.add('on_cart', 2)).toMatchObject({ ok: true })
      expect(await one.add('on_cart')).toMatchObject({ ok: true })
      expect(await drop.enter(stranger)).toMatchObject({ ok: false, code: 'over' })
      await expect(drop.end()).rejects.toMatchObject({ code: 'invalid' })
      await drop.proven()
    })

    test('what the product does not have, nobody counts, is in a drop already, or has a line is no drop', async () => {
      const { shop } = await world('on_cart')
      await expect(DropWorld.announce(shop, 'nothing')).rejects.toMatchObject({ code: 'invalid' })
      await expect(DropWorld.announce(shop, 'none')).rejects.toMatchObject({ code: 'invalid' })
      await expect(DropWorld.announce(shop, 'on_cart')).rejects.toMatchObject({ code: 'invalid' })
      const [owner, waiter] = await shoppers(shop, 2)
      if (!owner || !waiter) throw new Error('two came')
      await owner.add('on_checkout')
      await owner.checkout()
      expect(await join(waiter, 'on_checkout')).toMatchObject({ ok: true })
      await expect(DropWorld.announce(shop, 'on_checkout')).rejects.toMatchObject({ code: 'invalid' })
    })

    test('[U69] what lay in a basket before the drop is not bought past the line', async () => {
      const shop = await Shop.open(await open(), withoutStore(1))
      const early = await shop.shopper()
      await early.add('on_checkout')
      await DropWorld.announce(shop, 'on_checkout')
      expect((await early.checkout()).answer).toMatchObject({
        ok: false,
        problems: [{ code: 'no_stock', free: 0 }],
      })
    })
  })
}

function fail(): never {
  throw new Error('there are fewer')
}
