import { visibleLines } from '@tote/protocol'
import { FakeClock } from '@tote/testkit/clock'
import { expect, test } from 'vitest'
import { createTestWorld, online, TestPage } from '../test-world-fixtures.ts'
import type { Tote } from '../tote.ts'
import { createHeartbeat } from './heartbeat.ts'

const status = (tote: Tote) => tote.connection.$connection.get().status

test('[U59] a link that is dead without a word is told within three seconds', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  world.hub.isMute = true
  const goneAtMs = world.clock.now()
  await world.clock.advance(3000)
  const connection = tote.connection.$connection.get()
  expect(connection.status).toBe('offline')
  expect(connection.status === 'offline' && connection.sinceMs).toBeLessThanOrEqual(goneAtMs)
})

test('[U59] found alive after all it is online again, on the same connection', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  let opened = 0
  const { open } = world.hub.link
  world.hub.link.open = (options) => {
    opened += 1
    return open(options)
  }
  world.hub.isMute = true
  await world.clock.advance(3000)
  expect(status(tote)).toBe('offline')
  world.hub.isMute = false
  world.hub.tell('show.l', { showId: 'spring', watching: 1 })
  expect([status(tote), opened]).toEqual(['online', 0])
})

test('[U55] gone for good it is left after the wait for an answer, and what was missed comes with the next hello', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  world.hub.isMute = true
  await world.clock.advance(20_000)
  expect(status(tote)).toBe('offline')
  world.hub.isMute = false
  world.hub.answer('mutate', {
    cartId: world.hub.cart.id,
    clientId: 'elsewhere',
    sentAt: 0,
    muts: [{ mid: 1, uid: 'u1', at: 0, op: { op: 'addLine', variantId: 'mug', qty: 1 } }],
  })
  await world.until(() => status(tote) === 'online')
  expect(tote.cart.$cart.get().totalQuantity).toBe(1)
})

test('where the hub talks, nothing is asked', async () => {
  const world = createTestWorld()
  await online(world)
  const before = world.hub.asked.length
  for (let turn = 0; turn < 20; turn += 1) {
    world.hub.tell('show.l', { showId: 'spring', watching: turn })
    await world.clock.advance(1000)
  }
  expect(world.hub.asked.slice(before)).toEqual([])
})

test('a revision that no delta told of is found within half a minute', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  const other = await online(world)
  world.hub.isTelling = false
  await other.cart.addLine({ variantId: 'mug' })
  await world.clock.advance(32_000)
  expect(tote.cart.$cart.get().totalQuantity).toBe(1)
})

test('a page that comes back to sight looks at once what it missed', async () => {
  const world = createTestWorld()
  const page = new TestPage()
  const tote = await online(world, undefined, { page })
  const other = await online(world)
  page.isInSight = false
  world.hub.isTelling = false
  await other.cart.addLine({ variantId: 'mug' })
  page.isInSight = true
  page.wake()
  await world.clock.advance(0)
  expect(tote.cart.$cart.get().totalQuantity).toBe(1)
})

test('[U37] a page that is put aside holds no connection, and is in sync at once when it is back', async () => {
  const world = createTestWorld()
  const page = new TestPage()
  const tote = await online(world, undefined, { page })
  const other = await online(world)
  page.hide()
  expect(status(tote)).toBe('offline')
  await other.cart.addLine({ variantId: 'mug' })
  page.wake()
  await world.until(() => status(tote) === 'online')
  expect(tote.cart.$cart.get().totalQuantity).toBe(1)
})

test('a page that goes says its last word, with what is not answered, by headers made before', async () => {
  const world = createTestWorld()
  const page = new TestPage()
  const tote = await online(world, undefined, { page })
  world.hub.faults = ['lost']
  void tote.cart.addLine({ variantId: 'mug' })
  await world.until(() => tote.cart.$cart.get().pendingCount === 1)
  // The socket's own try is lost; signing takes a thread's time.
  await new Promise((done) => setTimeout(done, 50))
  world.hub.areSocketsBlocked = true
  page.hide()
  await world.clock.advance(0)
  expect(world.hub.posted.at(-1)).toMatchObject({
    path: '/v1/mutate',
    body: { muts: [{ op: { op: 'addLine' } }] },
  })
  expect(visibleLines(world.hub.cart).map(({ qty }) => qty)).toEqual([1])
})

test('a page with nothing to say goes without a word', async () => {
  const world = createTestWorld()
  const page = new TestPage()
  const tote = await online(world, undefined, { page })
  await tote.cart.addLine({ variantId: 'mug' })
  const before = world.hub.posted.length
  page.hide()
  await world.clock.advance(0)
  expect(world.hub.posted).toHaveLength(before)
})

test.each([
  ['set back', -6 * 3_600_000],
  ['set forward', 6 * 3_600_000],
])('a device’s clock that is %s meanwhile makes no pause in asking', async (_, byMs) => {
  const clock = new FakeClock()
  let offMs = 0
  const asked: boolean[] = []
  const heartbeat = createHeartbeat({
    clock: { ...clock, now: () => clock.now() + offMs, setTimeout: clock.setTimeout },
    isSeen: () => true,
    ask(isFull) {
      asked.push(isFull)
      return Promise.resolve()
    },
    onSilent: () => undefined,
    onAlive: () => undefined,
    onDead: () => undefined,
  })
  heartbeat.start()
  await clock.advance(10_000)
  offMs = byMs
  asked.length = 0
  await clock.advance(60_000)
  expect(asked.length).toBeGreaterThan(20)
  // What changed is asked for within half a minute too.
  expect(asked.filter(Boolean).length).toBeGreaterThanOrEqual(1)
  heartbeat.stop()
  expect(clock.pendingCount).toBe(0)
})
