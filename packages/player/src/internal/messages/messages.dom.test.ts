import { elementUpdated } from '@tote/testkit/dom'
import { afterEach, expect, test, vi } from 'vitest'
import { ToteCart } from '../../tote-cart/tote-cart.ts'
import { find, mount, textOf } from '../testing/mount-fixtures.ts'
import { createTestTote, testCart, testLine } from '../testing/tote-fixtures.ts'
import { loadLanguage } from './load-language.ts'
import { pageTranslations, registerMessages } from './page-messages.ts'

customElements.define('tote-cart', ToteCart)
const { lang } = document.documentElement
afterEach(() => {
  document.documentElement.lang = lang
})

const cart = () => testCart([testLine()])

test('texts and money follow the language of the page, also when it changes', async () => {
  registerMessages('de', { 'cart.subtotal': 'Zwischensumme' })
  document.documentElement.lang = 'en'
  const element = await mount('tote-cart', createTestTote({ cart: cart() }).tote)
  expect(textOf(find(element, '.subtotal'))).toBe('Subtotal €89.00')
  document.documentElement.lang = 'de-AT'
  // An observer of attributes speaks in a microtask, and the element then draws itself.
  await Promise.resolve()
  await elementUpdated(element)
  expect(textOf(find(element, '.subtotal'))).toMatch(/^Zwischensumme € 89,00$/)
})

test('a browser that names no language gets English', async () => {
  document.documentElement.removeAttribute('lang')
  Object.defineProperty(navigator, 'language', { value: 'C', configurable: true })
  const element = await mount('tote-cart', createTestTote({ cart: cart() }).tote)
  Reflect.deleteProperty(navigator, 'language')
  expect(textOf(find(element, '.subtotal'))).toBe('Subtotal €89.00')
})

test('the nearest language counts, and a text that is not translated stays English with English plurals', async () => {
  // There is no catalogue of ours in Danish.
  registerMessages('da', { 'cart.subtotal': 'Subtotal (dk)' })
  const element = await mount('tote-cart', createTestTote({ cart: cart() }).tote)
  element.lang = 'da'
  await vi.waitFor(() => expect(textOf(find(element, '.subtotal'))).toMatch(/^Subtotal \(dk\)/))
  expect(textOf(find(element, '.count'))).toBe('1 item')
})

test('our own catalogue comes by itself, with the plurals of its language, and leaves the page its own texts', async () => {
  registerMessages('pl', { 'cart.title': 'Torba' })
  document.documentElement.lang = 'pl'
  const element = await mount(
    'tote-cart',
    createTestTote({ cart: testCart([testLine({ quantity: 3 })]) }).tote,
  )
  await vi.waitFor(() => expect(textOf(find(element, '.count'))).toBe('3 sztuki'))
  expect(textOf(find(element, 'h2'))).toBe('Torba')
})

test('a language can be had before anything is drawn; one we have not is said to be missing', async () => {
  expect(await loadLanguage('ja-JP')).toBe(true)
  expect(await loadLanguage('da')).toBe(false)
  document.documentElement.lang = 'ja'
  const element = await mount('tote-cart', createTestTote({ cart: cart() }).tote)
  expect(textOf(find(element, 'h2'))).toBe('カート')
})

test('a translation that comes late is drawn', async () => {
  document.documentElement.lang = 'sv'
  const element = await mount('tote-cart', createTestTote({ cart: cart() }).tote)
  registerMessages('sv', { 'cart.title': 'Votre panier' })
  await elementUpdated(element)
  expect(textOf(find(element, 'h2'))).toBe('Votre panier')
})

test("an element's own texts come before the page's", async () => {
  const messages = { 'cart.title': 'Bag' }
  const element = await mount('tote-cart', createTestTote({ cart: cart() }).tote, { messages })
  expect(textOf(find(element, 'h2'))).toBe('Bag')
})

test('a language that is no language is passed over', async () => {
  document.documentElement.lang = 'en'
  const element = await mount('tote-cart', createTestTote({ cart: cart() }).tote)
  element.lang = 'not a language!'
  await elementUpdated(element)
  expect(textOf(find(element, '.subtotal'))).toBe('Subtotal €89.00')
})

test('[U14] drawn once more after it was taken out, an element is held by no text of the page', async () => {
  const element = await mount('tote-cart', createTestTote({ cart: cart() }).tote)
  const held = pageTranslations()?.lc ?? 0
  element.remove()
  element.requestUpdate()
  await elementUpdated(element)
  expect(pageTranslations()?.lc).toBe(held - 1)
})
