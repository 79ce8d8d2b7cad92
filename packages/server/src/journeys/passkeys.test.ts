import { ToteError } from '@tote/protocol'
import { windowRedeemedSchema, type WindowRedeemed } from '@tote/protocol/claim'
import {
  madePasskeySchema,
  passkeyCreationSchema,
  passkeyRequestSchema,
  type PasskeyCreation,
  type PasskeyRequest,
} from '@tote/protocol/passkey'
import { describe, expect, test } from 'vitest'
import { startWorld, type World } from '../hub-fixtures.ts'
import { connected, TestPlace } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'
import { MARKET } from '../tenant-fixtures.ts'
import { sweep } from '../retention/sweep.ts'
import { TestPasskey, type SigningOptions } from './authenticator-fixtures.ts'
import { createPasskeyCeremony } from './passkey-ceremony.ts'
import { call, callAs, signIn, TestBackend, tenantOf } from './shopper-fixtures.ts'
import { claim, collect, TestWindow } from './window-fixtures.ts'

const DAY = 86_400_000
const MAKE = '/v1/window/journeys/maison/passkeys'

/** A browser with a device that keeps passkeys. */
class Browser extends TestWindow {
  async creation(): Promise<PasskeyCreation['options']> {
    return passkeyCreationSchema.parse(await this.ask(['POST', `${MAKE}/begin`])).options
  }
  async request(): Promise<PasskeyRequest['options']> {
    return passkeyRequestSchema.parse(await this.ask(['POST', '/v1/window/passkey/begin'])).options
  }
  async keep(passkey: TestPasskey, told: Partial<SigningOptions> = {}): Promise<string> {
    const credential = passkey.make(await this.creation(), { origin: this.world.hub.publicUrl, ...told })
    return madePasskeySchema.parse(await this.ask(['POST', MAKE], { credential })).passkey.passkeyId
  }
  async use(passkey: TestPasskey, told: Partial<SigningOptions> = {}): Promise<WindowRedeemed> {
    const credential = passkey.use(await this.request(), { origin: this.world.hub.publicUrl, ...told })
    return windowRedeemedSchema.parse(await this.ask(['POST', '/v1/window/passkey'], { credential }))
  }
  async bringBack(passkey: TestPasskey): Promise<void> {
    const { pending } = await this.use(passkey)
    await this.ask(['POST', '/v1/window/adopt'], { pending })
  }
}

/** A shopper with some units whose browser is known at the hub, and a passkey of it. */
async function kept(world: World, units = 2) {
  const at = await connected(world)
  await at.socket.add(units)
  const browser = await new Browser(world).adopt(at.socket)
  const passkey = new TestPasskey()
  return { ...at, browser, passkey, id: await browser.keep(passkey) }
}

const rows = (world: World, table: 'passkey' | 'passkey_challenge' | 'journey') =>
  world.store.db.selectFrom(table).selectAll().execute()

describe('a passkey', () => {
  test('is made with no account and no name: the hub’s own host, found without being named, its user verified', async () => {
    const world = await startWorld({ env: { TOTE_PUBLIC_URL: 'https://hub.test' } })
    const { browser } = await kept(world)
    const options = await browser.creation()
    expect(options).toMatchObject({
      rp: { id: 'hub.test' },
      user: { name: expect.stringMatching(/^Maison \d{4}-\d\d-\d\d$/) },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
    })
    // The device that has one already is told so.
    expect(options.excludeCredentials).toHaveLength(1)
    expect((await browser.journeys())[0]?.passkeys).toHaveLength(1)
  })

  test('[U53] brings the basket back to a browser that knows nothing, and the place that asked gets it as an offer', async () => {
    const world = await startWorld()
    const { passkey } = await kept(world)
    const other = new Browser(world)
    const market = await (await TestPlace.of(world, MARKET)).open()
    const asked = await claim(market)
    expect(await other.look({ claim: asked.claim })).toMatchObject({ basket: null })
    expect(await other.use(passkey)).toMatchObject({
      basket: { quantity: 2 },
      kept: null,
      tenantName: 'Maison',
    })
    // Nothing is anybody's before the yes.
    expect(await other.journeys()).toEqual([])
    await other.bringBack(passkey)
    expect(await other.look({ claim: asked.claim })).toMatchObject({ basket: { quantity: 2 } })
    const { release } = await other.approve({ claim: asked.claim })
    const { offer } = await collect(market, asked.claim, release)
    expect(offer).toMatchObject({ quantity: 2 })
    await market.accept(offer?.pending ?? '')
    expect((await market.resume()).cart.lines).toHaveLength(1)
  })

  test('[fixation] never replaces a basket by itself: it tells of the one that is there, which stays', async () => {
    const world = await startWorld()
    const { passkey } = await kept(world)
    const own = await connected(world)
    await own.socket.add(3)
    const browser = await new Browser(world).adopt(own.socket)
    expect(await browser.use(passkey)).toMatchObject({ basket: { quantity: 2 }, kept: { quantity: 3 } })
    expect((await browser.journeys()).map(({ basket }) => basket.quantity)).toEqual([3])
  })

  test('[stolen ticket] one that came along with a place that is removed opens nothing; one of who was there before does', async () => {
    const world = await startWorld()
    const brand = await kept(world)
    const thief = await connected(world, MARKET)
    await thief.socket.add(1)
    const passkey = new TestPasskey()
    await (await new Browser(world).adopt(thief.socket)).keep(passkey)
    world.clock.ms += 1000
    const ticket = String(Object(await brand.socket.ask('ticket.mint', { aud: MARKET })).ticket)
    await thief.place.accept((await thief.place.redeem(ticket)).pending)
    expect(await new Browser(world).use(passkey)).toMatchObject({ basket: { quantity: 3 } })
    const { placeId } = Object(await brand.socket.next('place.joined'))
    await brand.socket.ask('place.remove', { placeId })
    expect(await refusal(new Browser(world).use(passkey))).toBe('not_found')
    expect(await new Browser(world).use(brand.passkey)).toMatchObject({ basket: { quantity: 3 } })
  })

  test('a browser that had no cookie gets one for the question, and for a month with the basket', async () => {
    const world = await startWorld({ env: { TOTE_PUBLIC_URL: 'https://hub.test' } })
    const { passkey } = await kept(world)
    const browser = new Browser(world)
    await browser.request()
    expect(browser.setCookie).toMatch(
      /^__Host-tote=th_[\w-]{32}; Max-Age=300; .*HttpOnly; Secure; SameSite=Lax/,
    )
    await browser.bringBack(passkey)
    expect(browser.setCookie).toContain('Max-Age=2592000')
  })

  test('works after a restart, and when its authenticator counts', async () => {
    const world = await startWorld()
    const { passkey } = await kept(world)
    passkey.counter = 5
    await new Browser(world).bringBack(passkey)
    const again = await world.restart()
    passkey.counter = 6
    expect(await new Browser(again).use(passkey)).toMatchObject({ basket: { quantity: 2 } })
  })
})

describe('a passkey is refused', () => {
  test('[replayed challenge] when its answer was given before, right or wrong', async () => {
    const world = await startWorld()
    const { passkey } = await kept(world)
    const browser = new Browser(world)
    const credential = passkey.use(await browser.request(), { origin: world.hub.publicUrl })
    const wrong = { ...credential, response: { ...credential.response, userHandle: 'AAAA' } }
    expect(await refusal(browser.ask(['POST', '/v1/window/passkey'], { credential: wrong }))).toBe(
      'bad_proof',
    )
    expect(await refusal(browser.ask(['POST', '/v1/window/passkey'], { credential }))).toBe('bad_proof')
    const good = passkey.use(await browser.request(), { origin: world.hub.publicUrl })
    await browser.ask(['POST', '/v1/window/passkey'], { credential: good })
    expect(await refusal(browser.ask(['POST', '/v1/window/passkey'], { credential: good }))).toBe('bad_proof')
  })

  test('[replayed challenge] in another browser than the one that was asked', async () => {
    const world = await startWorld()
    const { passkey } = await kept(world)
    const [asked, thief] = [new Browser(world), new Browser(world)]
    const credential = passkey.use(await asked.request(), { origin: world.hub.publicUrl })
    await thief.request()
    expect(await refusal(thief.ask(['POST', '/v1/window/passkey'], { credential }))).toBe('bad_proof')
    expect(await refusal(new Browser(world).ask(['POST', '/v1/window/passkey'], { credential }))).toBe(
      'bad_proof',
    )
  })

  test.each([
    ['[another origin] signed on another site', { origin: 'https://evil.test' }],
    ['[another origin] signed for another host', { rpId: 'evil.test' }],
    ['with another challenge', { challenge: 'AAAA' }],
    ['with nobody verified at the device', { isVerified: false }],
  ])('%s', async (_name, told) => {
    const world = await startWorld()
    const { browser, passkey } = await kept(world)
    expect(await refusal(new Browser(world).use(passkey, told))).toBe('bad_proof')
    expect(await refusal(browser.keep(new TestPasskey(), told))).toBe('bad_proof')
    expect(await rows(world, 'passkey')).toHaveLength(1)
  })

  test('[another origin] where the call itself comes from elsewhere', async () => {
    const world = await startWorld()
    const { browser, id } = await kept(world)
    for (const [method, path] of [
      ['POST', `${MAKE}/begin`],
      ['POST', MAKE],
      ['DELETE', `${MAKE}/${id}`],
      ['POST', '/v1/window/passkey/begin'],
      ['POST', '/v1/window/passkey'],
    ] as const)
      for (const headers of [{ origin: 'https://evil.test' }, { 'sec-fetch-site': 'cross-site' }])
        expect(await refusal(browser.ask([method, path], undefined, headers))).toBe('origin')
    expect(await rows(world, 'passkey_challenge')).toEqual([])
  })

  test('[mail scanner] no GET begins, makes or uses anything', async () => {
    const world = await startWorld()
    const { browser } = await kept(world)
    for (const path of [`${MAKE}/begin`, MAKE, '/v1/window/passkey/begin', '/v1/window/passkey'])
      expect(await refusal(browser.ask(['GET', path]))).toBe('not_found')
  })

  test('[expired] five minutes after it was asked for', async () => {
    const world = await startWorld()
    const { browser, passkey } = await kept(world)
    const other = new Browser(world)
    const credential = passkey.use(await other.request(), { origin: world.hub.publicUrl })
    const made = new TestPasskey().make(await browser.creation(), { origin: world.hub.publicUrl })
    world.clock.ms += 300_000
    expect(await refusal(other.ask(['POST', '/v1/window/passkey'], { credential }))).toBe('bad_proof')
    expect(await refusal(browser.ask(['POST', MAKE], { credential: made }))).toBe('bad_proof')
  })

  test('[another journey’s credential] under another’s key, handle or id', async () => {
    const world = await startWorld()
    const [one, other] = [await kept(world), await kept(world, 5)]
    const origin = world.hub.publicUrl
    const browser = new Browser(world)
    const thief = other.passkey.use(await browser.request(), { origin })
    const asOne = { ...thief, id: one.passkey.id, rawId: one.passkey.id }
    expect(await refusal(browser.ask(['POST', '/v1/window/passkey'], { credential: asOne }))).toBe(
      'bad_proof',
    )
    const handled = other.passkey.use(await browser.request(), { origin })
    const mixed = { ...handled, response: { ...handled.response, userHandle: one.passkey.userHandle } }
    expect(await refusal(browser.ask(['POST', '/v1/window/passkey'], { credential: mixed }))).toBe(
      'bad_proof',
    )
    const both = {
      ...asOne,
      response: { ...other.passkey.use(await browser.request(), { origin }).response },
    }
    both.response.userHandle = one.passkey.userHandle
    expect(await refusal(browser.ask(['POST', '/v1/window/passkey'], { credential: both }))).toBe('bad_proof')
  })

  test('[another journey’s credential] to be kept for a basket, or taken from one', async () => {
    const world = await startWorld()
    const [one, other] = [await kept(world), await kept(world)]
    // The very credential again, of a basket of its own.
    expect(await refusal(other.browser.keep(one.passkey))).toBe('bad_proof')
    expect(await refusal(other.browser.ask(['DELETE', `${MAKE}/${one.id}`]))).toBe('not_found')
    // Who knows no basket makes none.
    expect(await refusal(new Browser(world).creation())).toBe('unauthorised')
    expect(await rows(world, 'passkey')).toHaveLength(2)
  })

  test('[another journey’s credential] when the browser took another basket between question and answer', async () => {
    const world = await startWorld()
    const { browser } = await kept(world)
    const other = await connected(world)
    const credential = new TestPasskey().make(await browser.creation(), { origin: world.hub.publicUrl })
    await browser.adopt(other.socket)
    expect(await refusal(browser.ask(['POST', MAKE], { credential }))).toBe('bad_proof')
  })

  test('for the other of the two questions', async () => {
    const world = await startWorld()
    const { browser, passkey } = await kept(world)
    const origin = world.hub.publicUrl
    const { challenge } = await browser.creation()
    const used = passkey.use(
      { challenge, rpId: 'localhost', timeout: 1, userVerification: 'required' },
      { origin },
    )
    expect(await refusal(browser.ask(['POST', '/v1/window/passkey'], { credential: used }))).toBe('bad_proof')
    const creation = await browser.creation()
    const request = await browser.request()
    const made = new TestPasskey().make({ ...creation, challenge: request.challenge }, { origin })
    expect(await refusal(browser.ask(['POST', MAKE], { credential: made }))).toBe('bad_proof')
  })

  test('[copied] when it counts no further than it had', async () => {
    const world = await startWorld()
    const { passkey } = await kept(world)
    passkey.counter = 5
    await new Browser(world).use(passkey)
    expect(await refusal(new Browser(world).use(passkey))).toBe('bad_proof')
    passkey.counter = 4
    expect(await refusal(new Browser(world).use(passkey))).toBe('bad_proof')
  })

  test('with a certificate, which nobody asked for and nobody reads', async () => {
    const ceremony = createPasskeyCeremony('https://hub.test')
    const challenge = 'AAAA'
    const options = ceremony.creationOptions({ challenge, userHandle: 'AAAA', name: 'Maison', known: [] })
    const origin = 'https://hub.test'
    const plain = new TestPasskey().make(options, { origin })
    expect(await ceremony.verifyMade(plain, challenge)).toMatchObject({ credentialId: plain.id })
    const certified = new TestPasskey().make(options, { origin, certificate: Buffer.from('3000', 'hex') })
    const refused: unknown = await ceremony.verifyMade(certified, challenge).catch((error: unknown) => error)
    // By us and at once, not by whoever would read it.
    expect(refused).toBeInstanceOf(ToteError)
    expect(String(Object(refused).cause)).toContain('an attestation that was not asked for')
  })

  test('for one basket too many, and for one network too often', async () => {
    const world = await startWorld()
    const { browser } = await kept(world)
    for (let count = 1; count < 10; count += 1) await browser.keep(new TestPasskey())
    expect(await refusal(browser.creation())).toBe('forbidden')
    const asking = async () => {
      for (let count = 0; count < 30; count += 1) await new Browser(world).request()
    }
    expect(await refusal(asking())).toBe('rate')
    world.clock.ms += 60_000
    await new Browser(world).request()
  })
})

describe('a passkey goes with what it is of', () => {
  test('removed, it opens nothing any more, and its credential is told for the browser to forget', async () => {
    const world = await startWorld()
    const { browser, passkey, id } = await kept(world)
    expect(await browser.ask(['DELETE', `${MAKE}/${id}`])).toMatchObject({ credentialId: passkey.id })
    expect(await refusal(new Browser(world).use(passkey))).toBe('not_found')
    expect((await browser.journeys())[0]?.passkeys).toEqual([])
  })

  test('erased data: no passkey is left', async () => {
    const world = await startWorld()
    const { browser, passkey } = await kept(world)
    await browser.ask(['DELETE', '/v1/window/journeys/maison'])
    expect(await rows(world, 'passkey')).toEqual([])
    expect(await refusal(new Browser(world).use(passkey))).toBe('not_found')
  })

  test('left everywhere: every place and window is gone, and the passkey alone brings the basket back', async () => {
    const world = await startWorld()
    const { browser, place, passkey } = await kept(world)
    await browser.ask(['DELETE', '/v1/window/journeys/maison/places'])
    expect([await refusal(place.resume()), await browser.journeys()]).toEqual(['unknown_place', []])
    await browser.bringBack(passkey)
    expect(await browser.journeys()).toMatchObject([{ basket: { quantity: 2 }, places: [] }])
  })

  test('it goes over with its journey, and opens the one basket there is then', async () => {
    const world = await startWorld()
    const one = await kept(world)
    const other = await connected(world)
    await other.socket.add(4)
    const asked = await claim(one.place)
    const browser = await new Browser(world).adopt(other.socket)
    const { release } = await browser.approve({ claim: asked.claim })
    const { offer } = await collect(one.place, asked.claim, release)
    await one.place.accept(offer?.pending ?? '', 'add')
    expect(await new Browser(world).use(one.passkey)).toMatchObject({ basket: { quantity: 6 } })
    expect((await browser.journeys())[0]?.passkeys).toHaveLength(1)
  })

  test('an export names it', async () => {
    const world = await startWorld()
    const { place } = await kept(world)
    const at = world.clock.ms
    const told = await callAs(place, ['GET', '/v1/shopper/export'], { act: 'export' })
    expect(told).toMatchObject({ passkeys: [{ createdAt: at, usedAt: at }] })
  })

  test('who is signed out everywhere by their shop has to sign in: no passkey or window opens what is theirs', async () => {
    const backend = await TestBackend.of()
    const world = await startWorld({ tenant: tenantOf(backend) })
    const { browser, place, passkey } = await kept(world)
    await signIn(place, await backend.sign(world, 'ada'))
    const token = await backend.sign(world, 'ada', { act: 'revoke' })
    await call(world, ['DELETE', '/v1/shopper/places'], { authorization: `Bearer ${token}` })
    expect(await browser.journeys()).toEqual([])
    expect(await refusal(new Browser(world).use(passkey))).toBe('not_found')
  })
})

describe('kept for good', () => {
  const keepMs = 30 * DAY
  const swept = (world: World) => sweep(world.store, { nowMs: world.clock.ms, keepMs })

  test('a journey with a passkey outlives the month after which others are forgotten', async () => {
    const world = await startWorld()
    const { passkey } = await kept(world)
    const plain = await connected(world)
    await plain.socket.add(1)
    world.clock.ms += 400 * DAY
    await swept(world)
    expect(await rows(world, 'journey')).toHaveLength(1)
    const browser = new Browser(world)
    await browser.bringBack(passkey)
    expect(await browser.journeys()).toMatchObject([{ basket: { quantity: 2 } }])
    // Used, it is good for as long again.
    world.clock.ms += 700 * DAY
    await swept(world)
    expect(await rows(world, 'passkey')).toHaveLength(1)
  })

  test('two years after its last use it goes, and the journey with it; so do questions that nobody answered', async () => {
    const world = await startWorld()
    await kept(world)
    await new Browser(world).request()
    world.clock.ms += 731 * DAY
    await swept(world)
    for (const table of ['passkey', 'journey', 'passkey_challenge'] as const)
      expect(await rows(world, table)).toEqual([])
  })
})
