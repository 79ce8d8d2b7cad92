import { freshDatabase } from '@tote/testkit/services/database'
import { expect, test } from 'vitest'
import { MINUTE, Shop } from '../stock/shop-fixtures.ts'
import { openStore } from '../store/store.ts'
import { waitlistContract } from './waitlist-contract-fixtures.ts'
import { expectNoDrift, join, placeOf, recount, serve, withoutStore } from './waiting-shopper-fixtures.ts'

const open = async () => openStore(await freshDatabase(), { poolSize: 12 })
waitlistContract('PostgreSQL', open)

const JOINERS = 40
const UNITS = 7

test.each(['on_cart', 'on_checkout'])(
  '[W1] [W2] [I7] %s: of forty who join at once beside others who buy, those who came first have the few units, and none twice',
  async (mode) => {
    const shop = await Shop.open(await open(), withoutStore(0))
    const joiners = await Promise.all(Array.from({ length: JOINERS }, () => shop.shopper()))
    const strangers = await Promise.all(Array.from({ length: JOINERS }, () => shop.shopper()))
    await Promise.all(joiners.map((each) => join(each, mode)))
    const places = await Promise.all(joiners.map((each) => placeOf(each, mode)))
    expect(places.toSorted((a, b) => Number(a) - Number(b))).toEqual(joiners.map((_, index) => index + 1))
    await recount(shop, UNITS)
    // Two nodes call at once, while everybody tries to buy.
    const [, , ...bought] = await Promise.all([
      serve(shop),
      serve(shop),
      ...strangers.map((each) => each.add(mode)),
    ])
    expect(bought.filter(({ ok }) => ok)).toEqual([])
    await serve(shop)
    const called = await Promise.all(joiners.map((each) => placeOf(each, mode)))
    expect(called.map((place, index) => [place, Number(places[index]) <= UNITS])).toEqual(
      called.map((place) => [place, place === 'turn']),
    )
    expect(called.filter((place) => place === 'turn')).toHaveLength(UNITS)
    await expectNoDrift(shop)

    // All try now: those who were called take theirs, and nobody else has any.
    const verdicts = await Promise.all([...joiners, ...strangers].map((each) => each.add(mode)))
    expect(verdicts.map(({ ok }) => ok)).toEqual([
      ...called.map((place) => place === 'turn'),
      ...strangers.map(() => false),
    ])
    expect(await shop.stockOf(mode)).toEqual([UNITS, UNITS])
    await expectNoDrift(shop)
    shop.nowMs += 10 * MINUTE
    await Promise.all([serve(shop), serve(shop)])
    await serve(shop)
    const next = await Promise.all(joiners.map((each) => placeOf(each, mode)))
    expect(next.filter((place) => place === 'turn')).toHaveLength(UNITS)
    expect(next.map((place, index) => [place === 'turn', isNext(places[index])])).toEqual(
      next.map((place) => [place === 'turn', place === 'turn']),
    )
    await expectNoDrift(shop)
  },
)

const isNext = (place: number | 'turn' | null | undefined) =>
  Number(place) > UNITS && Number(place) <= 2 * UNITS
