import type { CartView } from '../tote.ts'
import { emptyCart, cartIdSchema, type PointsAnswer } from '@tote/protocol'
import { atom } from 'nanostores'
import { expect, test } from 'vitest'
import { toCartView } from '../cart/to-cart-view.ts'
import type { Tote } from '../tote.ts'
import { openPoints, spentPoints } from './points.ts'

const told: PointsAnswer = { points: { isSignedIn: false, perUnit: 1 } }
const off = { kind: 'amount', amount: 200 } as const

function cartOf(...codes: string[]): CartView {
  const empty = emptyCart(cartIdSchema.parse('cart'), 'EUR')
  const cart = { ...empty, meta: { ...empty.meta, codes: codes.map((code) => ({ code, discount: off })) } }
  return toCartView(cart, {
    status: 'ready',
    isStale: false,
    pendingCount: 0,
    pendingLines: new Set(),
    find: () => undefined,
  })
}

function world(view: CartView, answer: unknown = told) {
  const done: string[] = []
  const act = (name: string) => (code: string) => {
    done.push(`${name} ${code}`)
    return Promise.resolve({ status: 'accepted' as const })
  }
  const cart: Pick<Tote['cart'], '$cart' | 'applyDiscountCode' | 'removeDiscountCode'> = {
    $cart: atom(view),
    applyDiscountCode: act('apply'),
    removeDiscountCode: act('remove'),
  }
  const line: Tote['line'] = {
    $told: atom<unknown>(null),
    ask(event, message) {
      done.push(`${event} ${JSON.stringify(message)}`)
      return Promise.resolve(answer)
    },
  }
  return { done, points: openPoints({ line, cart: cart as Tote['cart'] }) }
}

test('the hub is asked for points, and an answer that is none is an error', async () => {
  const { done, points } = world(cartOf())
  expect(await points.ask()).toEqual(told.points)
  expect(done).toEqual(['points {}'])
  await expect(world(cartOf(), { points: 5 }).points.ask()).rejects.toThrow('points')
})

test('points are spent in place of those before, and other codes stay', async () => {
  const { done, points } = world(cartOf('TEN', 'POINTS-200'))
  expect(await points.spend(500)).toEqual({ status: 'accepted' })
  await points.spend(0)
  expect(done).toEqual(['remove POINTS-200', 'apply POINTS-500', 'remove POINTS-200'])
})

test('how many lie in a cart is read from it', () => {
  expect([spentPoints(cartOf('TEN', 'POINTS-500')), spentPoints(cartOf('TEN'))]).toEqual([500, 0])
})
