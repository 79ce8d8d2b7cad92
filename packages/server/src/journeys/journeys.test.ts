import { grantedSchema } from '@tote/protocol'
import { describe, expect, test } from 'vitest'
import { startWorld } from '../hub-fixtures.ts'
import { connected, hash, TestPlace } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'
import type { TestSocket } from '../socket-fixtures.ts'
import { BRAND, KEY, MARKET, PORTAL } from '../tenant-fixtures.ts'

async function mint(socket: TestSocket, aud = MARKET): Promise<string> {
  const answer = await socket.ask('ticket.mint', { aud })
  return String(Object(answer).ticket)
}

describe('a place and its key', () => {
  test('a new place gets a journey with an empty cart of its own', async () => {
    const world = await startWorld()
    const [a, b] = [await (await TestPlace.of(world)).open(), await (await TestPlace.of(world)).open()]
    expect(a.mine.cart.lines).toEqual([])
    expect(a.mine.cartId).not.toBe(b.mine.cartId)
  })

  test('a place that kept its key resumes the same journey, also after the hub was restarted', async () => {
    const world = await startWorld()
    const { place, socket } = await connected(world)
    await socket.add(3)
    const again = place.in(await world.restart())
    const resumed = await again.resume()
    expect(resumed.cart.lines.map((line) => line.qty)).toEqual([3])
    expect(resumed.epoch).toBe(place.mine.epoch)
  })

  test.each([
    ['another act', { act: 'resume' as const }],
    ['another subject', { sub: 'pk_otherother' }],
    ['another hub', { aud: 'https://evil.test' }],
    ['another kind of token', { typ: 'JWT' }],
  ])('[proof replay] a proof for %s opens nothing', async (_name, wrong) => {
    const place = await TestPlace.of(await startWorld())
    const proof = await place.prove('open', KEY, wrong)
    expect(await refusal(place.post('/v1/journeys', { proof }))).toBe('bad_proof')
  })

  test('[expired] a proof is good for a minute around its making', async () => {
    const world = await startWorld()
    const place = await TestPlace.of(world)
    const [early, late] = [await place.prove('open', KEY), await place.prove('open', KEY)]
    world.clock.ms += 59_000
    await place.post('/v1/journeys', { proof: early })
    world.clock.ms += 2_000
    expect(await refusal(place.post('/v1/journeys', { proof: late }))).toBe('bad_proof')
  })

  test('[proof replay] a proof is good once', async () => {
    const place = await TestPlace.of(await startWorld())
    const proof = await place.prove('open', KEY)
    await place.post('/v1/journeys', { proof })
    expect(await refusal(place.post('/v1/journeys', { proof }))).toBe('bad_proof')
  })

  test("[other key] another key's proof does not speak for a place", async () => {
    const world = await startWorld()
    const { place } = await connected(world)
    const thief = await TestPlace.of(world)
    const proof = await thief.prove('resume', place.mine.placeId)
    expect(await refusal(thief.post('/v1/resume', { placeId: place.mine.placeId, proof }))).toBe(
      'unknown_place',
    )
    expect(
      await refusal(
        thief.post('/v1/resume', {
          placeId: place.mine.placeId,
          proof: await thief.prove('resume', place.mine.placeId),
          jwk: place.jwk,
        }),
      ),
    ).toBe('bad_proof')
  })

  test('[wrong origin] a place resumes on its own site only', async () => {
    const world = await startWorld()
    const { place } = await connected(world)
    const body = {
      placeId: place.mine.placeId,
      proof: await place.prove('resume', place.mine.placeId),
      jwk: place.jwk,
    }
    const elsewhere = await TestPlace.of(world, MARKET)
    expect(await refusal(elsewhere.post('/v1/resume', body))).toBe('unknown_place')
  })
})

describe('a connection', () => {
  test('[stolen grant without key] a stolen grant opens no socket', async () => {
    const world = await startWorld()
    const { place } = await connected(world)
    const thief = await TestPlace.of(world)
    thief.granted = place.mine
    expect(await refusal(thief.connect())).toBe('bad_proof')
  })

  test('[replay] a handshake cannot be played again', async () => {
    const { place } = await connected(await startWorld())
    const proof = await place.prove('connect', hash(place.mine.grant))
    await place.connect({ proof })
    expect(await refusal(place.connect({ proof }))).toBe('bad_proof')
  })

  test('a grant is over after 15 minutes and a resumed one is good', async () => {
    const world = await startWorld()
    const { place } = await connected(world)
    world.clock.ms += 15 * 60_000
    expect(await refusal(place.connect())).toBe('unauthorised')
    await place.resume()
    expect((await place.connect()).isOpen).toBe(true)
  })

  test('[wrong origin] a grant works on the site it was given to only', async () => {
    const world = await startWorld()
    const { place } = await connected(world)
    const elsewhere = new TestPlaceElsewhere(place)
    expect(await refusal(elsewhere.connect())).toBe('unauthorised')
  })

  test.each([
    ['an old version', { v: 0 }, 'upgrade'],
    ['a version from the future', { v: 99 }, 'upgrade'],
    ['no client id', { clientId: undefined }, 'invalid'],
    ['a field nobody knows', { admin: true }, 'invalid'],
    ['a grant of another form', { grant: 'x' }, 'invalid'],
  ])('a handshake with %s is refused', async (_name, wrong, code) => {
    const { place } = await connected(await startWorld())
    expect(await refusal(place.connect(wrong))).toBe(code)
  })

  test('a site that is not on the list gets no socket and is told why over HTTP', async () => {
    const world = await startWorld()
    const stranger = await TestPlace.of(world, 'https://stranger.test')
    const proof = await stranger.prove('open', KEY)
    expect(await refusal(stranger.post('/v1/journeys', { proof }))).toBe('origin')
    const { place } = await connected(world)
    stranger.granted = place.mine
    await expect(stranger.connect()).rejects.toThrow('websocket error')
  })
})

/** The key of one place, on another site. */
class TestPlaceElsewhere {
  readonly #place: TestPlace

  constructor(place: TestPlace) {
    this.#place = place
  }

  async connect() {
    const { grant } = this.#place.mine
    const auth = { v: 1, grant, proof: await this.#place.prove('connect', hash(grant)), clientId: 'c1' }
    const elsewhere = await TestPlace.of(this.#place.world, MARKET)
    elsewhere.granted = this.#place.mine
    return elsewhere.connect(auth)
  }
}

describe('a link that carries the journey', () => {
  test('the ticket becomes an offer, and the offer, once accepted, the same cart', async () => {
    const world = await startWorld()
    const { place, socket } = await connected(world)
    await socket.add(2)
    const market = await TestPlace.of(world, MARKET)
    const offer = await market.redeem(await mint(socket))
    expect(offer).toMatchObject({
      from: 'brand.test',
      quantity: 2,
      total: { amount: 3800, currencyCode: 'EUR' },
    })
    const granted = await market.accept(offer.pending)
    expect(granted.cartId).toBe(place.mine.cartId)
    expect(granted.cart.lines.map((line) => line.qty)).toEqual([2])
    const there = await market.connect()
    await there.add(1)
    await socket.next('cart', (message) => Object(message).to === 2)
    expect(await socket.next('place.joined')).toMatchObject({ where: 'market.test' })
  })

  test('the position of the one who leaves goes along', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    const position = { showId: 'spring', mode: 'live', pdt: 1_700_000_123_000, isPlaying: true }
    const { ticket } = Object(await socket.ask('ticket.mint', { aud: MARKET, position }))
    const market = await TestPlace.of(world, MARKET)
    expect((await market.redeem(String(ticket))).position).toMatchObject({
      ...position,
      heardAt: world.clock.ms,
    })
  })

  test('what a page told before it made the ticket is not written over what the ticket says', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    const position = { showId: 'spring', mode: 'live', pdt: 1_700_000_123_000, isPlaying: true }
    socket.emit('pos', { ...position, isPlaying: false })
    const { ticket } = Object(await socket.ask('ticket.mint', { aud: MARKET, position }))
    const market = await TestPlace.of(world, MARKET)
    expect((await market.redeem(String(ticket))).position).toMatchObject({ isPlaying: true })
  })

  test('a picture that begins to play, or stands, is known from then on, however soon after the last word of it', async () => {
    const world = await startWorld()
    const { place, socket } = await connected(world)
    const position = { showId: 'spring', mode: 'live', pdt: 1_700_000_123_000 }
    for (const isPlaying of [false, true, false]) {
      socket.emit('pos', { ...position, isPlaying })
      await socket.ask('beat', {})
      expect((await place.resume()).position).toMatchObject({ isPlaying })
    }
  })

  test('[race of 50] of 50 who redeem one ticket at once, one gets the offer', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    const ticket = await mint(socket)
    const places = await Promise.all(Array.from({ length: 50 }, () => TestPlace.of(world, MARKET)))
    const outcomes = await Promise.allSettled(places.map((place) => place.redeem(ticket)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('[race of 50] of 20 who accept one offer at once with its own key, one place is made', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    const market = await TestPlace.of(world, MARKET)
    const { pending } = await market.redeem(await mint(socket))
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => market.accept(pending)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test.each([
    ['used before', async ({ market, ticket }: Scene) => void (await market.redeem(ticket))],
    ['a minute old', ({ world }: Scene) => void (world.clock.ms += 60_000)],
    ['never made', (scene: Scene) => void (scene.ticket = `tt_${'a'.repeat(22)}`)],
    ['for another site', async (scene: Scene) => void (scene.ticket = await mint(scene.socket, BRAND))],
  ])(
    '[replay] [expired] [wrong origin] a ticket that was %s is dead, and all are dead alike',
    async (_name, spoil) => {
      const world = await startWorld()
      const { socket } = await connected(world)
      const scene: Scene = {
        world,
        socket,
        market: await TestPlace.of(world, MARKET),
        ticket: await mint(socket),
      }
      await spoil(scene)
      expect(await refusal(scene.market.redeem(scene.ticket))).toBe('ticket_dead')
    },
  )

  test.each([
    ['a site that is not trusted', PORTAL],
    ['a site nobody knows', 'https://evil.test'],
    ['a path', `${MARKET}/deep`],
  ])('[wrong origin] no ticket is made for %s', async (_name, aud) => {
    const { socket } = await connected(await startWorld())
    expect(await refusal(mint(socket, aud))).toBe('origin')
  })

  test('back where the journey was before, nothing is offered: the place is told where the shopper is', async () => {
    const world = await startWorld()
    const { place, socket } = await connected(world)
    const market = await TestPlace.of(world, MARKET)
    await market.accept((await market.redeem(await mint(socket))).pending)
    const position = { showId: 'spring', mode: 'live', pdt: 1_700_000_123_000, isPlaying: true }
    const { ticket } = Object(await (await market.connect()).ask('ticket.mint', { aud: BRAND, position }))
    const answer = await place.post('/v1/redeem', {
      ticket: String(ticket),
      proof: await place.prove('redeem', hash(String(ticket))),
    })
    expect(answer).toMatchObject({ offer: null, position })
  })

  test('[fixation] an offer alone is no session: it gives no grant, no id, no line', async () => {
    const world = await startWorld()
    const { place, socket } = await connected(world)
    await socket.add(2)
    const text = JSON.stringify(await (await TestPlace.of(world, MARKET)).redeem(await mint(socket)))
    const { grant, placeId, journeyId, cartId } = place.mine
    for (const secret of [grant, placeId, journeyId, cartId, 'mug']) expect(text).not.toContain(secret)
  })

  test('[other key] [expired] an offer is for the key that redeemed, and for two minutes', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    const market = await TestPlace.of(world, MARKET)
    const { pending } = await market.redeem(await mint(socket))
    const thief = await TestPlace.of(world, MARKET)
    expect(await refusal(thief.accept(pending))).toBe('ticket_dead')
    world.clock.ms += 120_000
    expect(await refusal(market.accept(pending))).toBe('ticket_dead')
  })

  test('what the place had is added, quantities summed', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    await socket.add(2)
    const there = await connected(world, MARKET)
    await there.socket.add(3)
    const { pending } = await there.place.redeem(await mint(socket))
    const granted = await there.place.accept(pending, 'add')
    expect(granted.cart.lines.map((line) => [line.variantId, line.qty])).toEqual([['mug', 5]])
    await socket.next('cart', (message) => Object(message).lines[0]?.qty === 5)
  })

  test('what else was of the journey goes over with its lines, and comes again to the one cart', async () => {
    const world = await startWorld()
    const { place: first, socket } = await connected(world)
    await socket.add(2)
    const second = await TestPlace.of(world, MARKET)
    await second.accept((await second.redeem(await mint(socket))).pending)
    const left = await second.connect()
    const { place: other, socket: offering } = await connected(world)
    await first.accept((await first.redeem(await mint(offering, BRAND))).pending)
    expect(await left.next('bye')).toMatchObject({ reason: 'moved' })
    const resumed = await second.resume()
    expect(resumed.cartId).toBe(other.mine.cartId)
    const again = await second.connect()
    expect(await again.ask('sync', { cartId: resumed.cartId, rev: 0, clientIds: [] })).toMatchObject({
      cart: { lines: [{ qty: 2 }] },
    })
  })

  test('or kept apart: the journey is as it was, and so is the one left behind', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    await socket.add(2)
    const there = await connected(world, MARKET)
    await there.socket.add(3)
    const left = there.place.in(world)
    const { pending } = await there.place.redeem(await mint(socket))
    expect((await there.place.accept(pending, 'apart')).cart.lines.map((line) => line.qty)).toEqual([2])
    expect((await left.resume()).cart.lines.map((line) => line.qty)).toEqual([3])
  })

  test("[stolen grant without key] somebody else's grant in an accept brings nothing over", async () => {
    const world = await startWorld()
    const [giver, victim] = [await connected(world), await connected(world, MARKET)]
    await victim.socket.add(7)
    const thief = await TestPlace.of(world, MARKET)
    const { pending } = await thief.redeem(await mint(giver.socket))
    const body = {
      pending,
      own: 'add',
      grant: victim.place.mine.grant,
      proof: await thief.prove('accept', hash(pending)),
    }
    expect(grantedSchema.parse(await thief.post('/v1/accept', body)).cart.lines).toEqual([])
  })

  test('eleven tickets in a minute are one too many', async () => {
    const { socket } = await connected(await startWorld())
    for (let count = 0; count < 10; count += 1) await mint(socket)
    expect(await refusal(mint(socket))).toBe('rate')
  })
})

interface Scene {
  readonly world: Awaited<ReturnType<typeof startWorld>>
  readonly socket: TestSocket
  readonly market: TestPlace
  ticket: string
}
