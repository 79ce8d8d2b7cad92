import { locationIdSchema, ToteError, type PickupStore } from '@tote/protocol'
import fc from 'fast-check'
import { atom } from 'nanostores'
import { expect, test } from 'vitest'
import { createTestWorld, online } from '../test-world-fixtures.ts'
import { nearestFirst } from './nearest-first.ts'
import { openStores } from './open-stores.ts'

const PARIS = { latitude: 48.857, longitude: 2.352 }
const LYON = { latitude: 45.764, longitude: 4.836 }

function storeOf(id: string, more: Partial<PickupStore> = {}): PickupStore {
  return { id: locationIdSchema.parse(id), name: id, basket: 'all', missing: [], ...more }
}
const names = (stores: readonly PickupStore[], from: typeof PARIS | null) =>
  nearestFirst(stores, from).map(({ store }) => store.name)

test('the nearest store that has all comes first, and those that lack something last, however near', () => {
  const stores = [
    storeOf('near-none', { geo: PARIS, basket: 'none' }),
    storeOf('near-some', { geo: PARIS, basket: 'some' }),
    storeOf('far', { geo: LYON }),
    storeOf('near', { geo: PARIS }),
    storeOf('nowhere'),
  ]
  expect(names(stores, PARIS)).toEqual(['near', 'far', 'nowhere', 'near-some', 'near-none'])
  expect(names(stores, null)).toEqual(['far', 'near', 'nowhere', 'near-some', 'near-none'])
})

test('distances are those of the globe', () => {
  const [lyon] = nearestFirst([storeOf('lyon', { geo: LYON })], PARIS)
  // Paris to Lyon is 392 km as the crow flies.
  expect(Math.round((lyon?.metres ?? 0) / 1000)).toBe(392)
  const point = fc.record({
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  })
  const metres = (from: typeof PARIS, to: typeof PARIS) =>
    nearestFirst([storeOf('x', { geo: to })], from)[0]?.metres ?? Number.NaN
  fc.assert(
    fc.property(point, point, (one, other) => {
      expect(metres(one, one)).toBe(0)
      expect(Math.abs(metres(one, other) - metres(other, one))).toBeLessThan(1e-3)
      expect(metres(one, other)).toBeLessThan(20_016_000)
    }),
  )
})

test('the hub is asked where the cart can be picked up, and told nothing of the shopper', async () => {
  const asked: unknown[] = []
  const stores = openStores({
    line: {
      $told: atom<unknown>(null),
      ask(event, message) {
        asked.push([event, message])
        return Promise.resolve({ stores: [storeOf('rue')] })
      },
    },
  })
  expect(await stores.ask()).toMatchObject([{ id: 'rue' }])
  expect(asked).toEqual([['stores', {}]])
})

test('without a connection there is no answer', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  tote.stop()
  await expect(openStores(tote).ask()).rejects.toBeInstanceOf(ToteError)
})
