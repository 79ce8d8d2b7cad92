import {
  checkoutOpenAnswerSchema,
  consoleSessionSchema,
  placedOrderSchema,
  shopperExportSchema,
} from '@tote/protocol'
import { ordersAnswerSchema } from '@tote/protocol/orders'
import { pickupSchema } from '@tote/protocol/pickup'
import { expect, test } from 'vitest'
import { post, startWorld } from '../../hub-fixtures.ts'
import { callAs, TestBackend } from '../../journeys/shopper-fixtures.ts'
import { connected } from '../../place-fixtures.ts'
import { refusal } from '../../refusal-fixtures.ts'
import { Host } from '../../shows/host-fixtures.ts'
import { BRAND, tenantFileOf } from '../../tenant-fixtures.ts'
import { applyTenantFile } from '../../store/apply-tenant.ts'
import { selectActs } from '../../store/audit-store.ts'

const MIA = 'ak_miamiamiamiamiamia'
const LOU = 'ak_loulouloulouloulou'

const fileOf = (backend: TestBackend, associates = [MIA, LOU]) =>
  tenantFileOf({
    keys: [backend.key],
    associates: [
      { name: 'Mia', key: MIA, location: 'rue' },
      { name: 'Lou', key: LOU, location: 'quai' },
    ].filter(({ key }) => associates.includes(key)),
    catalogue: {
      currency: 'EUR',
      locations: [
        { id: 'rue', name: 'Rue Verte', kind: 'store' },
        { id: 'quai', name: 'Quai', kind: 'store' },
      ],
      products: [
        {
          id: 'mug',
          title: 'Mug',
          variants: [{ id: 'mug', title: 'mug', price: 1900, stock: { rue: 9, quai: 9 } }],
        },
      ],
    },
  })

/** A shopper who has paid two mugs, to be picked up in the Rue Verte. */
async function paid() {
  const backend = await TestBackend.of()
  const world = await startWorld({ tenant: fileOf(backend) })
  const { place, socket } = await connected(world)
  await socket.add(2)
  await socket.do({ op: 'setFulfillment', fulfilment: { kind: 'pickup', locationId: 'rue' } })
  const opened = checkoutOpenAnswerSchema.parse(
    await socket.ask('checkout.open', { cartId: place.mine.cartId, rev: 2 }),
  )
  if (!opened.ok) throw new Error('the mugs are there')
  const { id } = opened.checkout
  const token = await backend.sign(world, id, { act: 'order' })
  const { pickupCode: code } = placedOrderSchema.parse(
    await post(
      world,
      `/v1/checkouts/${id}/order`,
      { externalRef: '1001' },
      { authorization: `Bearer ${token}` },
    ),
  )
  if (code === undefined) throw new Error('what is picked up has a code')
  return { world, backend, place, socket, code }
}

test('an associate finds what a shopper’s code stands for and hands it over; the shopper’s places hear of it', async () => {
  const { world, place, socket, code } = await paid()
  const other = await place.connect()
  const mia = await Host.of(world, { associateKey: MIA })
  expect(pickupSchema.parse(await mia.ask('/v1/console/pickups', { code }))).toMatchObject({
    order: { ref: '1001', lines: [{ title: 'Mug', quantity: 2 }] },
    handedOverBy: null,
  })
  const over = pickupSchema.parse(await mia.ask('/v1/console/pickups/hand-over', { code }))
  expect(over).toMatchObject({ isNew: true, handedOverBy: 'Mia' })
  // Said again it is no act; looked at, it is one each time.
  await mia.ask('/v1/console/pickups/hand-over', { code })
  const orderId = over.order.id
  const acts = await selectActs(world.store.db, 'maison', { before: 1e9, limit: 50 })
  expect(acts.map(({ by, act }) => [by.store, act]).toReversed()).toEqual([
    ['rue', { kind: 'signedIn' }],
    ['rue', { kind: 'pickupSeen', orderId }],
    ['rue', { kind: 'handedOver', orderId }],
  ])
  // Paid, its lines go; handed over, nothing but the news of it.
  const isNewsAlone = (message: unknown) =>
    Object(message).lines.length === 0 && Object(message).meta.order !== undefined
  for (const heard of [socket, other]) await heard.next('cart', isNewsAlone)
  const { orders } = ordersAnswerSchema.parse(await socket.ask('orders', { cartId: place.mine.cartId }))
  expect(orders).toMatchObject([{ ref: '1001', fulfilment: { kind: 'pickup', code } }])
  expect(orders[0]?.fulfilment).toHaveProperty('handedOverAt')
})

test('an associate is told who they are and where, and does nothing else in the console', async () => {
  const { world, code } = await paid()
  const signedIn = await post(
    world,
    '/v1/console/session',
    { associateKey: LOU },
    { origin: world.hub.publicUrl },
  )
  expect(consoleSessionSchema.parse(signedIn)).toMatchObject({
    shows: [],
    associate: { name: 'Lou', store: { id: 'quai', name: 'Quai' } },
  })
  const lou = await Host.of(world, { associateKey: LOU })
  expect(await refusal(lou.cue({ kind: 'pinProduct', productId: 'mug' }))).toBe('forbidden')
  for (const path of ['/v1/console/pickups', '/v1/console/pickups/hand-over'])
    expect(await refusal(lou.ask(path, { code }))).toBe('forbidden')
})

test.each([
  ['nobody signed in', {}, 'unauthorised'],
  ['another site’s page', { origin: BRAND }, 'origin'],
])('%s finds and hands over nothing', async (_who, headers, refused) => {
  const { world, code } = await paid()
  const mia = await Host.of(world, { associateKey: MIA })
  const asked = refused === 'origin' ? headers : { cookie: '' }
  for (const path of ['/v1/console/pickups', '/v1/console/pickups/hand-over'])
    expect(await refusal(mia.ask(path, { code }, asked))).toBe(refused)
})

test('who is taken out of the tenant file is out at once', async () => {
  const { world, backend, code } = await paid()
  const mia = await Host.of(world, { associateKey: MIA })
  await world.store.transaction((trx) => applyTenantFile(trx, fileOf(backend, [LOU]), 1))
  expect(await refusal(mia.ask('/v1/console/pickups', { code }))).toBe('unauthorised')
  const again = Host.of(world, { associateKey: MIA })
  await expect(again).rejects.toThrow(/401/)
})

test('who tries codes is slowed down', async () => {
  const { world } = await paid()
  const mia = await Host.of(world, { associateKey: MIA })
  const codes = []
  for (let count = 0; count < 31; count += 1)
    codes.push(await refusal(mia.ask('/v1/console/pickups', { code: 'BCDFGHJK' })))
  expect([codes.at(0), codes.at(-1)]).toEqual(['not_found', 'rate'])
})

test('a shopper reads the orders of their own cart alone', async () => {
  const { world, place } = await paid()
  const stranger = await connected(world)
  expect(await refusal(stranger.socket.ask('orders', { cartId: place.mine.cartId }))).toBe('forbidden')
  const own = await stranger.socket.ask('orders', { cartId: stranger.place.mine.cartId })
  expect(own).toEqual({ orders: [] })
})

test('what was ordered is among all that a shopper may read of themselves', async () => {
  const { place, code } = await paid()
  const kept = shopperExportSchema.parse(
    await callAs(place, ['GET', '/v1/shopper/export'], { act: 'export' }),
  )
  expect(ordersAnswerSchema.parse({ orders: kept.orders })).toMatchObject({
    orders: [{ ref: '1001', fulfilment: { code } }],
  })
})
