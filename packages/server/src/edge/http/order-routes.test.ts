import { checkoutOpenAnswerSchema, type Checkout } from '@tote/protocol'
import { expect, test } from 'vitest'
import { post, startWorld, type World } from '../../hub-fixtures.ts'
import { connected } from '../../place-fixtures.ts'
import { refusal } from '../../refusal-fixtures.ts'
import { tenantFileOf } from '../../tenant-fixtures.ts'
import { TestBackend } from '../../journeys/shopper-fixtures.ts'

const topics = ['cart.changed', 'checkout.opened', 'order.placed', 'hold.expired']
const webhooks = [
  { url: 'https://shop.test/hook', secrets: [`whsec_${Buffer.alloc(24, 1).toString('base64')}`], topics },
]

/** A shopper with two mugs who went to pay. */
async function paying(backend: TestBackend) {
  const world = await startWorld({ tenant: tenantFileOf({ keys: [backend.key], webhooks }) })
  const { place, socket } = await connected(world)
  await socket.add(2)
  const asked = { cartId: place.mine.cartId, rev: 1 }
  const answer = checkoutOpenAnswerSchema.parse(await socket.ask('checkout.open', asked))
  if (!answer.ok) throw new Error('the mugs are there')
  return { world, place, socket, checkout: answer.checkout }
}

async function order(world: World, backend: TestBackend, { id }: Pick<Checkout, 'id'>, claims = {}) {
  const token = await backend.sign(world, id, { act: 'order', ...claims })
  const path = `/v1/checkouts/${id}/order`
  return post(world, path, { externalRef: 'order-1' }, { authorization: `Bearer ${token}` })
}

const stockOf = (world: World) =>
  world.store.db.selectFrom('stock').select(['on_hand', 'held']).where('variant_id', '=', 'mug').execute()

test('an order that the shop confirms empties the cart in every place and takes the stock, once', async () => {
  const backend = await TestBackend.of()
  const { world, place, socket, checkout } = await paying(backend)
  expect(await stockOf(world)).toEqual([{ on_hand: 500, held: 2 }])
  const other = await place.connect()
  expect(await order(world, backend, checkout)).toMatchObject({ isNew: true })
  expect(await order(world, backend, checkout)).toMatchObject({ isNew: false })
  for (const heard of [socket, other])
    expect(await heard.next('cart', (message) => JSON.stringify(message).includes('"qty":0'))).toMatchObject({
      lines: [{ variantId: 'mug', qty: 0 }],
    })
  expect(await stockOf(world)).toEqual([{ on_hand: 498, held: 0 }])
})

test('viewers hear how many are left', async () => {
  const { socket } = await paying(await TestBackend.of())
  expect(await socket.next('stock')).toEqual({ levels: [['mug', 498]] })
})

test('the backend is told of the cart, its check-out and the order, in that order', async () => {
  const backend = await TestBackend.of()
  const { world, checkout } = await paying(backend)
  await order(world, backend, checkout)
  const rows = await world.store.db.selectFrom('outbox').select(['topic', 'body']).orderBy('id').execute()
  expect(rows.map(({ topic }) => topic)).toEqual(['cart.changed', 'checkout.opened', 'order.placed'])
  expect(JSON.parse(rows.at(-1)?.body ?? '')).toMatchObject({
    type: 'order.placed',
    data: { externalRef: 'order-1', total: { amount: 3800 }, lines: [{ variantId: 'mug', quantity: 2 }] },
  })
})

test.each([
  ['for another check-out', { sub: 'another' }],
  ['for another act', { act: 'export' }],
  ['for another tenant', { aud: 'other' }],
])('a token %s confirms nothing', async (_what, claims) => {
  const backend = await TestBackend.of()
  const { world, checkout } = await paying(backend)
  expect(await refusal(order(world, backend, checkout, claims))).toBe('bad_token')
  expect(await stockOf(world)).toEqual([{ on_hand: 500, held: 2 }])
})

test('a stranger’s key confirms nothing', async () => {
  const { world, checkout } = await paying(await TestBackend.of())
  expect(await refusal(order(world, await TestBackend.of(), checkout))).toBe('bad_token')
})

test('a place cancels its own check-out only', async () => {
  const { world, place, socket, checkout } = await paying(await TestBackend.of())
  const stranger = await connected(world)
  const theirs = { cartId: stranger.place.mine.cartId, checkoutId: checkout.id }
  expect(await refusal(stranger.socket.ask('checkout.cancel', theirs))).toBe('forbidden')
  const mine = { cartId: place.mine.cartId, checkoutId: checkout.id }
  expect(await refusal(stranger.socket.ask('checkout.cancel', mine))).toBe('forbidden')
  expect(await socket.ask('checkout.cancel', mine)).toBeNull()
  expect(await stockOf(world)).toEqual([{ on_hand: 500, held: 0 }])
})
