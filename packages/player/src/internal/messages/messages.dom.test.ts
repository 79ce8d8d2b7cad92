import { elementUpdated } from '@tote/testkit/dom'
import { afterEach, expect, test } from 'vitest'
import { ToteCart } from '../../tote-cart/tote-cart.ts'
import { find, mount, textOf } from '../testing/mount-fixtures.ts'
import { createTestTote, testCart, testLine } from '../testing/tote-fixtures.ts'
import { registerMessages } from './page-messages.ts'

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

test('the nearest language counts, and a text that is not translated stays English with English plurals', async () => {
  const element = await mount('tote-cart', createTestTote({ cart: cart() }).tote)
  element.lang = 'de'
  await elementUpdated(element)
  expect(textOf(find(element, '.count'))).toBe('1 item')
  expect(textOf(find(element, '.subtotal'))).toMatch(/^Zwischensumme/)
})

test('a translation that comes late is drawn', async () => {
  document.documentElement.lang = 'fr'
  const element = await mount('tote-cart', createTestTote({ cart: cart() }).tote)
  registerMessages('fr', { 'cart.title': 'Votre panier' })
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
