import { elementUpdated } from '@tote/testkit/dom'
import { afterEach, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { testProduct } from '../internal/testing/product-fixtures.ts'
import { createTestTote } from '../internal/testing/tote-fixtures.ts'
import { ToteProduct } from '../tote-product/tote-product.ts'
import { ToteProducts } from './tote-products.ts'

customElements.define('tote-product', ToteProduct)
customElements.define('tote-products', ToteProducts)

const goods = ['Café cup', 'Vase', 'Bowl', 'Plate', 'Linen shirt', 'Linen sheet', 'Lamp', 'Scarf', 'Candle']
const products = goods.map((title) => testProduct({ name: title.toLowerCase().replace(/\W/g, '-'), title }))

afterEach(() => vi.useRealTimers())

async function mountList(tote = createTestTote({ products })) {
  const list = await mount('tote-products', tote.tote)
  const field = await vi.waitFor(() => {
    const there = list.renderRoot.querySelector<HTMLInputElement>('.search-field')
    if (there === null) throw new Error('the search has not come yet')
    return there
  })
  const titles = () => [...list.renderRoot.querySelectorAll('.title')].map(textOf)
  return { list, field, titles, status: () => find(list, '.search [role=status]') }
}

test('a few products are looked at, not searched', async () => {
  const list = await mount('tote-products', createTestTote({ products: products.slice(0, 8) }).tote)
  expect(list.renderRoot.querySelector('.search-place')).toBeNull()
})

test('the list follows what is typed, and its number is told once the fingers rest', async () => {
  const { list, field, titles, status } = await mountList()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  field.focus()
  field.value = 'line'
  field.dispatchEvent(new Event('input'))
  await elementUpdated(list)
  expect(titles()).toEqual(['Linen shirt', 'Linen sheet'])
  expect(textOf(find(list, '.count'))).toBe('2 products')
  expect(textOf(status())).toBe('')
  field.value = 'linen sh'
  field.dispatchEvent(new Event('input'))
  vi.advanceTimersByTime(500)
  field.value = 'linen shi'
  field.dispatchEvent(new Event('input'))
  vi.advanceTimersByTime(500)
  await elementUpdated(list)
  expect(textOf(status())).toBe('')
  vi.advanceTimersByTime(100)
  await elementUpdated(list)
  expect(textOf(status())).toBe('1 product found')
})

test('nothing found says so in the words that were typed, as text, and leads back to all', async () => {
  const { list, field, titles } = await mountList()
  await userEvent.type(field, '<b>hat')
  await elementUpdated(list)
  expect(textOf(find(list, '.none p'))).toBe('Nothing in this show is called “<b>hat”.')
  await expect(list).to.be.accessible()
  find(list, '.none button').click()
  await elementUpdated(list)
  expect(titles()).toEqual(goods)
  expect(list.renderRoot.querySelector(':focus')).toBe(field)
})

test('with a search the list is accessible, and what was found stays found on the way back from a product', async () => {
  const { list, field, titles } = await mountList()
  await userEvent.type(field, 'cafe')
  await elementUpdated(list)
  await expect(list).to.be.accessible()
  find(list, '.item').click()
  await elementUpdated(list)
  expect(find(list, 'tote-product')).not.toBeNull()
  list.product = null
  await elementUpdated(list)
  expect(titles()).toEqual(['Café cup'])
  expect(find(list, '.search-field')).toHaveProperty('value', 'cafe')
})

test('[U33] what is typed stays in the field; Escape first empties it, then goes on to what is around', async () => {
  const { list, field, titles } = await mountList()
  const heard: string[] = []
  const listener = ({ key }: KeyboardEvent) => void heard.push(key)
  document.addEventListener('keydown', listener)
  await userEvent.type(field, 'lamp')
  await userEvent.keyboard('{Escape}')
  await elementUpdated(list)
  expect(field.value).toBe('')
  expect(titles()).toEqual(goods)
  expect(heard).toEqual([])
  await userEvent.keyboard('{Escape}')
  expect(heard).toEqual(['Escape'])
  document.removeEventListener('keydown', listener)
})

test('a list that became short is shown whole, whatever was looked for', async () => {
  const tote = createTestTote({ products })
  const { list, field, titles } = await mountList(tote)
  await userEvent.type(field, 'lamp')
  tote.$products.set(products.slice(0, 3))
  await elementUpdated(list)
  expect(titles()).toEqual(goods.slice(0, 3))
})
