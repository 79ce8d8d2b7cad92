import { elementUpdated } from '@tote/testkit/dom'
import type { Outcome } from '@tote/core'
import { money } from '@tote/protocol'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { find, listen, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { testProduct, testShirt, testVariant } from '../internal/testing/product-fixtures.ts'
import { createTestTote } from '../internal/testing/tote-fixtures.ts'
import { ToteProduct } from '../tote-product/tote-product.ts'
import { ToteProductCard } from './tote-product-card.ts'

customElements.define('tote-product', ToteProduct)
customElements.define('tote-product-card', ToteProductCard)

const page = listen('tote-add-request', 'tote-cart-change', 'tote-product-open')
beforeEach(() => {
  page.heard.length = 0
})
afterEach(() => vi.useRealTimers())

const heardTypes = () => page.heard.map(({ type }) => type)

test('nothing is shown before the picture shows a product, and it is accessible', async () => {
  const card = await mount('tote-product-card', createTestTote().tote)
  expect(card.renderRoot.querySelector('.card')).toBeNull()
  await expect(card).to.be.accessible()
})

test('the latest product is large, the earlier ones are small', async () => {
  const pinned = [testProduct({ title: 'Vase' }), testProduct({ name: 'b', title: 'Bowl' })]
  const card = await mount('tote-product-card', createTestTote({ pinned }).tote)
  expect(textOf(find(card, '.card'))).toContain('Vase')
  expect(textOf(find(card, '.also-title'))).toBe('Bowl')
  await expect(card).to.be.accessible()
})

test('a card that is no longer shown leaves when its motion is over', async () => {
  const { tote, $moment } = createTestTote({ pinned: [testProduct()] })
  const card = await mount('tote-product-card', tote)
  card.style.setProperty('--tote-duration-quick', '80ms')
  $moment.set({ pinned: [], chapter: null, note: null })
  await elementUpdated(card)
  expect(find(card, '.card').inert).toBe(true)
  await vi.waitFor(() => expect(card.renderRoot.querySelector('.card')).toBeNull())
})

test('a price that fell shows the old one, named for ears', async () => {
  const variants = [testVariant({ price: money(8000, 'EUR'), compareAt: money(10000, 'EUR') })]
  const card = await mount('tote-product-card', createTestTote({ pinned: [testProduct({ variants })] }).tote)
  expect(find(card, '.price').textContent.replace(/\s+/g, ' ').trim()).toBe('Now €80.00 Was €100.00 20% off')
})

test('few left is said', async () => {
  const variants = [testVariant({ lowStock: 3 })]
  const card = await mount('tote-product-card', createTestTote({ pinned: [testProduct({ variants })] }).tote)
  expect(textOf(find(card, '.low-stock'))).toBe('Only 3 left')
})

test('what is sold out cannot be added', async () => {
  const variants = [testVariant({ isSoldOut: true })]
  const card = await mount('tote-product-card', createTestTote({ pinned: [testProduct({ variants })] }).tote)
  const add = find(card, '.add')
  expect(textOf(add)).toContain('Sold out')
  expect(add.matches(':disabled')).toBe(true)
  await expect(card).to.be.accessible()
})

test('one press adds one unit, and asks and tells the page once each', async () => {
  const { tote, intents } = createTestTote({ pinned: [testProduct()] })
  const card = await mount('tote-product-card', tote)
  find(card, '.add').click()
  await vi.waitFor(() => expect(find(card, '.add').dataset['state']).toBe('added'))
  expect(intents).toEqual([['addLine', { variantId: 'linen-shirt-v1', quantity: 1 }]])
  expect(heardTypes()).toEqual(['tote-add-request', 'tote-cart-change'])
  expect(find(card, '[part=status]').textContent).toContain('was added')
  await expect(card).to.be.accessible()
})

test('a page that prevents the request adds by itself', async () => {
  const { tote, intents } = createTestTote({ pinned: [testProduct()] })
  const card = await mount('tote-product-card', tote)
  card.addEventListener('tote-add-request', (event) => event.preventDefault(), { once: true })
  find(card, '.add').click()
  await elementUpdated(card)
  expect(intents).toEqual([])
  expect(heardTypes()).toEqual(['tote-add-request'])
  expect(find(card, '.add').dataset['state']).toBe('idle')
})

test('three quick presses are three adds', async () => {
  const { tote, intents } = createTestTote({ pinned: [testProduct()] })
  const card = await mount('tote-product-card', tote)
  const add = find(card, '.add')
  for (let press = 0; press < 3; press++) add.click()
  expect(intents).toHaveLength(3)
})

test('[U49] saving is said after one second without an answer, and added when it comes', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const answer = Promise.withResolvers<Outcome>()
  const card = await mount(
    'tote-product-card',
    createTestTote({ pinned: [testProduct()], outcome: answer.promise }).tote,
  )
  const add = find(card, '.add')
  add.click()
  vi.advanceTimersByTime(999)
  await elementUpdated(card)
  expect(textOf(add)).toContain('Add to basket')
  vi.advanceTimersByTime(1)
  await elementUpdated(card)
  expect(textOf(add)).toContain('Saving…')
  answer.resolve({ status: 'accepted' })
  await vi.waitFor(() => expect(textOf(add)).toContain('Added'))
})

test('a refused add is said in plain words', async () => {
  const outcome: Outcome = { status: 'rejected', code: 'no_stock', free: 2 }
  const card = await mount('tote-product-card', createTestTote({ pinned: [testProduct()], outcome }).tote)
  find(card, '.add').click()
  await vi.waitFor(() => expect(textOf(find(card, '[part=status]'))).toBe('Only 2 left'))
  await expect(card).to.be.accessible()
})

test('by keyboard alone: the button leads to what is missing, arrows choose, enter adds', async () => {
  const { tote, intents } = createTestTote({ pinned: [testShirt()] })
  const card = await mount('tote-product-card', tote)
  find(card, '.add').focus()
  await userEvent.keyboard('{Enter}')
  expect(card.renderRoot.querySelector(':focus')?.getAttribute('value')).toBe('Chalk')
  await userEvent.keyboard('[Space]')
  await elementUpdated(card)
  await userEvent.keyboard('{Tab}[Space]{ArrowRight}')
  await elementUpdated(card)
  expect(textOf(find(card, '.price'))).toBe('€89.00')
  await userEvent.keyboard('{Tab}{Enter}')
  expect(intents).toEqual([['addLine', { variantId: 'shirt-Chalk-M', quantity: 1 }]])
  await expect(card).to.be.accessible()
})

test('a value that is sold out with what is picked says so', async () => {
  const card = await mount('tote-product-card', createTestTote({ pinned: [testShirt()] }).tote)
  find(card, 'input[value=Clay]').click()
  await elementUpdated(card)
  const chips = [...card.renderRoot.querySelectorAll('[data-sold-out]')]
  expect(chips.map((chip) => chip.textContent.replace(/\s+/g, ' ').trim())).toEqual([
    'M , Sold out',
    'L , Sold out',
  ])
})

test('many values are a list', async () => {
  const values = ['36', '37', '38', '39', '40', '41', '42', '43', '44']
  const variants = values.map((value) => testVariant({ name: `size-${value}`, options: [value] }))
  const product = testProduct({ options: [{ name: 'Size', values }], variants })
  const { tote, intents } = createTestTote({ pinned: [product] })
  const card = await mount('tote-product-card', tote)
  await expect(card).to.be.accessible()
  await userEvent.selectOptions(find(card, 'select'), '38')
  await elementUpdated(card)
  find(card, '.add').click()
  expect(intents).toEqual([['addLine', { variantId: 'size-38', quantity: 1 }]])
})

test('the next product begins without the picks of the last', async () => {
  const { tote, $moment } = createTestTote({ pinned: [testShirt()] })
  const card = await mount('tote-product-card', tote)
  find(card, 'input[value=Clay]').click()
  const next = testShirt({
    ...testProduct({ name: 'next' }),
    options: testShirt().options,
    variants: testShirt().variants,
  })
  $moment.set({ pinned: [next], chapter: null, note: null })
  await elementUpdated(card)
  expect(card.renderRoot.querySelectorAll('.card:not([data-leaving]) :checked')).toHaveLength(0)
})

test('over the picture, a product with a choice opens in full; the sheet closes by Escape', async () => {
  const pinned = [testShirt()]
  const card = await mount('tote-product-card', createTestTote({ pinned }).tote, { compact: true })
  await expect(card).to.be.accessible()
  await userEvent.click(find(card, '.add'))
  const sheet = find(card, 'dialog')
  expect(sheet.matches(':modal')).toBe(true)
  expect(sheet.querySelector('tote-product')?.renderRoot.querySelector('h2')?.textContent).toBe(
    'Linen overshirt',
  )
  await expect(card).to.be.accessible()
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(card.renderRoot.querySelector('dialog')).toBeNull())
  expect(heardTypes()).toEqual(['tote-product-open'])
})

test('a page that prevents the opening shows the product itself', async () => {
  const card = await mount('tote-product-card', createTestTote({ pinned: [testProduct()] }).tote)
  card.addEventListener('tote-product-open', (event) => event.preventDefault(), { once: true })
  find(card, '.title').click()
  await elementUpdated(card)
  expect(card.renderRoot.querySelector('dialog')).toBeNull()
  expect(page.heard).toHaveLength(1)
})

test('a fixed product is shown whatever the picture shows', async () => {
  const products = [testProduct({ name: 'a', title: 'Vase' }), testProduct({ name: 'b', title: 'Bowl' })]
  const card = await mount('tote-product-card', createTestTote({ products }).tote, { product: 'b' })
  expect(textOf(find(card, '.name'))).toBe('Bowl')
})

test('markup in a title is text', async () => {
  const title = '<img src=x onerror=alert(1)>'
  const card = await mount('tote-product-card', createTestTote({ pinned: [testProduct({ title })] }).tote)
  expect(textOf(find(card, '.title'))).toBe(title)
  expect(card.renderRoot.querySelector('img')).toBeNull()
})

test('a broken picture gives way to the initial of the title', async () => {
  const pinned = [testProduct({ image: 'data:image/png;base64,AAAA' })]
  const card = await mount('tote-product-card', createTestTote({ pinned }).tote)
  await vi.waitFor(() => expect(find(card, '.picture').dataset['state']).toBe('missing'))
  expect(getComputedStyle(find(card, '.initial')).visibility).toBe('visible')
})

test('from right to left the picture of the small form is on the right', async () => {
  const card = await mount('tote-product-card', createTestTote({ pinned: [testProduct()] }).tote, {
    compact: true,
  })
  card.dir = 'rtl'
  const picture = find(card, '.picture').getBoundingClientRect()
  const add = find(card, '.add').getBoundingClientRect()
  expect(picture.left).toBeGreaterThan(add.right)
})

test('every button of the card is at least 44 pixels high', async () => {
  const pinned = [testShirt(), testProduct()]
  const card = await mount('tote-product-card', createTestTote({ pinned }).tote)
  const targets = [...card.renderRoot.querySelectorAll('.add, .chip, .also-product')]
  expect(targets.length).toBeGreaterThan(5)
  for (const target of targets) expect(target.getBoundingClientRect().height).toBeGreaterThanOrEqual(44)
})

test('changes by code fire nothing', async () => {
  const { tote, $moment } = createTestTote({ pinned: [testProduct()] })
  const card = await mount('tote-product-card', tote)
  $moment.set({ pinned: [testShirt()], chapter: null, note: null })
  card.product = 'shirt'
  card.compact = true
  await elementUpdated(card)
  expect(page.heard).toEqual([])
})

test('over the picture a refusal stands inside the card, over nothing else', async () => {
  const pinned = [testProduct()]
  const made = createTestTote({ pinned, outcome: { status: 'rejected', code: 'no_stock', free: 0 } })
  const element = await mount('tote-product-card', made.tote, { compact: true })
  find(element, '.add').click()
  await vi.waitFor(() => expect(element.renderRoot.querySelector('.refusal')).not.toBeNull())
  const [frame, refusal] = ['.card', '.refusal'].map((part) => find(element, part).getBoundingClientRect())
  expect(refusal?.top).toBeGreaterThan(frame?.top ?? 0)
  expect(refusal?.bottom).toBeLessThanOrEqual(frame?.bottom ?? 0)
})
