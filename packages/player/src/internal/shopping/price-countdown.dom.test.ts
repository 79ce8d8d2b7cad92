import { money, showIdSchema } from '@tote/protocol'
import { elementUpdated } from '@tote/testkit/dom'
import { expect, test, vi } from 'vitest'
import { ToteProductCard } from '../../tote-product-card/tote-product-card.ts'
import { ToteProduct } from '../../tote-product/tote-product.ts'
import { find, mount, textOf } from '../testing/mount-fixtures.ts'
import { testProduct, testVariant } from '../testing/product-fixtures.ts'
import { createTestTote } from '../testing/tote-fixtures.ts'

customElements.define('tote-product', ToteProduct)
customElements.define('tote-product-card', ToteProductCard)

const START = 1_000_000
const usual = testProduct({ name: 'vase', title: 'Vase' })
const dropped = (endsAt: number, amount = 5900) => {
  const price = { price: money(amount, 'EUR'), compareAt: money(8900, 'EUR'), priceEndsAt: endsAt }
  return testProduct({ ...usual, variants: [testVariant({ name: 'vase-v1', ...price })] })
}

async function mountCard(endsAt: number) {
  const product = dropped(endsAt)
  const world = createTestTote({ products: [product], pinned: [product] })
  const at = (pdt: number, isPlaying = true) =>
    world.$position.set({ showId: showIdSchema.parse('show'), mode: 'live', pdt, isPlaying })
  at(START)
  const card = await mount('tote-product-card', world.tote)
  await vi.waitFor(() => expect(card.renderRoot.querySelector('.ends')).not.toBeNull())
  const shown = () => {
    const ends = card.renderRoot.querySelector('.ends')
    return ends === null ? null : textOf(ends)
  }
  const move = async (pdt: number, isPlaying = true) => {
    at(pdt, isPlaying)
    await settle()
  }
  // What is told follows what is drawn.
  const settle = async () => {
    await elementUpdated(card)
    await elementUpdated(card)
  }
  const show = async (view: typeof product) => {
    world.$products.set([view])
    world.$moment.set({ pinned: [view], chapter: null, note: null })
    await settle()
  }
  const heard = () => find(card, '.facts [role=status]').textContent
  await settle()
  return { card, world, shown, move, show, heard }
}

test('the countdown is that of the picture: it follows it forward, back and not at all', async () => {
  const { card, shown, move } = await mountCard(START + 299_500)
  expect(shown()).toBe('5:00 left')
  await move(START + 1000)
  expect(shown()).toBe('4:59 left')
  // A seek, and a viewer minutes behind live.
  await move(START + 200_000)
  expect(shown()).toBe('1:40 left')
  await move(START + 60_000)
  expect(shown()).toBe('4:00 left')
  // Paused it is where it was.
  await move(START + 60_000, false)
  expect(shown()).toBe('4:00 left')
  await expect(card).to.be.accessible()
})

test('its last seconds are marked, and when it is over it is gone and the old price is back', async () => {
  const { card, shown, move, show } = await mountCard(START + 60_000)
  await move(START + 49_000)
  expect(find(card, '.ends').hasAttribute('data-soon')).toBe(false)
  await move(START + 50_000)
  expect(find(card, '.ends').hasAttribute('data-soon')).toBe(true)
  await move(START + 60_000)
  await show(usual)
  expect([shown(), textOf(find(card, '.price'))]).toEqual([null, '€89.00'])
})

test('ears hear a beginning, the last minute and the end, and no second between', async () => {
  const { move, show, heard } = await mountCard(START + 180_000)
  expect(heard()).toBe('Vase costs €59.00 for 3 more minutes')
  for (const after of [1, 30, 119]) {
    await move(START + after * 1000)
    expect(heard()).toBe('Vase costs €59.00 for 3 more minutes')
  }
  await move(START + 120_000)
  expect(heard()).toBe('Vase costs €59.00 for 1 more minute')
  await move(START + 175_000)
  expect(heard()).toBe('Vase costs €59.00 for 1 more minute')
  await move(START + 180_000)
  await show(usual)
  expect(heard()).toBe('Vase costs €89.00 again')
})

test('gone back to before it began, nothing has ended', async () => {
  const { move, show, heard, shown } = await mountCard(START + 180_000)
  await move(START - 60_000)
  await show(usual)
  expect([shown(), heard()]).toEqual([null, ''])
})

test('the product in full counts down too, and leaves the telling to the card', async () => {
  const world = createTestTote({ products: [dropped(START + 60_000)] })
  world.$position.set({ showId: showIdSchema.parse('show'), mode: 'replay', pdt: START, isPlaying: true })
  const page = await mount('tote-product', world.tote, { product: 'vase' })
  await vi.waitFor(() => expect(textOf(find(page, '.ends'))).toBe('1:00 left'))
  expect(page.renderRoot.querySelector('.facts [role=status]')).toBeNull()
  await expect(page).to.be.accessible()
})
