import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { openStore, type Store } from './store.ts'
import { addTrackCounts, selectTrackCounts, sweepTrackCounts, type TrackCount } from './track-store.ts'

const HOUR = 3_600_000

const countOf = (overrides: Partial<TrackCount> = {}): TrackCount => ({
  tenantId: 'maison',
  showId: 'spring',
  hour: 10 * HOUR,
  origin: 'https://brand.test',
  content: 'live',
  measure: 'event:view_item',
  count: 1,
  ...overrides,
})

/** What is counted of shows, alike on every engine. */
export function trackContract(freshUrl: () => Promise<string>): void {
  let store: Store
  beforeEach(async () => {
    store = await openStore(await freshUrl())
    onTestFinished(() => store.close())
  })
  const add = (...counts: TrackCount[]) => store.transaction((trx) => addTrackCounts(trx, counts))
  const told = (since = 0) => selectTrackCounts(store.db, 'maison', { showId: 'spring', since })

  test('counts of many who add at once come to their sum', async () => {
    await Promise.all(
      Array.from({ length: 8 }, () => add(countOf({ count: 2 }), countOf({ measure: 'viewer' }))),
    )
    expect((await told()).map(({ measure, count }) => [measure, count])).toEqual([
      ['event:view_item', 16],
      ['viewer', 8],
    ])
  })

  test('hours are summed from the one that is asked for; another show’s and tenant’s are not in it', async () => {
    await add(
      countOf({ hour: 9 * HOUR, count: 5 }),
      countOf({ count: 2 }),
      countOf({ hour: 11 * HOUR, count: 3 }),
      countOf({ showId: 'winter' }),
      countOf({ tenantId: 'other' }),
    )
    expect(await told(10 * HOUR)).toMatchObject([{ count: 5 }])
  })

  test('hours long past go, one at a time, and no others', async () => {
    await add(countOf({ hour: HOUR }), countOf({ hour: 2 * HOUR }), countOf())
    const sweep = () => store.transaction((trx) => sweepTrackCounts(trx, { before: 10 * HOUR, limit: 100 }))
    expect([await sweep(), await sweep(), await sweep()]).toEqual([1, 1, 0])
    expect(await told()).toHaveLength(1)
  })
}
