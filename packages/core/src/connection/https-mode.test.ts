import { visibleLines } from '@tote/protocol'
import { expect, test } from 'vitest'
import { webPlaceKeys } from '../journey/place-key.ts'
import { createTestWorld, online, TestPage } from '../test-world-fixtures.ts'
import type { Tote } from '../tote.ts'

const connection = (tote: Tote) => tote.connection.$connection.get()

/** Behind a proxy that lets no WebSocket through. */
async function behindProxy(page = new TestPage()) {
  const world = createTestWorld()
  world.hub.areSocketsBlocked = true
  // Signing takes a real thread's time, which a held clock would count as the hub's.
  const placeKeys = {
    ...webPlaceKeys,
    sign: () => Promise.resolve('p'.repeat(40)),
    hash: (text: string) => Promise.resolve(text),
  }
  const tote = await online(world, undefined, { page, placeKeys })
  return { world, tote, page }
}

const synced = ({ hub }: { hub: { posted: readonly { path: string }[] } }) =>
  hub.posted.filter(({ path }) => path === '/v1/sync').length

test('two sockets that fail in a row lead over HTTPS, and the store says so', async () => {
  const { world, tote } = await behindProxy()
  expect(connection(tote)).toEqual({ status: 'online', via: 'https' })
  expect(await tote.cart.addLine({ variantId: 'mug' })).toEqual({ status: 'accepted' })
  expect(visibleLines(world.hub.cart).map(({ qty }) => qty)).toEqual([1])
  expect(world.hub.posted.some(({ path }) => path === '/v1/mutate')).toBe(true)
})

test('one socket that fails is a bad moment: the next one is tried', async () => {
  const world = createTestWorld()
  world.hub.areSocketsBlocked = true
  const tote = world.mount()
  void tote.start()
  await world.until(() => connection(tote).status === 'offline')
  world.hub.areSocketsBlocked = false
  await world.until(() => connection(tote).status === 'online')
  expect(connection(tote)).toMatchObject({ via: 'socket' })
})

test('[U55] what others add is seen within three seconds, and so is the show’s log', async () => {
  const { world, tote } = await behindProxy()
  world.hub.areSocketsBlocked = false
  const other = await online(world)
  await other.cart.addLine({ variantId: 'mug', quantity: 3 })
  world.hub.cue('productPinned')
  await world.clock.advance(3100)
  expect(tote.cart.$cart.get().totalQuantity).toBe(3)
  tote.playback.setPosition({ pdt: world.clock.now(), mode: 'live', isPlaying: true })
  expect(tote.show.$moment.get().pinned.map(({ id }) => id)).toEqual(['mug'])
})

test('a socket is tried again each minute, without a word to the page, and taken when it opens', async () => {
  const { world, tote } = await behindProxy()
  const told: string[] = []
  tote.connection.$connection.listen((state) => told.push(JSON.stringify(state)))
  await world.clock.advance(125_000)
  expect(told).toEqual([])
  world.hub.areSocketsBlocked = false
  await world.until(() => told.length > 0)
  expect(told).toEqual([JSON.stringify({ status: 'online', via: 'socket' })])
  const before = synced(world)
  await world.clock.advance(20_000)
  expect(synced(world)).toBe(before)
})

test('a page nobody sees asks less often, and at once when it is seen again', async () => {
  const { world, page } = await behindProxy()
  page.isInSight = false
  await world.clock.advance(4000)
  const before = synced(world)
  await world.clock.advance(25_000)
  expect(synced(world) - before).toBeLessThanOrEqual(1)
  page.isInSight = true
  const asleep = synced(world)
  page.wake()
  await world.clock.advance(0)
  expect(synced(world)).toBe(asleep + 1)
})

test('a hub that goes and comes back is found over HTTPS again; nothing waits for a socket', async () => {
  const { world, tote } = await behindProxy()
  world.hub.isDown = true
  await world.until(() => connection(tote).status === 'offline')
  void tote.cart.addLine({ variantId: 'mug' })
  await world.clock.advance(0)
  world.hub.isDown = false
  await world.until(() => connection(tote).status === 'online' && tote.cart.$cart.get().pendingCount === 0)
  expect(connection(tote)).toMatchObject({ via: 'https' })
  expect(world.hub.log.size).toBe(1)
})

test('another cart or another life of the hub is noticed by its hello', async () => {
  const { world, tote } = await behindProxy()
  await tote.cart.addLine({ variantId: 'mug' })
  world.hub.restore()
  await world.clock.advance(10_000)
  expect(await tote.cart.addLine({ variantId: 'hat' })).toEqual({ status: 'accepted' })
  expect(tote.cart.$cart.get().lines.map(({ merchandise }) => merchandise.variantId)).toEqual(['hat'])
})

test('[I2] what was wished while the shopper left goes with the place, not to the hub in a stranger’s name', async () => {
  const { world, tote } = await behindProxy()
  let wished: Promise<unknown> = Promise.resolve()
  world.hub.says.set('/v1/places/p1', () => {
    wished = tote.cart.addLine({ variantId: 'mug' })
    world.hub.moveToCart('c2')
    return { now: world.clock.now() }
  })
  await tote.journey.signOut()
  await world.until(() => world.hub.log.size > 0)
  expect(await wished).toEqual({ status: 'accepted' })
  expect(visibleLines(world.hub.cart).map(({ qty }) => qty)).toEqual([1])
})

test('stopped it asks no more and leaves no timer', async () => {
  const { world, tote } = await behindProxy()
  tote.stop()
  const before = synced(world)
  await world.clock.advance(60_000)
  expect(synced(world)).toBe(before)
  expect(world.clock.pendingCount).toBe(0)
})
