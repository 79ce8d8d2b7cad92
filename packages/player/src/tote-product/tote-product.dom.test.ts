import { elementUpdated } from '@tote/testkit/dom'
import { beforeEach, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { find, listen, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { testProduct, testShirt, testVariant } from '../internal/testing/product-fixtures.ts'
import { createTestTote } from '../internal/testing/tote-fixtures.ts'
import { ToteProduct } from './tote-product.ts'

customElements.define('tote-product', ToteProduct)

const page = listen('tote-add-request', 'tote-cart-change', 'tote-product-close')
beforeEach(() => {
  page.heard.length = 0
})

test('a product is shown in full', async () => {
  const products = [testShirt({ brand: 'Atelier', description: 'Washed linen.' })]
  const product = await mount('tote-product', createTestTote({ products }).tote, { product: 'shirt' })
  expect(textOf(find(product, '.heading'))).toBe('Atelier Linen overshirt From €89.00')
  expect(textOf(find(product, '.description'))).toBe('Washed linen.')
  await expect(product).to.be.accessible()
})

test('the choice decides the price and what few are left of', async () => {
  const product = await mount('tote-product', createTestTote({ products: [testShirt()] }).tote, {
    product: 'shirt',
  })
  find(product, 'input[value=Clay]').click()
  find(product, 'input[value=S]').click()
  await elementUpdated(product)
  expect(textOf(find(product, '.facts'))).toBe('€99.00 Only 3 left')
})

test('a combination that is not there is sold out', async () => {
  const product = await mount('tote-product', createTestTote({ products: [testShirt()] }).tote, {
    product: 'shirt',
  })
  find(product, 'input[value=Clay]').click()
  find(product, 'input[value=L]').click()
  await elementUpdated(product)
  expect(find(product, '.add').matches(':disabled')).toBe(true)
  await expect(product).to.be.accessible()
})

test('by keyboard alone: three are added at once', async () => {
  const { tote, intents } = createTestTote({ products: [testProduct()] })
  const product = await mount('tote-product', tote, { product: 'linen-shirt' })
  find(product, '.more').focus()
  await userEvent.keyboard('{Enter}{Enter}')
  await vi.waitFor(() => expect(textOf(find(product, '.quantity'))).toBe('3'))
  await userEvent.keyboard('{Tab}{Enter}')
  expect(intents).toEqual([['addLine', { variantId: 'linen-shirt-v1', quantity: 3 }]])
  expect(page.heard.map(({ type }) => type)).toEqual(['tote-add-request', 'tote-cart-change'])
})

test('fewer than one cannot be asked for', async () => {
  const product = await mount('tote-product', createTestTote({ products: [testProduct()] }).tote, {
    product: 'linen-shirt',
  })
  find(product, '.less').click()
  await elementUpdated(product)
  expect(textOf(find(product, '.quantity'))).toBe('1')
  expect(find(product, '.less').getAttribute('aria-disabled')).toBe('true')
})

test('another product begins with one', async () => {
  const products = [testProduct({ name: 'a' }), testProduct({ name: 'b' })]
  const product = await mount('tote-product', createTestTote({ products }).tote, { product: 'a' })
  find(product, '.more').click()
  product.product = 'b'
  await elementUpdated(product)
  expect(textOf(find(product, '.quantity'))).toBe('1')
})

test('back tells the page', async () => {
  const product = await mount('tote-product', createTestTote({ products: [testProduct()] }).tote, {
    product: 'linen-shirt',
    back: true,
  })
  find(product, '.back').click()
  expect(page.heard.map(({ type }) => type)).toEqual(['tote-product-close'])
  await expect(product).to.be.accessible()
})

test('a product that is not of the show is said to be missing', async () => {
  const product = await mount('tote-product', createTestTote({ products: [testProduct()] }).tote, {
    product: 'other',
  })
  expect(textOf(find(product, '.product'))).toContain('not part of the show')
})

test('markup in title, brand and description is text', async () => {
  const markup = '<b>x</b>'
  const products = [testProduct({ title: markup, brand: markup, description: markup })]
  const product = await mount('tote-product', createTestTote({ products }).tote, { product: 'linen-shirt' })
  expect(product.renderRoot.querySelector('b')).toBeNull()
  expect(textOf(find(product, '.title'))).toBe(markup)
})

test('what waits for a product that is sold out is as wide as the button above it', async () => {
  const gone = testProduct({ name: 'gone', variants: [testVariant({ isSoldOut: true })] })
  const product = await mount('tote-product', createTestTote({ products: [gone] }).tote, { product: 'gone' })
  await customElements.whenDefined('tote-waitlist')
  await vi.waitFor(() =>
    expect(find(product, 'tote-waitlist').shadowRoot?.querySelector('button')).toBeTruthy(),
  )
  const widths = ['.add', 'tote-waitlist'].map((part) => find(product, part).getBoundingClientRect().width)
  expect(widths[1]).toBe(widths[0])
})
