import { randomUUID } from 'node:crypto'
import { shopperExportSchema } from '@tote/protocol'
import {
  friendsAnswerSchema,
  friendsCartsSchema,
  type FriendsAnswer,
  type FriendsCart,
} from '@tote/protocol/friends'
import { expect, test } from 'vitest'
import { post, startWorld } from '../hub-fixtures.ts'
import { callAs, signIn, TestBackend, tenantOf } from '../journeys/shopper-fixtures.ts'
import { connected, hash, TestPlace } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'
import type { TestSocket } from '../socket-fixtures.ts'
import { MARKET } from '../tenant-fixtures.ts'

type Ask = Record<string, unknown>
const ask = async (socket: TestSocket, message: Ask): Promise<FriendsAnswer> =>
  friendsAnswerSchema.parse(await socket.ask('friends', message))
const cartsIn = (message: unknown): FriendsCart[] => friendsCartsSchema.parse(message ?? [])
/** The next word of friends' carts that is so. */
const told = (socket: TestSocket, isSo: (carts: FriendsCart[]) => boolean) =>
  socket.next('friends', (message) => isSo(cartsIn(message)))
const put = (id: string, variantId = 'mug') => ({
  do: 'act',
  id,
  uid: randomUUID(),
  op: { op: 'addLine', variantId, qty: 1 },
})

/** An owner with a link, on their socket. */
async function started(socket: TestSocket, name = 'Ada') {
  const id = randomUUID()
  await ask(socket, { do: 'start', id, showId: 'spring', name })
  const answer = await ask(socket, { do: 'invite', id })
  const invite = answer.ok ? answer.invite?.secret : undefined
  if (invite === undefined) throw new Error('no link')
  return { id, invite }
}

test('whoever comes by the link is seen by all, at every place of each, and so is what each puts there', async () => {
  const world = await startWorld()
  const [one, two] = [await connected(world), await connected(world, MARKET)]
  const other = await one.place.connect()
  const { id, invite } = await started(one.socket)
  await ask(two.socket, { do: 'join', invite, name: 'Bo' })
  for (const socket of [one.socket, other])
    await told(socket, ([cart]) => cart?.members.length === 2 && cart.you === 1)
  await ask(two.socket, put(id))
  await told(other, ([cart]) => cart?.lines[0]?.by === 2)
  await told(two.socket, ([cart]) => cart?.lines[0]?.by === 2 && cart.you === 2)
  await ask(one.socket, { do: 'vote', id, by: 2, lineId: firstLine(two.socket), isFor: true })
  const voted = await told(two.socket, ([cart]) => cart?.lines[0]?.votes.includes(1) === true)
  expect(cartsIn(voted)).toMatchObject([{ you: 2, members: [{ name: 'Ada' }, { name: 'Bo' }] }])
})

const lastWord = ({ heard }: TestSocket) => heard.findLast(({ event }) => event === 'friends')?.message
const firstLine = (socket: TestSocket) => cartsIn(lastWord(socket))[0]?.lines[0]?.lineId

test('whoever connects is told theirs, or that there are none', async () => {
  const world = await startWorld()
  const { place, socket } = await connected(world)
  expect(await socket.next('friends')).toBeNull()
  const { id } = await started(socket)
  expect(cartsIn(await (await place.connect()).next('friends'))).toMatchObject([{ id, you: 1 }])
})

test('who was sent away hears so, and then nothing more of it', async () => {
  const world = await startWorld()
  const [one, two] = [await connected(world), await connected(world)]
  const { id, invite } = await started(one.socket)
  await ask(two.socket, { do: 'join', invite, name: 'Bo' })
  await told(two.socket, ([cart]) => cart?.members.length === 2)
  await ask(one.socket, { do: 'remove', id, member: 2 })
  await expect.poll(() => lastWord(two.socket), { timeout: 20_000 }).toBeNull()
  const before = two.socket.heard.length
  await ask(one.socket, put(id))
  await told(one.socket, ([cart]) => cart?.lines.length === 1)
  await two.socket.ask('beat', {})
  expect(two.socket.heard.slice(before).filter(({ event }) => event === 'friends')).toEqual([])
  expect(await ask(two.socket, put(id))).toEqual({ ok: false, code: 'over' })
})

test('strangers hear nothing, and members nothing of each other’s own basket', async () => {
  const world = await startWorld()
  const [one, two, stranger] = [await connected(world), await connected(world), await connected(world)]
  const { id, invite } = await started(one.socket)
  await ask(two.socket, { do: 'join', invite, name: 'Bo' })
  await two.socket.add(2, 'shirt-s')
  await ask(two.socket, put(id))
  await told(one.socket, ([cart]) => cart?.lines.length === 1)
  const heard = JSON.stringify(one.socket.heard)
  for (const own of ['shirt-s', two.place.mine.cartId, two.place.mine.journeyId, two.place.mine.placeId])
    expect(heard).not.toContain(own)
  await stranger.socket.ask('beat', {})
  const words = stranger.socket.heard.filter(({ event, message }) => event === 'friends' && message !== null)
  expect(words).toEqual([])
})

test('bought into one’s own basket: its places hear of it as always, and friends who takes it', async () => {
  const world = await startWorld()
  const [one, two] = [await connected(world), await connected(world)]
  const { id, invite } = await started(one.socket)
  await ask(two.socket, { do: 'join', invite, name: 'Bo' })
  await ask(one.socket, put(id))
  const other = await two.place.connect()
  const answer = await ask(two.socket, { do: 'take', id, uid: randomUUID(), which: 'all' })
  expect(answer).toMatchObject({ taken: [{ by: 1, code: null }] })
  await other.next('cart')
  await told(one.socket, ([cart]) => cart?.lines[0]?.taken?.by === 2)
  // Out of the basket again it is anybody's.
  await two.socket.do({ op: 'clear', seenRev: 9 })
  await told(one.socket, ([cart]) => cart?.lines.length === 1 && cart.lines[0]?.taken === undefined)
})

test.each([
  ['a wish', (id: string) => ({ do: 'vote', id, by: 1, lineId: 'l-1', isFor: true })],
  ['an operation', (id: string) => put(id)],
  ['a link', (id: string) => ({ do: 'invite', id })],
])('%s has the rate of its kind', async (_what, message) => {
  const { socket } = await connected(await startWorld())
  const { id } = await started(socket)
  const flood = async () => {
    for (let count = 0; count < 500; count += 1) await ask(socket, message(id))
  }
  expect(await refusal(flood())).toBe('rate')
})

test('where no socket gets through it goes over HTTPS', async () => {
  const world = await startWorld()
  const { socket } = await connected(world)
  const { invite } = await started(socket)
  const place = await (await TestPlace.of(world)).open()
  const { grant } = place.mine
  const headers = {
    origin: place.origin,
    authorization: `Bearer ${grant}`,
    'tote-proof': await place.prove('call', hash(grant)),
  }
  const sync = { v: 1, clientId: randomUUID() }
  expect(await post(world, '/v1/sync', sync, headers)).toMatchObject({ friends: null })
  const join = { do: 'join', invite, name: 'Bo' }
  expect(await post(world, '/v1/ask/friends', join, headers)).toMatchObject({ ok: true })
  expect(await post(world, '/v1/sync', sync, headers)).toMatchObject({ friends: [{ you: 2 }] })
})

test('a seat goes along to another site, and two of one shopper become one at sign-in', async () => {
  const backend = await TestBackend.of()
  const world = await startWorld({ tenant: tenantOf(backend) })
  const [owner, guest] = [await connected(world), await connected(world)]
  const { id, invite } = await started(owner.socket)
  await ask(guest.socket, { do: 'join', invite, name: 'Ada’s phone' })
  const { ticket } = Object(await guest.socket.ask('ticket.mint', { aud: MARKET }))
  const moved = await TestPlace.of(world, MARKET)
  await moved.accept((await moved.redeem(String(ticket))).pending)
  expect(cartsIn(await (await moved.connect()).next('friends'))).toMatchObject([{ id, you: 2 }])
  await signIn(owner.place, await backend.sign(world, 'ada'))
  await signIn(moved, await backend.sign(world, 'ada'))
  expect(cartsIn(await (await moved.connect()).next('friends'))).toMatchObject([
    { id, you: 1, members: [{ name: 'Ada', role: 'owner' }] },
  ])
})

test('what is kept of a shopper tells their part, and to be forgotten takes it out for the others', async () => {
  const world = await startWorld()
  const [one, two] = [await connected(world), await connected(world)]
  const { id, invite } = await started(one.socket)
  await ask(two.socket, { do: 'join', invite, name: 'Bo' })
  await ask(two.socket, put(id))
  await told(one.socket, ([cart]) => cart?.lines.length === 1)
  const kept = shopperExportSchema.parse(
    await callAs(two.place, ['GET', '/v1/shopper/export'], { act: 'export' }),
  )
  expect(kept.friends).toMatchObject([{ name: 'Bo', role: 'guest', lines: [{ variantId: 'mug', qty: 1 }] }])
  expect(JSON.stringify(kept)).not.toContain('Ada')
  await callAs(two.place, ['DELETE', '/v1/shopper'], { act: 'forget' })
  await told(one.socket, ([cart]) => cart?.members.length === 1 && cart.lines.length === 0)
})

test('links are made at the rate of tickets, and what is put there at that of a cart', async () => {
  const world = await startWorld()
  const { socket } = await connected(world)
  const { id } = await started(socket)
  const makeLinks = async () => {
    for (let count = 0; count < 12; count += 1) await ask(socket, { do: 'invite', id })
  }
  expect(await refusal(makeLinks())).toBe('rate')
  // More at once than any page ever has to say.
  const putMany = () => Promise.all(Array.from({ length: 200 }, () => ask(socket, put(id))))
  expect(await refusal(putMany())).toBe('rate')
})

test.each([
  ['no deed', {}],
  ['another’s deed', { do: 'rule', id: randomUUID() }],
  ['an id that can be none', { do: 'leave', id: '../x' }],
  ['no secret', { do: 'join', invite: 'tt_0123456789012345678901', name: 'Bo' }],
  ['an endless name', { do: 'start', id: randomUUID(), showId: 'spring', name: 'x'.repeat(31) }],
  ['more than is asked', { do: 'leave', id: randomUUID(), all: true }],
])('%s is refused', async (_name, message) => {
  const { socket } = await connected(await startWorld())
  expect(await refusal(socket.ask('friends', message))).toBe('invalid')
})
