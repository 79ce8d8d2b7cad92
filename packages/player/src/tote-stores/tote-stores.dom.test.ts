import { locationIdSchema, variantIdSchema, type PickupStore } from '@tote/protocol'
import { elementUpdated } from '@tote/testkit/dom'
import { afterEach, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import {
  createTestTote,
  testCart,
  testLine,
  type TestToteOptions,
} from '../internal/testing/tote-fixtures.ts'
import { distanceText } from './distance-text.ts'
import { ToteStores } from './tote-stores.ts'

customElements.define('tote-stores', ToteStores)
afterEach(() => vi.restoreAllMocks())

const at = (time: string) => Date.parse(`2026-11-${time}Z`)
const vase = testLine({ title: 'Vase' })
const address = (addressLocality: string) => ({
  streetAddress: '1 rue Verte',
  addressLocality,
  addressCountry: 'FR',
})
const hours = {
  timeZone: 'Europe/Paris',
  today: [
    { opensAt: at('26T09:00'), closesAt: at('26T12:00') },
    { opensAt: at('26T13:00'), closesAt: at('26T18:30') },
  ],
  openUntil: { at: at('26T12:00'), inDays: 0 },
  ready: { at: at('26T14:30'), inDays: 0 },
}

function storeOf(name: string, more: Partial<PickupStore> = {}): PickupStore {
  return { id: locationIdSchema.parse(name.toLowerCase()), name, basket: 'all', missing: [], ...more }
}
const variantId = variantIdSchema.parse(vase.merchandise.variantId)
const lyon = storeOf('Lyon', {
  geo: { latitude: 45.764, longitude: 4.836 },
  address: address('Lyon'),
  hours: { ...hours, ready: { at: at('27T09:00'), inDays: 1 } },
})
const marais = storeOf('Marais', {
  geo: { latitude: 48.857, longitude: 2.362 },
  address: address('Paris'),
  hours,
})
const empty = storeOf('Aubervilliers', {
  geo: { latitude: 48.857, longitude: 2.353 },
  address: address('Paris'),
  basket: 'none',
  missing: [{ variantId, free: 0 }],
})
const few = storeOf('Bastille', { basket: 'some', missing: [{ variantId, free: 1 }] })

async function open(told: readonly PickupStore[], options: TestToteOptions = {}) {
  const stores = told.map(({ id, name }) => ({ id, name }))
  const storesAnswer = () => Promise.resolve({ stores: told })
  const made = createTestTote({ cart: testCart([vase]), stores, storesAnswer, ...options })
  const element = await mount('tote-stores', made.tote)
  find(element, 'summary').click()
  await elementUpdated(element)
  return { ...made, element }
}
const names = (element: ToteStores) =>
  [...element.renderRoot.querySelectorAll('[part=store-name]')].map((name) => name.textContent)
const told = (element: ToteStores) =>
  vi.waitFor(() => expect(element.renderRoot.querySelector('[part=basket]')).not.toBeNull())

/** What the browser answers when it is asked where the device is. */
function stand(answer: { latitude: number; longitude: number } | number) {
  return vi.spyOn(navigator.geolocation, 'getCurrentPosition').mockImplementation((found, failed) => {
    if (typeof answer === 'number')
      failed?.({ code: answer, message: '', PERMISSION_DENIED: 1, POSITION_UNAVAILABLE: 2, TIMEOUT: 3 })
    else
      found({
        coords: {
          ...answer,
          accuracy: 1,
          altitude: null,
          altitudeAccuracy: null,
          heading: null,
          speed: null,
          toJSON: () => answer,
        },
        timestamp: 0,
        toJSON: () => answer,
      })
  })
}

test('each store says what of the basket it has, when that is ready and when it is open; those that lack something are last', async () => {
  const { element } = await open([empty, few, lyon, marais])
  await told(element)
  expect(names(element)).toEqual(['Lyon', 'Marais', 'Bastille', 'Aubervilliers'])
  const abouts = [...element.renderRoot.querySelectorAll('.about')].map(textOf)
  expect(abouts[0]).toMatch(/^Has all of your basket Ready tomorrow from 10:00.AM/)
  expect(abouts[1]).toMatch(
    /^Has all of your basket Ready today from 3:30.PM Open until 1:00.PM · Today 10:00/,
  )
  expect(abouts[2]).toBe('Not there: Vase (only 1)')
  expect(abouts[1]).toContain('1 rue Verte, Paris')
  expect(abouts[3]).toMatch(/^Has nothing of your basket now/)
  await expect(element).to.be.accessible()
})

test('the nearest comes first when the shopper asks for it, and where they are is told to nobody', async () => {
  const asked = stand({ latitude: 48.8571234, longitude: 2.3521234 })
  const { element, intents } = await open([lyon, marais, empty])
  await told(element)
  expect(asked).not.toHaveBeenCalled()
  find(element, '[part=near]').click()
  await vi.waitFor(() => expect(names(element)).toEqual(['Marais', 'Lyon', 'Aubervilliers']))
  const distances = [...element.renderRoot.querySelectorAll('[part=distance]')].map(textOf)
  expect(distances[0]).toMatch(/^0\.[45] mi$/)
  expect(intents).toEqual([['stores']])
  await expect(element).to.be.accessible()
})

test.each([
  [1, 'This page may not know where you are. Choose a town or a store.'],
  [2, 'Where you are could not be found out. Choose a town or a store.'],
  [3, 'Where you are could not be found out. Choose a town or a store.'],
])('a browser that answers %i says so in words, and the list stays of use', async (code, words) => {
  stand(code)
  const { element, intents } = await open([lyon, marais])
  await told(element)
  find(element, '[part=near]').click()
  await vi.waitFor(() => expect(textOf(find(element, '[part=said]'))).toBe(words))
  await userEvent.selectOptions(find(element, '#town'), 'Paris')
  await vi.waitFor(() => expect(names(element)).toEqual(['Marais', 'Lyon']))
  find(element, 'input[value=marais]').click()
  expect(intents.at(-1)).toEqual(['setFulfillment', { kind: 'pickup', locationId: 'marais' }])
})

test('a choice that is refused does not stay chosen', async () => {
  const { element, intents } = await open([empty], {
    outcome: { status: 'rejected', code: 'no_stock', free: 0 },
  })
  await told(element)
  const radio = find(element, 'input[value=aubervilliers]')
  radio.click()
  expect(intents.at(-1)?.[0]).toBe('setFulfillment')
  await vi.waitFor(() => expect(radio).toHaveProperty('checked', false))
  expect(find(element, '[part=delivery] input')).toHaveProperty('checked', true)
})

test('what lies in the basket is asked about again when it is another', async () => {
  const { element, intents, $cart } = await open([marais])
  await told(element)
  const two = testLine({ title: 'Vase', quantity: 2 })
  $cart.set(testCart([two], { pendingCount: 1 }))
  await elementUpdated(element)
  // The hub does not know of it yet.
  expect(intents).toEqual([['stores']])
  $cart.set(testCart([two]))
  await vi.waitFor(() => expect(intents).toEqual([['stores'], ['stores']]))
})

test('a hub that does not answer leaves the stores to choose by name, and can be asked again', async () => {
  const answers: (() => Promise<unknown>)[] = [
    () => Promise.reject(new Error('away')),
    () => Promise.resolve({ stores: [marais] }),
  ]
  const { element } = await open([marais], {
    storesAnswer: () => answers.shift()?.() ?? Promise.reject(new Error('away')),
  })
  await vi.waitFor(() => expect(textOf(find(element, '.problem'))).toContain('cannot be shown right now'))
  expect(names(element)).toEqual(['Marais'])
  expect(element.renderRoot.querySelector('[part=basket]')).toBeNull()
  await expect(element).to.be.accessible()
  find(element, '[part=retry]').click()
  await told(element)
  expect(element.renderRoot.querySelector('.problem')).toBeNull()
})

test('distances are written as the shopper’s country measures', () => {
  expect(distanceText('fr', 1234)).toMatch(/^1,2\skm$/)
  expect(distanceText('de-CH', 45_678)).toMatch(/^46\skm$/)
  expect(distanceText('en-GB', 1609.344)).toBe('1 mi')
  expect(distanceText('en-US', 3)).toBe('0.1 mi')
})

test('of what is picked up some can be sent all the same, and it is said when the rest is ready; not where the shop takes one way for an order', async () => {
  const bowl = testLine({ name: 'line-2', title: 'Bowl' })
  const fulfilment = { kind: 'pickup' as const, locationId: marais.id }
  const stores = [{ ...marais, sendsLines: true }, lyon]
  const { element, intents, $cart } = await open(stores, { cart: testCart([vase, bowl], { fulfilment }) })
  await told(element)
  const choices = () => [...element.renderRoot.querySelectorAll<HTMLInputElement>('[part=sent] input')]
  const ready = () => element.renderRoot.querySelector('[part=chosen-ready]')
  expect(choices().map(({ checked }) => checked)).toEqual([false, false])
  expect(textOf(find(element, '[part=sent]'))).toBe('Send to me instead: Vase Bowl')
  expect(ready()).toBeNull()
  await expect(element).to.be.accessible()
  choices()[1]?.focus()
  await userEvent.keyboard(' ')
  expect(intents.filter(([name]) => name === 'sendLine')).toEqual([['sendLine', bowl.id, true]])

  $cart.set(testCart([vase, { ...bowl, isSent: true }], { fulfilment }))
  find(element, 'summary').click()
  await vi.waitFor(() =>
    expect(textOf(find(element, '[part=chosen-ready]'))).toMatch(/^Ready today from 3:30/),
  )
  await expect(element).to.be.accessible()
  choices()[1]?.click()
  expect(intents.at(-1)).toEqual(['sendLine', bowl.id, false])
  // Nothing is fetched any more.
  $cart.set(
    testCart(
      [
        { ...vase, isSent: true },
        { ...bowl, isSent: true },
      ],
      { fulfilment },
    ),
  )
  await elementUpdated(element)
  expect(ready()).toBeNull()

  $cart.set(testCart([vase, bowl], { fulfilment: { kind: 'pickup', locationId: lyon.id } }))
  await elementUpdated(element)
  expect(choices()).toEqual([])
  // What was chosen before can be taken back.
  $cart.set(
    testCart([vase, { ...bowl, isSent: true }], { fulfilment: { kind: 'pickup', locationId: lyon.id } }),
  )
  await elementUpdated(element)
  expect(choices().map(({ checked }) => checked)).toEqual([false, true])
})
