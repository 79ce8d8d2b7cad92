import { randomUUID } from 'node:crypto'
import { shopperExportSchema, type Wait } from '@tote/protocol'
import { waitlistJoinAnswerSchema, waitsSchema } from '@tote/protocol/waits'
import { expect, test } from 'vitest'
import { post, startWorld, type World } from '../../hub-fixtures.ts'
import { callAs, signIn, TestBackend, tenantOf } from '../../journeys/shopper-fixtures.ts'
import { connected, hash, TestPlace } from '../../place-fixtures.ts'
import { refusal } from '../../refusal-fixtures.ts'
import { Host } from '../../shows/host-fixtures.ts'
import type { TestSocket } from '../../socket-fixtures.ts'
import { goods } from '../../stock/shop-fixtures.ts'
import { MARKET } from '../../tenant-fixtures.ts'

/** Of the tenant's goods this one is sold out from the beginning. */
const variantId = 'shirt-m'
const join = async (socket: TestSocket, id = variantId) =>
  waitlistJoinAnswerSchema.parse(await socket.ask('waitlist.join', { variantId: id }))
const placeIn = (message: unknown, id = variantId) => {
  const wait = waitsSchema.parse(message ?? []).find((one: Wait) => one.variantId === id)
  if (wait === undefined) return null
  return wait.status === 'waiting' ? wait.place : 'turn'
}
const told = (socket: TestSocket, place: number | 'turn' | null, id = variantId) =>
  socket.next('waits', (message) => placeIn(message, id) === place)

test('[U70] joining answers the place and the channel at once, and every place of the journey hears of it', async () => {
  const world = await startWorld()
  const [one, two] = [await connected(world), await connected(world)]
  const other = await two.place.connect()
  expect(await join(one.socket)).toMatchObject({ waits: [{ place: 1 }], channel: 'widget' })
  expect(await join(two.socket)).toMatchObject({ waits: [{ place: 2 }], channel: 'widget' })
  await told(other, 2)
  // What others wait for is nobody's to hear.
  expect(
    one.socket.heard.filter(({ event, message }) => event === 'waits' && placeIn(message) === 2),
  ).toEqual([])
})

test('whoever connects is told the places there are, or that there are none', async () => {
  const world = await startWorld()
  const { place, socket } = await connected(world)
  expect(await socket.next('waits')).toBeNull()
  await join(socket)
  expect(placeIn(await (await place.connect()).next('waits'))).toBe(1)
})

test('who stands behind one that leaves is told a better place', async () => {
  const world = await startWorld()
  const [one, two] = [await connected(world), await connected(world)]
  await join(one.socket)
  await join(two.socket)
  expect(await one.socket.ask('waitlist.leave', { variantId })).toEqual([])
  await told(two.socket, 1)
})

test('[U70] what a basket gives back is called to the first within the second, who takes it; the next is told so', async () => {
  const world = await startWorld({ tenant: goods(1, { inStore: 0 }) })
  const [owner, one, two] = [await connected(world), await connected(world), await connected(world)]
  await owner.socket.add(1, 'on_cart')
  await join(one.socket, 'on_cart')
  await join(two.socket, 'on_cart')
  await owner.socket.do({ op: 'clear', seenRev: 9 })
  await told(one.socket, 'turn', 'on_cart')
  await told(two.socket, 1, 'on_cart')
  expect(await two.socket.add(1, 'on_cart')).toMatchObject({ results: [{ ok: false, code: 'no_stock' }] })
  expect(await one.socket.add(1, 'on_cart')).toMatchObject({ results: [{ ok: true }] })
  await told(one.socket, null, 'on_cart')
  // The turn of who does not take it in time goes to the next.
  world.clock.ms += 10 * 60_000
  await told(two.socket, 'turn', 'on_cart')
})

test('where no socket gets through the line is joined and heard of over HTTPS', async () => {
  const world = await startWorld()
  const place = await (await TestPlace.of(world)).open()
  const { grant } = place.mine
  const headers = {
    origin: place.origin,
    authorization: `Bearer ${grant}`,
    'tote-proof': await place.prove('call', hash(grant)),
  }
  const sync = { v: 1, clientId: randomUUID() }
  expect(await post(world, '/v1/sync', sync, headers)).toMatchObject({ waits: null })
  expect(await post(world, '/v1/ask/waitlist.join', { variantId }, headers)).toMatchObject({ ok: true })
  expect(await post(world, '/v1/sync', sync, headers)).toMatchObject({
    waits: [{ status: 'waiting', variantId, place: 1 }],
  })
})

test('a place in the line goes along to another site', async () => {
  const world = await startWorld()
  const [first, { place, socket }] = [await connected(world), await connected(world)]
  await join(first.socket)
  await join(socket)
  const { ticket } = Object(await socket.ask('ticket.mint', { aud: MARKET }))
  const other = await TestPlace.of(world, MARKET)
  await other.accept((await other.redeem(String(ticket))).pending)
  expect(placeIn(await (await other.connect()).next('waits'))).toBe(2)
  expect(place.mine.cartId).toBe(other.mine.cartId)
})

test('signing in keeps the better place of guest and shopper, and tells it where the shopper is already', async () => {
  const backend = await TestBackend.of()
  const world = await startWorld({ tenant: tenantOf(backend) })
  const [guest, stranger, shopper] = [await connected(world), await connected(world), await connected(world)]
  await signIn(shopper.place, await backend.sign(world, 'ada'))
  const there = await shopper.place.connect()
  await join(guest.socket)
  await join(stranger.socket)
  await join(there)
  await told(there, 3)
  await signIn(guest.place, await backend.sign(world, 'ada'))
  await told(there, 1)
  expect(placeIn(await (await guest.place.connect()).next('waits'))).toBe(1)
})

test('what is kept of a shopper tells their places in lines, and to be forgotten takes them out', async () => {
  const world = await startWorld()
  const [one, two] = [await connected(world), await connected(world)]
  await join(one.socket)
  await join(two.socket)
  const kept = shopperExportSchema.parse(
    await callAs(one.place, ['GET', '/v1/shopper/export'], { act: 'export' }),
  )
  expect(kept.waits).toEqual([{ status: 'waiting', variantId, place: 1 }])
  await callAs(one.place, ['DELETE', '/v1/shopper'], { act: 'forget' })
  expect(placeIn(await (await two.place.connect()).next('waits'))).toBe(1)
})

test.each([
  ['no variant', {}],
  ['an id that can be none', { variantId: '../x' }],
  ['more than is asked', { variantId, place: 1 }],
])('joining with %s is refused', async (_name, message) => {
  const { socket } = await connected(await startWorld())
  expect(await refusal(socket.ask('waitlist.join', message))).toBe('invalid')
})

test('a host sees how many wait for each variant, and nobody else does', async () => {
  const world = await startWorld()
  for (const { socket } of [await connected(world), await connected(world)]) await join(socket)
  const host = await Host.of(world)
  expect(await (await ask(world, { cookie: host.setCookie.split(';')[0] ?? '' })).json()).toEqual({
    lines: [{ variantId, waiting: 2, called: 0 }],
  })
  expect((await ask(world, {})).status).toBe(401)
})

function ask(world: World, headers: Record<string, string>): Promise<Response> {
  return fetch(`${world.hub.url}/v1/console/waiting`, { headers })
}
