import { checkoutIdSchema, merchantIdSchema, money, showSchema, type CheckoutPart } from '@tote/protocol'
import { elementUpdated } from '@tote/testkit/dom'
import { expect, test } from 'vitest'
import { mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { createTestTote, testCart, testLine } from '../internal/testing/tote-fixtures.ts'
import { ToteCheckouts } from './tote-checkouts.ts'

customElements.define('tote-checkouts', ToteCheckouts)

const show = showSchema.parse({ id: 'show', title: 'Show', status: 'live', startsAt: 0 })
const noor = merchantIdSchema.parse('noor')
const lune = merchantIdSchema.parse('lune')
const [k1, k2] = ['k1', 'k2'].map((id) => checkoutIdSchema.parse(id)) as [
  ReturnType<typeof checkoutIdSchema.parse>,
  ReturnType<typeof checkoutIdSchema.parse>,
]
const vase = testLine({ title: 'Vase', quantity: 2 })
const bowl = testLine({ name: 'line-2', title: 'Bowl', merchantId: noor })

async function open(parts: readonly CheckoutPart[], lines = [vase, bowl]) {
  const cart = testCart(lines, { checkout: { id: k1, untilMs: 0, parts } })
  const made = createTestTote({
    // Ten off what the house sells itself.
    cart: { ...cart, cost: { ...cart.cost, discount: money(1000, 'EUR') } },
  })
  const merchants = [
    { id: noor, name: 'Atelier Noor' },
    { id: lune, name: 'Lune' },
  ]
  made.$show.set({ status: 'ready', show, tenantName: 'Maison', merchants })
  const element = await mount('tote-checkouts', made.tote)
  const paid: string[] = []
  element.pay = (id) => paid.push(id)
  await elementUpdated(element)
  const states = () =>
    [...element.renderRoot.querySelectorAll<HTMLElement>('[part=part]')].map((part) => [
      part.dataset['status'],
      textOf(part),
    ])
  return { ...made, element, paid, states }
}

test('who is to be paid still has a button with the name and the sum; pressing one leads to that one', async () => {
  const { element, paid, states } = await open([
    { status: 'open', id: k1 },
    { status: 'open', id: k2, merchantId: noor },
  ])
  expect(states()).toEqual([
    ['open', 'Pay Maison, €168.00'],
    ['open', 'Pay Atelier Noor, €89.00'],
  ])
  const [, second] = element.renderRoot.querySelectorAll<HTMLElement>('[part=pay]')
  second?.click()
  expect(paid).toEqual([k2])
  await expect(element).to.be.accessible()
})

test('what is done, what remains, and who could not take the order and why is said by name', async () => {
  const { element, states } = await open(
    [
      { status: 'ordered', id: k1 },
      { status: 'failed', merchantId: noor, problem: { code: 'no_stock', lineId: bowl.id, free: 0 } },
      { status: 'failed', merchantId: lune, problem: { code: 'away' } },
    ],
    [bowl],
  )
  expect(states()).toEqual([
    ['ordered', 'Maison Ordered'],
    [
      'failed',
      'Atelier Noor Not ordered; all of it stays in your basket. Bowl is sold out now. It stays in your basket.',
    ],
    ['failed', 'Lune Not ordered; all of it stays in your basket. This seller cannot be reached right now.'],
  ])
  expect(element.renderRoot.querySelector('[part=pay]')).toBeNull()
  await expect(element).to.be.accessible()
})

test('a part that ends while it is looked at is shown so; once all is over nothing is shown', async () => {
  const { element, $cart, states } = await open([
    { status: 'open', id: k1 },
    { status: 'open', id: k2, merchantId: noor },
  ])
  const parts: CheckoutPart[] = [
    { status: 'ordered', id: k1 },
    { status: 'open', id: k2, merchantId: noor },
  ]
  $cart.set(testCart([bowl], { checkout: { id: k2, untilMs: 0, parts } }))
  await elementUpdated(element)
  expect(states().map(([status]) => status)).toEqual(['ordered', 'open'])
  $cart.set(testCart([]))
  await elementUpdated(element)
  expect(element.renderRoot.querySelector('.checkouts')).toBeNull()
})

test('a basket that one merchant is paid for needs none of it', async () => {
  const made = createTestTote({ cart: testCart([vase], { checkout: { id: k1, untilMs: 0 } }) })
  const element = await mount('tote-checkouts', made.tote)
  expect(element.renderRoot.querySelector('.checkouts')).toBeNull()
})
