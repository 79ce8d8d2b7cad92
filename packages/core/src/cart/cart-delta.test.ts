import { cartIdSchema, clientIdSchema, emptyCart, type CartDelta } from '@tote/protocol'
import { expect, test } from 'vitest'
import { CartReplica } from './cart-replica.ts'

const own = clientIdSchema.parse('own')
const id = cartIdSchema.parse('mine')
const empty = emptyCart(id, 'EUR')
const delta = (from: number, to: number): CartDelta => ({ cartId: id, from, to, lines: [], meta: empty.meta })

// What this page hears late another tab has heard before, and told it.
test.each([
  [[4, 5], 'applied', 5],
  [[3, 4], 'old', 4],
  [[2, 3], 'old', 4],
  [[5, 6], 'gap', 4],
] as const)('[I6] of a cart at 4 the change %j is %s, and then it is at %i', ([from, to], outcome, rev) => {
  const replica = new CartReplica({ ...empty, rev: 2 })
  replica.hearBase({ ...empty, rev: 4 }, [])
  expect(replica.hearDelta(delta(from, to))).toBe(outcome)
  expect(replica.question(own).rev).toBe(rev)
})

test('a change of the cart that was left is none of the next one', () => {
  const replica = new CartReplica({ ...empty, rev: 4 })
  expect(replica.hearDelta({ ...delta(4, 5), cartId: cartIdSchema.parse('left') })).toBe('old')
  expect(replica.question(own).rev).toBe(4)
})
