import type { ProductView } from '@tote/core'
import { variantIdSchema } from '@tote/protocol'
import { elementUpdated, fixture, html } from '@tote/testkit/dom'
// Every test runs after it anyway; here it is what makes `accessible` known to the compiler.
import '@tote/testkit/dom/setup'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { mugView } from '../console-fixtures.ts'
import { ConsoleProduct } from './console-product.ts'

customElements.define('tote-console-product', ConsoleProduct)

async function mount(product: ProductView = mugView(), pinned = false) {
  const element = await fixture<ConsoleProduct>(
    html`<tote-console-product .product=${product} ?pinned=${pinned}></tote-console-product>`,
  )
  const intents: unknown[] = []
  element.addEventListener('console-intent', (event) =>
    intents.push(event instanceof CustomEvent && event.detail),
  )
  return { element, intents }
}

const button = (name: RegExp | string) => page.getByRole('button', { name })
const variantIds = ['mug-small', 'mug-large']

test('how many wait is said of the product, and of each variant', async () => {
  const { element } = await mount(mugView(['small', 'large']))
  const waiting = () => [...element.renderRoot.querySelectorAll('.waiting')].map((each) => each.textContent)
  expect(waiting()).toEqual([])
  element.waiting = [
    { variantId: variantIdSchema.parse('mug-small'), waiting: 3, called: 1 },
    { variantId: variantIdSchema.parse('mug-large'), waiting: 2, called: 0 },
    { variantId: variantIdSchema.parse('hat-large'), waiting: 9, called: 0 },
  ]
  await userEvent.click(button('Price and stock of The mug'))
  expect(waiting()).toEqual(['5 wait, 1 called', '3 wait, 1 called', '2 wait'])
  await expect(element).to.be.accessible()
})

test('one press pins, once; what is pinned is unpinned', async () => {
  const { element, intents } = await mount()
  await userEvent.click(button('Pin The mug'))
  expect(intents).toEqual([{ kind: 'pinProduct', productId: 'mug' }])

  element.pinned = true
  await elementUpdated(element)
  await userEvent.click(button('Unpin The mug'))
  expect(intents.slice(1)).toEqual([{ kind: 'unpinProduct', productId: 'mug' }])
})

test('while an intent is on its way nothing can be asked again', async () => {
  const { element, intents } = await mount()
  element.busy = true
  await elementUpdated(element)
  for (const each of element.renderRoot.querySelectorAll<HTMLButtonElement>('.pin')) each.click()
  await expect.element(button('Pin The mug')).toBeDisabled()
  expect(intents).toEqual([])
})

test('a new price goes to every variant, in minor units, by Enter as by the button', async () => {
  const { intents } = await mount()
  await userEvent.click(button('Price and stock of The mug'))
  const field = page.getByRole('textbox', { name: /New price/ })
  await expect.element(field).toHaveValue('19.00')
  await userEvent.fill(field, '12,50')
  await userEvent.keyboard('{Enter}')
  const wanted = {
    kind: 'changePrice',
    productId: 'mug',
    prices: variantIds.map((variantId) => ({ variantId, price: 1250 })),
  }
  expect(intents).toEqual([wanted])
  await userEvent.click(button('Change price'))
  expect(intents).toEqual([wanted, wanted])
})

test('a price can be given for some minutes; until when it stands is said beside it', async () => {
  const { element, intents } = await mount()
  await userEvent.click(button('Price and stock of The mug'))
  await userEvent.fill(page.getByRole('textbox', { name: /New price/ }), '12')
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'It stands' }), 'for 5 minutes')
  await userEvent.click(button('Change price'))
  expect(intents).toMatchObject([{ kind: 'changePrice', lastsMs: 300_000 }])
  const endsAt = Date.UTC(2030, 0, 1, 12, 30)
  const product = mugView()
  const variants = product.variants.map((variant) => ({ ...variant, priceEndsAt: endsAt }))
  element.product = { ...product, variants }
  await elementUpdated(element)
  const price = element.renderRoot.querySelector('.what .soft')?.textContent
  expect(price).toContain(`until ${new Date(endsAt).toLocaleTimeString()}`)
})

test('what is not a price is told beside the field, and asks nothing', async () => {
  const { element, intents } = await mount()
  await userEvent.click(button('Price and stock of The mug'))
  const field = page.getByRole('textbox', { name: /New price/ })
  await userEvent.fill(field, '1.200,00')
  await userEvent.keyboard('{Enter}')
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('“1.200,00” is not a price. Type it like 19.00.')
  await expect.element(field).toHaveAttribute('aria-invalid', 'true')
  expect(intents).toEqual([])
  await expect(element).to.be.accessible()

  await userEvent.fill(field, '12')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('alert')).toHaveTextContent('')
  expect(intents).toHaveLength(1)
})

test('all or one of the variants are marked sold out, and brought back', async () => {
  const { element, intents } = await mount()
  await userEvent.click(button('Price and stock of The mug'))
  await userEvent.click(button('Mark all sold out'))
  await userEvent.click(button(/^Sold out ?: large$/))
  element.product = mugView(['large'])
  await elementUpdated(element)
  await expect.element(button(/^Sold out ?: large$/)).toHaveAttribute('aria-pressed', 'true')
  await userEvent.click(button(/^Sold out ?: large$/))
  await userEvent.click(button('Back in stock'))
  const mark = (ids: string[], isSoldOut: boolean) => ({
    kind: 'markSoldOut',
    productId: 'mug',
    variantIds: ids,
    isSoldOut,
  })
  expect(intents).toEqual([
    mark(variantIds, true),
    mark(['mug-large'], true),
    mark(['mug-large'], false),
    mark(variantIds, false),
  ])
})

test.each([
  ['for sale', mugView(), false],
  ['on air and sold out', mugView(['small', 'large']), true],
])('a product %s is accessible, closed and open', async (_, product, pinned) => {
  const { element } = await mount(product, pinned)
  await expect(element).to.be.accessible()
  await userEvent.click(button('Price and stock of The mug'))
  await expect.element(page.getByRole('textbox', { name: /New price/ })).toBeVisible()
  await expect(element).to.be.accessible()
})
