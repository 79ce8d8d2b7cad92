import { visibleLines } from '@tote/protocol'
import { describe, expect, test } from 'vitest'
import { readCatalogue } from '../catalogue/catalogue.ts'
import { goods, MINUTE, Shop } from '../stock/shop-fixtures.ts'
import { updateSoldOut } from '../store/catalogue-store.ts'
import { insertJourney } from '../store/journey-store.ts'
import { forgetJourney } from '../store/personal-data-store.ts'
import type { Store } from '../store/store.ts'
import { MOST_LINES } from './join-line.ts'
import {
  expectNoDrift,
  join,
  leave,
  merge,
  placeOf,
  recount,
  serve,
  waitsOf,
  withoutStore,
} from './waiting-shopper-fixtures.ts'

/** Products whose units are set aside, by whichever policy. */
const HELD = ['track', 'on_checkout', 'on_cart'] as const

/** What every engine has to do with lines for what is sold out. */
export function waitlistContract(engine: string, open: () => Promise<Store>): void {
  /** Everything is gone: somebody has it, who may give it back. */
  async function soldOut(variantId: string, count = 1) {
    const shop = await Shop.open(await open(), withoutStore(count))
    const owner = await shop.shopper()
    await owner.add(variantId, count)
    if (variantId === 'on_cart') return { shop, owner, giveBack: () => owner.set(variantId, 0) }
    // Of what is not held in carts it is gone once it is being paid.
    if (variantId === 'on_checkout') {
      const opened = await owner.checkout()
      return { shop, owner, giveBack: () => owner.cancel(opened) }
    }
    await recount(shop, 0)
    return { shop, owner, giveBack: () => recount(shop, count) }
  }

  const shoppers = (shop: Shop, count: number) =>
    Promise.all(Array.from({ length: count }, () => shop.shopper()))

  describe(`waiting for what is sold out, on ${engine}`, () => {
    test.each(HELD)(
      '[U70] %s: the answer says place and channel at once, each time it is asked',
      async (mode) => {
        const { shop } = await soldOut(mode)
        const [one, two] = await shoppers(shop, 2)
        if (one === undefined || two === undefined) throw new Error('two came')
        const variantId = mode
        const answer = { ok: true, channel: 'widget' }
        expect(await join(one, mode)).toMatchObject({ ...answer, waits: [{ variantId, place: 1 }] })
        expect(await join(two, mode)).toMatchObject({ ...answer, waits: [{ variantId, place: 2 }] })
        expect(await join(one, mode)).toMatchObject({ ...answer, waits: [{ variantId, place: 1 }] })
      },
    )

    test('there is no line for what can be bought, is not sold, or would be one too many', async () => {
      const { shop } = await soldOut('on_cart')
      const shopper = await shop.shopper()
      expect(await join(shopper, 'on_checkout')).toEqual({ ok: false, code: 'in_stock' })
      expect(await join(shopper, 'none')).toEqual({ ok: false, code: 'in_stock' })
      expect(await join(shopper, 'hat')).toEqual({ ok: false, code: 'gone' })
      const values = Array.from({ length: MOST_LINES }, (_, seq) => ({
        tenant_id: shop.tenant.id,
        variant_id: `v${seq}`,
        seq,
        cart_id: shopper.speaker.cartId,
        joined_at: 0,
      }))
      await shop.store.db.insertInto('waiting').values(values).execute()
      expect(await join(shopper, 'on_cart')).toEqual({ ok: false, code: 'limit' })
    })

    test.each(HELD)(
      '[W1] [W3] %s: what comes free is called to the first, and nobody else has it',
      async (mode) => {
        const { shop, giveBack } = await soldOut(mode)
        const [one, two, stranger] = await shoppers(shop, 3)
        if (one === undefined || two === undefined || stranger === undefined) throw new Error('three came')
        await join(one, mode)
        await join(two, mode)
        await giveBack()
        // Free, and not called yet: it is theirs already.
        expect(await stranger.add(mode)).toMatchObject({ ok: false, code: 'no_stock', free: 0 })
        expect(await freeIn(shop, mode)).toBe(0)
        expect(await serve(shop)).toMatchObject([{ variantId: mode, cartIds: [one.speaker.cartId] }])
        expect(await waitsOf(one)).toEqual([
          { status: 'called', variantId: mode, untilMs: shop.nowMs + 10 * MINUTE },
        ])
        expect([await placeOf(two, mode), await freeIn(shop, mode)]).toEqual([1, 0])
        expect(await stranger.add(mode)).toMatchObject({ ok: false, code: 'no_stock' })
        expect(await two.add(mode)).toMatchObject({ ok: false, code: 'no_stock' })
        expect(await shop.stockOf(mode)).toEqual([1, 1])
        await expectNoDrift(shop)
      },
    )

    test.each(HELD)('%s: who is called takes it with one add, held, and leaves the line', async (mode) => {
      const { shop, giveBack } = await soldOut(mode)
      const [one, two] = await shoppers(shop, 2)
      if (one === undefined || two === undefined) throw new Error('two came')
      await join(one, mode)
      await join(two, mode)
      await giveBack()
      await serve(shop)
      expect(await one.add(mode, 2)).toMatchObject({ ok: false, code: 'no_stock', free: 1 })
      expect(await one.add(mode)).toMatchObject({ ok: true })
      expect([await placeOf(one, mode), await placeOf(two, mode)]).toEqual([null, 1])
      const untilMs = shop.nowMs + 10 * MINUTE
      expect(visibleLines(await one.cart())).toMatchObject([{ qty: 1, hold: { untilMs, isOver: false } }])
      expect(await two.add(mode)).toMatchObject({ ok: false, code: 'no_stock' })
      await expectNoDrift(shop)
      // Held until its time is over, whatever the policy; then the next is called.
      shop.nowMs += 10 * MINUTE
      await serve(shop)
      expect(visibleLines(await one.cart())).toMatchObject([{ qty: 1, hold: { isOver: true } }])
      expect(await placeOf(two, mode)).toBe('turn')
      await expectNoDrift(shop)
    })

    test.each(HELD)(
      '%s: what was called is paid like anything else, in a basket or straight from it',
      async (mode) => {
        const { shop, giveBack } = await soldOut(mode, 2)
        const [one, two] = await shoppers(shop, 2)
        if (one === undefined || two === undefined) throw new Error('two came')
        await join(one, mode)
        await join(two, mode)
        await giveBack()
        await serve(shop)
        await one.add(mode)
        await two.add(mode)
        for (const buyer of [one, two])
          expect(await shop.order(await buyer.checkout())).toMatchObject({ isNew: true })
        expect(await shop.stockOf(mode)).toEqual([0, 0])
        await expectNoDrift(shop)
      },
    )

    test('who had it in the basket already takes it by asking for as many again', async () => {
      const { shop, giveBack, one } = await withUnheldLine()
      await giveBack()
      await serve(shop)
      expect(await one.set('on_checkout', 1)).toMatchObject({ ok: true })
      expect(visibleLines(await one.cart())).toMatchObject([{ hold: { isOver: false } }])
      expect([await placeOf(one, 'on_checkout'), await shop.stockOf('on_checkout')]).toEqual([null, [1, 1]])
    })

    test('a check-out takes what was called to its shopper, and given up leaves it theirs for their time', async () => {
      const { shop, giveBack, one } = await withUnheldLine()
      await giveBack()
      await serve(shop)
      const opened = await one.checkout()
      expect(opened.answer.ok).toBe(true)
      expect(opened.waitsChanged).toEqual([one.speaker.cartId])
      await one.cancel(opened)
      expect(await shop.stockOf('on_checkout')).toEqual([1, 1])
      expect(visibleLines(await one.cart())).toMatchObject([{ hold: { isOver: false } }])
      await expectNoDrift(shop)
    })

    test('a check-out takes nothing that others wait for', async () => {
      const { shop, giveBack, one } = await withUnheldLine()
      await leave(one, 'on_checkout')
      const two = await shop.shopper()
      await join(two, 'on_checkout')
      await giveBack()
      expect((await one.checkout()).answer).toMatchObject({
        ok: false,
        problems: [{ code: 'no_stock', free: 0 }],
      })
    })

    test('[W4] a turn that is not taken in time, or given up, goes to the next', async () => {
      const { shop, giveBack } = await soldOut('on_cart')
      const [one, two, three] = await shoppers(shop, 3)
      if (one === undefined || two === undefined || three === undefined) throw new Error('three came')
      for (const shopper of [one, two, three]) await join(shopper, 'on_cart')
      await giveBack()
      await serve(shop)
      shop.nowMs += 10 * MINUTE
      await serve(shop)
      expect(await Promise.all([one, two, three].map((each) => placeOf(each, 'on_cart')))).toEqual([
        null,
        'turn',
        1,
      ])
      expect(await leave(two, 'on_cart')).toMatchObject({ waits: [], isChanged: true })
      expect(await leave(two, 'on_cart')).toMatchObject({ isChanged: false })
      await serve(shop)
      expect(await placeOf(three, 'on_cart')).toBe('turn')
      expect(await join(one, 'on_cart')).toMatchObject({ waits: [{ place: 1 }] })
      await expectNoDrift(shop)
    })

    test('[W2] as many are called as units came free, by a count or by hand', async () => {
      const { shop } = await soldOut('on_cart')
      const all = await shoppers(shop, 4)
      for (const shopper of all) await join(shopper, 'on_cart')
      await recount(shop, 3)
      expect(await serve(shop)).toHaveLength(1)
      expect(await Promise.all(all.map((each) => placeOf(each, 'on_cart')))).toEqual(['turn', 'turn', 1, 2])
      expect(await serve(shop)).toEqual([])
      expect(await shop.stockOf('on_cart')).toEqual([3, 3])
    })

    test('beyond those who wait it can be bought by anybody', async () => {
      const { shop } = await soldOut('on_cart')
      const [one, stranger] = await shoppers(shop, 2)
      if (one === undefined || stranger === undefined) throw new Error('two came')
      await join(one, 'on_cart')
      await recount(shop, 4)
      expect(await freeIn(shop, 'on_cart')).toBe(2)
      expect(await stranger.add('on_cart', 3)).toMatchObject({ ok: false, code: 'no_stock', free: 2 })
      expect(await stranger.add('on_cart', 2)).toMatchObject({ ok: true })
      await serve(shop)
      expect(await placeOf(one, 'on_cart')).toBe('turn')
    })

    test('what a host marked as sold out is called once the mark is off, counted or not', async () => {
      const shop = await Shop.open(await open(), withoutStore(1))
      const variantIds = ['none', 'track']
      const mark = (isSoldOut: boolean) =>
        updateSoldOut(shop.store.db, shop.tenant.id, { variantIds, isSoldOut })
      await mark(true)
      const all = await shoppers(shop, 2)
      for (const shopper of all)
        for (const id of variantIds) expect(await join(shopper, id)).toMatchObject({ ok: true })
      expect(await serve(shop)).toEqual([])
      await mark(false)
      await serve(shop)
      expect(await Promise.all(all.map((each) => placeOf(each, 'none')))).toEqual(['turn', 'turn'])
      expect(await Promise.all(all.map((each) => placeOf(each, 'track')))).toEqual(['turn', 1])
      const [one] = all
      if (one === undefined) throw new Error('one came')
      expect(await one.add('none', 3)).toMatchObject({ ok: true })
      expect(await placeOf(one, 'none')).toBe(null)
      expect(visibleLines(await one.cart())[0]?.hold).toBeUndefined()
    })

    test('[W5] two carts that become one keep the better place, and what was called to either', async () => {
      const { shop, giveBack } = await soldOut('on_cart')
      const [one, two, three] = await shoppers(shop, 3)
      if (one === undefined || two === undefined || three === undefined) throw new Error('three came')
      for (const shopper of [one, two, three]) await join(shopper, 'on_cart')
      await merge(shop, three, two)
      expect([await placeOf(one, 'on_cart'), await placeOf(two, 'on_cart')]).toEqual([1, 2])
      await giveBack()
      await serve(shop)
      await merge(shop, one, two)
      expect(await placeOf(two, 'on_cart')).toBe('turn')
      await expect(join(one, 'on_cart')).rejects.toMatchObject({ code: 'moved' })
      expect(await two.add('on_cart')).toMatchObject({ ok: true })
      await expectNoDrift(shop)
    })

    test('[W5] of two that were called to one shopper one is given back', async () => {
      const { shop } = await soldOut('on_cart')
      const [one, two, three] = await shoppers(shop, 3)
      if (one === undefined || two === undefined || three === undefined) throw new Error('three came')
      for (const shopper of [one, two, three]) await join(shopper, 'on_cart')
      await recount(shop, 3)
      await serve(shop)
      await merge(shop, two, one)
      await serve(shop)
      expect([await placeOf(one, 'on_cart'), await placeOf(three, 'on_cart')]).toEqual(['turn', 'turn'])
      expect(await shop.stockOf('on_cart')).toEqual([3, 3])
      await expectNoDrift(shop)
    })

    test('who is forgotten is in no line, and what was called to them is called to the next', async () => {
      const { shop, giveBack } = await soldOut('on_cart')
      const [one, two] = await shoppers(shop, 2)
      if (one === undefined || two === undefined) throw new Error('two came')
      const { journeyId: id, cartId } = one.speaker
      await insertJourney(shop.store.db, shop.tenant.id, { id, cartId, nowMs: shop.nowMs })
      for (const shopper of [one, two]) await join(shopper, 'on_cart')
      await giveBack()
      await serve(shop)
      await shop.store.transaction((trx) =>
        forgetJourney(trx, shop.tenant.id, { journeyId: one.speaker.journeyId, nowMs: shop.nowMs }),
      )
      const rows = await shop.store.db.selectFrom('waiting').select('cart_id').execute()
      expect(rows).toEqual([{ cart_id: two.speaker.cartId }])
      await serve(shop)
      expect(await placeOf(two, 'on_cart')).toBe('turn')
      await expectNoDrift(shop)
    })

    test('for a pick-up the unit is set aside at that store, where it has one', async () => {
      const shop = await Shop.open(await open(), goods(1))
      const owner = await shop.shopper()
      await owner.add('on_cart', 2)
      const one = await shop.shopper()
      await one.pickUp('rue')
      await join(one, 'on_cart')
      await owner.set('on_cart', 0)
      await serve(shop)
      const rows = await shop.store.db.selectFrom('waiting').select('location_id').execute()
      expect(rows).toEqual([{ location_id: 'rue' }])
      expect(await one.add('on_cart')).toMatchObject({ ok: true })
      await expectNoDrift(shop)
    })
  })

  /** One shopper whose basket has the last unit of what is not held, which another is paying; the shopper waits. */
  async function withUnheldLine() {
    const shop = await Shop.open(await open(), withoutStore(1))
    const [one, owner] = await shoppers(shop, 2)
    if (one === undefined || owner === undefined) throw new Error('two came')
    await one.add('on_checkout')
    await owner.add('on_checkout')
    const opened = await owner.checkout()
    expect(await join(one, 'on_checkout')).toMatchObject({ ok: true })
    return { shop, one, giveBack: () => owner.cancel(opened) }
  }
}

async function freeIn(shop: Shop, variantId: string): Promise<number | null | undefined> {
  const { products } = await readCatalogue(shop.store.db, shop.tenant, { publicUrl: 'http://hub.localhost' })
  return products.flatMap(({ variants }) => variants).find(({ id }) => id === variantId)?.free
}
