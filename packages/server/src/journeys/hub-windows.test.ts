import { describe, expect, test } from 'vitest'
import { startWorld } from '../hub-fixtures.ts'
import { connected, TestPlace } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'
import { BRAND, MARKET, PORTAL } from '../tenant-fixtures.ts'
import { claim, mintForHub, TestWindow } from './window-fixtures.ts'

describe('a basket that is taken along by the hub', () => {
  test('is asked about first: a ticket alone sets no cookie', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    await socket.add(2)
    const window = new TestWindow(world)
    const offered = await window.redeem(await mintForHub(socket, world))
    expect(offered).toMatchObject({ from: 'brand.test', basket: { quantity: 2 }, kept: null })
    expect([window.cookie, await window.journeys()]).toEqual([null, []])
  })

  test('[fixation] a stranger’s link replaces nothing unless the shopper chooses, and tells that there is a basket', async () => {
    const world = await startWorld()
    const [own, attacker] = [await connected(world), await connected(world)]
    await own.socket.add(3)
    const window = await new TestWindow(world).adopt(own.socket)
    const offered = await window.redeem(await mintForHub(attacker.socket, world))
    expect(offered.kept).toMatchObject({ quantity: 3 })
    expect((await window.journeys()).map(({ basket }) => basket.quantity)).toEqual([3])
  })

  test('[replay] is taken once: neither the ticket nor the offer works again', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    const ticket = await mintForHub(socket, world)
    const { pending } = await new TestWindow(world).redeem(ticket)
    expect(await refusal(new TestWindow(world).redeem(ticket))).toBe('ticket_dead')
    const window = new TestWindow(world)
    await window.ask(['POST', '/v1/window/adopt'], { pending })
    expect(await refusal(new TestWindow(world).ask(['POST', '/v1/window/adopt'], { pending }))).toBe(
      'ticket_dead',
    )
  })

  test('[wrong origin] a ticket for the hub is none for a site, and one for a site none for the hub', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    const market = await TestPlace.of(world, MARKET)
    expect(await refusal(market.redeem(await mintForHub(socket, world)))).toBe('ticket_dead')
    const ticket = String(Object(await socket.ask('ticket.mint', { aud: MARKET })).ticket)
    expect(await refusal(new TestWindow(world).redeem(ticket))).toBe('ticket_dead')
  })

  test('[wrong origin] what a window was offered no place can accept', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    const { pending } = await new TestWindow(world).redeem(await mintForHub(socket, world))
    const thief = await TestPlace.of(world, BRAND)
    expect(await refusal(thief.accept(pending))).toBe('ticket_dead')
  })

  test('[expired] a scanned ticket lives two minutes, any other one', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    const plain = await mintForHub(socket, world)
    const aud = world.hub.publicUrl
    const scanned = String(Object(await socket.ask('ticket.mint', { aud, isScanned: true })).ticket)
    world.clock.ms += 119_000
    expect(await refusal(new TestWindow(world).redeem(plain))).toBe('ticket_dead')
    expect(await new TestWindow(world).redeem(scanned)).toMatchObject({ from: 'brand.test' })
  })

  test.each([
    [`${PORTAL}/show?x=1`, `${PORTAL}/show?x=1`],
    ['https://evil.test/', null],
    [`${PORTAL}.evil.test/`, null],
    ['https://portal.test@evil.test/', null],
    [`https://user@portal.test/`, null],
    ['//evil.test', null],
    ['javascript:alert(1)', null],
    ['/where', null],
  ])('[open redirect] on to %s is answered %j', async (to, answered) => {
    const world = await startWorld()
    const { socket } = await connected(world)
    expect((await new TestWindow(world).redeem(await mintForHub(socket, world), to)).to).toBe(answered)
  })

  test('the cookie is for no script, no frame and no other site, and lasts a month', async () => {
    const world = await startWorld({ env: { TOTE_PUBLIC_URL: 'https://hub.test' } })
    const { socket } = await connected(world)
    const window = await new TestWindow(world).adopt(socket)
    expect(window.setCookie).toMatch(/^__Host-tote=th_[\w-]{32}; /)
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Max-Age=2592000'])
      expect(window.setCookie.split('; ')).toContain(attribute)
    expect(window.setCookie).not.toContain('Domain')
  })
})

describe('where I am', () => {
  async function atTwoPlaces() {
    const world = await startWorld()
    const brand = await connected(world)
    await brand.socket.add(2)
    const window = await new TestWindow(world).adopt(brand.socket)
    const market = await TestPlace.of(world, MARKET)
    const ticket = String(Object(await brand.socket.ask('ticket.mint', { aud: MARKET })).ticket)
    await market.accept((await market.redeem(ticket)).pending)
    return { world, brand, market, window, there: await market.connect() }
  }

  test('lists the places of this browser’s journey, and of no other', async () => {
    const { world, window } = await atTwoPlaces()
    await connected(world, PORTAL)
    const [journey] = await window.journeys()
    expect(journey).toMatchObject({ tenantName: 'Maison', basket: { quantity: 2 } })
    expect(journey?.places.map(({ where }) => where).toSorted()).toEqual(['brand.test', 'market.test'])
  })

  test('leaving one place ends its connection and its key, and no other’s', async () => {
    const { brand, market, window, there } = await atTwoPlaces()
    const path = `/v1/window/journeys/maison/places/${market.mine.placeId}`
    await window.ask(['DELETE', path])
    expect(await there.next('bye')).toMatchObject({ reason: 'revoked' })
    expect(await refusal(market.resume())).toBe('unknown_place')
    expect((await brand.place.resume()).cart.lines).toHaveLength(1)
  })

  test('a place whose own basket came along stands there once, and to leave it ends it whole', async () => {
    const { world, brand, window } = await atTwoPlaces()
    const { place, socket } = await connected(world, MARKET)
    await socket.add(1)
    const before = place.mine
    const ticket = String(Object(await brand.socket.ask('ticket.mint', { aud: MARKET })).ticket)
    const { placeId } = await place.accept((await place.redeem(ticket)).pending)
    const where = async () => (await window.journeys())[0]?.places.map((one) => one.where).toSorted()
    expect(await where()).toEqual(['brand.test', 'market.test', 'market.test'])
    await place.resume()
    await window.ask(['DELETE', `/v1/window/journeys/maison/places/${placeId}`])
    expect(await where()).toEqual(['brand.test', 'market.test'])
    for (const granted of [place.mine, before]) {
      place.granted = granted
      expect(await refusal(place.resume())).toBe('unknown_place')
    }
  })

  test('leaving everywhere ends every place and every browser’s window', async () => {
    const { world, brand, market, window } = await atTwoPlaces()
    const out = String(Object(await brand.socket.ask('ticket.mint', { aud: MARKET })).ticket)
    await window.ask(['DELETE', '/v1/window/journeys/maison/places'])
    expect(await refusal((await TestPlace.of(world, MARKET)).redeem(out))).toBe('ticket_dead')
    expect(await refusal(brand.place.resume())).toBe('unknown_place')
    expect(await refusal(market.resume())).toBe('unknown_place')
    expect(await window.journeys()).toEqual([])
  })

  test('erased data is gone: journey, cart, window and what was asked for', async () => {
    const { world, market, window } = await atTwoPlaces()
    const asked = await claim(market)
    await window.approve({ claim: asked.claim })
    await window.ask(['DELETE', '/v1/window/journeys/maison'])
    for (const table of ['journey', 'cart', 'place', 'hub_window', 'claim'] as const)
      expect(await world.store.db.selectFrom(table).selectAll().execute()).toEqual([])
  })

  test('a place of somebody else’s journey cannot be removed', async () => {
    const { world, window } = await atTwoPlaces()
    const stranger = await connected(world)
    const path = `/v1/window/journeys/maison/places/${stranger.place.mine.placeId}`
    expect(await refusal(window.ask(['DELETE', path]))).toBe('unknown_place')
    expect(stranger.socket.isOpen).toBe(true)
  })

  test('[mail scanner] no GET changes anything, by whichever address', async () => {
    const { world, window } = await atTwoPlaces()
    const before = await window.journeys()
    for (const path of [
      '/v1/window/adopt',
      '/v1/window/redeem',
      '/v1/claim/approve',
      '/v1/window/journeys/maison',
    ])
      expect(await refusal(window.ask(['GET', path]))).toBe('not_found')
    expect([await window.journeys(), world.clock.ms]).toEqual([before, world.clock.ms])
  })
})
