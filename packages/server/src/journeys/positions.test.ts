import { showIdSchema, type HeardPosition } from '@tote/protocol'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { insertJourney, selectJourney } from '../store/journey-store.ts'
import { openStore, type Store } from '../store/store.ts'
import { createPositions } from './positions.ts'

const log = pino({ level: 'silent' })
const at = (heardAt: number): HeardPosition => ({
  showId: showIdSchema.parse('spring'),
  mode: 'live',
  pdt: 1_790_000_000_000,
  isPlaying: true,
  heardAt,
})

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** A store that counts its transactions and can be away. */
async function world({ journeys = 3 } = {}) {
  // No rest between commits: the timers are stopped.
  const store = await openStore('sqlite::memory:', { defer: async (flush) => flush() })
  onTestFinished(() => store.close())
  for (let index = 0; index < journeys; index += 1)
    await insertJourney(store.db, 'maison', { id: `j${index}`, cartId: `c${index}`, nowMs: 1 })
  let transactions = 0
  let isAway = false
  const counted: Store = {
    ...store,
    transaction: (run) => {
      transactions += 1
      return isAway ? Promise.reject(new Error('away')) : store.transaction(run)
    },
  }
  return {
    positions: createPositions({ store: counted, log }),
    read: async (id: string) => (await selectJourney(store.db, 'maison', id))?.position?.heardAt,
    transactions: () => transactions,
    goAway: (away: boolean) => {
      isAway = away
    },
  }
}

test('what many tell within a second is written in one transaction, each once, the latest', async () => {
  const { positions, read, transactions } = await world()
  for (const heardAt of [1, 2, 3]) for (const id of ['j0', 'j1']) positions.note('maison', id, at(heardAt))
  expect(transactions()).toBe(0)
  vi.advanceTimersByTime(1000)
  await positions.written()
  expect([await read('j0'), await read('j1'), await read('j2')]).toEqual([3, 3, undefined])
  expect(transactions()).toBe(1)
})

test('a thousand of them are written a hundred at a time, so that carts come in between', async () => {
  const { positions, read, transactions } = await world({ journeys: 1000 })
  for (let index = 0; index < 1000; index += 1) positions.note('maison', `j${index}`, at(7))
  await positions.written()
  expect(transactions()).toBe(10)
  expect([await read('j0'), await read('j999')]).toEqual([7, 7])
})

test('who has to know where a journey is waits for what was told before, not for the second', async () => {
  const { positions, read } = await world()
  positions.note('maison', 'j0', at(5))
  await positions.written()
  expect(await read('j0')).toBe(5)
  expect(vi.getTimerCount()).toBe(0)
})

test('a store that is away costs these positions alone, and nobody an error', async () => {
  const { positions, read, goAway } = await world()
  goAway(true)
  positions.note('maison', 'j0', at(5))
  await positions.written()
  goAway(false)
  positions.note('maison', 'j1', at(6))
  await positions.stop()
  expect([await read('j0'), await read('j1')]).toEqual([undefined, 6])
})
