import { randomUUID } from 'node:crypto'
import { mutateAnswerSchema, syncAnswerSchema } from '@tote/protocol'
import { expect, test } from 'vitest'
import { startWorld } from '../../hub-fixtures.ts'
import { connected, TestPlace } from '../../place-fixtures.ts'
import { refusal } from '../../refusal-fixtures.ts'
import { MARKET } from '../../tenant-fixtures.ts'

test('an add is acknowledged and heard by every place of the journey', async () => {
  const world = await startWorld()
  const { place, socket } = await connected(world)
  const other = await place.connect()
  const { results } = mutateAnswerSchema.parse(await socket.add(2))
  expect(results).toEqual([{ ok: true, mid: 1, rev: 1 }])
  expect(await other.next('cart')).toMatchObject({
    from: 0,
    to: 1,
    by: { clientId: socket.clientId, mid: 1 },
  })
})

test("another journey's places hear nothing of it", async () => {
  const world = await startWorld()
  const [one, two] = [await connected(world), await connected(world, MARKET)]
  await one.socket.add()
  // A round trip after the add: had it been told, it would have come before.
  await two.socket.ask('sync', { cartId: two.place.mine.cartId, rev: 0, clientIds: [] })
  expect(two.socket.heard.filter(({ event }) => event === 'cart')).toEqual([])
})

test('[U41] 20 parallel adds from two places give 20 units', async () => {
  const world = await startWorld()
  const { place, socket } = await connected(world)
  const other = await place.connect()
  await Promise.all(Array.from({ length: 10 }, () => [socket.add(), other.add()]).flat())
  expect((await place.resume()).cart.lines.map((line) => line.qty)).toEqual([20])
})

test('[U49] the same operation sent again gets the stored verdict and no second effect', async () => {
  const { place, socket } = await connected(await startWorld())
  const sent = { uid: randomUUID(), mid: 1 }
  const op = { op: 'addLine', variantId: 'mug', qty: 2 }
  const first = await socket.do(op, sent)
  expect(await socket.do(op, sent)).toEqual(first)
  expect((await place.resume()).cart.lines.map((line) => line.qty)).toEqual([2])
})

test('a refusal is a verdict: stored, answered again alike, and its number used up', async () => {
  const { socket } = await connected(await startWorld())
  const sent = { uid: randomUUID(), mid: 1 }
  const op = { op: 'addLine', variantId: 'shirt-m', qty: 1 }
  const first = mutateAnswerSchema.parse(await socket.do(op, sent))
  expect(first.results[0]).toMatchObject({ ok: false, code: 'no_stock', free: 0 })
  expect(await socket.do(op, sent)).toEqual(first)
  expect(mutateAnswerSchema.parse(await socket.do({ op: 'setNote', text: 'hi' }, { mid: 2 })).lastMid).toBe(2)
})

test('a number left out is a gap, and nothing of the batch is done', async () => {
  const { place, socket } = await connected(await startWorld())
  const answer = socket.do({ op: 'addLine', variantId: 'mug', qty: 1 }, { mid: 3 })
  await expect(answer).rejects.toMatchObject({ code: 'gap', body: { error: { expected: 1 } } })
  expect((await place.resume()).cart.rev).toBe(0)
})

test('a number used by another operation is refused as such', async () => {
  const { socket } = await connected(await startWorld())
  await socket.add()
  expect(await refusal(socket.do({ op: 'setNote', text: 'x' }, { mid: 1 }))).toBe('mid_reused')
})

test("a cart of another journey is nobody else's, and neither is its client's id: under another one it is asked again", async () => {
  const world = await startWorld()
  const [one, two] = [await connected(world), await connected(world, MARKET)]
  await one.socket.add()
  const mut = { mid: 2, uid: randomUUID(), at: 0, op: { op: 'clear', seenRev: 9 } }
  const { cartId } = one.place.mine
  expect(await refusal(two.socket.ask('mutate', { cartId, clientId: 'c', sentAt: 0, muts: [mut] }))).toBe(
    'forbidden',
  )
  expect(await refusal(two.socket.ask('sync', { cartId, rev: 0, clientIds: [] }))).toBe('forbidden')
  const own = { cartId: two.place.mine.cartId, clientId: one.socket.clientId, sentAt: 0, muts: [mut] }
  expect(await refusal(two.socket.ask('mutate', own))).toBe('mid_reused')
})

test("another's operation name is answered by its own verdict only, never done twice", async () => {
  const world = await startWorld()
  const [one, two] = [await connected(world), await connected(world, MARKET)]
  const uid = randomUUID()
  await one.socket.do({ op: 'addLine', variantId: 'mug', qty: 4 }, { uid })
  await two.socket.do({ op: 'addLine', variantId: 'mug', qty: 4 }, { uid }).catch(() => undefined)
  expect((await two.place.resume()).cart.lines).toEqual([])
})

test('[U55] after an outage one question brings a place to the state of the hub', async () => {
  const world = await startWorld()
  const { place, socket } = await connected(world)
  await socket.add(2)
  socket.close()
  const other = await place.connect()
  await other.add(3)
  await other.do({ op: 'removeLine', lineId: (await place.resume()).cart.lines[0]?.id ?? '' })
  const back = await place.connect()
  const answer = syncAnswerSchema.parse(
    await back.ask('sync', {
      cartId: place.mine.cartId,
      rev: 1,
      clientIds: [socket.clientId, other.clientId],
    }),
  )
  expect(answer).toMatchObject({
    kind: 'delta',
    from: 1,
    to: 3,
    lastMids: expect.arrayContaining([
      [socket.clientId, 1],
      [other.clientId, 2],
    ]),
  })
  expect(answer.kind === 'delta' && answer.lines.map((line) => line.qty)).toEqual([0])
})

test('what a place says it has beyond the hub is answered with the whole cart', async () => {
  const { place, socket } = await connected(await startWorld())
  await socket.add()
  const answer = await socket.ask('sync', { cartId: place.mine.cartId, rev: 99, clientIds: [] })
  expect(syncAnswerSchema.parse(answer)).toMatchObject({ kind: 'snapshot', cart: { rev: 1 } })
})

test.each([
  ['quantity 0', { op: 'addLine', variantId: 'mug', qty: 0 }, 'muts.0.op.qty'],
  ['a negative quantity', { op: 'addLine', variantId: 'mug', qty: -2 }, 'muts.0.op.qty'],
  ['a quantity of 10^9', { op: 'addLine', variantId: 'mug', qty: 1e9 }, 'muts.0.op.qty'],
])('%s is refused with the name of the field, and the socket lives', async (_name, op, field) => {
  const { socket } = await connected(await startWorld())
  await expect(socket.do(op)).rejects.toMatchObject({ code: 'invalid', body: { error: { field } } })
  expect(
    mutateAnswerSchema.parse(await socket.do({ op: 'setNote', text: 'still here' }, { mid: 1 })).rev,
  ).toBe(1)
})

test('an operation of a later version is refused with upgrade, what is beside it is not done, and the socket lives', async () => {
  const { place, socket } = await connected(await startWorld())
  const add = { op: 'addLine', variantId: 'mug', qty: 1 }
  const mut = (mid: number, op: unknown) => ({ mid, uid: randomUUID(), at: 0, op })
  const batch = {
    cartId: place.mine.cartId,
    clientId: socket.clientId,
    sentAt: 0,
    muts: [mut(1, add), mut(2, { op: 'wrapAsGift', lineId: 'l' })],
  }
  expect(await refusal(socket.ask('mutate', batch))).toBe('upgrade')
  // A known one that is wrong is wrong, whatever stands beside it.
  expect(await refusal(socket.do({ op: 'addLine', qty: 1 }))).toBe('invalid')
  expect((await place.resume()).cart.rev).toBe(0)
  expect(mutateAnswerSchema.parse(await socket.do(add, { mid: 1 })).lastMid).toBe(1)
})

test('an oversized frame closes its socket, and the hub lives on for the others', async () => {
  const world = await startWorld()
  const [loud, quiet] = [await connected(world), await connected(world, MARKET)]
  loud.socket.emit('mutate', 'x'.repeat(40_000), () => undefined)
  await loud.socket.closed()
  expect(mutateAnswerSchema.parse(await quiet.socket.add()).rev).toBe(1)
})

test.each([
  ['an event nobody knows', 'admin', [{}]],
  ['a question without a way to answer', 'mutate', [{}]],
])('%s closes its socket', async (_name, event, args) => {
  const { socket } = await connected(await startWorld())
  socket.emit(event, ...args)
  await socket.closed()
  expect(socket.isOpen).toBe(false)
})

test.each([[null], [42], [[]], ['{}'], [{ __proto__: null }], [{ cartId: {} }]])(
  'the malformed message %j is refused as invalid',
  async (message) => {
    const { socket } = await connected(await startWorld())
    for (const event of ['mutate', 'sync', 'show.join', 'ticket.mint'])
      expect(await refusal(socket.ask(event, message))).toBe('invalid')
  },
)

test('a flood of operations is slowed down, and none of the refused is done', async () => {
  const { place, socket } = await connected(await startWorld())
  const outcomes = await Promise.allSettled(Array.from({ length: 130 }, () => socket.add()))
  const done = outcomes.filter(({ status }) => status === 'fulfilled').length
  expect(done).toBe(100)
  expect((await place.resume()).cart.lines[0]?.qty).toBe(done)
})

test('the hub says goodbye when it stops', async () => {
  const world = await startWorld()
  const { socket } = await connected(world)
  await world.hub.close()
  expect(await socket.next('bye')).toMatchObject({ reason: 'drain' })
})

test('more connections than one address may hold are refused', async () => {
  const world = await startWorld({ env: { TOTE_CONNECTIONS_PER_ADDRESS: '2' } })
  const { place } = await connected(world)
  await place.connect()
  await expect(place.connect()).rejects.toThrow('websocket error')
})

test('a place that was never let in hears nothing', async () => {
  const world = await startWorld()
  const { place } = await connected(world)
  const stranger = await TestPlace.of(world)
  stranger.granted = place.mine
  expect(await refusal(stranger.connect())).toBe('bad_proof')
})
