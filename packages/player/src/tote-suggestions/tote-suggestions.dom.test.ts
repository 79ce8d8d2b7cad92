import type { Suggestion } from '@tote/protocol'
import { productIdSchema } from '@tote/protocol'
import { elementUpdated } from '@tote/testkit/dom'
import { beforeEach, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { find, listen, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { testProduct, testShirt } from '../internal/testing/product-fixtures.ts'
import {
  createTestTote,
  testCart,
  testLine,
  type TestToteOptions,
} from '../internal/testing/tote-fixtures.ts'
import { ToteProduct } from '../tote-product/tote-product.ts'
import { ToteSuggestions } from './tote-suggestions.ts'

customElements.define('tote-product', ToteProduct)
customElements.define('tote-suggestions', ToteSuggestions)

const page = listen('tote-add-request', 'tote-cart-change', 'tote-product-open')
beforeEach(() => {
  page.heard.length = 0
})

const PATIENT = { timeout: 20_000 }
const id = (name: string) => productIdSchema.parse(name)
const vase = testProduct({ name: 'vase', title: 'Vase' })
const bowl = testProduct({ name: 'bowl', title: 'Bowl' })
const shirt = testShirt()
const inShow = (name: string): Suggestion => ({ productId: id(name), reason: { kind: 'in-show' } })
const boughtWith: Suggestion = {
  productId: id('bowl'),
  reason: { kind: 'bought-together', productId: id('vase') },
}
const basket = [testLine({ name: 'vase', title: 'Vase' })]

async function open(
  suggestions: readonly Suggestion[],
  { product = 'vase', ...options }: TestToteOptions & { product?: string } = {},
) {
  const asked: unknown[] = []
  const made = createTestTote({
    products: [vase, bowl, shirt],
    cart: testCart(basket),
    ...options,
    async suggestAnswer(message) {
      asked.push(message)
      return options.suggestAnswer === undefined ? { suggestions } : options.suggestAnswer(message)
    },
  })
  const element = await mount('tote-suggestions', made.tote, { product })
  return { ...made, element, asked }
}
const titles = (element: ToteSuggestions) =>
  [...element.renderRoot.querySelectorAll('[part=title]')].map((title) => title.textContent)
const shown = (element: ToteSuggestions, expected: readonly string[]) =>
  vi.waitFor(() => expect(titles(element)).toEqual(expected), PATIENT)

test('what goes with a product is shown with why, and is accessible', async () => {
  const own: Suggestion = { productId: id('shirt'), reason: { kind: 'own', text: '<b>By hand</b>' } }
  const { element, asked } = await open([boughtWith, own])
  await shown(element, ['Bowl', 'Linen overshirt'])
  expect(textOf(find(element, 'h3'))).toBe('Goes with it')
  const reasons = [...element.renderRoot.querySelectorAll('[part=why]')].map(textOf)
  expect(reasons).toEqual(['Often bought with Vase', '<b>By hand</b>'])
  expect(asked).toEqual([{ showId: 'show', productId: 'vase' }])
  await expect(element).to.be.accessible()
})

test('and what goes with the basket, where it is about none', async () => {
  const inStock: Suggestion = { productId: id('bowl'), reason: { kind: 'in-stock', storeName: 'Marais' } }
  const { element, asked } = await open([inStock, inShow('shirt')], { product: '' })
  await shown(element, ['Bowl', 'Linen overshirt'])
  expect(textOf(find(element, 'h3'))).toBe('Goes with your basket')
  const reasons = [...element.renderRoot.querySelectorAll('[part=why]')].map(textOf)
  expect(reasons).toEqual(['In stock: Marais', 'In this show'])
  expect(asked).toEqual([{ showId: 'show' }])
})

test('one press adds one, asks and tells the page, and leaves the button where it is', async () => {
  const { element, intents, asked, $cart } = await open([boughtWith])
  await shown(element, ['Bowl'])
  await userEvent.click(find(element, '.add'))
  await vi.waitFor(() => expect(find(element, '.add').dataset['state']).toBe('added'), PATIENT)
  expect(intents).toContainEqual(['addLine', { variantId: 'bowl-v1', quantity: 1 }])
  expect(page.heard.map(({ type }) => type)).toEqual(['tote-add-request', 'tote-cart-change'])
  const added = testLine({ name: 'bowl', title: 'Bowl' })
  const merchandise = { ...added.merchandise, variantId: bowl.variants[0]?.id ?? added.merchandise.variantId }
  $cart.set(testCart([...basket, { ...added, merchandise }]))
  await elementUpdated(element)
  expect(titles(element)).toEqual(['Bowl'])
  expect(asked).toHaveLength(1)
  await expect(element).to.be.accessible()
})

test('the hub is asked again when the basket is another', async () => {
  const { element, asked, $cart } = await open([boughtWith])
  await shown(element, ['Bowl'])
  $cart.set(testCart(basket, { pendingCount: 1 }))
  await elementUpdated(element)
  expect(asked).toHaveLength(1)
  $cart.set(testCart([]))
  await vi.waitFor(() => expect(asked).toHaveLength(2), PATIENT)
})

test('what has a choice opens in full, by keyboard; the page may show it itself', async () => {
  const { element, intents } = await open([inShow('shirt')])
  await shown(element, ['Linen overshirt'])
  element.addEventListener('tote-product-open', (event) => event.preventDefault(), { once: true })
  find(element, '.title').focus()
  await userEvent.keyboard('{Enter}')
  expect(element.renderRoot.querySelector('dialog')).toBeNull()
  find(element, '.add').focus()
  await userEvent.keyboard('{Enter}')
  const sheet = find(element, 'dialog')
  expect(sheet.matches(':modal')).toBe(true)
  expect(page.heard.map(({ type }) => type)).toEqual(['tote-product-open', 'tote-product-open'])
  expect(intents.some(([name]) => name === 'addLine')).toBe(false)
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(element.renderRoot.querySelector('dialog')).toBeNull(), PATIENT)
})

test.each([
  ['there is nothing to suggest', { suggestAnswer: () => Promise.resolve({ suggestions: [] }) }],
  ['the hub answers something else', { suggestAnswer: () => Promise.resolve('soon') }],
  ['the hub cannot be asked', { suggestAnswer: () => Promise.reject(new Error('away')) }],
])('nothing is shown where %s', async (_name, options) => {
  const { element, asked } = await open([], options)
  await vi.waitFor(() => expect(asked).toHaveLength(1), PATIENT)
  await elementUpdated(element)
  expect(element.renderRoot.querySelector('.suggestions')).toBeNull()
})

test('what this page does not know, or has sold out since, is left out; offline nobody is asked', async () => {
  const gone = testProduct({ name: 'gone', title: 'Gone', isSoldOut: true })
  const made = await open([inShow('stray'), inShow('gone'), boughtWith], { products: [vase, bowl, gone] })
  await shown(made.element, ['Bowl'])
  const away = await open([boughtWith], { connection: { status: 'offline', sinceMs: 0 } })
  await elementUpdated(away.element)
  expect(away.asked).toEqual([])
})

test('of another product nothing of the first stays', async () => {
  const { element } = await open([boughtWith])
  await shown(element, ['Bowl'])
  element.product = 'bowl'
  await elementUpdated(element)
  expect(titles(element)).toEqual([])
})
