import { checkoutIdSchema, money, productIdSchema, variantIdSchema, type Cue } from '@tote/protocol'
import { expect, test } from 'vitest'
import { createMemoryStorage } from '../link/storage.ts'
import { createTestDevice, createTestWorld, online, type TestWorld } from '../test-world-fixtures.ts'
import type { Tote } from '../tote.ts'
import { toGa4 } from './to-ga4.ts'
import type { TrackEvent } from './track-event.ts'
import { trackTote, type TrackToteOptions } from './track-tote.ts'

const mug = productIdSchema.parse('mug')

async function tracked(world: TestWorld = createTestWorld(), options: Partial<TrackToteOptions> = {}) {
  const tote = await online(world)
  const told: TrackEvent[] = []
  const tracking = trackTote(tote, { outbox: { tell: (event) => told.push(event) }, ...options })
  return { world, tote, told, tracking, names: () => told.map(({ name }) => name) }
}

function showAt(world: TestWorld, tote: Tote, cues: readonly [atMs: number, cue: Cue][], pdt: number): void {
  world.hub.events = cues.map(([at, cue], index) => ({ seq: index + 1, at, cue }))
  world.hub.tell('show', { showId: tote.showId, from: 0, to: cues.length, events: world.hub.events })
  tote.playback.setPosition({ pdt, mode: 'live', isPlaying: true })
}

const lineOf = (tote: Tote) => {
  const [line] = tote.cart.$cart.get().lines
  if (line === undefined) throw new Error('the cart is empty')
  return line
}

test('an add is told once, when the hub has taken it, with what was shown and when', async () => {
  const { world, tote, told } = await tracked()
  showAt(world, tote, [[12_000, { kind: 'productPinned', productId: mug }]], 15_000)
  world.hub.faults = ['lost']
  const added = tote.cart.addLine({ variantId: 'mug', quantity: 2 })
  await world.until(() => tote.cart.$cart.get().lines.length === 1)
  expect(told).toEqual([])
  await world.until(() => tote.cart.$cart.get().pendingCount === 0)
  await added
  expect(told).toMatchObject([
    {
      name: 'add_to_cart',
      contentType: 'live',
      value: { amount: 2000, currencyCode: 'EUR' },
      items: [{ productId: 'mug', quantity: 2, pin: { index: 0, second: 12 } }],
    },
  ])
})

test('what the hub refuses is not told', async () => {
  const { tote, names } = await tracked()
  await tote.cart.addLine({ variantId: 'mug', quantity: 999 })
  expect(await tote.cart.addLine({ variantId: 'mug' })).toMatchObject({ status: 'rejected' })
  expect(names()).toEqual(['add_to_cart'])
})

test('of a quantity that is set the difference is told, and of clearing and its undo all lines', async () => {
  const { tote, told, names } = await tracked()
  await tote.cart.addLine({ variantId: 'mug' })
  await tote.cart.setQuantity(lineOf(tote).id, 4)
  await tote.cart.setQuantity(lineOf(tote).id, 3)
  await tote.cart.clear()
  await tote.cart.undo()
  expect(names()).toEqual([
    'add_to_cart',
    'add_to_cart',
    'remove_from_cart',
    'remove_from_cart',
    'add_to_cart',
  ])
  expect(told.map(({ items }) => items[0]?.quantity)).toEqual([1, 3, 1, 3, 3])
})

test('what another device or tab does is theirs to tell', async () => {
  const world = createTestWorld()
  const device = createTestDevice(createMemoryStorage())
  const mine = await online(world, device)
  const other = await online(world)
  const tab = await online(world, device)
  const told: TrackEvent[] = []
  trackTote(mine, { outbox: { tell: (event) => told.push(event) } })
  await other.cart.addLine({ variantId: 'mug' })
  await tab.cart.addLine({ variantId: 'hat' })
  await world.until(() => mine.cart.$cart.get().lines.length === 2)
  expect(told).toEqual([])
})

test('a product that is seen counts once a moment, and again when the host shows it again', async () => {
  const { world, tote, told, tracking } = await tracked()
  const cues: [number, Cue][] = [
    [12_000, { kind: 'productPinned', productId: mug }],
    [60_000, { kind: 'productPinned', productId: mug }],
  ]
  showAt(world, tote, cues, 15_000)
  tracking.itemsSeen(['mug', 'unknown'])
  tracking.itemsSeen(['mug'])
  expect(told).toMatchObject([{ name: 'view_item_list', items: [{ pin: { second: 12 } }] }])
  tote.playback.setPosition({ pdt: 61_000, mode: 'live', isPlaying: true })
  tracking.itemsSeen(['mug', 'hat'])
  expect(told[1]).toMatchObject({ items: [{ pin: { second: 60 } }, { productId: 'hat', pin: null }] })
})

test('a price that fell is a promotion, seen and chosen', async () => {
  const { world, tote, names, told, tracking } = await tracked()
  const prices = [{ variantId: variantIdSchema.parse('mug'), price: 800, was: 1000 }]
  showAt(
    world,
    tote,
    [
      [12_000, { kind: 'productPinned', productId: mug }],
      [13_000, { kind: 'priceChanged', productId: mug, prices }],
    ],
    15_000,
  )
  tracking.itemsSeen(['mug', 'hat'])
  tracking.productOpened('mug')
  expect(names()).toEqual([
    'view_item_list',
    'view_promotion',
    'select_promotion',
    'select_item',
    'view_item',
  ])
  expect(told[1]?.items).toMatchObject([
    { productId: 'mug', price: { amount: 800 }, discount: { amount: 200 } },
  ])
})

test('the way to paying is told once for the same contents, and the order by the place that paid', async () => {
  const { world, tote, names, told, tracking } = await tracked()
  tracking.cartSeen()
  tracking.checkoutBegun()
  expect(names()).toEqual([])
  await tote.cart.addLine({ variantId: 'mug', quantity: 3 })
  tracking.cartSeen()
  tracking.checkoutBegun()
  tracking.checkoutBegun()
  change(world, { checkout: { id: checkoutIdSchema.parse('k1'), expiresAt: 9 } })
  await world.until(() => tote.cart.$cart.get().checkout !== null)
  change(world, { isEmpty: true })
  await world.until(() => tote.cart.$cart.get().lines.length === 0)
  expect(names()).toEqual(['add_to_cart', 'view_cart', 'begin_checkout', 'purchase'])
  expect(told[3]).toMatchObject({ transactionId: 'k1', value: { amount: 3000 }, items: [{ quantity: 3 }] })
})

test('what is given back of an order is told by the place that told the order, each part once', async () => {
  const k1 = checkoutIdSchema.parse('k1')
  const k0 = checkoutIdSchema.parse('k0')
  let refunded: number | null = null
  let asked = 0
  let isAway = false
  const readOrders = async () => {
    asked += 1
    if (isAway) throw new Error('the hub is away')
    const earlier = { id: k0, refunded: money(500, 'EUR') }
    return [earlier, refunded === null ? { id: k1 } : { id: k1, refunded: money(refunded, 'EUR') }]
  }
  const { world, tote, told, tracking } = await tracked(createTestWorld(), { readOrders })
  const hear = async (at: number) => {
    change(world, { order: { id: k1, at } })
    await world.until(() => tote.cart.$cart.get().order?.atMs === at)
  }
  // Of an order from before this page it tells nothing.
  await hear(1)
  expect(asked).toBe(0)
  await tote.cart.addLine({ variantId: 'mug', quantity: 3 })
  tracking.checkoutBegun()
  change(world, { checkout: { id: k1, expiresAt: 9 } })
  await world.until(() => tote.cart.$cart.get().checkout !== null)
  change(world, { isEmpty: true, order: { id: k1, at: 2 } })
  await world.until(() => tote.cart.$cart.get().lines.length === 0)
  const refunds = () => told.filter(({ name }) => name === 'refund')
  // It was sent.
  await hear(3)
  await world.until(() => asked === 1)
  expect(refunds()).toEqual([])
  refunded = 1000
  isAway = true
  await hear(4)
  await world.until(() => asked === 2)
  isAway = false
  refunded = 1500
  await hear(5)
  await world.until(() => refunds().length === 1)
  await hear(6)
  await world.until(() => asked === 4)
  refunded = 3000
  await hear(7)
  await world.until(() => refunds().length === 2)
  expect(refunds()).toMatchObject([
    { transactionId: 'k1', value: { amount: 1500, currencyCode: 'EUR' }, items: [] },
    { transactionId: 'k1', value: { amount: 1500, currencyCode: 'EUR' }, items: [] },
  ])
  const [first] = refunds()
  expect(first === undefined ? null : toGa4(first)).toMatchObject({
    event: 'refund',
    ecommerce: { transaction_id: 'k1', currency: 'EUR', value: 15, items: [] },
  })
})

test('a wish to pay has begun once the cart is frozen with what was wished', async () => {
  const { world, tote, names, tracking } = await tracked()
  await tote.cart.addLine({ variantId: 'mug' })
  tracking.checkoutWished()
  expect(names()).toEqual(['add_to_cart'])
  change(world, { checkout: { id: checkoutIdSchema.parse('k1'), expiresAt: 9 } })
  await world.until(() => tote.cart.$cart.get().checkout !== null)
  expect(names()).toEqual(['add_to_cart', 'begin_checkout'])
})

test('a check-out that was cancelled, or begun elsewhere, is no purchase here', async () => {
  const { world, tote, names, tracking } = await tracked()
  const pay = { checkout: { id: checkoutIdSchema.parse('k1'), expiresAt: 9 } }
  await tote.cart.addLine({ variantId: 'mug' })
  change(world, pay)
  await world.until(() => tote.cart.$cart.get().checkout !== null)
  change(world, {})
  await world.until(() => tote.cart.$cart.get().checkout === null)
  tracking.checkoutBegun()
  change(world, pay)
  await world.until(() => tote.cart.$cart.get().checkout !== null)
  change(world, {})
  await world.until(() => tote.cart.$cart.get().checkout === null)
  await tote.cart.clear()
  expect(names()).toEqual(['add_to_cart', 'begin_checkout', 'remove_from_cart'])
})

/** The hub's cart becomes another, as after a word from elsewhere. */
function change(
  { hub }: TestWorld,
  {
    checkout,
    isEmpty = false,
    order,
  }: {
    checkout?: (typeof hub.cart.meta)['checkout']
    isEmpty?: boolean
    order?: (typeof hub.cart.meta)['order']
  },
): void {
  const rev = hub.cart.rev + 1
  const { checkout: _before, ...meta } = hub.cart.meta
  hub.cart = {
    ...hub.cart,
    rev,
    lines: isEmpty ? hub.cart.lines.map((line) => ({ ...line, qty: 0, rev })) : hub.cart.lines,
    meta: {
      ...meta,
      ...(checkout === undefined ? {} : { checkout }),
      ...(order === undefined ? {} : { order }),
    },
  }
  hub.cut()
}

test('once stopped it hears nothing', async () => {
  const { tote, told, tracking } = await tracked()
  tracking.stop()
  await tote.cart.addLine({ variantId: 'mug' })
  expect(told).toEqual([])
})
