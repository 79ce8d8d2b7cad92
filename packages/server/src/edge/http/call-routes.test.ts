import { errorBodySchema, variantIdSchema, type CartOp } from '@tote/protocol'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { post, startWorld, type World } from '../../hub-fixtures.ts'
import { connected, hash, TestPlace } from '../../place-fixtures.ts'
import { refusal } from '../../refusal-fixtures.ts'
import { BRAND, MARKET } from '../../tenant-fixtures.ts'

/** A place that speaks without a socket. */
class Caller {
  readonly place: TestPlace
  readonly clientId = randomUUID()
  headers: Record<string, string> = {}
  #mid = 0

  constructor(place: TestPlace) {
    this.place = place
  }

  static async of(world: World, origin = BRAND): Promise<Caller> {
    const caller = new Caller(await (await TestPlace.of(world, origin)).open())
    await caller.prove()
    return caller
  }

  async prove(
    overrides: Parameters<TestPlace['prove']>[2] = {},
    act: 'call' | 'connect' = 'call',
  ): Promise<void> {
    const { grant } = this.place.mine
    this.headers = {
      origin: this.place.origin,
      authorization: `Bearer ${grant}`,
      'tote-proof': await this.place.prove(act, hash(grant), overrides),
    }
  }

  call(path: string, body: unknown): Promise<unknown> {
    return post(this.place.world, path, body, this.headers)
  }

  add(uid: string = randomUUID(), qty = 1): Promise<unknown> {
    this.#mid += 1
    const op: CartOp = { op: 'addLine', variantId: variantIdSchema.parse('mug'), qty }
    const { cartId } = this.place.mine
    const mut = { mid: this.#mid, uid, op, at: 0 }
    return this.call('/v1/mutate', { cartId, clientId: this.clientId, sentAt: 0, muts: [mut] })
  }

  sync(parts: Record<string, unknown> = {}): Promise<unknown> {
    return this.call('/v1/sync', { v: 1, clientId: this.clientId, ...parts })
  }

  cart(rev = 0) {
    return { cartId: this.place.mine.cartId, rev, clientIds: [this.clientId] }
  }
}

test('an add over HTTPS is answered as on a socket, and told to those who have one', async () => {
  const world = await startWorld()
  const { place, socket } = await connected(world)
  const caller = new Caller(place)
  await caller.prove()
  expect(await caller.add('u1', 3)).toMatchObject({ results: [{ ok: true, mid: 1, rev: 1 }], lastMid: 1 })
  expect(await socket.next('cart')).toMatchObject({ from: 0, to: 1, lines: [{ qty: 3 }] })
})

test('[U49] the same operation again, by another way, has one effect', async () => {
  const world = await startWorld()
  const caller = await Caller.of(world)
  await caller.add('u1')
  const socket = await caller.place.connect()
  expect(await socket.do({ op: 'addLine', variantId: 'mug', qty: 1 }, { uid: 'u1' })).toMatchObject({
    results: [{ ok: true, rev: 1 }],
    rev: 1,
  })
})

test('a sync says hello, what the cart lacks and what the show’s log has since a number', async () => {
  const world = await startWorld()
  const caller = await Caller.of(world)
  await caller.add()
  expect(await caller.sync({ cart: caller.cart(), show: { showId: 'spring', seq: 0 } })).toMatchObject({
    hello: { epoch: world.store.epoch, rev: 1, lastMid: 1, cartId: caller.place.mine.cartId },
    cart: { kind: 'snapshot', cart: { rev: 1 }, lastMids: [[caller.clientId, 1]] },
    show: { kind: 'snapshot', snapshot: { seq: 0 } },
  })
  expect(await caller.sync({ cart: caller.cart(1) })).toMatchObject({ cart: { kind: 'none' } })
})

test('one part that is refused leaves the others their answers', async () => {
  const caller = await Caller.of(await startWorld())
  const answer = await caller.sync({
    cart: { ...caller.cart(), cartId: 'another' },
    show: { showId: 'spring', seq: 0 },
  })
  expect(answer).toMatchObject({ cart: { error: { code: 'forbidden' } }, show: { kind: 'snapshot' } })
})

test('other questions are asked by their name; what is none is not there', async () => {
  const caller = await Caller.of(await startWorld())
  expect(await caller.call('/v1/ask/ticket.mint', { aud: MARKET })).toMatchObject({
    ticket: expect.stringMatching(/^tt_/),
  })
  expect(await refusal(caller.call('/v1/ask/nonsense', {}))).toBe('not_found')
  expect(await refusal(caller.call('/v1/ask/constructor', {}))).toBe('not_found')
})

test('one proof is good for the calls of its minute, and no longer', async () => {
  const world = await startWorld()
  const caller = await Caller.of(world)
  await caller.sync()
  await caller.sync()
  world.clock.ms += 59_000
  await caller.sync()
  world.clock.ms += 2000
  expect(await refusal(caller.sync())).toBe('bad_proof')
})

test('[I10] without a proof of its own a grant is worth nothing here', async () => {
  const world = await startWorld()
  const caller = await Caller.of(world)
  const other = await Caller.of(world)
  const { 'tote-proof': otherProof = '' } = other.headers
  const { 'tote-proof': proof = '', authorization: own = '' } = caller.headers
  const { authorization: _grant, ...withoutGrant } = caller.headers
  const { 'tote-proof': _proof, ...withoutProof } = caller.headers
  for (const [headers, code] of [
    [withoutGrant, 'unauthorised'],
    [withoutProof, 'invalid'],
    [{ ...caller.headers, 'tote-proof': otherProof }, 'bad_proof'],
    [{ ...other.headers, 'tote-proof': proof }, 'bad_proof'],
    [{ ...caller.headers, origin: MARKET }, 'unauthorised'],
    [{ ...caller.headers, authorization: own.replace('Bearer', 'Basic') }, 'unauthorised'],
  ] as const) {
    caller.headers = headers
    expect(await refusal(caller.sync())).toBe(code)
  }
})

test('a proof for a socket opens no calls, and one for calls no socket', async () => {
  const world = await startWorld()
  const caller = await Caller.of(world)
  const { 'tote-proof': proof } = caller.headers
  expect(await refusal(caller.place.connect({ proof }))).toBe('bad_proof')
  await caller.prove({}, 'connect')
  expect(await refusal(caller.sync())).toBe('bad_proof')
})

test('a grant that is over or a place that was revoked ends the calls at once', async () => {
  const world = await startWorld()
  const caller = await Caller.of(world)
  await caller.sync()
  const leave = await caller.place.prove('leave', caller.place.mine.placeId)
  const response = await fetch(`${world.hub.url}/v1/places/${caller.place.mine.placeId}`, {
    method: 'DELETE',
    headers: { ...caller.headers, 'tote-proof': leave },
  })
  expect(errorBodySchema.safeParse(await response.json()).success).toBe(false)
  expect(await refusal(caller.sync())).toBe('unauthorised')

  const late = await Caller.of(world)
  await late.sync()
  world.clock.ms += 16 * 60_000
  await late.prove()
  expect(await refusal(late.sync())).toBe('unauthorised')
})

test('another version of the protocol is told so', async () => {
  const caller = await Caller.of(await startWorld())
  expect(await refusal(caller.sync({ v: 2 }))).toBe('upgrade')
})

test('calls have the rates that messages have', async () => {
  const caller = await Caller.of(await startWorld())
  const asked = Array.from({ length: 25 }, () => caller.sync({ cart: caller.cart() }))
  const codes = (await Promise.all(asked)).map((answer) => JSON.stringify(answer).includes('"rate"'))
  expect(codes.filter(Boolean)).toHaveLength(15)
})
