import { showIdSchema, variantIdSchema, type Wait } from '@tote/protocol'
import { dropIdSchema, type Drop } from '@tote/protocol/drops'
import { elementUpdated } from '@tote/testkit/dom'
import { afterEach, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { testProduct } from '../internal/testing/product-fixtures.ts'
import { createTestTote, type TestToteOptions } from '../internal/testing/tote-fixtures.ts'
import { ToteDrop } from './tote-drop.ts'

customElements.define('tote-drop', ToteDrop)
afterEach(() => vi.useRealTimers())

const plain = testProduct({ title: 'Vase' })
const variantId = variantIdSchema.parse(plain.variants[0]?.id)
const OPENS_AT = 1_000_000
const drop: Drop = {
  id: dropIdSchema.parse('one'),
  showId: showIdSchema.parse('evening'),
  productId: plain.id,
  variantId,
  opensAt: OPENS_AT,
  windowMs: 30_000,
  perShopper: 2,
  holdMs: 60_000,
  commitment: '0'.repeat(64),
}
const vase = { ...plain, variants: plain.variants.map((variant) => ({ ...variant, drop })) }
const entry = { dropId: drop.id, variantId, who: 'a'.repeat(32), receipt: { n: 3, hash: 'b'.repeat(64) } }

async function open(options: TestToteOptions = {}, variant: string = variantId) {
  const made = createTestTote({ products: [vase], hubNow: () => OPENS_AT, ...options })
  const element = await mount('tote-drop', made.tote, { variant })
  await elementUpdated(element)
  await elementUpdated(element)
  const tell = async (waits: readonly Wait[]) => {
    made.$told.set(waits)
    await elementUpdated(element)
  }
  return { ...made, element, tell }
}
const words = (element: ToteDrop) => textOf(find(element, '[part=words]'))
const clock = (element: ToteDrop) => textOf(find(element, '[part=clock]'))
const parts = (element: ToteDrop) =>
  [...element.renderRoot.querySelectorAll('button')].map((button) => button.getAttribute('part'))

test('[U69] before its picture is there a shopper sees when it opens and has nothing to press', async () => {
  let now = OPENS_AT - 42_000
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'], now: 0 })
  const { element } = await open({ hubNow: () => now })
  expect(clock(element)).toBe('Opens in 0:42')
  expect(find(element, '[part=clock]').getAttribute('role')).toBe('timer')
  expect(parts(element)).toEqual([])
  const said = words(element)
  expect(said).toBe(
    'Not sold yet. When it opens, everybody who joins in the first 0:30 is put in order by lot.',
  )
  now += 1000
  vi.advanceTimersByTime(1000)
  await elementUpdated(element)
  expect(clock(element)).toBe('Opens in 0:41')
  // Ears are not told the seconds.
  expect(words(element)).toBe(said)
  now = OPENS_AT
  vi.advanceTimersByTime(1000)
  await elementUpdated(element)
  expect(parts(element)).toEqual(['join'])
  expect(words(element)).toBe('It is open.')
})

test('it opens with the picture: a viewer behind live as late as what they see, and nobody by the clock', async () => {
  const { element, $position, tote } = await open({ hubNow: () => OPENS_AT + 20_000 })
  const move = (pdt: number) => $position.set({ showId: tote.showId, pdt, mode: 'behind', isPlaying: true })
  move(OPENS_AT - 1)
  await elementUpdated(element)
  expect(parts(element)).toEqual([])
  move(OPENS_AT)
  await elementUpdated(element)
  expect(parts(element)).toEqual(['join'])
})

test('by keyboard alone: one press joins, and the way out stands where the button stood', async () => {
  const waits: Wait[] = [{ ...entry, status: 'entered', drawsAt: OPENS_AT + 12_000 }]
  const { element, intents } = await open({ lineAnswer: { ok: true, waits } })
  expect(textOf(find(element, '[part=join]'))).toBe('Join the queue')
  await expect(element).to.be.accessible()
  await userEvent.keyboard('{Tab}{Enter}')
  expect(intents).toEqual([['drop.enter', 'one']])
  await vi.waitFor(() => expect(element.shadowRoot?.activeElement).toBe(find(element, '[part=leave]')))
  expect(words(element)).toBe('You are in. The order is drawn by lot when the time to join is over.')
  expect(clock(element)).toBe('Drawn in 0:12')
  await expect(element).to.be.accessible()
})

test('place, turn and end are told into a live region that was there before', async () => {
  const { element, tell, intents } = await open()
  const region = find(element, '[part=words]')
  expect(region.getAttribute('role')).toBe('status')
  await tell([{ ...entry, status: 'queued', place: 2, isSoldOut: false }])
  expect(words(element)).toBe('You are number 2 in the queue. We tell you here.')
  await tell([{ ...entry, status: 'queued', place: 1, isSoldOut: true }])
  expect(words(element)).toBe('All are taken. Should one come back: you are number 1.')
  await tell([{ ...entry, status: 'turn', untilMs: OPENS_AT + 60_000, units: 2 }])
  expect(words(element)).toMatch(/^It is your turn: 2 × Vase.*, kept for you until /)
  expect(clock(element)).toBe('1:00 left')
  expect(parts(element)).toEqual(['take', 'pass'])
  await expect(element).to.be.accessible()
  find(element, '[part=take]').click()
  await vi.waitFor(() => expect(intents.at(-1)).toEqual(['addLine', { variantId, quantity: 2 }]))
  await vi.waitFor(() => expect(textOf(find(element, '[part=said]'))).not.toBe(''))
  find(element, '[part=pass]').click()
  await vi.waitFor(() => expect(intents.at(-1)).toEqual(['drop.leave', 'one']))
  await tell([{ ...entry, status: 'done', isTaken: true }])
  expect(words(element)).toBe('You have had your turn: it was added to your basket.')
  await tell([{ ...entry, status: 'done', isTaken: false }])
  expect(words(element)).toBe('Your turn is over. It went to the next in the queue.')
  expect(find(element, '[part=words]')).toBe(region)
})

test('the receipt and the public log are a press away', async () => {
  const { element, tell } = await open()
  await tell([{ ...entry, status: 'queued', place: 2, isSoldOut: false }])
  const log = find(element, '[part=log]')
  expect(textOf(find(element, '.receipt'))).toBe(`3:${'b'.repeat(64)}`)
  expect(log.querySelector('a')?.pathname).toMatch(/^\/v1\/shows\/[^/]+\/drops\/one\/log$/)
})

test.each([
  ['opens later', 'not_open', 'It is not open yet.'],
  ['is no more', 'over', 'This is over.'],
] as const)('what %s is told, and the button stays', async (_name, code, text) => {
  const { element } = await open({ lineAnswer: { ok: false, code, opensAt: 0 } })
  find(element, '[part=join]').click()
  await vi.waitFor(() => expect(textOf(find(element, '[part=said]'))).toBe(text))
  expect(parts(element)).toEqual(['join'])
})

test('without a variant it shows turns alone, whichever they are for', async () => {
  const { element, tell } = await open({}, '')
  expect(parts(element)).toEqual([])
  await tell([{ ...entry, status: 'queued', place: 2, isSoldOut: false }])
  expect(parts(element)).toEqual([])
  await tell([{ ...entry, status: 'turn', untilMs: OPENS_AT + 60_000, units: 1 }])
  expect(parts(element)).toEqual(['take', 'pass'])
})
