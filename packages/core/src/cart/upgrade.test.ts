import { ToteError, visibleLines } from '@tote/protocol'
import { expect, test } from 'vitest'
import { createMemoryStorage } from '../link/storage.ts'
import { createTestWorld, online } from '../test-world-fixtures.ts'

test('an operation that the hub does not know yet is kept, told, and done once by a hub that knows it', async () => {
  const world = createTestWorld()
  const storage = createMemoryStorage()
  const tote = await online(world, storage)
  const faults: string[] = []
  tote.onError(({ code }) => faults.push(code))
  world.hub.says.set('mutate', () => {
    throw new ToteError('upgrade')
  })
  void tote.cart.addLine({ variantId: 'mug', quantity: 2 })
  await world.until(() => tote.connection.$connection.get().status === 'refused')
  expect(faults).toEqual(['upgrade'])
  expect(tote.cart.$cart.get()).toMatchObject({ pendingCount: 1, totalQuantity: 2 })
  expect(await storage.loadQueue()).toHaveLength(1)
  tote.stop()

  world.hub.says.delete('mutate')
  const back = await online(world, storage)
  await world.until(() => back.cart.$cart.get().pendingCount === 0)
  expect(visibleLines(world.hub.cart).map(({ qty }) => qty)).toEqual([2])
  expect(await storage.loadQueue()).toEqual([])
})
