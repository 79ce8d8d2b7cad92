import { clientIdSchema, ToteError, type ErrorCode } from '@tote/protocol'
import { FakeClock } from '@tote/testkit/clock'
import { expect, onTestFinished, test } from 'vitest'
import { createTestWorld, online, type TestWorld } from '../test-world-fixtures.ts'
import { HubClock } from '../link/hub-clock.ts'
import type { Tote } from '../tote.ts'
import { createConnectionRoom } from './connection-room.ts'

const status = (tote: Tote) => tote.connection.$connection.get().status

/** Counts the attempts to connect, and says when each was. */
function watchAttempts({ hub, clock }: TestWorld): number[] {
  const at: number[] = []
  const { open } = hub.link
  hub.link.open = (options) => {
    at.push(clock.now())
    return open(options)
  }
  return at
}

const gaps = (times: number[]) => times.slice(1).map((time, index) => time - (times[index] ?? 0))

/** A connection alone: nothing takes time but the waits, so that they can be counted exactly. */
function createRoom() {
  const clock = new FakeClock()
  const attempts: number[] = []
  const hub = {
    isDown: false,
    isFailingCatchUp: false,
    isClockWrong: false,
    cut: () => {},
    bye: (_afterMs: number) => {},
  }
  const ignore = () => undefined
  const room = createConnectionRoom({
    link: {
      open({ onMessage, onClose }) {
        attempts.push(clock.now())
        if (hub.isDown) return Promise.reject(new ToteError('hub_unreachable'))
        hub.cut = onClose
        hub.bye = (afterMs) => onMessage('bye', { afterMs, reason: 'drain' })
        const hello = { now: 0, epoch: 'e', placeId: 'p', cartId: 'c', rev: 0, lastMid: 0, build: 'test' }
        queueMicrotask(() => onMessage('hello', hello))
        return Promise.resolve({ ask: () => Promise.resolve({}), tell: ignore, close: ignore })
      },
    },
    httpsLink: { open: () => Promise.reject(new ToteError('hub_unreachable')) },
    page: { isSeen: () => true },
    poll: () => Promise.resolve(),
    clock,
    hubClock: new HubClock(clock),
    random: () => 0.5,
    clientId: () => clientIdSchema.parse('client'),
    credentials: () =>
      hub.isClockWrong
        ? Promise.reject(new ToteError('bad_proof'))
        : Promise.resolve({ grant: 'grant', proof: 'proof' }),
    dropGrant: ignore,
    hearTime() {
      hub.isClockWrong = false
      return Promise.resolve()
    },
    async onOpen() {
      if (!hub.isFailingCatchUp) return
      hub.cut()
      throw new ToteError('hub_unreachable')
    },
    onClosed: ignore,
    onRefused: ignore,
    onFault: ignore,
    cart: ignore,
    show: ignore,
    pulse: ignore,
    catalogue: ignore,
    waits: ignore,
    friends: ignore,
    stock: () => undefined,
    joined: ignore,
    claim: ignore,
    lead: ignore,
  })
  onTestFinished(() => room.stop())
  return { clock, room, hub, attempts }
}

test('a lost hub is tried again after growing waits, and found again', async () => {
  const { clock, room, hub, attempts } = createRoom()
  room.start()
  await clock.advance(0)
  expect(room.$connection.get()).toEqual({ status: 'online', via: 'socket' })
  hub.isDown = true
  hub.cut()
  const sinceMs = clock.now()
  await clock.advance(100_000)
  expect(gaps(attempts).slice(0, 8)).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000])
  expect(room.$connection.get()).toEqual({ status: 'offline', sinceMs })

  hub.isDown = false
  await clock.advance(15_000)
  expect(room.$connection.get()).toEqual({ status: 'online', via: 'socket' })
  hub.cut()
  const againMs = clock.now()
  await clock.advance(400)
  expect(attempts.at(-1)).toBe(againMs + 250)
})

test('a clock that was set while the hub was away is put right by the hub, however long that was', async () => {
  const { clock, room, hub } = createRoom()
  room.start()
  await clock.advance(0)
  hub.isDown = true
  hub.cut()
  await clock.advance(60_000)
  hub.isDown = false
  hub.isClockWrong = true
  await clock.advance(40_000)
  expect(room.$connection.get()).toEqual({ status: 'online', via: 'socket' })
})

test('a connection lost while it catches up counts as one attempt', async () => {
  const { clock, room, hub, attempts } = createRoom()
  hub.isFailingCatchUp = true
  room.start()
  await clock.advance(5000)
  expect(gaps(attempts)).toEqual([250, 500, 1000, 2000])
  room.stop()
  expect(clock.pendingCount).toBe(0)
})

test('a loss is told once, however long it lasts', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  const faults: ErrorCode[] = []
  tote.onError(({ code }) => faults.push(code))
  const attempts = watchAttempts(world)
  world.hub.isDown = true
  world.hub.cut()
  await world.until(() => attempts.length === 4)
  expect(faults).toEqual(['hub_unreachable'])
})

test.each<ErrorCode>(['origin', 'unknown_key', 'upgrade'])(
  'a refusal with %s is told, and not asked again',
  async (code) => {
    const world = createTestWorld()
    const faults: ErrorCode[] = []
    world.hub.refusal = code
    const attempts = watchAttempts(world)
    const tote = world.mount()
    tote.onError((error) => faults.push(error.code))
    void tote.start()
    await world.until(() => status(tote) === 'refused')
    await world.clock.advance(120_000)
    expect(attempts).toHaveLength(1)
    expect(faults).toEqual([code])
    expect(tote.connection.$connection.get()).toMatchObject({ status: 'refused', error: { code } })
    expect(tote.journey.$journey.get()).toMatchObject({ status: 'failed', error: { code } })
    expect(world.clock.pendingCount).toBe(0)
  },
)

test('a grant that is over is changed for another, without a word to the page', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  const faults: ErrorCode[] = []
  tote.onError(({ code }) => faults.push(code))
  const { open } = world.hub.link
  let isOver = true
  world.hub.link.open = async (options) => {
    if (!isOver) return open(options)
    isOver = false
    throw new ToteError('unauthorised')
  }
  const asked = world.hub.posted.length
  const heard = tote.connection.$connection
  world.hub.tell('bye', { afterMs: 0, reason: 'drain' })
  world.hub.cut()
  faults.length = 0
  await world.until(() => !isOver && heard.get().status === 'online')
  expect(faults).toEqual([])
  expect(world.hub.posted.slice(asked).map(({ path }) => path)).toEqual(['/v1/resume'])
})

test('a hub that says bye is come back to when it said', async () => {
  const { clock, room, hub, attempts } = createRoom()
  room.start()
  await clock.advance(0)
  hub.bye(7000)
  hub.cut()
  await clock.advance(20_000)
  expect(gaps(attempts)).toEqual([7000])
  expect(room.$connection.get()).toEqual({ status: 'online', via: 'socket' })
})

test('a hub that goes away is left at its moment, though it has not closed yet, without a word to the page', async () => {
  const { clock, room, hub, attempts } = createRoom()
  room.start()
  await clock.advance(0)
  const told: string[] = []
  room.$connection.listen(({ status }) => told.push(status))
  hub.bye(7000)
  await clock.advance(20_000)
  expect(gaps(attempts)).toEqual([7000])
  expect(new Set(told)).toEqual(new Set(['online']))
})

test('a hub that lets in but never says hello is left after five seconds', async () => {
  const world = createTestWorld()
  world.hub.isSilent = true
  const attempts = watchAttempts(world)
  const tote = world.mount()
  void tote.start()
  await world.until(() => attempts.length === 1)
  await world.clock.advance(4999)
  expect(status(tote)).toBe('connecting')
  await world.clock.advance(1)
  expect(status(tote)).toBe('offline')
  world.hub.isSilent = false
  await world.until(() => status(tote) === 'online')
  expect(attempts).toHaveLength(2)
})

test('stop leaves no timer: online, offline, and after a loss while catching up', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  tote.stop()
  expect(status(tote)).toBe('idle')
  expect(world.clock.pendingCount).toBe(0)

  void tote.start()
  await world.until(() => status(tote) === 'online')
  world.hub.isDown = true
  world.hub.cut()
  tote.stop()
  expect(world.clock.pendingCount).toBe(0)

  world.hub.isDown = false
  void tote.start()
  await world.until(() => status(tote) === 'online')
  world.hub.faults = ['cut']
  world.hub.cut()
  await world.until(() => world.hub.faults.length === 0)
  await world.clock.advance(0)
  expect(status(tote)).toBe('offline')
  tote.stop()
  expect(world.clock.pendingCount).toBe(0)
})

test('stop leaves no timer while the hub’s first word is waited for', async () => {
  const world = createTestWorld()
  world.hub.isSilent = true
  const attempts = watchAttempts(world)
  const tote = world.mount()
  void tote.start()
  await world.until(() => attempts.length === 1)
  await world.clock.advance(0)
  expect(world.clock.pendingCount).toBeGreaterThan(0)
  tote.stop()
  // What waited for it hears at once that it is over.
  await world.clock.advance(0)
  expect(world.clock.pendingCount).toBe(0)
})

test('stop leaves no timer while the show is still asked for', async () => {
  const world = createTestWorld()
  world.hub.isDown = true
  const tote = world.mount()
  void tote.start()
  await world.until(() => tote.show.$show.get().status === 'failed')
  tote.stop()
  expect(world.clock.pendingCount).toBe(0)
})

test('a message that cannot be read is told and left out; the connection stays', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  const faults: string[] = []
  tote.onError(({ message }) => faults.push(message))
  world.hub.tell('cart', { cartId: 7 })
  world.hub.tell('something newer', {})
  expect(faults).toEqual([expect.stringContaining('cannot read')])
  expect(status(tote)).toBe('online')
})

test('a wish that met a busy hub is sent on the next connection', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  world.hub.says.set('mutate', () => {
    throw new ToteError('busy')
  })
  void tote.cart.addLine({ variantId: 'mug' })
  await world.until(() => world.hub.asked.some(({ event }) => event === 'mutate'))
  world.hub.says.clear()
  world.hub.cut()
  await world.until(() => status(tote) === 'online')
  await world.until(() => tote.cart.$cart.get().pendingCount === 0)
  expect(world.hub.log.size).toBe(1)
})
