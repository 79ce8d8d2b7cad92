import { createHash } from 'node:crypto'
import { placeIdSchema, ToteError, type ErrorCode } from '@tote/protocol'
import { describe, expect, test } from 'vitest'
import { createTestWorld, online, type TestWorld } from '../test-world-fixtures.ts'
import { createMemoryStorage } from '../link/storage.ts'
import type { Tote } from '../tote.ts'

const TICKET = `tt_${'t'.repeat(22)}`
const OTHER_GRANT = `tg_${'n'.repeat(32)}`
const MARKET = 'https://market.test'

const quantities = (tote: Tote) =>
  tote.cart.$cart.get().lines.map((line) => [line.merchandise.variantId, line.quantity])
const paths = ({ hub }: TestWorld) =>
  hub.posted.map(({ path }) => path).filter((path) => !path.includes('shows'))
const faultsOf = (tote: Tote) => {
  const faults: ErrorCode[] = []
  tote.onError(({ code }) => faults.push(code))
  return faults
}
/** The claims of the proof in the last body posted there. */
function lastProof({ hub }: TestWorld, path: string): { keyX: unknown; claims: unknown } {
  const body = hub.posted.findLast((posted) => posted.path === path)?.body as {
    proof: string
    jwk: { x: string }
  }
  const claims: unknown = JSON.parse(Buffer.from(body.proof.split('.')[1] ?? '', 'base64url').toString())
  return { keyX: body.jwk.x, claims }
}

describe('a place', () => {
  test('that is new opens a journey, proving its key', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    expect(paths(world)).toEqual(['/v1/journeys'])
    expect(lastProof(world, '/v1/journeys').claims).toMatchObject({
      act: 'open',
      sub: 'pk_testtesttest',
      aud: 'https://hub.test',
      iat: Math.floor(world.clock.now() / 1000),
    })
    expect(tote.journey.$journey.get()).toEqual({ status: 'open', isContinued: false, isKept: false })
  })

  test('that was kept is resumed with the same key', async () => {
    const world = createTestWorld()
    const storage = createMemoryStorage()
    const before = await online(world, storage)
    before.stop()
    const tote = await online(world, storage)
    expect(paths(world)).toEqual(['/v1/journeys', '/v1/resume'])
    const opened = lastProof(world, '/v1/journeys')
    const resumed = lastProof(world, '/v1/resume')
    expect(resumed.keyX).toBe(opened.keyX)
    expect(resumed.claims).toMatchObject({ act: 'resume', sub: 'p1' })
    expect(tote.journey.$journey.get()).toMatchObject({ status: 'open', isContinued: true })
  })

  test('that the hub forgot opens a new journey, and what it still had to tell goes along', async () => {
    const world = createTestWorld()
    const storage = createMemoryStorage()
    const before = await online(world, storage)
    world.hub.isDown = true
    world.hub.cut()
    void before.cart.addLine({ variantId: 'mug', quantity: 2 })
    await world.until(() => quantities(before).length === 1)
    before.stop()

    world.hub.isDown = false
    world.hub.moveToCart('c2')
    world.hub.says.set('/v1/resume', () => {
      throw new ToteError('unknown_place')
    })
    const tote = await online(world, storage)
    expect(paths(world)).toEqual(['/v1/journeys', '/v1/resume', '/v1/journeys'])
    await world.until(() => tote.cart.$cart.get().pendingCount === 0)
    expect(world.hub.cart.lines).toMatchObject([{ variantId: 'mug', qty: 2 }])
    expect(quantities(tote)).toEqual([['mug', 2]])
  })

  test('renews its grant before it runs out, not after', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    const cameBack = async () => {
      world.hub.cut()
      await world.until(() => tote.connection.$connection.get().status === 'online')
    }
    await world.clock.advance(830_000)
    await cameBack()
    expect(paths(world)).toEqual(['/v1/journeys'])
    await world.clock.advance(10_001)
    await cameBack()
    expect(paths(world)).toEqual(['/v1/journeys', '/v1/resume'])
  })

  test.skipIf(globalThis.navigator?.locks === undefined)(
    'opens one journey, though two pages of it start at once',
    async () => {
      const world = createTestWorld()
      const storage = createMemoryStorage()
      const [one, other] = [world.mount(storage), world.mount(storage)]
      void one.start()
      void other.start()
      await world.until(() =>
        [one, other].every((tote) => tote.connection.$connection.get().status === 'online'),
      )
      expect(paths(world)).toEqual(['/v1/journeys', '/v1/resume'])
      expect(lastProof(world, '/v1/resume').keyX).toBe(lastProof(world, '/v1/journeys').keyX)
    },
  )
})

describe('an offer', () => {
  const offered = async () => {
    const world = createTestWorld()
    const tote = await online(world)
    await tote.journey.redeem(TICKET)
    return { world, tote }
  }

  /** From now on the hub knows this place as another, of the journey that was carried here. */
  function acceptAs(world: TestWorld, cartId: string): void {
    world.hub.says.set('/v1/accept', () => {
      world.hub.moveToCart(cartId)
      return { ...world.hub.granted(), placeId: placeIdSchema.parse('p2'), grant: OTHER_GRANT }
    })
  }

  test('appears for a good ticket, and nothing is joined by that', async () => {
    const { world, tote } = await offered()
    expect(tote.journey.$offer.get()).toMatchObject({ from: 'brand.test', quantity: 2 })
    expect(paths(world)).toEqual(['/v1/journeys', '/v1/redeem'])
    expect(tote.journey.$journey.get()).toMatchObject({ isContinued: false })
  })

  test('goes away when its time is over', async () => {
    const { world, tote } = await offered()
    await world.clock.advance(119_000)
    expect(tote.journey.$offer.get()).not.toBeNull()
    await world.clock.advance(1000)
    expect(tote.journey.$offer.get()).toBeNull()
    await expect(tote.journey.accept('add')).rejects.toMatchObject({ code: 'ticket_dead' })
  })

  test('that is declined is gone, without a word to the hub and without a timer', async () => {
    const { world, tote } = await offered()
    const asked = world.hub.posted.length
    tote.journey.decline()
    expect(tote.journey.$offer.get()).toBeNull()
    expect(world.hub.posted).toHaveLength(asked)
    tote.stop()
    expect(world.clock.pendingCount).toBe(0)
  })

  test.each(['add', 'apart'] as const)(
    'accepted with %j: first what is pending is told, then we come back as the new place with its cart',
    async (own) => {
      const { world, tote } = await offered()
      const order: string[] = []
      const { open } = world.hub.link
      world.hub.link.open = (options) => {
        order.push(options.handshake.grant === OTHER_GRANT ? 'connect as the new place' : 'connect as before')
        return open(options)
      }
      acceptAs(world, 'c2')
      const accept = world.hub.says.get('/v1/accept')
      world.hub.says.set('/v1/accept', () => {
        order.push(`accept with ${world.hub.cart.lines.length} line of ${world.hub.cart.id}`)
        return accept?.()
      })
      void tote.cart.addLine({ variantId: 'mug' })
      await world.until(() => quantities(tote).length === 1)
      await tote.journey.accept(own)
      await world.until(() => tote.connection.$connection.get().status === 'online')

      expect(order).toEqual(['accept with 1 line of c1', 'connect as the new place'])
      expect(world.hub.posted.findLast(({ path }) => path === '/v1/accept')?.body).toMatchObject({
        own,
        pending: `tp_${'p'.repeat(22)}`,
        grant: expect.stringMatching(/^tg_/),
      })
      expect(tote.journey.$offer.get()).toBeNull()
      expect(tote.journey.$journey.get()).toMatchObject({ isContinued: true })
      await tote.cart.addLine({ variantId: 'hat' })
      expect(world.hub.cart).toMatchObject({ id: 'c2', lines: [{ variantId: 'hat', qty: 1 }] })
      expect(quantities(tote)).toEqual([['hat', 1]])
    },
  )

  test('that cannot be accepted now stays, and the cart with it', async () => {
    const { world, tote } = await offered()
    world.hub.isDown = true
    await expect(tote.journey.accept('add')).rejects.toMatchObject({ code: 'hub_unreachable' })
    expect(tote.journey.$offer.get()).not.toBeNull()
    expect(tote.journey.$journey.get()).toMatchObject({ isContinued: false })
  })

  test('is not accepted while this place has something untold', async () => {
    const { world, tote } = await offered()
    world.hub.faults = ['lost', 'lost', 'lost']
    void tote.cart.addLine({ variantId: 'mug' })
    await world.until(() => quantities(tote).length === 1)
    await expect(tote.journey.accept('add')).rejects.toMatchObject({ code: 'hub_unreachable' })
    expect(paths(world)).not.toContain('/v1/accept')
    expect(tote.journey.$offer.get()).not.toBeNull()
  })

  test('of the journey we are of already is none: it only says where the shopper was', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    const position = { showId: 'spring', mode: 'behind', pdt: 5000, isPlaying: false, heardAt: 0 }
    world.hub.says.set('/v1/redeem', () => ({ offer: null, position, now: world.clock.now() }))
    await tote.journey.redeem(TICKET)
    expect(tote.journey.$offer.get()).toBeNull()
    expect(tote.playback.$join.get()?.pdtAt(world.clock.now())).toBe(5000)
  })
})

describe('a ticket', () => {
  test.each<[ErrorCode, ErrorCode]>([
    ['ticket_dead', 'ticket_dead'],
    ['invalid', 'ticket_dead'],
    ['busy', 'busy'],
  ])('[D7] refused with %s is told as %s, and nothing else changes', async (code, told) => {
    const world = createTestWorld()
    const tote = await online(world)
    const faults = faultsOf(tote)
    world.hub.says.set('/v1/redeem', () => {
      throw new ToteError(code)
    })
    await tote.journey.redeem(TICKET)
    expect(faults).toEqual([told])
    expect(tote.journey.$offer.get()).toBeNull()
    expect(tote.journey.$journey.get()).toMatchObject({ status: 'open', isContinued: false })
    expect(tote.connection.$connection.get().status).toBe('online')
  })

  test('is made for a site that links may carry to, with where the picture is', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    tote.playback.setPosition({ pdt: 9000, mode: 'behind', isPlaying: true })
    expect(await tote.journey.mintTicket(MARKET)).toBe(TICKET)
    expect(world.hub.asked.findLast(({ event }) => event === 'ticket.mint')?.message).toMatchObject({
      aud: MARKET,
      position: { pdt: 9000, mode: 'behind' },
    })
  })

  test('is not made for another site, nor when offline, nor when the hub will not', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    expect(await tote.journey.mintTicket('https://elsewhere.test')).toBeNull()
    expect(world.hub.asked.some(({ event }) => event === 'ticket.mint')).toBe(false)

    world.hub.says.set('ticket.mint', () => {
      throw new ToteError('rate')
    })
    expect(await tote.journey.mintTicket(MARKET)).toBeNull()
    world.hub.isDown = true
    world.hub.cut()
    expect(await tote.journey.mintTicket(MARKET)).toBeNull()
  })
})

describe('a shopper the shop knows', () => {
  const TOKEN = 'aaaa.bbbb.cccc'
  const signedInAs = (world: TestWorld, cartId: string) =>
    world.hub.says.set('/v1/sign-in', () => {
      world.hub.moveToCart(cartId)
      return { ...world.hub.granted(), grant: OTHER_GRANT }
    })

  test('signs in by a token: what was pending is told first, then the shopper’s cart is here', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    signedInAs(world, 'c2')
    void tote.cart.addLine({ variantId: 'mug' })
    await world.until(() => quantities(tote).length === 1)
    await tote.journey.signIn(TOKEN)
    expect(world.hub.posted.findLast(({ path }) => path === '/v1/sign-in')?.body).toMatchObject({
      token: TOKEN,
      grant: `tg_${'g'.repeat(32)}`,
    })
    expect(lastProof(world, '/v1/sign-in').claims).toMatchObject({
      act: 'sign-in',
      sub: createHash('sha256').update(TOKEN).digest('base64url'),
    })
    expect(world.hub.cart.id).toBe('c2')
    await world.until(() => tote.connection.$connection.get().status === 'online')
    await tote.cart.addLine({ variantId: 'hat' })
    expect(quantities(tote)).toEqual([['hat', 1]])
  })

  test('signs in from where an accepted offer leads, though it is not answered yet', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    await tote.journey.redeem(TICKET)
    const answered: string[] = []
    world.hub.says.set('/v1/accept', () => {
      world.hub.moveToCart('c2')
      answered.push('accepted')
      return { ...world.hub.granted(), placeId: placeIdSchema.parse('p2'), grant: OTHER_GRANT }
    })
    world.hub.says.set('/v1/sign-in', () => {
      answered.push('signed in')
      return { ...world.hub.granted(), placeId: placeIdSchema.parse('p2'), grant: OTHER_GRANT }
    })
    await Promise.all([tote.journey.accept('apart'), tote.journey.signIn(TOKEN)])
    expect(answered).toEqual(['accepted', 'signed in'])
    expect(world.hub.posted.findLast(({ path }) => path === '/v1/sign-in')?.body).toMatchObject({
      grant: OTHER_GRANT,
    })
  })

  test('signs out of where signing in leads, though it is not answered yet', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    world.hub.says.set('/v1/sign-in', () => ({
      ...world.hub.granted(),
      placeId: placeIdSchema.parse('p2'),
      grant: OTHER_GRANT,
    }))
    world.hub.says.set('/v1/places/p2', () => ({ now: world.clock.now() }))
    await Promise.all([tote.journey.signIn(TOKEN), tote.journey.signOut()])
    expect(paths(world)).toEqual(['/v1/journeys', '/v1/sign-in', '/v1/places/p2', '/v1/journeys'])
  })

  test('is told when the token does not hold, and nothing has changed', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    world.hub.says.set('/v1/sign-in', () => {
      throw new ToteError('bad_token')
    })
    await expect(tote.journey.signIn(TOKEN)).rejects.toMatchObject({ code: 'bad_token' })
    expect(tote.connection.$connection.get().status).toBe('online')
  })

  test.each([
    ['signOut', '/v1/places/p1'],
    ['leave', '/v1/places/p1'],
    ['forget', '/v1/shopper'],
  ] as const)('goes by %s: a new, empty journey, though the hub hangs up in between', async (act, path) => {
    const world = createTestWorld()
    const tote = await online(world)
    await tote.cart.addLine({ variantId: 'hat' })
    await tote.cart.clear()
    await tote.cart.addLine({ variantId: 'mug' })
    expect(tote.cart.$undo.get()).not.toBeNull()
    world.hub.says.set(path, () => {
      world.hub.moveToCart('c2')
      world.hub.tell('bye', { reason: 'revoked', afterMs: 0 })
      world.hub.cut()
      return { now: world.clock.now() }
    })
    await tote.journey[act]()
    await world.until(() => tote.connection.$connection.get().status === 'online')
    expect(paths(world)).toEqual(['/v1/journeys', path, '/v1/journeys'])
    expect(tote.journey.$journey.get()).toMatchObject({ status: 'open', isContinued: false })
    expect(quantities(tote)).toEqual([])
    expect(tote.cart.$undo.get()).toBeNull()
  })

  test('does not go while the hub cannot be asked: the cart stays', async () => {
    const world = createTestWorld()
    const tote = await online(world)
    await tote.cart.addLine({ variantId: 'mug' })
    world.hub.isDown = true
    await expect(tote.journey.signOut()).rejects.toMatchObject({ code: 'hub_unreachable' })
    expect(quantities(tote)).toEqual([['mug', 1]])
  })
})

test('another place that joins is told; our own is not news', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  world.hub.tell('place.joined', { placeId: 'p1', where: 'brand.test' })
  expect(tote.journey.$joined.get()).toBeNull()
  world.hub.tell('place.joined', { placeId: 'p2', where: 'market.test' })
  expect(tote.journey.$joined.get()).toEqual({ placeId: 'p2', where: 'market.test' })
})
