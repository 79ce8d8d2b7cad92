import { variantIdSchema, type Wait } from '@tote/protocol'
import { elementUpdated } from '@tote/testkit/dom'
import { afterEach, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { testProduct } from '../internal/testing/product-fixtures.ts'
import { createTestTote, type TestToteOptions } from '../internal/testing/tote-fixtures.ts'
import { ToteWaitlist } from './tote-waitlist.ts'

customElements.define('tote-waitlist', ToteWaitlist)
afterEach(() => vi.useRealTimers())

const vase = testProduct({ title: 'Vase' })
const variantId = variantIdSchema.parse(vase.variants[0]?.id)
const MINUTE = 60_000

async function open(options: TestToteOptions = {}, variant = '') {
  const made = createTestTote({ products: [vase], ...options })
  const element = await mount('tote-waitlist', made.tote, { variant })
  await elementUpdated(element)
  await elementUpdated(element)
  const tell = async (waits: readonly Wait[]) => {
    made.$told.set(waits)
    await elementUpdated(element)
  }
  return { ...made, element, tell }
}
const words = (element: ToteWaitlist) => textOf(find(element, '[part=words]'))
const parts = (element: ToteWaitlist) =>
  [...element.renderRoot.querySelectorAll('button')].map((button) => button.getAttribute('part'))

test('[U70] by keyboard alone: one press joins, and the place stands where the button stood', async () => {
  const { element, intents } = await open(
    { lineAnswer: { ok: true, channel: 'widget', waits: [{ status: 'waiting', variantId, place: 3 }] } },
    variantId,
  )
  expect(parts(element)).toEqual(['join'])
  expect(textOf(find(element, '[part=join]'))).toBe('Tell me when it is back')
  await expect(element).to.be.accessible()
  await userEvent.keyboard('{Tab}{Enter}')
  expect(intents).toEqual([['waitlist.join', variantId]])
  await vi.waitFor(() => expect(words(element)).toBe('You are number 3. We tell you here.'))
  // The focus stays where it was: on what stands there now.
  await vi.waitFor(() => expect(element.shadowRoot?.activeElement).toBe(find(element, '[part=leave]')))
  expect(parts(element)).toEqual(['leave'])
  await expect(element).to.be.accessible()
  find(element, '[part=leave]').click()
  expect(intents.at(-1)).toEqual(['waitlist.leave', variantId])
})

test('the place is told into a live region that was there before, and again when it is a better one', async () => {
  const { element, tell } = await open({}, variantId)
  const region = find(element, '[part=words]')
  expect(region.getAttribute('role')).toBe('status')
  await tell([{ status: 'waiting', variantId, place: 2 }])
  await tell([{ status: 'waiting', variantId, place: 1 }])
  expect(find(element, '[part=words]')).toBe(region)
  expect(words(element)).toBe('You are number 1. We tell you here.')
})

test.each([
  ['can be bought by now', 'in_stock', 'It is back. You can add it now.'],
  ['would be one line too many', 'limit', 'You wait for as many things as is possible at once.'],
  ['is not sold any more', 'gone', 'That did not go through. Try again.'],
] as const)('what %s is told, and the button stays', async (_name, code, text) => {
  const { element } = await open({ lineAnswer: { ok: false, code } }, variantId)
  find(element, '[part=join]').click()
  await vi.waitFor(() => expect(textOf(find(element, '[part=said]'))).toBe(text))
  expect(parts(element)).toEqual(['join'])
  await expect(element).to.be.accessible()
})

test('[U70] a turn says until when and for how long, counts down, and is taken by one press', async () => {
  let now = 0
  const options: TestToteOptions = {
    hubNow: () => now,
    waits: [{ status: 'called', variantId, untilMs: 10 * MINUTE }],
  }
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: 0 })
  const { element, intents, tell } = await open(options)
  const time = new Intl.DateTimeFormat('en', { timeStyle: 'short' }).format(10 * MINUTE)
  const told = `Vase is back, and it is your turn. One is kept for you until ${time}.`
  expect(words(element)).toBe(told)
  expect(textOf(find(element, '[part=left]'))).toBe('10:00 left')
  now = 61_000
  vi.advanceTimersByTime(61_000)
  await elementUpdated(element)
  expect(textOf(find(element, '[part=left]'))).toBe('8:59 left')
  // For ears nothing changed.
  expect(words(element)).toBe(told)
  await expect(element).to.be.accessible()
  find(element, '[part=take]').click()
  expect(intents).toEqual([['addLine', { variantId }]])
  await tell([])
  expect(parts(element)).toEqual([])
  await vi.waitFor(() => expect(textOf(find(element, '[part=said]'))).toBe('Vase was added to your basket.'))
})

test('a turn can be given to the next', async () => {
  const { element, intents } = await open(
    { waits: [{ status: 'called', variantId, untilMs: MINUTE }] },
    variantId,
  )
  expect(parts(element)).toEqual(['take', 'pass'])
  find(element, '[part=pass]').click()
  expect(intents).toEqual([['waitlist.leave', variantId]])
})

test('a turn that was not taken in time is told until it is dismissed; one that was taken is not', async () => {
  let now = 0
  const { element, tell } = await open({
    hubNow: () => now,
    waits: [{ status: 'called', variantId, untilMs: MINUTE }],
  })
  await tell([])
  expect(words(element)).toBe('')
  await tell([{ status: 'called', variantId, untilMs: MINUTE }])
  now = MINUTE
  await tell([])
  expect(words(element)).toBe('Your turn for Vase is over. It went to the next who waits.')
  await expect(element).to.be.accessible()
  find(element, '[part=dismiss]').click()
  await elementUpdated(element)
  expect([words(element), parts(element)]).toEqual(['', []])
})

test('who only waits is told nothing over the picture, and there is nothing to see', async () => {
  const { element } = await open({ waits: [{ status: 'waiting', variantId, place: 2 }] })
  expect([words(element), parts(element)]).toEqual(['', []])
  expect(element.getBoundingClientRect().height).toBe(0)
})

test('markup in a title is text', async () => {
  const product = testProduct({ title: '<b>Vase</b>' })
  const id = variantIdSchema.parse(product.variants[0]?.id)
  const { element } = await open({
    products: [product],
    waits: [{ status: 'called', variantId: id, untilMs: MINUTE }],
  })
  expect(words(element)).toContain('<b>Vase</b> is back')
})
