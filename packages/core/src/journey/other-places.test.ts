import { placeIdSchema, ToteError } from '@tote/protocol'
import { expect, test } from 'vitest'
import { createMemoryStorage } from '../link/storage.ts'
import { createTestWorld, online, type TestWorld } from '../test-world-fixtures.ts'
import type { Tote } from '../tote.ts'

const quantities = (tote: Tote) =>
  tote.cart.$cart.get().lines.map((line) => [line.merchandise.variantId, line.quantity])
const paths = ({ hub }: TestWorld) =>
  hub.posted.map(({ path }) => path).filter((path) => !path.includes('shows'))

test('[D7] brought along can be taken out again for ten seconds: what was in the other basket stays', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  await tote.journey.redeem(`tt_${'t'.repeat(22)}`)
  await tote.cart.addLine({ variantId: 'mug' })
  const own = world.hub.cart.lines
  world.hub.says.set('/v1/accept', () => {
    world.hub.moveToCart('c2')
    world.hub.cart = { ...world.hub.cart, lines: own.map((line) => ({ ...line, qty: line.qty + 2 })) }
    return { ...world.hub.granted(), placeId: placeIdSchema.parse('p2'), grant: `tg_${'n'.repeat(32)}` }
  })
  await tote.journey.accept('add')
  await world.until(() => tote.connection.$connection.get().status === 'online')
  expect(tote.cart.$undo.get()).toMatchObject({ kind: 'brought' })
  expect(quantities(tote)).toEqual([['mug', 3]])
  await tote.cart.undo()
  expect(quantities(tote)).toEqual([['mug', 2]])
})

test('[D7] a place that was taken away from elsewhere says so, and goes on with a new basket', async () => {
  const world = createTestWorld()
  const storage = createMemoryStorage()
  const before = await online(world, storage)
  before.stop()
  world.hub.moveToCart('c2')
  world.hub.says.set('/v1/resume', () => {
    throw new ToteError('unknown_place', undefined, { details: { field: 'revoked' } })
  })
  const tote = await online(world, storage)
  expect(tote.notices.$notices.get()).toMatchObject([{ kind: 'removed' }])
  expect(paths(world)).toEqual(['/v1/journeys', '/v1/resume', '/v1/journeys'])
  expect(quantities(tote)).toEqual([])
})

test('"not me" takes away the place that joined; where the hub will not, it stays told', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  world.hub.tell('place.joined', { placeId: 'p2', where: 'market.test' })
  world.hub.says.set('place.remove', () => {
    throw new ToteError('unknown_place')
  })
  expect(await tote.journey.removeJoined()).toBe(false)
  expect(tote.journey.$joined.get()).not.toBeNull()
  world.hub.says.set('place.remove', () => null)
  expect(await tote.journey.removeJoined()).toBe(true)
  expect(tote.journey.$joined.get()).toBeNull()
  expect(world.hub.asked.findLast(({ event }) => event === 'place.remove')?.message).toEqual({
    placeId: 'p2',
  })
})
