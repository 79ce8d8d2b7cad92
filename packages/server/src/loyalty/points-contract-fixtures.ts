import { randomUUID } from 'node:crypto'
import { cartCost, showIdSchema } from '@tote/protocol'
import { describe, expect, test } from 'vitest'
import { openCheckout } from '../checkouts/open-checkout.ts'
import { CreditWorld, type Viewer } from '../credit/credit-world-fixtures.ts'
import { idOf, MINUTE } from '../stock/shop-fixtures.ts'
import { forgetJourney, readKept } from '../store/personal-data-store.ts'
import { selectAccount, selectEntries, selectPointsDrift } from '../store/points-store.ts'
import { assignJourney, claimShopper } from '../store/shopper-store.ts'
import type { Store } from '../store/store.ts'
import { toPointsCode } from './points-code.ts'
import { adjustPoints, bookMinute, releasePoints } from './points-ledger.ts'
import { tellPoints } from './tell-points.ts'

const LOYALTY = {
  perUnit: 1,
  watch: { points: 5, everyMinutes: 2, mostPerShow: 10 },
  spend: { points: 100, amount: 100, least: 200, most: 1000, mostPercent: 50 },
}

/** What every engine has to do with points. */
export function pointsContract(engine: string, open: () => Promise<Store>): void {
  async function openWorld(loyalty: object | null = LOYALTY) {
    const world = await CreditWorld.open(await open(), loyalty === null ? {} : { loyalty })
    const { shop, db, tenantId } = world
    const signIn = async (viewer: Viewer, subject: string = randomUUID()): Promise<string> => {
      const { journeyId } = viewer.speaker
      return shop.store.transaction(async (trx) => {
        const { id } = await claimShopper(trx, tenantId, {
          newId: randomUUID(),
          subject,
          journeyId,
          nowMs: 1,
        })
        await assignJourney(trx, tenantId, { journeyId, shopperId: id })
        return id
      })
    }
    /** A shopper with so many points. */
    const shopper = async (points = 0) => {
      const viewer = await world.viewer()
      const key = { tenantId, shopperId: await signIn(viewer) }
      if (points > 0) await adjust(key, points)
      return { viewer, key }
    }
    const adjust = (
      key: { tenantId: string; shopperId: string },
      points: number,
      ref: string = randomUUID(),
    ) =>
      shop.store.transaction((trx) =>
        adjustPoints(trx, shop.tenant, {
          shopperId: key.shopperId,
          points,
          ref,
          note: 'Host',
          nowMs: shop.nowMs,
        }),
      )
    const entries = async (key: { tenantId: string; shopperId: string }) =>
      (await selectEntries(db, key, 100)).map(({ kind, points }) => `${kind} ${points}`).toSorted()
    const spend = (viewer: Viewer, points: number) =>
      viewer.do({ op: 'applyDiscountCode', code: toPointsCode(points) })
    return { world, shop, db, tenantId, shopper, signIn, adjust, entries, spend, account: selectAccount }
  }

  describe(`points on ${engine}`, () => {
    test('[L1] an order that was confirmed earns once, for whom it belongs to by then', async () => {
      const { shop, db, world, signIn, entries } = await openWorld()
      const viewer = await world.viewer()
      await viewer.add('none', 3)
      const opened = await viewer.checkout()
      const key = { tenantId: shop.tenant.id, shopperId: await signIn(viewer) }
      await shop.order(opened, 'order-1')
      await shop.order(opened, 'order-1')
      expect(await selectAccount(db, key)).toEqual({ balance: 30, held: 0, owed: 0 })
      expect(await entries(key)).toEqual(['order 30'])
      // A rehearsal in the host's own preview earns nothing.
      const rehearsing = viewer.on(null)
      await rehearsing.add('none', 3)
      await shop.order(await rehearsing.checkout())
      expect(await entries(key)).toEqual(['order 30'])
      // Nobody signed in: nobody's points.
      const stranger = await world.viewer()
      await stranger.add('none', 3)
      await shop.order(await stranger.checkout())
      expect(await db.selectFrom('points_account').selectAll().execute()).toHaveLength(1)
      expect(await selectPointsDrift(db)).toEqual([])
    })

    test('a tenant without them has none', async () => {
      const { shop, db, shopper, spend } = await openWorld(null)
      const { viewer, key } = await shopper(1000)
      await viewer.add('none', 10)
      expect(await spend(viewer, 200)).toMatchObject({ ok: false })
      await shop.order(await viewer.checkout())
      expect(await selectAccount(db, key)).toMatchObject({ balance: 1000 })
      expect(await tellPoints(db, shop.tenant, viewer.speaker.journeyId)).toEqual({ points: null })
    })

    test('[L6] are spent in the cart within its bounds, take off the total, and go only with the order', async () => {
      const { shop, db, shopper, entries, spend } = await openWorld()
      const { viewer, key } = await shopper(500)
      await viewer.add('none', 1)
      for (const points of [100, 250, 600]) expect(await spend(viewer, points)).toMatchObject({ ok: false })
      expect(await spend(viewer, 500)).toMatchObject({ ok: true })
      // One wish at a time.
      expect(await spend(viewer, 300)).toMatchObject({ ok: false })
      const opened = await viewer.checkout()
      expect(opened.answer).toMatchObject({ ok: true, checkout: { total: { amount: 500 } } })
      expect(await selectAccount(db, key)).toEqual({ balance: 500, held: 500, owed: 0 })
      await shop.order(opened)
      expect(await selectAccount(db, key)).toEqual({ balance: 5, held: 0, owed: 0 })
      expect(await entries(key)).toEqual(['adjusted 500', 'order 5', 'spent -500'])
      expect((await viewer.cart()).meta.codes).toEqual([])
      expect(await selectPointsDrift(db)).toEqual([])
    })

    test('[L6] pay no larger part of a cart that became smaller: then they count for nothing', async () => {
      const { db, shopper, spend } = await openWorld()
      const { viewer, key } = await shopper(1000)
      await viewer.add('none', 2)
      expect(await spend(viewer, 1000)).toMatchObject({ ok: true })
      expect(cartCost(await viewer.cart()).total).toBe(1000)
      await viewer.set('none', 1)
      expect(cartCost(await viewer.cart()).total).toBe(1000)
      expect((await viewer.checkout()).answer).toMatchObject({ problems: [{ code: 'bad_code' }] })
      expect(await selectAccount(db, key)).toEqual({ balance: 1000, held: 0, owed: 0 })
    })

    test('[L6] are spent on what the tenant sells itself: another merchant’s lines neither carry nor pay them', async () => {
      const { shop, db, shopper, spend } = await openWorld()
      await db.updateTable('product').set({ merchant_id: 'noor' }).where('id', '=', 'track').execute()
      const { viewer } = await shopper(1000)
      await viewer.add('track', 3)
      // Half of what the tenant sells itself is nothing yet.
      expect(await spend(viewer, 200)).toMatchObject({ ok: false })
      await viewer.add('none', 1)
      expect(await tellPoints(db, shop.tenant, viewer.speaker.journeyId)).toMatchObject({
        points: { spendable: 500 },
      })
      expect(await spend(viewer, 600)).toMatchObject({ ok: false })
      expect(await spend(viewer, 500)).toMatchObject({ ok: true })
      const { answer } = await viewer.checkout()
      if (!answer.ok) throw new Error(JSON.stringify(answer))
      expect(answer.open?.map(({ total }) => total.amount)).toEqual([500, 3000])
    })

    test('[L6] that the tenant takes fewer of by now are not spent', async () => {
      const { shop, db, shopper, spend } = await openWorld()
      const { viewer, key } = await shopper(500)
      await viewer.add('none', 1)
      await spend(viewer, 500)
      const loyalty = { ...LOYALTY, spend: { ...LOYALTY.spend, most: 400 } }
      const { id, rev } = await viewer.cart()
      const { answer } = await openCheckout(
        shop.store,
        { ...viewer.speaker, tenant: { ...shop.tenant, loyalty } },
        { message: { cartId: id, rev }, nowMs: shop.nowMs, newId: randomUUID },
      )
      expect(answer).toEqual({ ok: false, problems: [{ code: 'bad_code', discountCode: 'POINTS-500' }] })
      expect(await selectAccount(db, key)).toEqual({ balance: 500, held: 0, owed: 0 })
    })

    test('of a check-out that is cancelled, or not paid in time, are the shopper’s again', async () => {
      const { shop, db, shopper, spend } = await openWorld()
      const { viewer, key } = await shopper(500)
      await viewer.add('none', 1)
      await spend(viewer, 500)
      const cancelled = await viewer.checkout()
      await viewer.cancel(cancelled)
      expect(await selectAccount(db, key)).toEqual({ balance: 500, held: 0, owed: 0 })
      await shop.store.transaction((trx) => releasePoints(trx, shop.tenant.id, idOf(cancelled)))
      expect(await selectAccount(db, key)).toEqual({ balance: 500, held: 0, owed: 0 })
      await viewer.checkout()
      shop.nowMs += 15 * MINUTE
      await shop.sweep()
      expect(await selectAccount(db, key)).toEqual({ balance: 500, held: 0, owed: 0 })
      expect(await selectPointsDrift(db)).toEqual([])
    })

    test('[L7] that were spent again before a late order came are taken from what is earned next', async () => {
      const { shop, db, shopper, entries, spend } = await openWorld()
      const { viewer, key } = await shopper(500)
      await viewer.add('none', 1)
      await spend(viewer, 500)
      const late = await viewer.checkout()
      shop.nowMs += 15 * MINUTE
      await shop.sweep()
      await shop.order(await viewer.checkout(), 'order-1')
      await shop.order(late, 'order-2')
      expect(await entries(key)).toEqual(['adjusted 500', 'order 0', 'order 5', 'spent -5', 'spent -500'])
      expect(await selectAccount(db, key)).toEqual({ balance: 0, held: 0, owed: 490 })
      expect(await selectPointsDrift(db)).toEqual([])
    })

    test('[L6] of two places that spend the same at once, one does', async () => {
      const { world, shop, db, tenantId, shopper, spend } = await openWorld()
      const { viewer, key } = await shopper(500)
      // Another cart of the same shopper, as of a journey that is joined at this moment.
      const other = await world.viewer()
      await assignJourney(db, tenantId, {
        journeyId: other.speaker.journeyId,
        shopperId: key.shopperId,
      })
      for (const one of [viewer, other]) {
        await one.add('none', 1)
        expect(await spend(one, 500)).toMatchObject({ ok: true })
      }
      const opened = await Promise.all([viewer.checkout(), other.checkout()])
      const won = opened.filter(({ answer }) => answer.ok)
      expect(won).toHaveLength(1)
      const problems = opened.flatMap(({ answer }) => (answer.ok ? [] : answer.problems))
      expect(problems).toEqual([{ code: 'bad_code', discountCode: 'POINTS-500' }])
      expect(await selectAccount(db, key)).toEqual({ balance: 500, held: 500, owed: 0 })
      for (const one of won) await shop.order(one)
      expect(await selectPointsDrift(db)).toEqual([])
    })

    test('[L6] lie in a cart that is worth less by now, or whose sum another code took, are not spent', async () => {
      const { shop, db, shopper, spend } = await openWorld()
      const { viewer, key } = await shopper(500)
      await viewer.add('none', 2)
      await spend(viewer, 500)
      await viewer.do({ op: 'applyDiscountCode', code: 'TEN' })
      const problems = [{ code: 'bad_code', discountCode: 'POINTS-500' }]
      // Ten percent of what the points had left is less than they are worth.
      expect((await viewer.checkout()).answer).toEqual({ ok: false, problems })
      await viewer.do({ op: 'removeDiscountCode', code: 'TEN' })
      await shop.store.db.updateTable('variant').set({ price: 400 }).execute()
      expect((await viewer.checkout()).answer).toEqual({ ok: false, problems: [{ code: 'changed' }] })
      expect((await viewer.checkout()).answer).toEqual({ ok: false, problems })
      expect(await selectAccount(db, key)).toEqual({ balance: 500, held: 0, owed: 0 })
    })

    test('[L2] [L3] of an order that is given back go and come by as much, each refund once', async () => {
      const { world, shop, db, shopper, entries, spend } = await openWorld()
      const { viewer, key } = await shopper(500)
      await viewer.add('none', 2)
      await spend(viewer, 500)
      const opened = await viewer.checkout()
      await shop.order(opened)
      expect(await selectAccount(db, key)).toMatchObject({ balance: 15 })
      await Promise.all([1, 2].map(() => world.refund(idOf(opened), 'refund-1', 500)))
      expect(await entries(key)).toEqual([
        'adjusted 500',
        'order 15',
        'returned 166',
        'reversed -5',
        'spent -500',
      ])
      await world.refund(idOf(opened), 'refund-2', 1000)
      expect(await selectAccount(db, key)).toEqual({ balance: 500, held: 0, owed: 0 })
      expect(await selectPointsDrift(db)).toEqual([])
    })

    test('[L2] [L3] a refund too small to change anything is no entry', async () => {
      const { world, shop, shopper, entries, spend } = await openWorld()
      const { viewer, key } = await shopper(200)
      await viewer.add('none', 2)
      await spend(viewer, 200)
      const opened = await viewer.checkout()
      await shop.order(opened)
      await world.refund(idOf(opened), 'refund-1', 9)
      const once = ['adjusted 200', 'order 18', 'returned 1', 'reversed -1', 'spent -200']
      expect(await entries(key)).toEqual(once)
      await world.refund(idOf(opened), 'refund-2', 1)
      expect(await entries(key)).toEqual(once)
    })

    test('[L4] are earned by minutes, each once on however many screens, up to the bound of the show', async () => {
      const { shop, db, shopper, entries } = await openWorld()
      const { key } = await shopper()
      const showId = showIdSchema.parse('spring')
      const watch = (minute: number) =>
        shop.store.transaction((trx) =>
          bookMinute(trx, shop.tenant, { shopperId: key.shopperId, showId, minute, nowMs: shop.nowMs }),
        )
      await Promise.all([7, 7, 7].map(watch))
      expect(await entries(key)).toEqual([])
      for (const minute of [8, 8, 9, 9, 7, 10, 11, 12, 13, 14]) await watch(minute)
      expect(await entries(key)).toEqual(['watch 5', 'watch 5'])
      expect(await selectAccount(db, key)).toEqual({ balance: 10, held: 0, owed: 0 })
      expect(await selectPointsDrift(db)).toEqual([])
    })

    test('are adjusted by staff once a word, never below nothing', async () => {
      const { shopper, adjust, entries } = await openWorld()
      const { key } = await shopper()
      expect(await adjust(key, 100, 'a')).toMatchObject({ balance: 100 })
      expect(await adjust(key, 100, 'a')).toMatchObject({ balance: 100 })
      expect(await adjust(key, -150, 'b')).toEqual({ balance: 0, held: 0, owed: 50 })
      expect(await adjust(key, 80, 'c')).toEqual({ balance: 30, held: 0, owed: 0 })
      expect(await entries(key)).toEqual(['adjusted -100', 'adjusted 100', 'adjusted 30'])
    })

    test('are told with what may be done with them, and with how they came', async () => {
      const { shop, db, world, shopper, spend } = await openWorld()
      const stranger = await world.viewer()
      const told = (viewer: Viewer) => tellPoints(db, shop.tenant, viewer.speaker.journeyId)
      const terms = {
        perUnit: 1,
        watch: { points: 5, everyMinutes: 2, mostPerShow: 10 },
        worth: { points: 100, amount: { amount: 100, currencyCode: 'EUR' } },
      }
      expect(await told(stranger)).toEqual({ points: { isSignedIn: false, ...terms } })
      const { viewer } = await shopper(1240)
      expect(await told(viewer)).toMatchObject({
        points: {
          isSignedIn: true,
          ...terms,
          balance: 1240,
          spendable: 0,
          entries: [{ kind: 'adjusted', points: 1240, at: shop.nowMs }],
        },
      })
      await viewer.add('none', 2)
      expect(await told(viewer)).toMatchObject({ points: { spendable: 1000 } })
      await spend(viewer, 1000)
      expect(await told(viewer)).toMatchObject({ points: { spendable: 1000 } })
    })

    test('are told with all that is kept of a shopper, and gone with it', async () => {
      const { shop, db, tenantId, shopper, spend } = await openWorld()
      const { viewer, key } = await shopper(500)
      await viewer.add('none', 1)
      await spend(viewer, 500)
      const opened = await viewer.checkout()
      const { journeyId } = viewer.speaker
      expect(await readKept(db, tenantId, journeyId)).toMatchObject({
        points: { balance: 500, held: 500, owed: 0, entries: [{ kind: 'adjusted', points: 500 }] },
      })
      await shop.store.transaction((trx) => forgetJourney(trx, tenantId, { journeyId, nowMs: shop.nowMs }))
      for (const table of ['points_account', 'points_entry', 'points_hold'] as const)
        expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
      await expect(shop.order(opened)).rejects.toMatchObject({ code: 'not_found' })
      expect(await selectAccount(db, key)).toEqual({ balance: 0, held: 0, owed: 0 })
    })
  })
}
