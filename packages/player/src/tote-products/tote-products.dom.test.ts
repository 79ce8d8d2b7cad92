import { elementUpdated } from '@tote/testkit/dom'
import { beforeEach, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { find, listen, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { testProduct, testVariant } from '../internal/testing/product-fixtures.ts'
import { createTestTote } from '../internal/testing/tote-fixtures.ts'
import { ToteProduct } from '../tote-product/tote-product.ts'
import { ToteProducts } from './tote-products.ts'

customElements.define('tote-product', ToteProduct)
customElements.define('tote-products', ToteProducts)

const page = listen('tote-product-open', 'tote-product-close')
beforeEach(() => {
  page.heard.length = 0
})

const vase = testProduct({ name: 'vase', title: 'Vase' })
const bowl = testProduct({ name: 'bowl', title: 'Bowl', variants: [testVariant({ isSoldOut: true })] })

test('what is shown now and what is sold out is marked', async () => {
  const list = await mount('tote-products', createTestTote({ products: [vase, bowl], pinned: [vase] }).tote)
  const items = [...list.renderRoot.querySelectorAll('.text')].map(textOf)
  expect(items).toEqual(['Showing now Vase €89.00', 'Sold out Bowl €89.00'])
  expect(textOf(find(list, '.count'))).toBe('2 products')
  await expect(list).to.be.accessible()
})

test('before the products are known their place is kept', async () => {
  const list = await mount('tote-products', createTestTote().tote)
  expect(list.renderRoot.querySelectorAll('.ghost').length).toBeGreaterThan(0)
  await expect(list).to.be.accessible()
})

test('by keyboard alone: a product opens in place and back returns to it', async () => {
  const list = await mount('tote-products', createTestTote({ products: [bowl, vase] }).tote)
  await userEvent.keyboard('{Tab}{Tab}{Enter}')
  await vi.waitFor(() =>
    expect(
      list.renderRoot.querySelector('tote-product')?.renderRoot.querySelector(':focus')?.textContent,
    ).toBe('Vase'),
  )
  await expect(list).to.be.accessible()
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}{Enter}')
  await elementUpdated(list)
  expect(list.renderRoot.querySelector<HTMLElement>(':focus')?.dataset['product']).toBe('vase')
  expect(page.heard.map(({ type }) => type)).toEqual(['tote-product-open', 'tote-product-close'])
})

test('a page that prevents the opening shows the product itself', async () => {
  const list = await mount('tote-products', createTestTote({ products: [vase] }).tote)
  list.addEventListener('tote-product-open', (event) => event.preventDefault(), { once: true })
  find(list, '.item').click()
  await elementUpdated(list)
  expect(list.renderRoot.querySelector('tote-product')).toBeNull()
})

test('opening by code fires nothing', async () => {
  const list = await mount('tote-products', createTestTote({ products: [vase] }).tote)
  list.product = 'vase'
  await elementUpdated(list)
  expect(list.renderRoot.querySelector('tote-product')).not.toBeNull()
  expect(page.heard).toEqual([])
})

test('markup in a title is text', async () => {
  const title = '<b>Vase</b>'
  const list = await mount('tote-products', createTestTote({ products: [testProduct({ title })] }).tote)
  expect(textOf(find(list, '.title'))).toBe(title)
})
