import { cartIdSchema, clientIdSchema, emptyCart, mutationUidSchema, variantIdSchema } from '@tote/protocol'
import { expect, test } from 'vitest'
import { CartReplica } from './cart-replica.ts'

const one = clientIdSchema.parse('one')
const two = clientIdSchema.parse('two')
const wish = {
  mid: 1,
  uid: mutationUidSchema.parse('u1'),
  op: { op: 'addLine' as const, variantId: variantIdSchema.parse('mug'), qty: 2 },
  at: 0,
  clientId: one,
  cartId: cartIdSchema.parse('mine'),
}
const cart = (id: string, rev: number) => ({ ...emptyCart(cartIdSchema.parse(id), 'EUR'), rev })
const world = {
  nowMs: 0,
  variant: () => ({ price: 1, isActive: true }),
  discount: () => null,
  isPickup: () => true,
}

test('[I5] what was done in the cart that we have left is not shown in the next one until that is as old', () => {
  const replica = new CartReplica(cart('mine', 13))
  replica.add([wish])
  replica.moveTo(cart('other', 2), two)
  expect(replica.view(world).lines.map(({ qty }) => qty)).toEqual([2])
  // Its answer was under way: of the cart it was sent for.
  replica.answer(wish, { ok: true, mid: 1, rev: 14 })
  expect(replica.view(world).lines).toEqual([])
  expect(replica.settle().map(({ uid }) => uid)).toEqual(['u1'])
  expect(replica.isSettled).toBe(true)
})
