import { showIdSchema, type HeardPosition } from '@tote/protocol'
import { FakeClock } from '@tote/testkit/clock'
import { expect, test } from 'vitest'
import { HubClock } from '../link/hub-clock.ts'
import { createPlaybackRoom } from './playback-room.ts'

const showId = showIdSchema.parse('spring')
const PDT = 1_700_000_000_000

function createRoom() {
  const clock = new FakeClock()
  const hubClock = new HubClock(clock)
  const told: unknown[] = []
  const seeks: (number | null)[] = []
  const room = createPlaybackRoom({
    clock,
    hubClock,
    showId,
    seek: (atMs) => seeks.push(atMs),
    msToNextCue: () => null,
  })
  const session = {
    ask: () => Promise.reject(new Error('a position asks nothing')),
    tell: (event: string, message: unknown) => told.push({ event, message }),
    close: () => undefined,
  }
  room.enterSession(session)
  /** A second of play, as a media element tells it. */
  const playOn = async (seconds: number, from = PDT) => {
    for (let second = 1; second <= seconds; second += 1) {
      await clock.advance(1000)
      room.setPosition({ pdt: from + second * 1000, mode: 'live', isPlaying: true })
    }
  }
  return { clock, hubClock, room, session, told, seeks, playOn }
}

const heard = (more: Partial<HeardPosition> = {}): HeardPosition => ({
  showId,
  mode: 'behind',
  pdt: PDT,
  isPlaying: true,
  heardAt: 0,
  ...more,
})

test('what the shopper allows is said with every position, from when they do until they take it back', async () => {
  const { room, told, playOn } = createRoom()
  const said = () =>
    told.map((word) => Reflect.get(Object(Reflect.get(Object(word), 'message')), 'mayMeasure') as unknown)
  room.setPosition({ pdt: PDT, mode: 'live', isPlaying: true })
  room.allowMeasuring(true)
  await playOn(5, PDT)
  room.allowMeasuring(false)
  await playOn(5, PDT + 5000)
  expect(said()).toEqual([undefined, true, undefined])
})

test('a playing picture is told once each five seconds', async () => {
  const { hubClock, room, told, playOn } = createRoom()
  room.setPosition({ pdt: PDT, mode: 'live', isPlaying: true })
  expect(told).toEqual([
    { event: 'pos', message: { showId, pdt: PDT, mode: 'live', isPlaying: true, at: hubClock.now() } },
  ])
  await playOn(4)
  expect(told).toHaveLength(1)
  await playOn(1, PDT + 4000)
  expect(told).toHaveLength(2)
  await playOn(10, PDT + 5000)
  expect(told).toHaveLength(4)
})

test.each([
  ['a jump forward', { pdt: PDT + 3000, mode: 'live', isPlaying: true }],
  ['a jump back', { pdt: PDT - 3000, mode: 'live', isPlaying: true }],
  ['a pause', { pdt: PDT + 1000, mode: 'live', isPlaying: false }],
  ['leaving the edge', { pdt: PDT + 1000, mode: 'behind', isPlaying: true }],
] as const)('%s is told at once', async (_, position) => {
  const { clock, room, told } = createRoom()
  room.setPosition({ pdt: PDT, mode: 'live', isPlaying: true })
  await clock.advance(1000)
  room.setPosition(position)
  expect(told).toHaveLength(2)
})

test('a paused picture is not told over and over', async () => {
  const { clock, room, told } = createRoom()
  for (let turn = 0; turn < 20; turn += 1) {
    room.setPosition({ pdt: PDT, mode: 'behind', isPlaying: false })
    await clock.advance(1000)
  }
  expect(told).toHaveLength(1)
})

test('a new connection hears the position again at the next word of the picture', () => {
  const { room, session, told } = createRoom()
  room.setPosition({ pdt: PDT, mode: 'live', isPlaying: true })
  room.leaveSession()
  room.setPosition({ pdt: PDT + 9000, mode: 'live', isPlaying: true })
  expect(told).toHaveLength(1)
  room.enterSession(session)
  room.setPosition({ pdt: PDT + 9000, mode: 'live', isPlaying: true })
  expect(told).toHaveLength(2)
})

test('programme time is whole milliseconds, and no picture is no position', () => {
  const { room, seeks } = createRoom()
  room.setPosition({ pdt: PDT + 0.6, mode: 'live', isPlaying: true })
  expect(room.$position.get()).toMatchObject({ pdt: PDT + 1, showId })
  room.setPosition(null)
  expect(room.$position.get()).toBeNull()
  expect(seeks).toEqual([PDT + 1, null])
})

test('a picture that played elsewhere is joined where it is by now, by the hub’s clock', async () => {
  const { clock, hubClock, room } = createRoom()
  hubClock.hear(5_000_000)
  room.offerJoin(heard({ heardAt: 5_000_000 - 2000 }), 'accepted')
  await clock.advance(1500)
  expect(room.$join.get()?.pdtAt(clock.now())).toBe(PDT + 3500)
  room.joined()
  expect(room.$join.get()).toBeNull()
})

test('a paused one is joined where it stood', async () => {
  const { clock, hubClock, room } = createRoom()
  hubClock.hear(5_000_000)
  room.offerJoin(heard({ heardAt: 5_000_000 - 2000, isPlaying: false }), 'accepted')
  await clock.advance(60_000)
  expect(room.$join.get()?.pdtAt(clock.now())).toBe(PDT)
})

test('a position in another show, or none, is nowhere to go', () => {
  const { room } = createRoom()
  room.offerJoin(undefined, 'accepted')
  room.offerJoin(heard({ showId: showIdSchema.parse('autumn') }), 'accepted')
  expect(room.$join.get()).toBeNull()
})

test('a moment that is asked for stands still, and who asked hears whether it was reached', async () => {
  const { clock, room } = createRoom()
  const reached = room.goTo(PDT - 60_000, { isPlaying: true })
  await clock.advance(5000)
  expect(room.$join.get()).toMatchObject({ reason: 'asked', mode: 'behind', from: { isPlaying: true } })
  expect(room.$join.get()?.pdtAt(clock.now())).toBe(PDT - 60_000)
  room.joined()
  expect(await reached).toBe(true)

  const gone = room.goTo(PDT - 900_000)
  room.joined(false)
  expect(await gone).toBe(false)
  expect(room.$join.get()).toBeNull()
})

test('another wish takes the place of the one before', async () => {
  const { room } = createRoom()
  const first = room.goTo(PDT)
  const second = room.goTo(PDT + 1000)
  expect(await first).toBe(false)
  room.joined()
  expect(await second).toBe(true)
})

test('after a wish of the shopper the place they were at before is not gone back to', () => {
  const { room } = createRoom()
  void room.goTo(PDT)
  room.joined()
  room.offerJoin(heard(), 'resumed')
  expect(room.$join.get()).toBeNull()
  room.offerJoin(heard(), 'accepted')
  expect(room.$join.get()?.reason).toBe('accepted')
})
