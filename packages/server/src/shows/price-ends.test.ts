import { expect, test } from 'vitest'
import { startWorld, type World } from '../hub-fixtures.ts'
import { connected } from '../place-fixtures.ts'
import { Host } from './host-fixtures.ts'
import { sweepPrices } from './price-ends.ts'

const MINUTE = 60_000
const GRACE = 30_000

const drop = (price: number, lastsMs?: number) => ({
  kind: 'changePrice',
  productId: 'mug',
  prices: [{ variantId: 'mug', price }],
  ...(lastsMs === undefined ? {} : { lastsMs }),
})

async function soldAt(world: World): Promise<number> {
  const { place, socket } = await connected(world)
  await socket.add()
  return (await place.resume()).cart.lines[0]?.price ?? 0
}

test('[SH10] a price ends by itself: pictures are told its end at once, the hub sells at it a little longer, then as before', async () => {
  const world = await startWorld()
  const { socket } = await connected(world)
  await socket.ask('show.join', { showId: 'spring', seq: 0 })
  const host = await Host.of(world)
  const event = await host.cue(drop(1500, MINUTE))
  expect(event.cue).toMatchObject({ lastsMs: MINUTE, prices: [{ variantId: 'mug', price: 1500, was: 1900 }] })
  const endsAt = event.at + MINUTE

  world.clock.ms = endsAt + GRACE - 1
  expect(await sweepPrices(world.store, world.clock.ms)).toEqual([])
  expect(await soldAt(world)).toBe(1500)
  await socket.next('catalogue')
  const before = socket.heard.length
  world.clock.ms += 1
  // By the hub's own sweep, told to those who follow as any other change.
  const isNews = (message: unknown) => socket.heard.findIndex((heard) => heard.message === message) >= before
  expect(await socket.next('catalogue', isNews)).toMatchObject({
    products: [{ variants: [{ price: 1900 }] }],
  })
  expect(await socket.next('show', (message) => Object(message).to === 2)).toMatchObject({
    events: [{ at: endsAt, cue: { kind: 'priceChanged', prices: [{ price: 1900, was: 1500 }] } }],
  })
  expect(await soldAt(world)).toBe(1900)
})

test('[SH10] a change meanwhile stays, whatever was to end', async () => {
  const world = await startWorld()
  const host = await Host.of(world)
  await host.cue(drop(1500, MINUTE))
  await host.cue(drop(1700))
  expect(await sweepPrices(world.store, world.clock.ms + 2 * MINUTE)).toEqual([])
  expect(await soldAt(world)).toBe(1700)
})

test('a price for a while within another ends at what the first would have ended at', async () => {
  const world = await startWorld()
  const host = await Host.of(world)
  await host.cue(drop(1500, MINUTE))
  const { cue } = await host.cue(drop(1200, MINUTE))
  expect(cue).toMatchObject({ prices: [{ price: 1200, was: 1500, after: 1900 }] })
  await sweepPrices(world.store, world.clock.ms + MINUTE + GRACE)
  expect(await soldAt(world)).toBe(1900)
})

test('two nodes that sweep at once end it once', async () => {
  const world = await startWorld()
  const host = await Host.of(world)
  await host.cue(drop(1500, MINUTE))
  const nowMs = world.clock.ms + MINUTE + GRACE
  const swept = await Promise.all([sweepPrices(world.store, nowMs), sweepPrices(world.store, nowMs)])
  expect(swept.flat()).toHaveLength(1)
})

test.each([0, 4999, 24 * 60 * MINUTE + 1, 1.5])('a price for %i ms is refused', async (lastsMs) => {
  const world = await startWorld()
  const host = await Host.of(world)
  await expect(host.cue(drop(1500, lastsMs))).rejects.toMatchObject({ code: 'invalid' })
})
