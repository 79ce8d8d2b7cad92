import { money } from '@tote/protocol'
import { elementUpdated } from '@tote/testkit/dom'
import { beforeEach, expect, test, vi } from 'vitest'
import '../define/tote-product-card.ts'
import '../define/tote-products.ts'
import '../define/tote-product.ts'
import { mountPlayer } from '../tote-player/player-fixtures.ts'
import { listen, mount } from '../internal/testing/mount-fixtures.ts'
import { testProduct, testShirt, testVariant } from '../internal/testing/product-fixtures.ts'
import { createTestTote } from '../internal/testing/tote-fixtures.ts'

const page = listen('tote-add-request', 'tote-product-open', 'tote-product-close', 'tote-cart-change')
beforeEach(() => {
  page.heard.length = 0
})

/** A page's own markup, made as a page's HTML would be. */
function template(kind: string, markup: string): HTMLTemplateElement {
  const made = new DOMParser()
    .parseFromString(`<template data-tote="${kind}">${markup}</template>`, 'text/html')
    .querySelector('template')
  if (made === null) throw new Error('there is no template')
  return document.adoptNode(made)
}

const CARD = `<article class="mine">
  <h3><button data-tote-do="open" data-tote-text="title"></button></h3>
  <img data-tote-src="image" alt="">
  <p class="price" data-tote-text="price"></p><s data-tote-if="compareAt" data-tote-text="compareAt"></s>
  <p class="none" data-tote-if="isSoldOut">Gone</p><p class="some" data-tote-unless="isSoldOut">Here</p>
  <button class="buy" data-tote-do="add">Into my bag</button>
  <p role="status" data-tote-text="status"></p>
</article>`

const vase = testProduct({ name: 'vase', title: '<b>Vase</b>', image: 'javascript:alert(1)' })

async function mountCard(product = vase) {
  const made = createTestTote({ products: [product], pinned: [product] })
  const box = await mount('tote-product-card', made.tote)
  box.append(template('card', CARD))
  box.requestUpdate()
  const own = await vi.waitFor(() => {
    const article = box.querySelector<HTMLElement>('article.mine')
    if (article === null) throw new Error('it is not filled yet')
    return article
  })
  const find = (selector: string) => {
    const found = own.querySelector<HTMLElement>(selector)
    if (found === null) throw new Error(`there is no ${selector}`)
    return found
  }
  return { ...made, card: box, own, find }
}

test('[U40] a page’s own card is filled as text, in the page’s own tree, and takes the place of ours', async () => {
  const { card, find } = await mountCard()
  expect(find('h3').textContent).toBe('<b>Vase</b>')
  expect(find('.price').textContent).toBe('€89.00')
  expect(find('s').hidden).toBe(true)
  expect([find('.none').hidden, find('.some').hidden]).toEqual([true, false])
  // An address that is no picture's is not followed.
  expect([find('img').hidden, find('img').getAttribute('src')]).toEqual([true, null])
  expect(card.renderRoot.querySelector('.card')).toBeNull()
  await expect(card).to.be.accessible()
})

test('[U40] what is pressed in it goes through our events, once each', async () => {
  const { intents, find } = await mountCard()
  find('.buy').click()
  await vi.waitFor(() =>
    expect(find('[role=status]').textContent).toBe('<b>Vase</b> was added to your basket.'),
  )
  expect(page.heard.map(({ type }) => type)).toEqual(['tote-add-request', 'tote-cart-change'])
  expect(intents).toEqual([['addLine', { variantId: 'vase-v1', quantity: 1 }]])
  find('h3 button').click()
  expect(page.heard.at(-1)?.type).toBe('tote-product-open')
})

test('[U40] it follows price, stock and picture without being made anew', async () => {
  const { card, own, find, $products, $moment } = await mountCard()
  const dropped = testProduct({
    ...vase,
    image: 'https://shop.test/vase.webp',
    variants: [
      testVariant({
        name: 'vase-v1',
        price: money(5900, 'EUR'),
        compareAt: money(8900, 'EUR'),
        isSoldOut: true,
      }),
    ],
  })
  const shown = {
    ...dropped,
    priceRange: { min: money(5900, 'EUR'), max: money(5900, 'EUR') },
    isSoldOut: true,
  }
  $products.set([shown])
  $moment.set({ pinned: [shown], chapter: null, note: null })
  await elementUpdated(card)
  expect(card.querySelector('article.mine')).toBe(own)
  expect([find('.price').textContent, find('s').textContent]).toEqual(['€59.00', '€89.00'])
  expect([find('s').hidden, find('.none').hidden]).toEqual([false, false])
  expect(find('img').getAttribute('src')).toBe('https://shop.test/vase.webp')
  $moment.set({ pinned: [], chapter: null, note: null })
  await elementUpdated(card)
  expect(card.querySelector('article.mine')).toBeNull()
})

const PAGE = `<section class="own-page"><h2 data-tote-text="title"></h2>
  <template data-tote-each="variants"><button class="variant" data-tote-do="add" data-tote-text="title"></button></template>
  <button class="back" data-tote-do="close">Back</button></section>`

test('[U40] in the player an own product page lists the variants, adds one, and goes back to the list', async () => {
  const shirt = testShirt()
  const { player } = await mountPlayer({ products: [shirt] })
  player.append(template('product', PAGE))
  await player.play()
  player.openPanel('products')
  await elementUpdated(player)
  const list = player.renderRoot.querySelector('tote-products')
  if (list === null) throw new Error('there is no list')
  await elementUpdated(list)
  list.renderRoot.querySelector<HTMLElement>('.item')?.click()
  const own = await vi.waitFor(() => {
    const section = player.querySelector<HTMLElement>('.own-page')
    if (section === null) throw new Error('it is not filled yet')
    return section
  })
  expect(own.querySelector('h2')?.textContent).toBe('Linen overshirt')
  expect(own.checkVisibility()).toBe(true)
  const variants = [...own.querySelectorAll<HTMLElement>('.variant')]
  expect(variants.map(({ textContent }) => textContent)).toEqual(shirt.variants.map(({ title }) => title))
  variants[1]?.click()
  expect(page.heard.find(({ type }) => type === 'tote-add-request')).toMatchObject({
    detail: { productId: 'shirt', variantId: 'shirt-Chalk-M', quantity: 1 },
  })
  own.querySelector<HTMLElement>('.back')?.click()
  await elementUpdated(list)
  expect(player.querySelector('.own-page')).toBeNull()
  expect(list.renderRoot.querySelector('.list')).not.toBeNull()
})

test('a list that stands beside everything else keeps its place and its elements', async () => {
  const shirt = testShirt()
  const { tote, $products } = createTestTote({ products: [shirt], pinned: [shirt] })
  const card = await mount('tote-product-card', tote)
  card.append(
    template(
      'card',
      '<h3 data-tote-text="title"></h3><template data-tote-each="variants"><b data-tote-text="title"></b></template><i>end</i>',
    ),
  )
  card.requestUpdate()
  const texts = () =>
    [...card.querySelectorAll('div > div > :not(template)')].map(({ textContent }) => textContent)
  const all = ['Linen overshirt', ...shirt.variants.map(({ title }) => title), 'end']
  await vi.waitFor(() => expect(texts()).toEqual(all))
  const first = card.querySelector('b')
  $products.set([shirt])
  card.requestUpdate()
  await elementUpdated(card)
  expect(texts()).toEqual(all)
  expect(card.querySelector('b')).toBe(first)
})

test('what comes in several variants, and names none, is opened and not added', async () => {
  const { find } = await mountCard(testShirt())
  find('.buy').click()
  expect(page.heard.map(({ type }) => type)).toEqual(['tote-product-open'])
})
