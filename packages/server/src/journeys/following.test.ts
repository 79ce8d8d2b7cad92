import { grantedSchema, redeemedSchema, type Redeemed } from '@tote/protocol'
import { expect, test } from 'vitest'
import { post, startWorld, type World } from '../hub-fixtures.ts'
import { connected, hash, TestPlace } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'
import { BRAND, KEY, MARKET, PORTAL, tenantFileOf } from '../tenant-fixtures.ts'
import { mintForHub, TestWindow } from './window-fixtures.ts'

const HUB = 'https://hub.test'

/** A shopper with two mugs at the brand, whose browser the hub knows, and who said "follow me" unless told otherwise. */
async function scene({
  isSaid = true,
  env = { TOTE_PUBLIC_URL: HUB },
}: { isSaid?: boolean; env?: Record<string, string> } = {}) {
  const tenant = tenantFileOf({
    channels: [
      { name: 'Brand', origin: BRAND, isTrusted: true },
      { name: 'Market', origin: MARKET, isTrusted: true },
      { name: 'Portal', origin: PORTAL, isIsolated: true },
    ],
  })
  const world = await startWorld({ tenant, env })
  const brand = await connected(world)
  await brand.socket.add(2)
  const window = await new TestWindow(world).adopt(brand.socket)
  if (isSaid) await window.follow()
  return { world, brand, window, frame: await openFrame(world) }
}

/** A frame of the hub on that page, with a journey of its own. */
async function openFrame(world: World, embeddedIn = PORTAL): Promise<TestPlace> {
  const frame = await TestPlace.of(world, world.hub.publicUrl)
  const proof = await frame.prove('open', KEY)
  frame.granted = grantedSchema.parse(await frame.post('/v1/journeys', { embeddedIn, proof }))
  return frame
}

const bodyOf = async (frame: TestPlace) => ({
  key: KEY,
  jwk: frame.jwk,
  grant: frame.mine.grant,
  proof: await frame.prove('follow', hash(frame.mine.grant)),
})

/** What the frame asks, in a browser that hands it this cookie. */
async function ask(
  frame: TestPlace,
  cookie: string,
  headers: Record<string, string> = {},
  body?: object,
): Promise<Redeemed> {
  const given = { origin: frame.origin, 'sec-fetch-site': 'same-origin', cookie, ...headers }
  return redeemedSchema.parse(await post(frame.world, '/v1/follow', body ?? (await bodyOf(frame)), given))
}

test('who said "follow me" is asked in a frame on a listed site, and has the basket there after a yes, not before', async () => {
  const { window, brand, frame } = await scene()
  const { offer } = await ask(frame, window.followCookie)
  expect(offer).toMatchObject({ from: 'hub.test', quantity: 2 })
  expect((await frame.resume()).cart.lines).toEqual([])
  const pending = String(offer?.pending)
  const { grant } = frame.mine
  const yes = {
    pending,
    own: 'add',
    grant,
    embeddedIn: PORTAL,
    proof: await frame.prove('accept', hash(pending)),
  }
  frame.granted = grantedSchema.parse(await frame.post('/v1/accept', yes))
  expect(frame.granted.cartId).toBe(brand.place.mine.cartId)
  // It is of that journey now: there is nothing to ask.
  expect((await ask(frame, window.followCookie)).offer).toBeNull()
})

test('its cookie is for frames and for one address: no script, no other request', async () => {
  const { window } = await scene()
  expect(window.setFollowCookie).toMatch(/^__Secure-tote-follow=tfw_[\w-]{32}; /)
  const attributes = window.setFollowCookie.split('; ').slice(1)
  expect(attributes.toSorted()).toEqual(
    ['HttpOnly', 'Max-Age=2592000', 'Path=/v1/follow', 'SameSite=None', 'Secure'].toSorted(),
  )
})

test('[without opt-in] nothing is offered: without the cookie, with the windows’ own, with one that was made up', async () => {
  const { window, frame } = await scene({ isSaid: false })
  const made = `__Secure-tote-follow=tfw_${'a'.repeat(32)}`
  for (const cookie of [
    '',
    String(window.cookie),
    String(window.cookie).replace('__Host-tote', '__Secure-tote-follow'),
    made,
  ])
    expect((await ask(frame, cookie)).offer).toBeNull()
  expect((await window.journeys())[0]).toMatchObject({ isFollowed: false })
})

test('[taken back] nothing is offered any more, and said again the old cookie is worth nothing', async () => {
  const { window, frame } = await scene()
  const old = window.followCookie
  expect((await window.journeys())[0]).toMatchObject({ isFollowed: true })
  await window.follow(false)
  expect((await window.journeys())[0]).toMatchObject({ isFollowed: false })
  expect((await ask(frame, old)).offer).toBeNull()
  await window.follow()
  expect((await ask(frame, old)).offer).toBeNull()
  expect((await ask(frame, window.followCookie)).offer).not.toBeNull()
})

test.each([
  ['leaving everywhere', '/v1/window/journeys/maison/places'],
  ['erasing', '/v1/window/journeys/maison'],
])('[taken back] %s ends it, also for a basket that is kept there later', async (_, path) => {
  const { world, window, frame } = await scene()
  await window.ask(['DELETE', path])
  expect((await ask(frame, window.followCookie)).offer).toBeNull()
  const other = await connected(world)
  await window.adopt(other.socket)
  expect((await ask(frame, window.followCookie)).offer).toBeNull()
})

test('it follows the browser’s basket: another one that is kept there is what is offered', async () => {
  const { world, window, frame } = await scene()
  const other = await connected(world)
  await other.socket.add(5)
  await window.adopt(other.socket)
  expect((await ask(frame, window.followCookie)).offer).toMatchObject({ quantity: 5 })
})

test('[frame of a stranger] nothing is offered to a site that is not on the list, nor to one that was taken off it', async () => {
  const { world, window, frame } = await scene()
  expect(await refusal(openFrame(world, 'https://evil.test'))).toBe('origin')
  await world.store.db.deleteFrom('channel').where('origin', '=', PORTAL).execute()
  expect(await refusal(ask(frame, window.followCookie))).toBe('unauthorised')
})

test('[frame of a stranger] a place in a site’s own page is no frame, trusted or not', async () => {
  const { world, window, brand } = await scene()
  expect(await refusal(ask(brand.place, window.followCookie))).toBe('origin')
  // The hub's own page, in no page of a channel.
  const top = await (await TestPlace.of(world, HUB)).open()
  expect(await refusal(ask(top, window.followCookie))).toBe('unauthorised')
})

test.each([
  ['another site’s script', { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }],
  ['the portal’s own', { origin: PORTAL, 'sec-fetch-site': 'cross-site' }],
  ['a site beside the hub', { origin: 'https://www.hub.test', 'sec-fetch-site': 'same-site' }],
  ['a page without an origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
])('[CSRF by cookie] %s gets nothing by the cookie that the browser sends along', async (_, headers) => {
  const { window, frame } = await scene()
  expect(await refusal(ask(frame, window.followCookie, headers))).toBe('origin')
  for (const method of ['PUT', 'DELETE'] as const)
    expect(await refusal(window.ask([method, '/v1/window/journeys/maison/follow'], undefined, headers))).toBe(
      'origin',
    )
})

test('[replay] [stolen grant without key] a proof is good once, and for its own key', async () => {
  const { world, window, frame } = await scene()
  const body = await bodyOf(frame)
  await ask(frame, window.followCookie, {}, body)
  expect(await refusal(ask(frame, window.followCookie, {}, body))).toBe('bad_proof')
  const thief = await TestPlace.of(world, HUB)
  const { grant } = frame.mine
  const stolen = { key: KEY, grant, jwk: thief.jwk, proof: await thief.prove('follow', hash(grant)) }
  expect(await refusal(ask(frame, window.followCookie, {}, stolen))).toBe('unauthorised')
  const other = { ...stolen, jwk: frame.jwk, proof: await frame.prove('claim', hash(grant)) }
  expect(await refusal(ask(frame, window.followCookie, {}, other))).toBe('bad_proof')
})

test('[stolen offer] what one frame is offered is for its key alone', async () => {
  const { world, window, frame } = await scene()
  const { offer } = await ask(frame, window.followCookie)
  const thief = await openFrame(world)
  expect(await refusal(thief.accept(String(offer?.pending)))).toBe('ticket_dead')
})

test('[race of 50] a proof that is sent fifty times at once is answered once', async () => {
  const { window, frame } = await scene()
  const body = await bodyOf(frame)
  const asked = Array.from({ length: 50 }, () => ask(frame, window.followCookie, {}, body))
  const outcomes = await Promise.allSettled(asked)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a browser that says Global Privacy Control is followed nowhere, and is offered no such thing', async () => {
  const { window, frame, brand, world } = await scene()
  const gpc = { 'sec-gpc': '1' }
  expect((await ask(frame, window.followCookie, gpc)).offer).toBeNull()
  expect(await refusal(window.ask(['PUT', '/v1/window/journeys/maison/follow'], undefined, gpc))).toBe(
    'forbidden',
  )
  const listed = await window.ask(['GET', '/v1/window/journeys'], undefined, gpc)
  expect(JSON.stringify(listed)).not.toContain('isFollowed')
  const ticket = await mintForHub(brand.socket, world)
  expect(await new TestWindow(world).redeem(ticket)).toMatchObject({ isFollowed: false })
})

test('without TLS, where browsers take no such cookie, it is not to be had', async () => {
  const { window } = await scene({ isSaid: false, env: {} })
  expect(await refusal(window.follow())).toBe('forbidden')
  expect((await window.journeys())[0]).not.toHaveProperty('isFollowed')
})

test('only who has a basket here can be followed with it', async () => {
  const { world } = await scene()
  expect(await refusal(new TestWindow(world).follow())).toBe('unauthorised')
})
