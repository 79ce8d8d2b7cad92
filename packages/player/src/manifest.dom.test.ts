import { LitElement } from 'lit'
import { expect, onTestFinished, test } from 'vitest'
import './define/define.ts'
import './define/tote-carry.ts'
import './define/tote-checkouts.ts'
import './define/tote-together.ts'
import './define/tote-orders.ts'
import './define/tote-drop.ts'
import './define/tote-stores.ts'
import './define/tote-suggestions.ts'
import './define/tote-points.ts'
import './define/tote-waitlist.ts'
import './define/tote-share.ts'
import './define/tote-friends.ts'
import './define/tote-gallery.ts'
import './define/tote-launcher.ts'
import './define/late.ts'
import './define/tote-settings.ts'
import './define/tote-thin.ts'
import { testProduct } from './internal/testing/product-fixtures.ts'
import { testCart, testLine } from './internal/testing/tote-fixtures.ts'
import { describedElements } from './manifest-fixtures.ts'
import { mountPlayer, settled } from './tote-player/player-fixtures.ts'

function classOf(tag: string) {
  const defined: unknown = customElements.get(tag)
  if (typeof defined !== 'function' || !('observedAttributes' in defined))
    throw new Error(`${tag} is not defined`)
  return defined
}

test.each(describedElements)('<$tag> is defined by the class that the manifest names', ({ tag, element }) => {
  expect(classOf(tag).name).toBe(element.name)
})

test.each(describedElements)(
  '<$tag> watches the attributes of the manifest and no others',
  ({ tag, element }) => {
    expect(classOf(tag).observedAttributes).toEqual(
      expect.arrayContaining(element.attributes.map(({ name }) => name)),
    )
    expect(classOf(tag).observedAttributes).toHaveLength(element.attributes.length)
  },
)

test.each(describedElements)(
  '<$tag> takes each attribute into the property that the manifest names',
  ({ tag, element }) => {
    const made = document.createElement(tag)
    for (const { name, fieldName, type } of element.attributes) {
      const before: unknown = Reflect.get(made, fieldName)
      made.setAttribute(name, type.text === 'number' ? '12' : 'x')
      const wanted = { boolean: true, number: 12 }[type.text] ?? 'x'
      expect([fieldName, Reflect.get(made, fieldName)]).toEqual([fieldName, wanted])
      made.removeAttribute(name)
      if (type.text === 'boolean')
        expect([fieldName, Reflect.get(made, fieldName)]).toEqual([fieldName, false])
      expect(before).not.toBe('x')
    }
  },
)

test.each(describedElements)('<$tag> has each field and method of the manifest', ({ tag, element }) => {
  const made = document.createElement(tag)
  for (const { kind, name } of element.members) {
    expect([name, name in made]).toEqual([name, true])
    if (kind === 'method') expect([name, typeof Reflect.get(made, name)]).toEqual([name, 'function'])
  }
})

test('[U21] no attribute sprouts on an element that is put into a page', async () => {
  for (const { tag } of describedElements) {
    const made = document.createElement(tag)
    document.body.append(made)
    onTestFinished(() => made.remove())
    if (made instanceof LitElement) await made.updateComplete
    expect([tag, made.getAttributeNames()]).toEqual([tag, []])
  }
})

test('[U32] every part of every element in a player is reached from the page by one selector', async () => {
  const product = testProduct()
  const world = await mountPlayer({
    products: [product],
    pinned: [product],
    cart: testCart([testLine()]),
  })
  await world.player.play()
  world.player.openPanel('products')
  await settled(world.player)
  const products = world.player.renderRoot.querySelector('tote-products')
  if (products === null) throw new Error('the player has no list')
  products.product = product.id
  await products.updateComplete

  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets.push(sheet)
  onTestFinished(() => void document.adoptedStyleSheets.splice(document.adoptedStyleSheets.indexOf(sheet), 1))
  const inner = [...innerElements(world.player)]
  expect(inner.map(({ localName }) => localName)).toEqual(
    expect.arrayContaining(['tote-cart', 'tote-controls', 'tote-product', 'tote-product-card']),
  )
  for (const one of inner) {
    const parts = describedElements.find(({ tag }) => tag === one.localName)?.element.cssParts ?? []
    for (const { name } of parts) {
      // Drawn or not at the moment: as if it were.
      const probe = document.createElement('span')
      probe.setAttribute('part', name)
      one.shadowRoot?.append(probe)
      one.requestUpdate()
      await settled(world.player)
      const selector = `tote-player::part(${one.localName.slice(5)}-${name})`
      sheet.replaceSync(`${selector} { z-index: 4321 }`)
      expect([selector, getComputedStyle(probe).zIndex]).toEqual([selector, '4321'])
      probe.remove()
    }
  }
})

/** Elements of ours in its shadow, at any depth. */
function* innerElements(element: Element): Generator<LitElement> {
  for (const one of element.shadowRoot?.querySelectorAll('*') ?? []) {
    if (one instanceof LitElement) yield one
    yield* innerElements(one)
  }
}
