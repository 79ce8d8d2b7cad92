import { checkoutIdSchema, money, type PointsAnswer } from '@tote/protocol'
import { elementUpdated } from '@tote/testkit/dom'
import { expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import {
  createTestTote,
  testCart,
  testLine,
  type TestToteOptions,
} from '../internal/testing/tote-fixtures.ts'
import { TotePoints } from './tote-points.ts'

customElements.define('tote-points', TotePoints)

const PATIENT = { timeout: 20_000 }
const terms = {
  perUnit: 2,
  watch: { points: 5, everyMinutes: 10, mostPerShow: 20 },
  worth: { points: 100, amount: money(150, 'EUR') },
}
const own: PointsAnswer['points'] = {
  isSignedIn: true,
  ...terms,
  balance: 1240,
  spendable: 1000,
  entries: [
    { kind: 'order', points: 38, at: 1_790_000_000_000 },
    { kind: 'spent', points: -200, at: 1_780_000_000_000 },
  ],
}
const basket = [testLine({ title: 'Vase' })]
const inCart = (code: string) => ({ code, discount: { kind: 'amount' as const, amount: 1500 } })

async function open(points: PointsAnswer['points'], options: TestToteOptions = {}) {
  let asked = 0
  const made = createTestTote({
    cart: testCart(basket),
    async pointsAnswer() {
      asked += 1
      return { points }
    },
    ...options,
  })
  const element = await mount('tote-points', made.tote)
  return { ...made, element, asked: () => asked }
}
const shown = (element: TotePoints) =>
  vi.waitFor(() => expect(element.renderRoot.querySelector('.points')).not.toBeNull(), PATIENT)

test('what the shopper has, what it takes off, what the basket brings and how it came is told', async () => {
  const { element } = await open(own)
  await shown(element)
  expect(textOf(find(element, '[part=balance]'))).toBe('You have 1,240 points.')
  expect(textOf(find(element, '[part=spend]'))).toBe('Use 1,000 points: −€15.00')
  expect(textOf(find(element, '[part=earns]'))).toMatch(
    /^This basket brings you 178 points\. Watching brings 5/,
  )
  find(element, 'summary').click()
  await elementUpdated(element)
  const entries = [...element.renderRoot.querySelectorAll('[part=entry]')].map(textOf)
  expect(entries).toEqual([
    expect.stringMatching(/^Ordered .* \+38$/),
    expect.stringMatching(/^Used in an order .* -200$/),
  ])
  await expect(element).to.be.accessible()
})

test('one press takes them off the basket, and one takes them out of it again', async () => {
  const { element, intents, $cart, asked } = await open(own)
  await shown(element)
  find(element, '[part=spend]').focus()
  await userEvent.keyboard('{Enter}')
  await vi.waitFor(() => expect(intents).toEqual([['applyDiscountCode', 'POINTS-1000']]), PATIENT)
  $cart.set(testCart(basket, { codes: [inCart('POINTS-1000')] }))
  await vi.waitFor(() => expect(asked()).toBe(2), PATIENT)
  await elementUpdated(element)
  expect(textOf(find(element, '[role=status]'))).toBe('1,000 points are used in this basket.')
  await expect(element).to.be.accessible()
  find(element, '[part=keep]').click()
  await vi.waitFor(() => expect(intents.at(-1)).toEqual(['removeDiscountCode', 'POINTS-1000']), PATIENT)
})

test('points that are refused are said to be', async () => {
  const { element } = await open(own, { outcome: { status: 'rejected', code: 'bad_code' } })
  await shown(element)
  find(element, '[part=spend]').click()
  await vi.waitFor(
    () => expect(textOf(find(element, '[part=problem]'))).toMatch(/could not be used/),
    PATIENT,
  )
  await expect(element).to.be.accessible()
})

test('what takes none, and what is being paid, has no button', async () => {
  const few = await open({ ...own, spendable: 0 })
  await shown(few.element)
  expect(few.element.renderRoot.querySelector('button')).toBeNull()
  const checkout = { id: checkoutIdSchema.parse('checkout-1'), untilMs: 1 }
  const paying = await open(own, {
    cart: testCart(basket, { checkout, codes: [inCart('POINTS-200')] }),
  })
  await shown(paying.element)
  expect(paying.element.renderRoot.querySelector('button')).toBeNull()
})

test('who is not signed in is told what it is for', async () => {
  const { element } = await open({ isSignedIn: false, ...terms })
  await shown(element)
  expect(textOf(find(element, '.points'))).toMatch(/^Sign in to collect points/)
  await expect(element).to.be.accessible()
})

test.each([
  ['has none', { pointsAnswer: () => Promise.resolve({ points: null }) }],
  ['cannot be asked', { pointsAnswer: () => Promise.reject(new Error('away')) }],
  ['answers something else', { pointsAnswer: () => Promise.resolve(5) }],
])('nothing is shown where the shop %s', async (_name, options) => {
  const { element } = await open(own, options)
  await elementUpdated(element)
  expect(element.renderRoot.querySelector('.points')).toBeNull()
})
