import { ToteError } from '@tote/protocol'
import { expect, test } from 'vitest'
import { createTestWorld, online } from '../test-world-fixtures.ts'

const CLAIM = `tk_${'c'.repeat(22)}`
const RELEASE = `tr_${'r'.repeat(22)}`
const OFFER = { pending: `tp_${'p'.repeat(22)}`, from: 'hub.test', quantity: 2, expiresInMs: 120_000 }

async function waiting() {
  const world = createTestWorld()
  const tote = await online(world)
  const now = () => world.clock.now()
  world.hub.says.set('/v1/claim', () => ({
    claim: CLAIM,
    code: 'WDJBMJHT',
    match: '36',
    expiresInMs: 300_000,
    now: now(),
  }))
  world.hub.says.set('/v1/claim/collect', () => ({ state: 'waiting', now: now() }))
  const carry = await tote.journey.carry()
  await carry.ask()
  const collected = () => world.hub.posted.filter(({ path }) => path === '/v1/claim/collect')
  const answer = (body: Record<string, unknown>) =>
    world.hub.says.set('/v1/claim/collect', () => ({ ...body, now: now() }))
  return { world, tote, carry, collected, answer }
}

test('a claim shows its code, its digits and its window, and is polled until it is answered', async () => {
  const { world, carry, collected, answer } = await waiting()
  expect(carry.$claim.get()).toMatchObject({
    status: 'waiting',
    code: 'WDJBMJHT',
    match: '36',
    window: `https://hub.test/continue?c=${CLAIM}`,
  })
  await world.until(() => collected().length >= 2)
  answer({ state: 'declined' })
  await world.until(() => carry.$claim.get().status === 'declined')
  const asked = collected().length
  await world.clock.advance(10_000)
  expect(collected()).toHaveLength(asked)
})

test('approved, a place with an empty cart joins without another question', async () => {
  const { world, tote, carry, answer } = await waiting()
  world.hub.says.set('/v1/accept', () => {
    world.hub.moveToCart('c2')
    return world.hub.granted()
  })
  answer({ state: 'approved', offer: OFFER })
  await world.until(() => carry.$claim.get().status === 'approved')
  expect(world.hub.posted.some(({ path }) => path === '/v1/accept')).toBe(true)
  expect(tote.journey.$offer.get()).toBeNull()
})

test('approved, a place that has items of its own asks what becomes of them', async () => {
  const { world, tote, carry, answer } = await waiting()
  await tote.cart.addLine({ variantId: 'mug' })
  answer({ state: 'approved', offer: OFFER })
  await world.until(() => carry.$claim.get().status === 'approved')
  expect(tote.journey.$offer.get()).toMatchObject({ quantity: 2 })
  expect(world.hub.posted.some(({ path }) => path === '/v1/accept')).toBe(false)
})

test('a release is brought along; for another claim it is not', async () => {
  const { carry, collected, answer } = await waiting()
  await carry.release(`tk_${'x'.repeat(22)}`, RELEASE)
  expect(collected()).toEqual([])
  answer({ state: 'approved', offer: null })
  await carry.release(CLAIM, RELEASE)
  expect(collected().at(-1)?.body).toMatchObject({ claim: CLAIM, release: RELEASE })
  expect(carry.$claim.get()).toEqual({ status: 'approved' })
})

test('the hub’s word before the release is no end: the place waits on', async () => {
  const { world, carry, collected } = await waiting()
  world.hub.says.set('/v1/claim/collect', () => {
    throw new ToteError('no_release')
  })
  await world.until(() => collected().length >= 2)
  expect(carry.$claim.get().status).toBe('waiting')
})

test('[D7] after five minutes it is over, and nothing is asked any more', async () => {
  const { world, tote, carry } = await waiting()
  await world.clock.advance(300_000)
  expect(carry.$claim.get()).toEqual({ status: 'over' })
  tote.stop()
  expect(world.clock.pendingCount).toBe(0)
})

const FRAMED = { embeddedIn: 'https://portal.test' }

test('in a frame of the hub who said "follow me" is asked by the hub’s cookie, and joins nothing before a yes', async () => {
  const world = createTestWorld()
  const tote = await online(world, undefined, FRAMED)
  world.hub.says.set('/v1/follow', () => ({ offer: OFFER, now: world.clock.now() }))
  const { follow } = await tote.journey.carry()
  expect(await follow?.()).toBe(true)
  expect(tote.journey.$offer.get()).toMatchObject({ quantity: 2 })
  const paths = world.hub.posted.map(({ path, credentials }) => [path, credentials])
  expect(paths).toContainEqual(['/v1/follow', 'same-origin'])
  // All else goes without a cookie.
  expect(paths.filter(([path]) => path !== '/v1/follow').every(([, sent]) => sent === 'omit')).toBe(true)
  expect(paths.some(([path]) => path === '/v1/accept')).toBe(false)
})

test('nobody said so: nothing is asked', async () => {
  const world = createTestWorld()
  const tote = await online(world, undefined, FRAMED)
  world.hub.says.set('/v1/follow', () => ({ offer: null, now: world.clock.now() }))
  expect(await (await tote.journey.carry()).follow?.()).toBe(false)
  expect(tote.journey.$offer.get()).toBeNull()
})

test('in a site’s own page there is no such way', async () => {
  const tote = await online(createTestWorld())
  expect((await tote.journey.carry()).follow).toBeNull()
})
