import { randomUUID } from 'node:crypto'
import { locationIdSchema } from '@tote/protocol'
import { profileSchema } from '@tote/protocol/profile'
import { describe, expect, test } from 'vitest'
import { CreditWorld, type Viewer } from '../credit/credit-world-fixtures.ts'
import { joinShopper } from '../journeys/sign-in.ts'
import { forgetShopper } from '../journeys/forget-shopper.ts'
import { takeAlong } from '../journeys/take-along.ts'
import { insertPlace } from '../store/journey-store.ts'
import { forgetJourney, readKept } from '../store/personal-data-store.ts'
import { selectPreferences } from '../store/preference-store.ts'
import type { Store } from '../store/store.ts'
import { selectStores } from '../store/location-store.ts'
import { BRAND, MARKET } from '../tenant-fixtures.ts'
import { readProfile } from './read-profile.ts'
import { setPreferences, tellPreferences } from './set-preferences.ts'

const captions = { isShown: true, language: 'fr', size: 150 }
const JWK = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) } as const

/** What every engine has to do with the profile of a shopper. */
export function profileContract(engine: string, open: () => Promise<Store>): void {
  async function openWorld() {
    const world = await CreditWorld.open(await open(), { loyalty: { perUnit: 1 } })
    const { shop, db, tenantId } = world
    const [store] = await selectStores(db, tenantId)
    if (store === undefined) throw new Error('the fixture has a store')
    const set = (viewer: Viewer, change: Parameters<typeof setPreferences>[2]['change']) =>
      shop.store.transaction((trx) =>
        setPreferences(trx, tenantId, {
          journeyId: viewer.speaker.journeyId,
          change,
          nowMs: (shop.nowMs += 1),
        }),
      )
    const told = (viewer: Viewer) => tellPreferences(db, tenantId, viewer.speaker.journeyId)
    const placeOf = async (viewer: Viewer, origin: string, embeddedIn: string | null = null) => {
      const id = randomUUID()
      const { journeyId } = viewer.speaker
      const nowMs = (shop.nowMs += 1)
      await insertPlace(db, tenantId, { id, journeyId, origin, jkt: id, jwk: JWK, embeddedIn, nowMs })
      return id
    }
    const signIn = async (viewer: Viewer, subject: string) => {
      const placeId = await placeOf(viewer, BRAND)
      const { journeyId } = viewer.speaker
      const signing = { subject, journeyId, placeId, nowMs: (shop.nowMs += 1), newId: randomUUID }
      return shop.store.transaction((trx) => joinShopper(trx, shop.tenant, signing))
    }
    const profile = async (viewer: Viewer) => {
      const { journeyId } = viewer.speaker
      const read = await readProfile(db, shop.tenant, { journeyId, nowMs: shop.nowMs })
      return read === undefined ? undefined : profileSchema.parse(read)
    }
    return { world, shop, db, tenantId, storeId: store.id, set, told, placeOf, signIn, profile }
  }

  describe(`profiles over ${engine}`, () => {
    test('what a shopper sets is there, and what they take back is not; the rest stays', async () => {
      const { world, storeId, set, told } = await openWorld()
      const viewer = await world.viewer()
      expect(await told(viewer)).toEqual({})
      expect(await set(viewer, { captions, storeId })).toEqual({ captions, storeId })
      expect(await set(viewer, { storeId: null })).toEqual({ captions })
      expect([await told(viewer), await told(await world.viewer())]).toEqual([{ captions }, {}])
    })

    test('a store where nobody picks up is refused, and nothing is set with it', async () => {
      const { world, set, told } = await openWorld()
      const viewer = await world.viewer()
      const change = { captions, storeId: locationIdSchema.parse('nowhere') }
      await expect(set(viewer, change)).rejects.toMatchObject({ code: 'invalid' })
      expect(await told(viewer)).toEqual({})
    })

    test('an anonymous journey that goes over into a shopper’s has the word where it spoke last, and leaves nothing behind', async () => {
      const { world, db, tenantId, storeId, set, told, signIn } = await openWorld()
      const [home, away] = [await world.viewer(), await world.viewer()]
      await signIn(home, 'ada')
      await set(away, { storeId })
      await set(home, { captions, storeId: null })
      await set(away, { captions: { ...captions, size: 50 } })
      await signIn(away, 'ada')
      // By either name it is the one journey now.
      expect(await told(home)).toEqual({ captions: { ...captions, size: 50 } })
      expect(await told(away)).toEqual(await told(home))
      expect(await selectPreferences(db, tenantId, away.speaker.journeyId)).toEqual({})
      // A page that has not heard yet sets it where it now is.
      await set(away, { storeId })
      expect(await told(home)).toMatchObject({ storeId })
    })

    test('a shopper’s own journey keeps what they set when its goods go along to another', async () => {
      const { world, shop, set, told, signIn } = await openWorld()
      const [own, other] = [await world.viewer(), await world.viewer()]
      await signIn(own, 'ada')
      await set(own, { captions })
      const along = {
        from: own.speaker.journeyId,
        into: other.speaker.journeyId,
        nowMs: shop.nowMs,
        newId: randomUUID,
      }
      await shop.store.transaction((trx) => takeAlong(trx, shop.tenant, along))
      expect([await told(own), await told(other)]).toEqual([{ captions }, {}])
    })

    test('two that are set at once are both kept, each of many times', async () => {
      const { world, storeId, set, told } = await openWorld()
      for (let round = 0; round < 40; round += 1) {
        const viewer = await world.viewer()
        await Promise.all([set(viewer, { captions }), set(viewer, { storeId })])
        expect(await told(viewer), `round ${round}`).toEqual({ captions, storeId })
      }
    })

    test('a profile is one over all channels: where, what was ordered and given back, points, what is set', async () => {
      const { world, shop, storeId, set, signIn, placeOf, profile } = await openWorld()
      const viewer = await world.viewer()
      await placeOf(viewer, MARKET)
      await placeOf(viewer, shop.tenant.channels[0]?.origin ?? '', 'https://unlisted.test')
      await placeOf(viewer, MARKET)
      await signIn(viewer, 'ada')
      await set(viewer, { storeId })
      await viewer.add('none', 2)
      const checkoutId = await viewer.buys('1001')
      shop.nowMs += 1
      await viewer.add('none', 1)
      await viewer.buys('1002')
      const before = await profile(viewer)
      const total = before?.orders.at(-1)?.total.amount ?? 0
      expect(total).toBeGreaterThan(0)
      await world.refund(checkoutId, 'r-1', 100)
      const after = await profile(viewer)
      expect(after).toMatchObject({
        subject: 'ada',
        basket: { quantity: 0 },
        bought: { orders: 2 },
        preferences: { storeId },
        points: { held: 0 },
      })
      expect(after?.orders.map(({ ref }) => ref)).toEqual(['1002', '1001'])
      expect(after?.points?.free).toBeGreaterThan(0)
      const [sum, sumBefore] = [after?.bought.totals[0], before?.bought.totals[0]]
      expect(sum?.amount).toBe((sumBefore?.amount ?? 0) - 100)
      // One for each, however many tabs there were; of a frame the page around it, by its origin where it has no name.
      expect(after?.channels.map(({ origin }) => origin)).toEqual([BRAND, MARKET, 'https://unlisted.test'])
      expect(after?.channels.at(-1)?.name).toBe('https://unlisted.test')
    })

    test('what went over twice is of the last one: when it was first at a channel stays true, and it is forgotten whole', async () => {
      const { world, shop, db, placeOf, signIn, profile } = await openWorld()
      const [first, second, home] = [await world.viewer(), await world.viewer(), await world.viewer()]
      await placeOf(first, MARKET)
      const firstAt = shop.nowMs
      shop.nowMs += 60_000
      const along = { from: first.speaker.journeyId, into: second.speaker.journeyId, nowMs: shop.nowMs }
      await shop.store.transaction((trx) => takeAlong(trx, shop.tenant, { ...along, newId: randomUUID }))
      await signIn(home, 'ada')
      await signIn(second, 'ada')
      const known = await profile(home)
      expect(known?.channels.find(({ origin }) => origin === MARKET)).toMatchObject({ firstAt })
      const { journeyId } = home.speaker
      await shop.store.transaction((trx) => forgetShopper(trx, shop.tenant, { journeyId, nowMs: shop.nowMs }))
      const ids = [first, second, home].map(({ speaker }) => speaker.journeyId)
      expect(await db.selectFrom('journey').select('id').where('id', 'in', ids).execute()).toEqual([])
    })

    test('who never signed in has a profile without a name and without points', async () => {
      const { world, profile } = await openWorld()
      const told = await profile(await world.viewer())
      expect(told).toMatchObject({
        subject: null,
        points: null,
        orders: [],
        bought: { orders: 0, totals: [] },
      })
    })

    test('it is in what is kept, and nothing is left of it once that is erased', async () => {
      const { world, shop, db, tenantId, storeId, set, signIn, profile } = await openWorld()
      const viewer = await world.viewer()
      const { journeyId } = viewer.speaker
      await signIn(viewer, 'ada')
      await set(viewer, { storeId })
      const kept = await readKept(db, tenantId, journeyId)
      expect(kept.preferences).toEqual({ storeId: { value: storeId, setAt: shop.nowMs } })
      await shop.store.transaction((trx) => forgetJourney(trx, tenantId, { journeyId, nowMs: 2 }))
      expect(await profile(viewer)).toBeUndefined()
      expect(await db.selectFrom('journey').selectAll().execute()).toEqual([])
      await expect(set(viewer, { captions })).rejects.toMatchObject({ code: 'unknown_place' })
    })
  })
}
