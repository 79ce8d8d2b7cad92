import {
  checkoutIdSchema,
  lineIdSchema,
  merchantIdSchema,
  variantIdSchema,
  type CartLine,
  type CheckoutId,
  type CheckoutPart,
  type MerchantId,
} from '@tote/protocol'
import { expect, test } from 'vitest'
import { createTestWorld, online, type TestWorld } from '../test-world-fixtures.ts'
import type { TrackEvent } from './track-event.ts'
import { trackTote } from './track-tote.ts'

const idOf = (name: string): CheckoutId => checkoutIdSchema.parse(name)
const noor = merchantIdSchema.parse('noor')
const lune = merchantIdSchema.parse('lune')

const lineOf = (name: string, price: number, merchantId?: MerchantId): CartLine => ({
  id: lineIdSchema.parse(name),
  variantId: variantIdSchema.parse(name),
  attrs: [],
  qty: 1,
  price,
  addedAt: 1,
  rev: 1,
  ...(merchantId === undefined ? {} : { merchantId }),
})
const mug = lineOf('mug', 1000)
const bowl = lineOf('bowl', 2000, noor)
const candle = lineOf('candle', 4000, lune)

interface Change {
  readonly parts?: CheckoutPart[]
  /** What is still in it. */
  readonly left: readonly CartLine[]
  readonly ordered?: CheckoutId
}

/** The hub's cart becomes another, as after a word from elsewhere. */
function change({ hub }: TestWorld, { parts = [], left, ordered }: Change): void {
  const rev = hub.cart.rev + 1
  const { checkout: _before, ...meta } = hub.cart.meta
  const open = parts.find((part) => part.status === 'open')
  hub.cart = {
    ...hub.cart,
    rev,
    lines: [mug, bowl, candle].map((line) => ({ ...line, rev, qty: left.includes(line) ? 1 : 0 })),
    meta: {
      ...meta,
      // Ten percent off what the tenant sells itself.
      codes: [{ code: 'TEN', discount: { kind: 'percent', percent: 10 } }],
      ...(open === undefined ? {} : { checkout: { id: open.id, expiresAt: 9, parts } }),
      ...(ordered === undefined ? {} : { order: { id: ordered, at: rev } }),
    },
  }
  hub.cut()
}

async function begun() {
  const world = createTestWorld()
  const tote = await online(world)
  const told: TrackEvent[] = []
  const tracking = trackTote(tote, { outbox: { tell: (event) => told.push(event) } })
  const is = (isSo: (cart: ReturnType<typeof tote.cart.$cart.get>) => boolean) =>
    world.until(() => isSo(tote.cart.$cart.get()))
  change(world, { left: [mug, bowl, candle] })
  await is(({ lines }) => lines.length === 3)
  tracking.checkoutBegun()
  const [k1, k2, k3] = [idOf('k1'), idOf('k2'), idOf('k3')]
  const open: CheckoutPart[] = [
    { status: 'open', id: k1 },
    { status: 'open', id: k2, merchantId: noor },
    { status: 'open', id: k3, merchantId: lune },
  ]
  change(world, { parts: open, left: [mug, bowl, candle] })
  await is(({ checkout }) => checkout !== null)
  const purchases = () => told.filter(({ name }) => name === 'purchase')
  return { world, is, open, k1, k2, k3, told, purchases }
}

test('of several merchants each order is told by itself, with what is its own; what was let go of is not told', async () => {
  const { world, is, open, k1, k2, told, purchases } = await begun()
  const parts: CheckoutPart[] = open.map((part) =>
    part.merchantId === noor ? { status: 'ordered', id: k2, merchantId: noor } : part,
  )
  change(world, { parts, left: [mug, candle], ordered: k2 })
  await is(({ lines }) => lines.length === 2)
  change(world, { left: [candle], ordered: k1 })
  await is(({ checkout }) => checkout === null)
  expect(purchases()).toMatchObject([
    { transactionId: 'k2', value: { amount: 2000 }, items: [{ productId: 'bowl' }] },
    { transactionId: 'k1', value: { amount: 900 }, items: [{ productId: 'mug' }] },
  ])
  expect(told.filter(({ name }) => name === 'begin_checkout')).toHaveLength(1)
})

test('all of them ordered while this place was away are told, once each', async () => {
  const { world, is, k3, purchases } = await begun()
  change(world, { left: [], ordered: k3 })
  await is(({ lines }) => lines.length === 0)
  expect(purchases().map(({ transactionId }) => transactionId)).toEqual(['k1', 'k2', 'k3'])
})

test('none of them ordered is none told', async () => {
  const { world, is, purchases } = await begun()
  change(world, { left: [mug, bowl, candle] })
  await is(({ checkout }) => checkout === null)
  expect(purchases()).toEqual([])
})
