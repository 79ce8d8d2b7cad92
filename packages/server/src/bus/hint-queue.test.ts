import type { CartId, ShowId } from '@tote/protocol'
import { expect, test } from 'vitest'
import type { Hint } from './hint.ts'
import { HintQueue } from './hint-queue.ts'

// A hint only names a show or a cart; which one is of no matter here.
const show = (name: string, seq: number): Hint => ({
  kind: 'show',
  tenantId: 'maison',
  showId: name as ShowId,
  seq,
})
const cart = (rev: number): Hint => ({ kind: 'cart', cartId: 'a' as CartId, rev })

test('of a show that moved twice only the latest is told', () => {
  const queue = new HintQueue()
  queue.add(show('a', 1))
  queue.add(show('b', 1))
  queue.add(show('a', 2))
  expect(queue.take(10)).toEqual([show('a', 2), show('b', 1)])
  expect(queue.size).toBe(0)
})

test('of a cart each change is told, in its order: each may carry what the one after it joins on to', () => {
  const queue = new HintQueue()
  for (const rev of [1, 2, 3, 2]) queue.add(cart(rev))
  expect(queue.take(10)).toEqual([cart(1), cart(2), cart(3)])
})

test('a queue that nobody empties stays bounded, and goes on taking news of what waits in it', () => {
  const queue = new HintQueue()
  for (let number = 0; number < 50_000; number += 1) queue.add(show(`show-${number}`, 1))
  expect(queue.size + queue.dropped).toBe(50_000)
  expect(queue.size).toBeLessThanOrEqual(10_000)
  queue.add(show('show-0', 7))
  expect(queue.take(1)).toEqual([show('show-0', 7)])
})
