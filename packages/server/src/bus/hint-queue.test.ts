import type { CartId } from '@tote/protocol'
import { expect, test } from 'vitest'
import type { Hint } from './hint.ts'
import { HintQueue } from './hint-queue.ts'

// A hint only names a cart; which one is of no matter here.
const cart = (name: string, rev: number): Hint => ({ kind: 'cart', cartId: name as CartId, rev })

test('of a cart that moved twice only the latest is told', () => {
  const queue = new HintQueue()
  queue.add(cart('a', 1))
  queue.add(cart('b', 1))
  queue.add(cart('a', 2))
  expect(queue.take(10)).toEqual([cart('a', 2), cart('b', 1)])
  expect(queue.size).toBe(0)
})

test('a queue that nobody empties stays bounded, and goes on taking news of what waits in it', () => {
  const queue = new HintQueue()
  for (let number = 0; number < 50_000; number += 1) queue.add(cart(`cart-${number}`, 1))
  expect(queue.size + queue.dropped).toBe(50_000)
  expect(queue.size).toBeLessThanOrEqual(10_000)
  queue.add(cart('cart-0', 7))
  expect(queue.take(1)).toEqual([cart('cart-0', 7)])
})
