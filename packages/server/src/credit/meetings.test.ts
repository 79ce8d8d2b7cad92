import { positionSchema, productIdSchema, showIdSchema, type Position } from '@tote/protocol'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createShows } from '../shows/shows.ts'
import { openStore, type Store } from '../store/store.ts'
import { BRAND } from '../tenant-fixtures.ts'
import { CreditWorld, DAY } from './credit-world-fixtures.ts'
import { createMeetings } from './meetings.ts'

/** One viewer's pictures, and how often the store was asked to write. */
async function start() {
  const world = await CreditWorld.open(await openStore('sqlite::memory:'))
  const { store, tenant } = world.shop
  const now = () => world.shop.nowMs
  let writes = 0
  const counting: Store = {
    ...store,
    transaction: (run) => {
      writes += 1
      return store.transaction(run)
    },
  }
  const shows = createShows({ store, publicUrl: 'https://hub.test', now })
  const meetings = createMeetings({ store: counting, shows, now, log: pino({ level: 'silent' }) })
  const viewer = await world.viewer()
  // A session has more, of which nothing is asked here.
  const session = { ...viewer.speaker, tenant } as Parameters<typeof meetings.watch>[0]
  const watch = meetings.watch(session, BRAND)
  const startsAt = world.shop.nowMs - DAY
  const see = async (seconds: number, more: Partial<Position> = {}) => {
    const position = positionSchema.parse({
      showId: 'spring',
      mode: 'live',
      pdt: startsAt + seconds * 1000,
      isPlaying: true,
      ...more,
    })
    watch({ ...position, heardAt: now() })
    // What it looks up is in memory, and comes some turns later.
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
    await meetings.written()
  }
  const pin = (productId: string, seconds: number) =>
    shows.postCue(tenant, {
      showId: showIdSchema.parse('spring'),
      message: {
        intent: { kind: 'pinProduct', productId: productIdSchema.parse(productId) },
        at: startsAt + seconds * 1000,
      },
    })
  return { world, viewer, see, pin, writes: () => writes }
}

const DAY_SECONDS = DAY / 1000

test('a picture that shows what it showed before costs no write', async () => {
  const { viewer, see, writes } = await start()
  for (const seconds of [70, 75, 80, 85, 90]) await see(seconds)
  expect(await viewer.touches()).toMatchObject([{ kind: 'met', item: 'none' }, { kind: 'watched' }])
  expect(writes()).toBe(1)
})

test('what is on air later is met when the picture gets there, not when it was pinned', async () => {
  const { viewer, see, pin, writes } = await start()
  await see(DAY_SECONDS - 20)
  await pin('track', DAY_SECONDS - 10)
  await see(DAY_SECONDS - 15)
  expect((await viewer.touches()).map(({ item }) => item)).toEqual(['none', ''])
  await see(DAY_SECONDS - 5)
  expect((await viewer.touches()).map(({ item }) => item)).toEqual(['none', 'track', ''])
  expect(writes()).toBe(2)
})

test('before the first pin a show was only watched, and a picture that stands still shows nothing', async () => {
  const { viewer, see } = await start()
  await see(70, { isPlaying: false })
  expect(await viewer.touches()).toEqual([])
  await see(10)
  expect(await viewer.touches()).toMatchObject([{ kind: 'watched' }])
})
