import { locationIdSchema, type PickupStore, type PreferencesAsk } from '@tote/protocol'
import { elementUpdated } from '@tote/testkit/dom'
import { expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { createTestTote, testCart, testLine } from '../internal/testing/tote-fixtures.ts'
import { ToteStores } from './tote-stores.ts'

customElements.define('tote-stores', ToteStores)

function storeOf(name: string, more: Partial<PickupStore> = {}): PickupStore {
  return { id: locationIdSchema.parse(name.toLowerCase()), name, basket: 'all', missing: [], ...more }
}
const lyon = storeOf('Lyon')
const marais = storeOf('Marais')
const vase = testLine({ title: 'Vase' })
const pickup = (locationId: PickupStore['id']) => ({
  fulfilment: { kind: 'pickup' as const, locationId },
})

/** Stores, and what the shopper's journey has set; `refuses` takes no change. */
async function open({ storeId, refuses = false }: { storeId?: string | null; refuses?: boolean } = {}) {
  const journey: { storeId?: string } = storeId == null ? {} : { storeId }
  const changes: unknown[] = []
  const made = createTestTote({
    cart: testCart([vase]),
    stores: [lyon, marais],
    storesAnswer: () => Promise.resolve({ stores: [lyon, marais] }),
    async preferencesAnswer(message) {
      if (storeId === null) throw new Error('away')
      // As the element sends it.
      const { set } = message as PreferencesAsk
      if (set === undefined) return { ...journey }
      changes.push(set)
      if (refuses) throw new Error('no')
      delete journey.storeId
      if (set.storeId != null) journey.storeId = set.storeId
      return { ...journey }
    },
  })
  const element = await mount('tote-stores', made.tote)
  return { ...made, element, changes }
}
const part = (element: ToteStores, name: string) => element.renderRoot.querySelector(`[part=${name}]`)
const shown = (element: ToteStores, name: string) =>
  vi.waitFor(() => expect(part(element, name)).not.toBeNull())

test('the shopper’s own store, set on another site, is one press away; nothing is chosen without it', async () => {
  const { element, intents, $cart } = await open({ storeId: 'marais' })
  await shown(element, 'own-store')
  expect(textOf(find(element, '[part=own-store]'))).toBe('Pick up at Marais, your store')
  expect(intents).toEqual([])
  expect(find(element, '[part=delivery] input')).toHaveProperty('checked', true)
  await expect(element).to.be.accessible()
  find(element, '[part=own-store] input').focus()
  await userEvent.keyboard(' ')
  expect(intents).toEqual([['setFulfillment', { kind: 'pickup', locationId: marais.id }]])
  $cart.set(testCart([vase], pickup(marais.id)))
  await elementUpdated(element)
  expect(find(element, '[part=own-store] input')).toHaveProperty('checked', true)
})

test('in the open list it is the first, and said to be theirs', async () => {
  const { element } = await open({ storeId: 'marais' })
  await shown(element, 'own-store')
  find(element, 'summary').click()
  await vi.waitFor(() => expect(part(element, 'own-store')).toBeNull())
  const names = [...element.renderRoot.querySelectorAll('[part=store-name]')].map((name) => name.textContent)
  expect(names).toEqual(['Marais', 'Lyon'])
  expect(textOf(find(element, '[part=own]'))).toBe('Your store')
  await expect(element).to.be.accessible()
})

test('the chosen store is remembered by one press, and forgotten by another', async () => {
  const { element, changes, $cart } = await open()
  $cart.set(testCart([vase], pickup(lyon.id)))
  await shown(element, 'remember')
  const box = find(element, '[part=remember] input')
  expect(textOf(find(element, '[part=remember]'))).toBe('Remember Lyon as my store')
  box.click()
  await shown(element, 'own-store')
  expect(box).toHaveProperty('checked', true)
  await expect(element).to.be.accessible()
  box.click()
  await vi.waitFor(() => expect(part(element, 'own-store')).toBeNull())
  expect(changes).toEqual([{ storeId: lyon.id }, { storeId: null }])
})

test('a wish that the hub refuses does not stay', async () => {
  const { element, changes, $cart } = await open({ refuses: true })
  $cart.set(testCart([vase], pickup(lyon.id)))
  await shown(element, 'remember')
  const box = find(element, '[part=remember] input')
  box.click()
  await vi.waitFor(() => expect([changes.length, Reflect.get(box, 'checked')]).toEqual([1, false]))
})

test.each([
  ['does not tell', null],
  ['tells a store that is gone', 'gone'],
])('a hub that %s offers none', async (_what, storeId) => {
  const { element, $cart } = await open({ storeId })
  await elementUpdated(element)
  expect(part(element, 'own-store')).toBeNull()
  $cart.set(testCart([vase], pickup(lyon.id)))
  await elementUpdated(element)
  if (storeId === null) expect(part(element, 'remember')).toBeNull()
})
