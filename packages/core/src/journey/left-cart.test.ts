import { placeIdSchema } from '@tote/protocol'
import { expect, test } from 'vitest'
import { createMemoryStorage, type ToteStorage } from '../link/storage.ts'
import { createTestWorld, online } from '../test-world-fixtures.ts'

const TICKET = `tt_${'t'.repeat(22)}`
const OTHER_GRANT = `tg_${'o'.repeat(32)}`

test('what is wished while a slow disk takes the other cart waits for the connection that speaks for it', async () => {
  const world = createTestWorld()
  const disk = createMemoryStorage()
  const hasTime = Promise.withResolvers<undefined>()
  let isTakingOther = false
  const storage: ToteStorage = {
    ...disk,
    async saveCart(kept) {
      if (kept.cart.id === 'c2') {
        isTakingOther = true
        await hasTime.promise
      }
      return disk.saveCart(kept)
    },
  }
  const tote = await online(world, storage)
  await tote.journey.redeem(TICKET)
  world.hub.says.set('/v1/accept', () => {
    world.hub.moveToCart('c2')
    return { ...world.hub.granted(), placeId: placeIdSchema.parse('p2'), grant: OTHER_GRANT }
  })
  const sent = () => world.hub.asked.filter(({ event }) => event === 'mutate')

  const accepted = tote.journey.accept('apart')
  await world.until(() => isTakingOther)
  const added = tote.cart.addLine({ variantId: 'mug' })
  await world.until(() => tote.cart.$cart.get().totalQuantity === 1)
  await world.clock.advance(1000)
  expect(sent()).toEqual([])

  hasTime.resolve(undefined)
  await accepted
  expect(await added).toMatchObject({ status: 'accepted' })
  expect(world.hub.cart).toMatchObject({ id: 'c2', lines: [{ variantId: 'mug', qty: 1 }] })
})
