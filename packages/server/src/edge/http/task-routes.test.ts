import { checkoutOpenAnswerSchema } from '@tote/protocol'
import { ordersAnswerSchema } from '@tote/protocol/orders'
import { doneTaskSchema, storeTasksSchema } from '@tote/protocol/store-tasks'
import { expect, test } from 'vitest'
import { post, startWorld } from '../../hub-fixtures.ts'
import { TestBackend } from '../../journeys/shopper-fixtures.ts'
import { connected } from '../../place-fixtures.ts'
import { refusal } from '../../refusal-fixtures.ts'
import { Host } from '../../shows/host-fixtures.ts'
import { selectActs } from '../../store/audit-store.ts'
import { BRAND, tenantFileOf } from '../../tenant-fixtures.ts'

const MIA = 'ak_miamiamiamiamiamia'
const ANN = 'ak_annannannannannann'
const LOU = 'ak_loulouloulouloulou'

/** A shopper who has paid a mug that the Rue Verte has to send. */
async function paid() {
  const backend = await TestBackend.of()
  const world = await startWorld({
    tenant: tenantFileOf({
      keys: [backend.key],
      associates: [
        { name: 'Mia', key: MIA, location: 'rue' },
        { name: 'Ann', key: ANN, location: 'rue' },
        { name: 'Lou', key: LOU, location: 'quai' },
      ],
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
            variants: [{ id: 'mug', title: 'mug', price: 1900, stock: { rue: 9 } }],
          },
        ],
      },
    }),
  })
  const { place, socket } = await connected(world)
  await socket.add(2)
  const opened = checkoutOpenAnswerSchema.parse(
    await socket.ask('checkout.open', { cartId: place.mine.cartId, rev: 1 }),
  )
  if (!opened.ok) throw new Error('the mugs are there')
  const orderId = opened.checkout.id
  const authorization = `Bearer ${await backend.sign(world, orderId, { act: 'order' })}`
  await post(world, `/v1/checkouts/${orderId}/order`, { externalRef: '1001' }, { authorization })
  const todo = async (key: Record<string, string>) => {
    const { setCookie } = await Host.of(world, key)
    const cookie = setCookie.split(';')[0] ?? ''
    return (await fetch(`${world.hub.url}/v1/console/tasks`, { headers: { cookie } })).json()
  }
  return { world, place, socket, todo, wish: { kind: 'send', orderId, locationId: 'rue' } }
}

test('an associate sees what their store has to send and marks it as sent: the shopper’s places hear of it, once', async () => {
  const { world, place, socket, todo, wish } = await paid()
  const told = storeTasksSchema.parse(await todo({ associateKey: MIA }))
  expect(told.tasks).toMatchObject([{ ref: '1001', lines: [{ title: 'Mug', quantity: 2 }] }])
  // Nothing of who bought it, or of their cart.
  expect(Object.keys(told.tasks[0] ?? {}).toSorted()).toEqual([
    'kind',
    'lines',
    'orderId',
    'placedAt',
    'ref',
    'store',
  ])
  const other = await place.connect()
  const mia = await Host.of(world, { associateKey: MIA })
  const done = doneTaskSchema.parse(
    await mia.ask('/v1/console/tasks/done', { ...wish, tracking: ' JX\u202e\n12 ' }),
  )
  expect(done).toMatchObject({ isNew: true, task: { done: { by: 'Mia', tracking: 'JX 12' } } })
  const isNewsAlone = (message: unknown) =>
    Object(message).lines.length === 0 && Object(message).meta.order !== undefined
  for (const heard of [socket, other]) await heard.next('cart', isNewsAlone)
  const { orders } = ordersAnswerSchema.parse(await socket.ask('orders', { cartId: place.mine.cartId }))
  expect(orders[0]?.fulfilment).toMatchObject({ sent: [{ storeName: 'Rue Verte', tracking: 'JX 12' }] })
  const ann = await Host.of(world, { associateKey: ANN })
  const again = doneTaskSchema.parse(
    await ann.ask('/v1/console/tasks/done', { ...wish, tracking: 'another' }),
  )
  expect(again).toMatchObject({ isNew: false, task: { done: { by: 'Mia', tracking: 'JX 12' } } })
  // Written down once, with who it was: said again it was no act.
  const acts = await selectActs(world.store.db, 'maison', { before: 1e9, limit: 50 })
  expect(acts.filter(({ act }) => act.kind === 'taskDone')).toMatchObject([
    { by: { name: 'Mia', store: 'rue' }, act: { task: 'send', orderId: wish.orderId, locationId: 'rue' } },
  ])
  // Live for the others of the store.
  expect(await todo({ associateKey: ANN })).toEqual({ tasks: [], hasMore: false })
})

test('an associate of another store sees nothing of it and cannot mark it', async () => {
  const { world, todo, wish } = await paid()
  expect(await todo({ associateKey: LOU })).toEqual({ tasks: [], hasMore: false })
  const lou = await Host.of(world, { associateKey: LOU })
  expect(await refusal(lou.ask('/v1/console/tasks/done', wish))).toBe('forbidden')
  expect(await refusal(lou.ask('/v1/console/tasks/done', { ...wish, locationId: 'quai' }))).toBe('not_found')
  expect(storeTasksSchema.parse(await todo({ associateKey: MIA })).tasks).toHaveLength(1)
})

test.each([
  ['nobody signed in', { cookie: '' }, 'unauthorised'],
  ['another site’s page', { origin: BRAND }, 'origin'],
])('%s marks nothing', async (_who, headers, refused) => {
  const { world, wish } = await paid()
  const mia = await Host.of(world, { associateKey: MIA })
  expect(await refusal(mia.ask('/v1/console/tasks/done', wish, headers))).toBe(refused)
  expect((await fetch(`${world.hub.url}/v1/console/tasks`)).status).toBe(401)
})

test.each([
  ['a number on what is fetched', { kind: 'prepare', tracking: 'JX' }],
  ['a number that is none', { tracking: 'x'.repeat(121) }],
  ['an unknown thing to do', { kind: 'burn' }],
  ['more than is asked', { by: 'Mia' }],
])('%s is refused', async (_what, change) => {
  const { world, wish } = await paid()
  const mia = await Host.of(world, { associateKey: MIA })
  expect(await refusal(mia.ask('/v1/console/tasks/done', { ...wish, ...change }))).toBe('invalid')
})
