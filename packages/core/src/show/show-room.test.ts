import {
  productIdSchema,
  showIdSchema,
  ToteError,
  variantIdSchema,
  type Cue,
  type ShowEvent,
} from '@tote/protocol'
import { expect, test } from 'vitest'
import { createTestWorld, online, type TestWorld } from '../test-world-fixtures.ts'
import type { Tote } from '../tote.ts'

const T = 1_700_000_000_000
const showId = showIdSchema.parse('spring')
const mug = { productId: productIdSchema.parse('mug'), variantId: variantIdSchema.parse('mug') }

const pin: Cue = { kind: 'productPinned', productId: mug.productId }
const priced = (price: number, was: number): Cue => ({
  kind: 'priceChanged',
  productId: mug.productId,
  prices: [{ variantId: mug.variantId, price, was }],
})
const soldOut: Cue = {
  kind: 'soldOutMarked',
  productId: mug.productId,
  variantIds: [mug.variantId],
  isSoldOut: true,
}

const log = (...entries: [at: number, cue: Cue][]): ShowEvent[] =>
  entries.map(([at, cue], index) => ({ seq: index + 1, at, cue }))

/** The hub tells the whole log; those who have a part of it take the rest. */
function tellFrom({ hub }: TestWorld, from: number): void {
  const to = hub.events.at(-1)?.seq ?? 0
  hub.tell('show', { showId, from, to, events: hub.events.filter(({ seq }) => seq > from) })
}

const seek = (tote: Tote, pdt: number) => tote.playback.setPosition({ pdt, mode: 'behind', isPlaying: true })
const pinned = (tote: Tote) => tote.show.$moment.get().pinned.map(({ id }) => id)
const theMug = (tote: Tote) => tote.show.$products.get().find(({ id }) => id === mug.productId)?.variants[0]
const joins = ({ hub }: TestWorld) =>
  hub.asked.filter(({ event }) => event === 'show.join').map(({ message }) => message)

test('[U15] a pin is seen exactly from its programme time, also after seeking back', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  world.hub.events = log([T, pin])
  tellFrom(world, 0)
  expect(pinned(tote)).toEqual([])
  for (const [pdt, seen] of [
    [T - 1, []],
    [T, ['mug']],
    [T + 60_000, ['mug']],
    [T - 1, []],
    [T, ['mug']],
  ] as const) {
    seek(tote, pdt)
    expect(pinned(tote)).toEqual(seen)
  }
})

test('[U15] a pin told late is seen at once when the picture is past its moment', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  seek(tote, T + 500)
  world.hub.events = log([T, pin])
  tellFrom(world, 0)
  expect(pinned(tote)).toEqual(['mug'])
})

test('without a picture nothing is pinned', async () => {
  const world = createTestWorld()
  world.hub.events = log([T, pin])
  const tote = await online(world)
  seek(tote, T)
  expect(pinned(tote)).toEqual(['mug'])
  tote.playback.setPosition(null)
  expect(pinned(tote)).toEqual([])
})

test('the time to the next known cue is exact, and null after the last', async () => {
  const world = createTestWorld()
  world.hub.events = log([T, pin], [T + 700, soldOut])
  const tote = await online(world)
  expect([T - 250, T, T + 700].map((pdt) => tote.playback.msToNextCue(pdt))).toEqual([250, 700, null])
})

test('missed numbers lead to a join from where we are, and nothing is seen twice', async () => {
  const world = createTestWorld()
  world.hub.events = log([T, pin])
  const tote = await online(world)
  seek(tote, T + 10_000)
  world.hub.events = log([T, pin], [T + 1000, priced(800, 1000)], [T + 2000, soldOut])
  tellFrom(world, 2)
  await world.until(() => theMug(tote)?.isSoldOut === true)
  expect(joins(world)).toEqual([
    { showId, seq: 0 },
    { showId, seq: 1 },
  ])
  expect(theMug(tote)?.price.amount).toBe(800)
})

test('news told again changes nothing', async () => {
  const world = createTestWorld()
  world.hub.events = log([T, pin])
  const tote = await online(world)
  tellFrom(world, 0)
  tellFrom(world, 0)
  expect(joins(world)).toHaveLength(1)
  seek(tote, T)
  expect(pinned(tote)).toEqual(['mug'])
})

test('news of another show is not ours', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  seek(tote, T)
  world.hub.tell('show', { showId: 'autumn', from: 0, to: 1, events: log([T, pin]) })
  world.hub.tell('show.l', { showId: 'autumn', watching: 9 })
  expect(pinned(tote)).toEqual([])
  expect(tote.show.$watching.get()).toBeNull()
  world.hub.tell('show.l', { showId, watching: 4 })
  expect(tote.show.$watching.get()).toBe(4)
})

test('after a lost connection the log is followed from where it was', async () => {
  const world = createTestWorld()
  world.hub.events = log([T, pin])
  const tote = await online(world)
  seek(tote, T + 10_000)
  world.hub.cut()
  world.hub.events = log([T, pin], [T + 1000, soldOut])
  await world.until(() => theMug(tote)?.isSoldOut === true)
  expect(joins(world).at(-1)).toEqual({ showId, seq: 1 })
})

test('a show the hub does not know is told as failed, and not asked again', async () => {
  const world = createTestWorld()
  world.hub.says.set('/v1/shows/spring', () => {
    throw new ToteError('unknown_show')
  })
  const tote = world.mount()
  const faults: string[] = []
  tote.onError(({ code }) => faults.push(code))
  await tote.start()
  await world.clock.advance(60_000)
  expect(tote.show.$show.get()).toMatchObject({ status: 'failed', error: { code: 'unknown_show' } })
  expect(tote.journey.$journey.get()).toMatchObject({ status: 'failed', error: { code: 'unknown_show' } })
  expect(faults).toEqual(['unknown_show'])
  expect(world.hub.posted).toHaveLength(1)
})

test('the price is the one of the picture, not of the hub’s now', async () => {
  const world = createTestWorld()
  world.hub.events = log([T, priced(800, 1000)], [T + 1000, priced(600, 800)])
  const tote = await online(world)
  const seen = [T - 1, T, T + 999, T + 1000].map((pdt) => {
    seek(tote, pdt)
    return [theMug(tote)?.price.amount, theMug(tote)?.compareAt?.amount]
  })
  expect(seen).toEqual([
    [1000, undefined],
    [800, 1000],
    [800, 1000],
    [600, 1000],
  ])
})

test('sold out is seen when the picture gets there, though the hub’s stock says it before', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  world.hub.events = log([T, soldOut])
  tellFrom(world, 0)
  const product = {
    id: 'mug',
    title: 'The mug',
    description: '',
    options: [],
    variants: [{ id: 'mug', title: 'mug', options: [], price: 1000, free: 0, isActive: true }],
  }
  world.hub.tell('catalogue', { showId, products: [product] })
  seek(tote, T - 1)
  expect(theMug(tote)?.isSoldOut).toBe(false)
  seek(tote, T)
  expect(theMug(tote)?.isSoldOut).toBe(true)
})

test('what the last shopper bought is sold out at once, wherever the picture is', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  seek(tote, T)
  const variants = [{ id: 'mug', title: 'mug', options: [], price: 1000, free: 0, isActive: true }]
  world.hub.tell('catalogue', {
    showId,
    products: [{ id: 'mug', title: 'The mug', description: '', options: [], variants }],
  })
  expect(theMug(tote)?.isSoldOut).toBe(true)
  expect(tote.show.$products.get()).toHaveLength(3)
})

test('a price that changed while nobody was connected is the price of a page without a picture', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  world.hub.cut()
  world.hub.events = log([T, priced(700, 1000)])
  await world.until(() => theMug(tote)?.price.amount === 700)
  expect(joins(world).at(-1)).toEqual({ showId, seq: 0 })
})

test('[I12] a hub restored from before is another log: its numbers are not taken for those that are known', async () => {
  const world = createTestWorld()
  world.hub.events = log([T, pin], [T + 1, priced(900, 1000)], [T + 2, soldOut])
  const tote = await online(world)
  seek(tote, T + 5000)
  expect(pinned(tote)).toEqual(['mug'])
  world.hub.events = log([T, priced(700, 1000)])
  world.hub.restore()
  await world.until(() => pinned(tote).length === 0)
  world.hub.events = log([T, priced(700, 1000)], [T + 3, pin])
  tellFrom(world, 1)
  await world.until(() => pinned(tote).length === 1)
})

test('a hub restored between the show’s page and the first connection is asked for its prices again', async () => {
  const world = createTestWorld()
  const tote = world.mount()
  world.hub.refusal = 'busy'
  void tote.start()
  await world.until(() => tote.show.$show.get().status === 'ready')
  const asked = world.hub.posted.filter(({ path }) => path.startsWith('/v1/shows/')).length
  world.hub.restore()
  world.hub.refusal = null
  await world.until(() => tote.connection.$connection.get().status === 'online')
  expect(world.hub.posted.filter(({ path }) => path.startsWith('/v1/shows/')).length).toBe(asked + 1)
})

test('[I12] a price is the new one also when the connection breaks before the catalogue is told', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  world.hub.events = log([T, priced(800, 1000)])
  tellFrom(world, 0)
  world.hub.cut()
  await world.until(() => tote.connection.$connection.get().status === 'online')
  expect(theMug(tote)?.price.amount).toBe(800)
  tellFrom(world, 0)
  expect(theMug(tote)?.price.amount).toBe(800)
})
