import { cartIdSchema, clientIdSchema, emptyCart, mutationUidSchema, variantIdSchema } from '@tote/protocol'
import { expect, test } from 'vitest'
import { createMemoryStorage, type QueuedMutation, type ToteStorage } from '../link/storage.ts'
import { createTestWorld } from '../test-world-fixtures.ts'
import { CartReplica, unknownCart } from './cart-replica.ts'

/** A disk whose writes are taken in hand: each waits until it is let go. */
function createSlowDisk() {
  const waiting: (() => void)[] = []
  const memory = createMemoryStorage()
  const storage: ToteStorage = {
    ...memory,
    async putQueue(entries) {
      await new Promise<void>((done) => waiting.push(done))
      await memory.putQueue(entries)
    },
  }
  return { storage, waiting }
}

test('[I11] an add that the disk still has when the journey opens takes effect before the next one', async () => {
  const world = createTestWorld()
  const { storage, waiting } = createSlowDisk()
  const tote = world.mount(storage)
  void tote.start()
  // While the show is asked for there is no journey yet.
  void tote.cart.addLine({ variantId: 'mug' })
  await world.until(() => tote.connection.$connection.get().status === 'online')
  void tote.cart.addLine({ variantId: 'hat' })
  await world.until(() => waiting.length >= 2)
  // The later one first: disks promise no order.
  for (let turn = 0; turn < 10; turn += 1) waiting.pop()?.()
  await world.until(() => {
    while (waiting.length > 0) waiting.pop()?.()
    return tote.cart.$cart.get().pendingCount === 0 && world.hub.cart.rev === 2
  })
  const revs = Object.fromEntries(world.hub.cart.lines.map(({ variantId, rev }) => [variantId, rev]))
  expect(revs).toEqual({ mug: 1, hat: 2 })
})

test('[I6] what another tab added before there was a journey is still seen when this one opens it', () => {
  const other = clientIdSchema.parse('other')
  const before = unknownCart('EUR')
  const wish: QueuedMutation = {
    mid: 1,
    uid: mutationUidSchema.parse('u1'),
    op: { op: 'addLine', variantId: variantIdSchema.parse('mug'), qty: 2 },
    at: 0,
    clientId: other,
    cartId: before.id,
  }
  const world = {
    nowMs: 0,
    variant: () => ({ price: 1, isActive: true }),
    discount: () => null,
    isPickup: () => true,
  }
  const replica = new CartReplica(before)
  replica.hearOthers({ tab: other, clientIds: [other] }, [wish])
  expect(replica.view(world).lines).toMatchObject([{ qty: 2 }])
  replica.moveTo(emptyCart(cartIdSchema.parse('c1'), 'EUR'), clientIdSchema.parse('mine'))
  expect(replica.view(world).lines).toMatchObject([{ qty: 2 }])
  // Another cart than that is another matter: what was meant for c1 is not for it.
  replica.moveTo(emptyCart(cartIdSchema.parse('c2'), 'EUR'), clientIdSchema.parse('again'))
  expect(replica.view(world).lines).toEqual([])
})
