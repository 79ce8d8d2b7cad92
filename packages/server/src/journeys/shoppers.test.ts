import { shopperExportSchema } from '@tote/protocol'
import { describe, expect, test } from 'vitest'
import { startWorld, type World } from '../hub-fixtures.ts'
import { connected, hash, TestPlace } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'
import { MARKET } from '../tenant-fixtures.ts'
import { selectStockDrift } from '../store/stock-store.ts'
import { call, callAs, signIn, TestBackend, tenantOf } from './shopper-fixtures.ts'

async function startShop() {
  const backend = await TestBackend.of()
  const world = await startWorld({ tenant: tenantOf(backend) })
  return { world, backend }
}

/** By variant, in the order of their names. */
const quantities = ({ cart }: { cart: { lines: readonly { variantId: string; qty: number }[] } }) =>
  cart.lines
    .filter(({ qty }) => qty > 0)
    .map(({ variantId, qty }): [string, number] => [variantId, qty])
    .toSorted(([one], [other]) => one.localeCompare(other))

async function countRows(world: World, table: 'place' | 'journey' | 'cart' | 'cart_line' | 'shopper') {
  return (await world.store.db.selectFrom(table).selectAll().execute()).length
}

describe('a shopper who signs in', () => {
  test('for the first time keeps journey and cart', async () => {
    const { world, backend } = await startShop()
    const { place, socket } = await connected(world)
    await socket.add(2)
    const before = place.mine
    const granted = await signIn(place, await backend.sign(world, 'ada'))
    expect([granted.journeyId, granted.cartId]).toEqual([before.journeyId, before.cartId])
    expect(quantities(granted)).toEqual([['mug', 2]])
    expect(socket.isOpen).toBe(true)
  })

  test('[U44] on a second device finds one line where both carts had the same', async () => {
    const { world, backend } = await startShop()
    const [home, away] = [await connected(world), await connected(world, MARKET)]
    await home.socket.add(2)
    await signIn(home.place, await backend.sign(world, 'ada'))
    await away.socket.add(3)
    await away.socket.add(1, 'shirt-s')
    const granted = await signIn(away.place, await backend.sign(world, 'ada'))
    expect(granted.cartId).toBe(home.place.mine.cartId)
    expect(quantities(granted)).toEqual([
      ['mug', 5],
      ['shirt-s', 1],
    ])
    await home.socket.next('cart', (message) => Object(message).lines.length === 2)
  })

  test('takes along the other places of the anonymous journey: they come again, to the same cart', async () => {
    const { world, backend } = await startShop()
    const home = await connected(world)
    await signIn(home.place, await backend.sign(world, 'ada'))
    const away = await connected(world, MARKET)
    const beside = await away.place.connect()
    await away.socket.add(3)
    await signIn(away.place, await backend.sign(world, 'ada'))
    expect(await beside.next('bye')).toEqual({ reason: 'moved', afterMs: 0 })
    await beside.closed()
    const back = await away.place.connect()
    expect(await back.next('hello')).toMatchObject({ cartId: home.place.mine.cartId })
  })

  test('goes on under the numbers the page had, and nothing sent again is done again', async () => {
    const { world, backend } = await startShop()
    const home = await connected(world)
    await signIn(home.place, await backend.sign(world, 'ada'))
    const away = await connected(world, MARKET)
    const sent = { mid: 1, uid: 'u-1' }
    await away.socket.do({ op: 'addLine', variantId: 'mug', qty: 3 }, sent)
    await signIn(away.place, await backend.sign(world, 'ada'))
    const back = await away.place.connect({ clientId: away.socket.clientId })
    expect(await back.next('hello')).toMatchObject({ lastMid: 1 })
    await back.do({ op: 'addLine', variantId: 'mug', qty: 3 }, sent)
    await back.do({ op: 'addLine', variantId: 'mug', qty: 1 }, { mid: 2 })
    expect(quantities(await home.place.resume())).toEqual([['mug', 4]])
  })

  test('is refused nothing for good by a page that has not heard yet that it moved', async () => {
    const { world, backend } = await startShop()
    const home = await connected(world)
    await signIn(home.place, await backend.sign(world, 'ada'))
    const away = await connected(world, MARKET)
    await away.socket.add(1)
    // As on a node that the word does not reach: what is merged in the database, its sockets know nothing of.
    const { journeyId } = away.place.mine
    const into = home.place.mine.journeyId
    await world.store.db
      .updateTable('journey')
      .set({ merged_into: into })
      .where('id', '=', journeyId)
      .execute()
    await world.store.db
      .updateTable('client')
      .set({ journey_id: into })
      .where('journey_id', '=', journeyId)
      .execute()
    expect(await refusal(away.socket.add(1))).toBe('moved')
  })

  test('brings along where they were, if that was later', async () => {
    const { world, backend } = await startShop()
    const home = await connected(world)
    await signIn(home.place, await backend.sign(world, 'ada'))
    const away = await connected(world, MARKET)
    const position = { showId: 'spring', mode: 'live', pdt: 1_700_000_123_000, isPlaying: true }
    await away.socket.ask('ticket.mint', { aud: MARKET, position })
    expect(await signIn(away.place, await backend.sign(world, 'ada'))).toMatchObject({ position })
  })

  test('gets nothing of whoever was signed in here before, and leaves them nothing', async () => {
    const { world, backend } = await startShop()
    const { place, socket } = await connected(world)
    await socket.add(2)
    await signIn(place, await backend.sign(world, 'ada'))
    const ada = place.mine
    const granted = await signIn(place, await backend.sign(world, 'bob'))
    // What this place had open would still speak for her.
    await socket.closed()
    expect(granted.cartId).not.toBe(ada.cartId)
    expect(quantities(granted)).toEqual([])
    const late = { grant: ada.grant, proof: await place.prove('connect', hash(ada.grant)) }
    expect(await refusal(place.connect(late))).toBe('unauthorised')
    await (await place.connect()).add(7)
    const other = await (await TestPlace.of(world)).open()
    expect(quantities(await signIn(other, await backend.sign(world, 'ada')))).toEqual([['mug', 2]])
  })

  test('with a link that was on its way still arrives', async () => {
    const { world, backend } = await startShop()
    const home = await connected(world)
    await signIn(home.place, await backend.sign(world, 'ada'))
    const away = await connected(world)
    const { ticket } = Object(await away.socket.ask('ticket.mint', { aud: MARKET }))
    await signIn(away.place, await backend.sign(world, 'ada'))
    const market = await TestPlace.of(world, MARKET)
    const granted = await market.accept((await market.redeem(String(ticket))).pending)
    expect(granted.cartId).toBe(home.place.mine.cartId)
  })
})

describe('a token', () => {
  test.each<[string, Record<string, unknown>]>([
    ['for another tenant', { aud: 'other' }],
    ['that is over', { exp: 1_600_000_000 }],
    ['that lives for hours', { exp: 4_000_000_000 }],
    ['without an end', { exp: undefined }],
    ['without a name of its own', { jti: undefined }],
    ['without a subject', { sub: undefined }],
    ['that is not good yet', { nbf: 4_000_000_000 }],
    ['for something else', { act: 'forget' }],
    ['under a key nobody knows', { kid: 'two' }],
  ])('%s signs nobody in', async (_name, wrong) => {
    const { world, backend } = await startShop()
    const { place } = await connected(world)
    expect(await refusal(signIn(place, await backend.sign(world, 'ada', wrong)))).toBe('bad_token')
  })

  test('of another key under a known name signs nobody in', async () => {
    const { world } = await startShop()
    const { place } = await connected(world)
    const thief = await TestBackend.of('one')
    expect(await refusal(signIn(place, await thief.sign(world, 'ada')))).toBe('bad_token')
  })

  test('without a signature signs nobody in', async () => {
    const { world, backend } = await startShop()
    const { place } = await connected(world)
    const [, payload] = (await backend.sign(world, 'ada')).split('.')
    const header = Buffer.from(JSON.stringify({ alg: 'none', kid: 'one' })).toString('base64url')
    expect(await refusal(signIn(place, `${header}.${payload}.AA`))).toBe('bad_token')
  })

  test('is good once', async () => {
    const { world, backend } = await startShop()
    const [one, two] = [await connected(world), await connected(world)]
    const token = await backend.sign(world, 'ada')
    await signIn(one.place, token)
    expect(await refusal(signIn(two.place, token))).toBe('bad_token')
  })

  test("with somebody else's grant signs nobody in", async () => {
    const { world, backend } = await startShop()
    const victim = await connected(world)
    const thief = await TestPlace.of(world)
    thief.granted = victim.place.mine
    expect(await refusal(signIn(thief, await backend.sign(world, 'ada')))).toBe('unauthorised')
  })

  test('of either key holds while one replaces the other, also of another kind', async () => {
    const [old, fresh] = [await TestBackend.of('2025'), await TestBackend.of('2026', 'EdDSA')]
    const world = await startWorld({ tenant: tenantOf(old, fresh) })
    const [one, two] = [await connected(world), await connected(world)]
    const { cartId } = await signIn(one.place, await old.sign(world, 'ada'))
    const granted = await signIn(two.place, await fresh.sign(world, 'ada', { alg: 'EdDSA' }))
    expect(granted.cartId).toBe(cartId)
  })

  test('is checked by a public key only: a private one in the file is refused', async () => {
    const backend = await TestBackend.of()
    expect(() => tenantOf(Object.assign(backend, { jwk: { ...backend.jwk, d: 'x' } }))).toThrow(
      /keys\.0\.jwk/,
    )
  })
})

describe('a place that leaves', () => {
  test('is told goodbye, its grant is dead, its key resumes nothing; the others stay', async () => {
    const { world } = await startShop()
    const { place, socket } = await connected(world)
    const { ticket } = Object(await socket.ask('ticket.mint', { aud: MARKET }))
    const market = await TestPlace.of(world, MARKET)
    await market.accept((await market.redeem(String(ticket))).pending)
    const { placeId } = place.mine
    await callAs(place, ['DELETE', `/v1/places/${placeId}`], { act: 'leave', sub: placeId })
    expect(await socket.next('bye')).toMatchObject({ reason: 'revoked' })
    await socket.closed()
    expect(await refusal(place.connect())).toBe('unauthorised')
    expect(await refusal(place.resume())).toBe('unknown_place')
    expect((await market.connect()).isOpen).toBe(true)
  })

  test('takes no other with it', async () => {
    const { world } = await startShop()
    const [one, two] = [await connected(world), await connected(world)]
    const { placeId } = two.place.mine
    const asked = callAs(one.place, ['DELETE', `/v1/places/${placeId}`], { act: 'leave', sub: placeId })
    expect(await refusal(asked)).toBe('forbidden')
    expect(two.socket.isOpen).toBe(true)
  })
})

describe("the tenant's backend", () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

  test('signs a shopper out everywhere, and no cart is lost by it', async () => {
    const { world, backend } = await startShop()
    const { place, socket } = await connected(world)
    await socket.add(2)
    await signIn(place, await backend.sign(world, 'ada'))
    const token = await backend.sign(world, 'ada', { act: 'revoke' })
    await call(world, ['DELETE', '/v1/shopper/places'], bearer(token))
    expect(await socket.next('bye')).toMatchObject({ reason: 'revoked' })
    expect(await refusal(place.resume())).toBe('unknown_place')
    const again = await (await TestPlace.of(world)).open()
    expect(quantities(await signIn(again, await backend.sign(world, 'ada')))).toEqual([['mug', 2]])
  })

  test('cannot do so with a token that a browser was given', async () => {
    const { world, backend } = await startShop()
    const { place } = await connected(world)
    await signIn(place, await backend.sign(world, 'ada'))
    for (const what of [
      ['DELETE', '/v1/shopper/places'],
      ['DELETE', '/v1/shopper'],
      ['GET', '/v1/shopper/export'],
    ] as ['GET' | 'DELETE', string][])
      expect(await refusal(call(world, what, bearer(await backend.sign(world, 'ada'))))).toBe('bad_token')
  })

  test('exports and forgets a shopper by name', async () => {
    const { world, backend } = await startShop()
    const { place } = await connected(world)
    await signIn(place, await backend.sign(world, 'ada'))
    const kept = await call(
      world,
      ['GET', '/v1/shopper/export'],
      bearer(await backend.sign(world, 'ada', { act: 'export' })),
    )
    expect(shopperExportSchema.parse(kept).subject).toBe('ada')
    await call(world, ['DELETE', '/v1/shopper'], bearer(await backend.sign(world, 'ada', { act: 'forget' })))
    expect(await countRows(world, 'shopper')).toBe(0)
  })
})

describe('what is kept of a shopper', () => {
  test('is told to a place of theirs, and to nobody without its key', async () => {
    const { world, backend } = await startShop()
    const { place, socket } = await connected(world)
    await socket.add(2)
    await signIn(place, await backend.sign(world, 'ada'))
    const kept = shopperExportSchema.parse(
      await callAs(place, ['GET', '/v1/shopper/export'], { act: 'export' }),
    )
    expect(kept).toMatchObject({ subject: 'ada', places: [{ origin: place.origin }] })
    expect(quantities(kept)).toEqual([['mug', 2]])
    const thief = await TestPlace.of(world)
    thief.granted = place.mine
    expect(await refusal(callAs(thief, ['GET', '/v1/shopper/export'], { act: 'export' }))).toBe('bad_proof')
  })

  test('what was set aside for them is free again when they are gone', async () => {
    const { world } = await startShop()
    const { place, socket } = await connected(world)
    await socket.add(2)
    await socket.ask('checkout.open', { cartId: place.mine.cartId, rev: 1 })
    const stock = () =>
      world.store.db.selectFrom('stock').select(['on_hand', 'held']).where('variant_id', '=', 'mug').execute()
    expect(await stock()).toEqual([{ on_hand: 500, held: 2 }])
    await callAs(place, ['DELETE', '/v1/shopper'], { act: 'forget' })
    expect(await stock()).toEqual([{ on_hand: 500, held: 0 }])
    expect(await world.store.db.selectFrom('checkout').selectAll().execute()).toEqual([])
    expect(await selectStockDrift(world.store.db)).toEqual([])
  })

  test('is gone when they say so, with all that went over into it; moves of stock stay', async () => {
    const { world, backend } = await startShop()
    const [home, away] = [await connected(world), await connected(world, MARKET)]
    await home.socket.add(2)
    await signIn(home.place, await backend.sign(world, 'ada'))
    await away.socket.add(3)
    await signIn(away.place, await backend.sign(world, 'ada'))
    const moves = await world.store.db.selectFrom('stock_move').selectAll().execute()
    await callAs(home.place, ['DELETE', '/v1/shopper'], { act: 'forget' })
    for (const table of ['place', 'journey', 'cart', 'cart_line', 'shopper'] as const)
      expect(await countRows(world, table)).toBe(0)
    expect(await world.store.db.selectFrom('mutation').selectAll().execute()).toEqual([])
    expect(await world.store.db.selectFrom('stock_move').selectAll().execute()).toEqual(moves)
    expect(await home.socket.next('bye')).toMatchObject({ reason: 'revoked' })
    expect(await refusal(home.place.resume())).toBe('unknown_place')
  })
})
