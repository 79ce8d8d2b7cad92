import { limits, visibleLines } from '@tote/protocol'
import { expect, test } from 'vitest'
import { createMemoryStorage } from '../link/storage.ts'
import { createTestWorld, online, type TestWorld } from '../test-world-fixtures.ts'

const WEEK_MS = limits.maxOpAgeMs

/** A device whose add never got through, looked at again after some time. */
async function after(ms: number) {
  const world = createTestWorld()
  const storage = createMemoryStorage()
  const page = await online(world, storage)
  world.hub.isDown = true
  world.hub.cut()
  void page.cart.addLine({ variantId: 'mug', quantity: 2 })
  void page.cart.setNote('gift')
  await world.clock.advance(0)
  page.stop()
  await world.clock.advance(ms)
  world.hub.isDown = false
  const tote = await online(world, storage)
  return { world, storage, tote }
}

const held = ({ hub }: TestWorld) =>
  Object.fromEntries(visibleLines(hub.cart).map(({ variantId, qty }) => [variantId, qty]))

test('what waited less than a week is sent without a word', async () => {
  const { world, tote } = await after(WEEK_MS - 60_000)
  await world.until(() => world.hub.log.size === 2)
  expect(tote.cart.$expired.get()).toBeNull()
  expect(held(world)).toEqual({ mug: 2 })
})

test('what waited longer is not sent, but asked about, with what it holds', async () => {
  const { world, tote } = await after(WEEK_MS + 60_000)
  await world.clock.advance(60_000)
  expect(world.hub.asked.filter(({ event }) => event === 'mutate')).toEqual([])
  expect(tote.cart.$cart.get()).toMatchObject({ totalQuantity: 0, pendingCount: 0 })
  expect(tote.cart.$expired.get()).toMatchObject({ count: 2, lines: [{ quantity: 2 }] })
  expect(tote.notices.$notices.get()).toMatchObject([{ kind: 'expired', count: 2 }])
})

test('renewed it is sent, in order; the question is gone', async () => {
  const { world, storage, tote } = await after(WEEK_MS + 60_000)
  expect(await tote.cart.renewExpired()).toEqual({ status: 'accepted' })
  expect(held(world)).toEqual({ mug: 2 })
  expect(world.hub.cart.meta.note).toBe('gift')
  expect([tote.cart.$expired.get(), tote.notices.$notices.get()]).toEqual([null, []])
  await world.clock.advance(5000)
  expect(await storage.loadQueue()).toEqual([])
})

test('dropped it is gone from the disk too, and not asked about again', async () => {
  const { world, storage, tote } = await after(WEEK_MS + 60_000)
  tote.cart.dropExpired()
  await world.clock.advance(0)
  expect(await storage.loadQueue()).toEqual([])
  expect([tote.cart.$expired.get(), tote.notices.$notices.get()]).toEqual([null, []])
  expect(await tote.cart.addLine({ variantId: 'hat' })).toEqual({ status: 'accepted' })
  expect(held(world)).toEqual({ hat: 1 })
})

test('neither answered, it is asked about again by the next page', async () => {
  const { world, storage, tote } = await after(WEEK_MS + 60_000)
  tote.stop()
  const next = await online(world, storage)
  expect(next.cart.$expired.get()).toMatchObject({ count: 2 })
})

test('[U49] one that was done after all, its answer lost a week ago, is not done twice when renewed', async () => {
  const world = createTestWorld()
  const storage = createMemoryStorage()
  const page = await online(world, storage)
  world.hub.faults = ['unanswered']
  void page.cart.addLine({ variantId: 'mug' })
  await world.clock.advance(0)
  page.stop()
  await world.clock.advance(WEEK_MS + 1)
  const tote = await online(world, storage)
  await tote.cart.renewExpired()
  expect(held(world)).toEqual({ mug: 1 })
})

test('a page that was open all the week is told by the hub', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  world.hub.isDown = true
  world.hub.cut()
  void tote.cart.addLine({ variantId: 'mug' })
  await world.clock.advance(0)
  await world.clock.advance(10_000)
  tote.stop()
  await world.clock.advance(WEEK_MS)
  world.hub.isDown = false
  void tote.start()
  await world.until(() => tote.cart.$expired.get() !== null)
  expect(held(world)).toEqual({})
  await tote.cart.addLine({ variantId: 'hat' })
  await tote.cart.renewExpired()
  expect(held(world)).toEqual({ hat: 1, mug: 1 })
})

test('a cart that became part of another: connected again, the same wishes go there, once', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  await tote.cart.addLine({ variantId: 'mug' })
  world.hub.mergeInto('c2')
  void tote.cart.addLine({ variantId: 'hat' })
  await world.clock.advance(0)
  await world.until(() => world.hub.log.size === 2 && tote.cart.$cart.get().pendingCount === 0)
  expect(world.hub.cart.id).toBe('c2')
  expect(held(world)).toEqual({ hat: 1, mug: 1 })
  expect(tote.cart.$cart.get().totalQuantity).toBe(2)
})
