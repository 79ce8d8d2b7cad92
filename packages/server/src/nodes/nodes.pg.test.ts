import { freshDatabase } from '@tote/testkit/services/database'
import { startRedis } from '@tote/testkit/services'
import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import { startNode, type World } from '../hub-fixtures.ts'
import { connected } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'
import type { TestSocket } from '../socket-fixtures.ts'
import { HOST_KEY } from '../tenant-fixtures.ts'

/** Two hubs on one PostgreSQL and one Redis, and the hand that takes the Redis away. */
async function startPair() {
  const redis = await startRedis()
  onTestFinished(() => redis.stop())
  const env = { TOTE_DATABASE_URL: await freshDatabase(), TOTE_REDIS_URL: redis.url }
  const one = await startNode({ ...env, TOTE_NODE: 'one' })
  const two = await startNode({ ...env, TOTE_NODE: 'two' })
  const busOf = async (node: World) => {
    const answer = await fetch(`${node.hub.url}/readyz`)
    return `${answer.status} ${String(Object(await answer.json())['bus'])}`
  }
  const bothAre = (state: string) =>
    expect.poll(async () => [await busOf(one), await busOf(two)], { timeout: 10_000 }).toEqual([state, state])
  await bothAre('200 shared')
  return { one, two, redis, bothAre }
}

/** One place of one journey, connected to both nodes as two pages of it would be. */
async function startJourney(one: World, two: World) {
  const { place, socket: atOne } = await connected(one)
  const atTwo = await place.in(two).connect()
  return { place, atOne, atTwo }
}

/** Signs a host in and gives a cue at a node. */
async function hostAt({ hub }: World) {
  const headers = { 'content-type': 'application/json', origin: hub.publicUrl }
  const body = JSON.stringify({ hostKey: HOST_KEY })
  const answer = await fetch(`${hub.url}/v1/console/session`, { method: 'POST', headers, body })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return async (title: string) => {
    const cue = JSON.stringify({ intent: { kind: 'startChapter', title } })
    const url = `${hub.url}/v1/console/shows/spring/cues`
    const posted = await fetch(url, { method: 'POST', headers: { ...headers, cookie }, body: cue })
    expect(posted.status).toBe(200)
  }
}

const spans = (socket: TestSocket, event: 'cart' | 'show') =>
  socket.heard.flatMap((heard) => {
    const span = spanSchema.safeParse(heard.message)
    return heard.event === event && span.success ? [[span.data.from, span.data.to]] : []
  })
const spanSchema = z.object({ from: z.int(), to: z.int() })

const followShow = (socket: TestSocket) => socket.ask('show.join', { showId: 'spring', seq: 0 })

test('[I5] what a place adds on one node is heard on the other, whoever of them it was', async () => {
  const { one, two } = await startPair()
  const { atOne, atTwo } = await startJourney(one, two)
  await atOne.add(2)
  expect(await atTwo.next('cart', (message) => Object(message).to === 1)).toMatchObject({
    from: 0,
    lines: [{ qty: 2 }],
  })
  await atTwo.add(3)
  expect(await atOne.next('cart', (message) => Object(message).to === 2)).toMatchObject({
    from: 1,
    lines: [{ qty: 5 }],
  })
})

test('[U41] 20 adds over two nodes at once give 20 units, and no revision is told twice or left out', async () => {
  const { one, two } = await startPair()
  const { place, atOne, atTwo } = await startJourney(one, two)
  // A place has one batch on its way at a time; the two are at it together.
  const addTen = async (socket: TestSocket) => {
    for (let count = 0; count < 10; count += 1) await socket.add()
  }
  await Promise.all([addTen(atOne), addTen(atTwo)])
  const { cart } = await place.resume()
  expect(cart).toMatchObject({ rev: 20, lines: [{ qty: 20 }] })
  for (const socket of [atOne, atTwo]) {
    await socket.next('cart', (message) => Object(message).to === 20)
    // A place keeps a span that begins where it is, skips one that ends before, and asks after a gap.
    let at = 0
    for (const [from = 0, to = 0] of spans(socket, 'cart')) if (from <= at) at = Math.max(at, to)
    expect(at).toBe(20)
  }
})

test("what another node tells joins on to the hearer's own operations, and says whose it is", async () => {
  const { one, two } = await startPair()
  const { atOne, atTwo } = await startJourney(one, two)
  await atTwo.add()
  await atOne.next('cart')
  await atOne.add()
  const heard = await atTwo.next('cart', (message) => Object(message).to === 2)
  expect(heard).toMatchObject({ from: 1, by: { clientId: atOne.clientId, mid: 1 } })
  expect(spans(atTwo, 'cart')).toEqual([
    [0, 1],
    [1, 2],
  ])
})

test('[I5] while Redis is away a node serves on, and what was missed is told when it is back', async () => {
  const { one, two, redis, bothAre } = await startPair()
  const { atOne, atTwo } = await startJourney(one, two)
  await atTwo.add()
  await atOne.next('cart')
  await redis.kill()
  await bothAre('200 away')
  await atOne.add(2)
  await atOne.add(2)
  expect(spans(atTwo, 'cart')).toEqual([[0, 1]])
  await redis.restart()
  await bothAre('200 shared')
  const heard = await atTwo.next('cart', (message) => Object(message).to === 3)
  expect(spans(atTwo, 'cart')).toEqual([
    [0, 1],
    [1, 3],
  ])
  // What is read has to cover the hearer's own operations too.
  expect(heard).toMatchObject({ lastMids: expect.arrayContaining([[atTwo.clientId, 1]]) })
})

test('[I12] cues given at both nodes are told at both in one gapless row, with and without Redis', async () => {
  const { one, two, redis, bothAre } = await startPair()
  const { atOne, atTwo } = await startJourney(one, two)
  await Promise.all([followShow(atOne), followShow(atTwo)])
  const [cueOne, cueTwo] = [await hostAt(one), await hostAt(two)]
  await Promise.all([cueOne('a'), cueTwo('b'), cueOne('c'), cueTwo('d')])
  await redis.kill()
  await bothAre('200 away')
  await Promise.all([cueOne('e'), cueTwo('f')])
  for (const socket of [atOne, atTwo]) {
    await socket.next('show', (message) => Object(message).to === 6)
    let at = 0
    for (const [from = 0, to = 0] of spans(socket, 'show')) {
      expect(from).toBe(at)
      at = to
    }
  }
})

test('viewers are counted over both nodes', async () => {
  const { one, two } = await startPair()
  const { atOne, atTwo } = await startJourney(one, two)
  await Promise.all([followShow(atOne), followShow(atTwo)])
  for (const socket of [atOne, atTwo])
    expect(await socket.next('show.l', (message) => Object(message).watching === 2)).toBeTruthy()
})

test('a place that is revoked at one node is put out at the other', async () => {
  const { one, two } = await startPair()
  const { place, atTwo } = await startJourney(one, two)
  const { placeId, grant } = place.mine
  const response = await fetch(`${one.hub.url}/v1/places/${placeId}`, {
    method: 'DELETE',
    headers: {
      origin: place.origin,
      authorization: `Bearer ${grant}`,
      'tote-proof': await place.prove('leave', placeId),
    },
  })
  expect(response.status).toBe(200)
  expect(await atTwo.next('bye')).toMatchObject({ reason: 'revoked' })
  await atTwo.closed()
})

test('a proof used at one node is used at the other', async () => {
  const { one, two } = await startPair()
  const { place } = await startJourney(one, two)
  const { placeId } = place.mine
  const proof = await place.prove('resume', placeId)
  await place.post('/v1/resume', { placeId, proof })
  expect(await refusal(place.in(two).post('/v1/resume', { placeId, proof }))).toBe('bad_proof')
})

test('who leads on one node is told on the other, to who was there and to who comes', async () => {
  const { one, two } = await startPair()
  const { place, atOne, atTwo } = await startJourney(one, two)
  const pos = { showId: 'spring', mode: 'live', pdt: 1_700_000_123_000, isPlaying: true, ledAt: one.clock.ms }
  const from = (socket: TestSocket) => (message: unknown) => Object(message).by === socket.clientId
  atOne.emit('pos', pos)
  expect(await atTwo.next('lead', from(atOne))).toMatchObject({ pdt: pos.pdt, ledAt: pos.ledAt })
  atTwo.close()
  const again = await place.in(two).connect()
  await again.next('lead', from(atOne))
})
