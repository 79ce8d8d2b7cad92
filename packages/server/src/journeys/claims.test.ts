import { describe, expect, test } from 'vitest'
import { post, startWorld, type World } from '../hub-fixtures.ts'
import { connected, hash, TestPlace } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'
import type { TestSocket } from '../socket-fixtures.ts'
import { MARKET, PORTAL } from '../tenant-fixtures.ts'
import { claim, collect, TestWindow } from './window-fixtures.ts'

/** A shopper with two mugs at the brand, whose browser has been at the hub, and a portal that asks. */
async function scene() {
  const world = await startWorld()
  const brand = await connected(world)
  await brand.socket.add(2)
  const window = await new TestWindow(world).adopt(brand.socket)
  const portal = await connected(world, PORTAL)
  return { world, brand, window, portal, asked: await claim(portal.place) }
}

describe('a claim that is approved near', () => {
  test('gets the offer to the page that was handed the release, and from there the same cart', async () => {
    const { window, brand, portal, asked } = await scene()
    const looked = await window.look({ claim: asked.claim })
    expect(looked).toMatchObject({ where: 'portal.test', match: asked.match, basket: { quantity: 2 } })
    const { to, release } = await window.approve({ claim: asked.claim })
    expect(to).toBe(PORTAL)
    const { state, offer } = await collect(portal.place, asked.claim, release)
    expect(state).toBe('approved')
    const granted = await portal.place.accept(String(offer?.pending))
    expect(granted.cartId).toBe(brand.place.mine.cartId)
  })

  test('[no release] is worth nothing to a site whose server says another origin than its own', async () => {
    const { world, window } = await scene()
    // The portal's own server, with a key of its own, says to be the brand. No browser gives its page the release.
    const liar = await (await TestPlace.of(world, MARKET)).open()
    const asked = await claim(liar)
    const { to } = await window.approve({ claim: asked.claim })
    expect(to).toBe(MARKET)
    expect(await refusal(collect(liar, asked.claim))).toBe('no_release')
    expect(await refusal(collect(liar, asked.claim, `tr_${'a'.repeat(22)}`))).toBe('no_release')
  })

  test('[other key] is not for another key, with the release or without', async () => {
    const { world, window, asked } = await scene()
    const { release } = await window.approve({ claim: asked.claim })
    const thief = await (await TestPlace.of(world, PORTAL)).open()
    expect(await refusal(collect(thief, asked.claim, release))).toBe('claim_dead')
  })

  test('[wrong origin] is not for its own key on another site', async () => {
    const { world, window, portal, asked } = await scene()
    const { release } = await window.approve({ claim: asked.claim })
    const elsewhere = await TestPlace.of(world, MARKET)
    const proof = await portal.place.prove('collect', hash(asked.claim))
    const body = { claim: asked.claim, release, proof, jwk: portal.place.jwk }
    expect(await refusal(elsewhere.post('/v1/claim/collect', body))).toBe('claim_dead')
  })

  test('[replay] is collected once, and a proof is good once', async () => {
    const { window, portal, asked } = await scene()
    const { release } = await window.approve({ claim: asked.claim })
    const proof = await portal.place.prove('collect', hash(asked.claim))
    await portal.place.post('/v1/claim/collect', { claim: asked.claim, release, proof })
    expect(
      await refusal(portal.place.post('/v1/claim/collect', { claim: asked.claim, release, proof })),
    ).toBe('bad_proof')
    expect(await refusal(collect(portal.place, asked.claim, release))).toBe('claim_dead')
  })

  test('[race of 50] is collected by one of 50 calls at once', async () => {
    const { window, portal, asked } = await scene()
    const { release } = await window.approve({ claim: asked.claim })
    const all = Array.from({ length: 50 }, () => collect(portal.place, asked.claim, release))
    const outcomes = await Promise.allSettled(all)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('[race of 50] is approved by one of 50 windows at once', async () => {
    const { window, asked } = await scene()
    const all = Array.from({ length: 50 }, () => window.approve({ claim: asked.claim }))
    const outcomes = await Promise.allSettled(all)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('a claim that is approved far', () => {
  test('needs the code and the two digits, and no release', async () => {
    const { window, portal, asked } = await scene()
    expect(await window.look({ code: asked.code })).not.toHaveProperty('match')
    expect(await window.approve({ code: asked.code, digits: asked.match })).toMatchObject({
      isApproved: true,
    })
    expect(await collect(portal.place, asked.claim)).toMatchObject({
      state: 'approved',
      offer: { quantity: 2 },
    })
  })

  test('[code guessing] dies at the third wrong pair of digits, right ones after that included', async () => {
    const { window, portal, asked } = await scene()
    const wrong = asked.match === '00' ? '01' : '00'
    const approvals = []
    for (let count = 0; count < 3; count += 1)
      approvals.push(await window.approve({ code: asked.code, digits: wrong }))
    expect(approvals.map(({ triesLeft }) => triesLeft)).toEqual([2, 1, 0])
    expect(await refusal(window.approve({ code: asked.code, digits: asked.match }))).toBe('claim_dead')
    expect(await refusal(collect(portal.place, asked.claim))).toBe('claim_dead')
  })

  test('[code guessing] of 50 who try digits at once, three get a try', async () => {
    const { window, asked } = await scene()
    const wrong = asked.match === '00' ? '01' : '00'
    const all = Array.from({ length: 50 }, () => window.approve({ claim: asked.claim, digits: wrong }))
    const outcomes = await Promise.allSettled(all)
    const tried = outcomes.filter((one) => one.status === 'fulfilled' && one.value.triesLeft !== 0)
    expect(tried.length).toBeLessThan(3)
    expect(await refusal(window.approve({ claim: asked.claim, digits: asked.match }))).toBe('claim_dead')
  })

  test('[code guessing] the eleventh code of one network within a minute is one too many', async () => {
    const { world } = await scene()
    const guesser = new TestWindow(world)
    for (let count = 0; count < 10; count += 1)
      expect(await refusal(guesser.look({ code: 'BBBBBBBB' }))).toBe('claim_dead')
    expect(await refusal(guesser.look({ code: 'BBBBBBBB' }))).toBe('rate')
    world.clock.ms += 6000
    expect(await refusal(guesser.look({ code: 'BBBBBBBB' }))).toBe('claim_dead')
  })

  test('[no release] a code alone is never near: it is not approved without its digits', async () => {
    const { window, asked } = await scene()
    expect(await refusal(window.approve({ code: asked.code }))).toBe('forbidden')
  })
})

describe('a claim', () => {
  test('that waits says so, however often it is asked', async () => {
    const { portal, asked } = await scene()
    for (let count = 0; count < 3; count += 1)
      expect(await collect(portal.place, asked.claim)).toMatchObject({ state: 'waiting' })
  })

  test('that was declined says so, and cannot be approved any more', async () => {
    const { window, portal, asked } = await scene()
    await window.decline({ claim: asked.claim })
    expect(await collect(portal.place, asked.claim)).toMatchObject({ state: 'declined' })
    expect(await refusal(window.approve({ claim: asked.claim }))).toBe('claim_dead')
  })

  test('[expired] is over after five minutes, asked for or approved', async () => {
    const { world, window, portal, asked } = await scene()
    const approved = await claim(portal.place)
    const { release } = await window.approve({ claim: approved.claim })
    world.clock.ms += 5 * 60_000
    expect(await refusal(window.look({ claim: asked.claim }))).toBe('claim_dead')
    expect(await refusal(window.approve({ code: asked.code, digits: asked.match }))).toBe('claim_dead')
    expect(await refusal(collect(portal.place, approved.claim, release))).toBe('claim_dead')
  })

  test('is made for its own key only', async () => {
    const { world, brand } = await scene()
    const thief = await TestPlace.of(world)
    const { grant } = brand.place.mine
    const body = { grant, proof: await thief.prove('claim', hash(grant)) }
    expect(await refusal(thief.post('/v1/claim', body))).toBe('unauthorised')
  })

  test('is told on the socket of the place that asked when the shopper has answered', async () => {
    const { window, portal, asked } = await scene()
    await window.approve({ code: asked.code, digits: asked.match })
    expect(await portal.socket.next('claim')).toEqual({})
  })

  test('of a browser that has no basket can be looked at and not approved', async () => {
    const { world, asked } = await scene()
    const stranger = new TestWindow(world)
    expect(await stranger.look({ claim: asked.claim })).toMatchObject({ basket: null })
    expect(await refusal(stranger.approve({ claim: asked.claim }))).toBe('unauthorised')
  })

  test('brings a place that is of the journey already nothing to ask', async () => {
    const { world, window, brand } = await scene()
    const asked = await claim(brand.place)
    const { release } = await window.approve({ claim: asked.claim })
    expect(await collect(brand.place, asked.claim, release)).toMatchObject({ state: 'approved', offer: null })
    expect(world.clock.ms).toBeGreaterThan(0)
  })

  test('outlives a restart of the hub', async () => {
    const { world, window, portal, asked } = await scene()
    const { release } = await window.approve({ claim: asked.claim })
    const again = portal.place.in(await world.restart())
    expect(await collect(again, asked.claim, release)).toMatchObject({ state: 'approved' })
  })

  test('says when it comes from another network than the window', async () => {
    const world = await startWorld({ env: { TOTE_TRUSTED_PROXIES: '127.0.0.0/8,::1' } })
    const brand = await connected(world)
    const window = await new TestWindow(world).adopt(brand.socket)
    const asked = await claim((await connected(world, PORTAL)).place)
    const look = (address: string) =>
      window.ask(['POST', '/v1/claim/look'], { claim: asked.claim }, { 'x-forwarded-for': address })
    expect(await look('203.0.113.9')).toMatchObject({ isOtherNetwork: true })
    expect(await window.look({ claim: asked.claim })).toMatchObject({ isOtherNetwork: false })
  })
})

describe("the hub's windows answer nobody else", () => {
  const elsewhere: [string, Record<string, string>][] = [
    ['another site', { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }],
    ['a channel', { origin: MARKET, 'sec-fetch-site': 'cross-site' }],
    ['a site beside the hub', { 'sec-fetch-site': 'same-site' }],
    ['a frame or form without an origin', { origin: 'null' }],
  ]
  test.each(elsewhere)('%s cannot approve through the cookie', async (_name, headers) => {
    const { window, portal, asked } = await scene()
    const known = { claim: asked.claim }
    expect(await refusal(window.ask(['POST', '/v1/claim/approve'], known, headers))).toBe('origin')
    expect(await collect(portal.place, asked.claim)).toMatchObject({ state: 'waiting' })
  })

  test.each(elsewhere)('%s cannot read where the shopper is', async (_name, headers) => {
    const { window } = await scene()
    expect(await refusal(window.ask(['GET', '/v1/window/journeys'], undefined, headers))).toBe('origin')
  })
})

test('a place that has just joined can be removed by another, once and for two minutes', async () => {
  const { world, brand, window, portal, asked } = await scene()
  const { release } = await window.approve({ claim: asked.claim })
  const { offer } = await collect(portal.place, asked.claim, release)
  await portal.place.accept(String(offer?.pending))
  const there = await portal.place.connect()
  const { placeId } = Object(await brand.socket.next('place.joined'))
  expect(await refusal(brand.socket.ask('place.remove', { placeId: brand.place.mine.placeId }))).toBe(
    'unknown_place',
  )
  await brand.socket.ask('place.remove', { placeId })
  expect(await there.next('bye')).toMatchObject({ reason: 'revoked' })
  expect(await refusal(portal.place.resume())).toBe('unknown_place')
  expect(await lateRemoval(world)).toBe('unknown_place')
})

test('[stolen ticket] with a place that is removed goes all that came along with it, and all it has let in since', async () => {
  const world = await startWorld()
  const brand = await connected(world)
  await brand.socket.add(1)
  const own = await new TestWindow(world).adopt(brand.socket)
  const mint = async (socket: TestSocket) =>
    String(Object(await socket.ask('ticket.mint', { aud: MARKET })).ticket)
  // The thief's own basket has one that went over into it.
  const thief = await connected(world, MARKET)
  await thief.socket.add(1)
  const brought = await new TestWindow(world).adopt(thief.socket)
  const fence = await connected(world)
  await thief.place.accept((await thief.place.redeem(await mint(fence.socket))).pending)
  const before = thief.place.mine
  const early = await mint(fence.socket)
  world.clock.ms += 1000
  const stolen = await mint(brand.socket)
  await thief.place.accept((await thief.place.redeem(stolen)).pending)
  const { placeId } = Object(await brand.socket.next('place.joined'))
  world.clock.ms += 1000
  const there = await thief.place.connect()
  const letIn = await new TestWindow(world).adopt(there)
  const out = await mint(there)
  expect([(await brought.journeys()).length, (await letIn.journeys()).length]).toEqual([1, 1])

  await brand.socket.ask('place.remove', { placeId })
  expect(await there.next('bye')).toMatchObject({ reason: 'revoked' })
  thief.place.granted = before
  expect(await refusal(thief.place.resume())).toBe('unknown_place')
  expect([await brought.journeys(), await letIn.journeys()]).toEqual([[], []])
  const third = await TestPlace.of(world, MARKET)
  expect(await refusal(third.redeem(out))).toBe('ticket_dead')
  expect(await refusal(third.redeem(early))).toBe('ticket_dead')
  expect(await refusal(fence.place.resume())).toBe('unknown_place')
  // Who was there before stays, with the window of theirs.
  expect((await brand.place.resume()).placeId).toBe(brand.place.mine.placeId)
  expect((await own.journeys())[0]?.places.map(({ where }) => where)).toEqual(['brand.test'])
})

async function lateRemoval(world: World) {
  const { socket } = await connected(world)
  const window = await new TestWindow(world).adopt(socket)
  const { place } = await connected(world, PORTAL)
  const asked = await claim(place)
  const { release } = await window.approve({ claim: asked.claim })
  const { offer } = await collect(place, asked.claim, release)
  const { placeId } = await place.accept(String(offer?.pending))
  world.clock.ms += 2 * 60_000
  return refusal(socket.ask('place.remove', { placeId }))
}

test('a claim that is no claim is refused by its shape', async () => {
  const world = await startWorld()
  expect(await refusal(post(world, '/v1/claim', { claim: 'x' }, { origin: MARKET }))).toBe('invalid')
})
