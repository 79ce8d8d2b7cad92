import { elementUpdated } from '@tote/testkit/dom'
import { money, ToteError, type Offer } from '@tote/protocol'
import { expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { createTestTote, testCart, testLine } from '../internal/testing/tote-fixtures.ts'
import { ToteOffer } from './tote-offer.ts'

customElements.define('tote-offer', ToteOffer)

const offer: Offer = {
  pending: 'pending',
  from: 'brand.localhost',
  quantity: 3,
  total: money(42500, 'EUR'),
  expiresInMs: 300_000,
}
const oneLine = () => testCart([testLine()])

test('without an offer there is nothing to see', async () => {
  const element = await mount('tote-offer', createTestTote().tote)
  expect(element.getBoundingClientRect().height).toBe(0)
  await expect(element).to.be.accessible()
})

test('an offer is told politely with its total, and takes no focus', async () => {
  const { tote, $offer, intents } = createTestTote()
  const element = await mount('tote-offer', tote)
  const status = find(element, '[role=status]')
  $offer.set(offer)
  await elementUpdated(element)
  expect(textOf(status)).toBe('Continue with 3 items from brand.localhost? Basket total €425.00')
  expect(document.activeElement).toBe(document.body)
  expect(intents).toEqual([])
  await expect(element).to.be.accessible()
})

test('both answers weigh the same', async () => {
  const element = await mount('tote-offer', createTestTote({ offer }).tote)
  const [accept, decline] = [find(element, '[part=accept]'), find(element, '[part=decline]')]
  const looks = ({ width, height }: DOMRect) => [width, height]
  expect(looks(accept.getBoundingClientRect())).toEqual(looks(decline.getBoundingClientRect()))
  expect(getComputedStyle(accept).backgroundColor).toBe(getComputedStyle(decline).backgroundColor)
  expect(getComputedStyle(accept).fontWeight).toBe(getComputedStyle(decline).fontWeight)
})

test('by keyboard alone: continue', async () => {
  const { tote, intents } = createTestTote({ offer })
  await mount('tote-offer', tote)
  await userEvent.keyboard('{Tab}{Enter}')
  expect(intents).toEqual([['accept', 'add']])
})

test('start fresh declines', async () => {
  const { tote, intents } = createTestTote({ offer })
  const element = await mount('tote-offer', tote)
  find(element, '[part=decline]').click()
  expect(intents).toEqual([['decline']])
})

test('[D7] where this place has items, the shopper says whether they come along', async () => {
  const { tote, intents } = createTestTote({ offer, cart: oneLine() })
  const element = await mount('tote-offer', tote)
  expect(textOf(find(element, '.question'))).toBe('Bring your 1 item here into your basket of 3?')
  find(element, '[part=apart]').click()
  await elementUpdated(element)
  find(element, '[part=dismiss]').click()
  expect(intents).toEqual([['accept', 'apart'], ['decline']])
  await expect(element).to.be.accessible()
})

test('a show without a basket is offered as a show', async () => {
  const { total: _total, ...empty } = offer
  const element = await mount('tote-offer', createTestTote({ offer: { ...empty, quantity: 0 } }).tote)
  expect(textOf(find(element, '[role=status]'))).toBe('Continue the show from brand.localhost?')
})

test('a second press while the first is on its way does nothing', async () => {
  const { tote, intents } = createTestTote({ offer, accepted: new Promise(() => undefined) })
  const element = await mount('tote-offer', tote)
  find(element, '[part=accept]').click()
  find(element, '[part=accept]').click()
  expect(intents).toHaveLength(1)
})

test.for([
  ['ticket_dead', 'This offer is over'],
  ['hub_unreachable', 'Try again'],
] as const)('when it fails with %s the shopper is told: %s', async ([code, words]) => {
  const accepted = Promise.reject(new ToteError(code))
  accepted.catch(() => undefined)
  const element = await mount('tote-offer', createTestTote({ offer, accepted }).tote)
  find(element, '[part=accept]').click()
  await vi.waitFor(() => expect(textOf(find(element, '.fault'))).toContain(words))
  await expect(element).to.be.accessible()
})
