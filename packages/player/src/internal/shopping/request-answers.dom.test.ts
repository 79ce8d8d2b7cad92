import { elementUpdated } from '@tote/testkit/dom'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import '../../define/tote-cart.ts'
import '../../define/tote-product.ts'
import type { ToteAddRequestEvent } from '../../tote-product/tote-add-request-event.ts'
import { find, mount, textOf } from '../testing/mount-fixtures.ts'
import { testProduct } from '../testing/product-fixtures.ts'
import { createTestTote, testCart, testLine } from '../testing/tote-fixtures.ts'
import type { RequestAnswer, ToteRequestEvent } from './request-event.ts'

type RequestName = 'tote-add-request' | 'tote-update-request' | 'tote-checkout-request'

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => vi.useRealTimers())

/** A page that answers, from the document, as any script of it can. */
function answer(name: RequestName, handle: (event: ToteRequestEvent<unknown>) => void): void {
  document.addEventListener(name, handle)
  onTestFinished(() => document.removeEventListener(name, handle))
}

async function mountProduct() {
  const made = createTestTote({ products: [testProduct()] })
  const product = await mount('tote-product', made.tote, { product: 'linen-shirt' })
  return { ...made, product, press: () => find(product, '.add').click() }
}

const said = (product: HTMLElementTagNameMap['tote-product']) =>
  find(product, '[part=status]').textContent?.trim()
const stateOf = (product: HTMLElementTagNameMap['tote-product']) => find(product, '.add').dataset['state']
const adds = (intents: readonly (readonly unknown[])[]) =>
  intents.filter(([name]) => name === 'addLine').length

describe('an add that the page answers', () => {
  test('with yes is added once', async () => {
    answer('tote-add-request', (event) => event.respondWith({ status: 'accepted' }))
    const { product, intents, press } = await mountProduct()
    press()
    await vi.waitFor(() => expect(stateOf(product)).toBe('added'))
    expect(adds(intents)).toBe(1)
  })

  test.each([
    ['out-of-stock', 'Sold out just now'],
    ['price-changed', 'The price has changed'],
    ['limit', 'Your basket cannot hold that many'],
    ['network', 'That did not go through. Try again in a moment.'],
  ] as const)('with no, because of %s, is not added, and the shopper is told why', async (reason, words) => {
    answer('tote-add-request', (event) => event.respondWith(Promise.resolve({ status: 'rejected', reason })))
    const { product, intents, press } = await mountProduct()
    press()
    await vi.waitFor(() => expect(said(product)).toBe(words))
    expect(adds(intents)).toBe(0)
    vi.useRealTimers()
    await expect(product).to.be.accessible()
  })

  test('is refused in the page’s own words, which are text', async () => {
    const message = 'Two a head, <b>sorry</b>'
    answer('tote-add-request', (event) => event.respondWith({ status: 'rejected', reason: 'limit', message }))
    const { product, press } = await mountProduct()
    press()
    await vi.waitFor(() => expect(said(product)).toBe(message))
    expect(product.renderRoot.querySelector('b')).toBeNull()
  })

  test.each([
    ['a promise that fails', () => Promise.reject(new Error('no'))],
    ['an answer that is none', () => Promise.resolve('yes' as unknown as RequestAnswer)],
  ])('%s is a no that can be tried again', async (_name, give) => {
    answer('tote-add-request', (event) => event.respondWith(give()))
    const { product, intents, press } = await mountProduct()
    press()
    await vi.waitFor(() => expect(said(product)).toContain('did not go through'))
    expect(adds(intents)).toBe(0)
  })

  test('taken over without a word is the page’s own affair', async () => {
    answer('tote-add-request', (event) => event.preventDefault())
    const { product, intents, press } = await mountProduct()
    press()
    await elementUpdated(product)
    expect([stateOf(product), adds(intents)]).toEqual(['idle', 0])
  })
})

describe('[U49] a page that is silent', () => {
  /** Each request, and what answers it. */
  function hold() {
    const asked: { key: string; say(given: RequestAnswer): void }[] = []
    answer('tote-add-request', (event) =>
      event.respondWith(new Promise((say) => asked.push({ key: (event as ToteAddRequestEvent).key, say }))),
    )
    return asked
  }

  async function silence(product: HTMLElementTagNameMap['tote-product']) {
    // The code that hears answers has to be there before its clock runs.
    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(1))
    await vi.advanceTimersByTimeAsync(30_000)
    await elementUpdated(product)
  }

  test('is waited for with a word after a second', async () => {
    hold()
    const { product, press } = await mountProduct()
    press()
    await vi.advanceTimersByTimeAsync(999)
    await elementUpdated(product)
    expect(stateOf(product)).toBe('pending')
    await vi.advanceTimersByTimeAsync(1)
    await elementUpdated(product)
    expect(stateOf(product)).toBe('saving')
  })

  test('for 30 seconds has timed out; the next press is the same wish by its key', async () => {
    const asked = hold()
    const { product, press } = await mountProduct()
    press()
    await silence(product)
    expect(said(product)).toContain('did not go through')
    press()
    expect(asked.map(({ key }) => key)).toEqual([asked[0]?.key, asked[0]?.key])
  })

  test('and then says yes to both tries has one add', async () => {
    const asked = hold()
    const { product, intents, press } = await mountProduct()
    press()
    await silence(product)
    press()
    for (const { say } of asked) say({ status: 'accepted' })
    await vi.waitFor(() => expect(stateOf(product)).toBe('added'))
    await vi.advanceTimersByTimeAsync(100)
    expect(adds(intents)).toBe(1)
  })

  test('and says yes late has still said yes', async () => {
    const asked = hold()
    const { product, intents, press } = await mountProduct()
    press()
    await silence(product)
    asked[0]?.say({ status: 'accepted' })
    await vi.waitFor(() => expect(adds(intents)).toBe(1))
    press()
    expect(new Set(asked.map(({ key }) => key)).size).toBe(2)
  })
})

test('[U41] twenty presses are twenty wishes, each with a key of its own', async () => {
  const keys = new Set<string>()
  answer('tote-add-request', (event) => {
    keys.add(event.key)
    event.respondWith({ status: 'accepted' })
  })
  const { intents, press } = await mountProduct()
  for (let index = 0; index < 20; index += 1) {
    press()
    await vi.waitFor(() => expect(adds(intents)).toBe(index + 1))
  }
  expect(keys.size).toBe(20)
})

test('[U29] a handler from before the element, and one from after, are asked alike', async () => {
  const heard: string[] = []
  answer('tote-add-request', () => heard.push('before'))
  const { press } = await mountProduct()
  answer('tote-add-request', () => heard.push('after'))
  press()
  expect(heard).toEqual(['before', 'after'])
})

describe('a change of a line that the page answers', () => {
  const line = testLine({ name: 'line-1', title: 'Vase', quantity: 2 })

  test('with yes is made, and the page knew what it was asked', async () => {
    const details: unknown[] = []
    answer('tote-update-request', (event) => {
      details.push(event.detail)
      event.respondWith({ status: 'accepted' })
    })
    const { tote, intents } = createTestTote({ cart: testCart([line]) })
    const cart = await mount('tote-cart', tote)
    find(cart, '.more').click()
    await vi.waitFor(() => expect(intents).toEqual([['setQuantity', 'line-1', 3]]))
    expect(details).toEqual([{ lineId: 'line-1', variantId: 'line-1-v', previousQuantity: 2, quantity: 3 }])
  })

  test('with no is not, and the shopper is told; the next change clears it', async () => {
    answer('tote-update-request', (event) =>
      event.respondWith({ status: 'rejected', reason: 'out-of-stock' }),
    )
    const { tote, intents } = createTestTote({ cart: testCart([line]) })
    const cart = await mount('tote-cart', tote)
    find(cart, '.more').click()
    await vi.waitFor(() => expect(textOf(find(cart, '.state'))).toBe('Sold out just now'))
    expect(intents).toEqual([])
    find(cart, '.remove').click()
    await elementUpdated(cart)
    expect(textOf(find(cart, '.state'))).toBe('')
  })

  test('check-out that is refused says why', async () => {
    answer('tote-checkout-request', (event) =>
      event.respondWith({ status: 'rejected', reason: 'price-changed' }),
    )
    const cart = await mount('tote-cart', createTestTote({ cart: testCart([line]) }).tote)
    find(cart, '.checkout').click()
    await vi.waitFor(() => expect(textOf(find(cart, '.no-checkout'))).toBe('The price has changed'))
  })
})

describe('[U48] with no handler', () => {
  test('the built-in basket works, and nothing is said to the console', async () => {
    const told = vi.spyOn(console, 'info')
    const { product, intents, press } = await mountProduct()
    press()
    await vi.waitFor(() => expect(stateOf(product)).toBe('added'))
    expect(adds(intents)).toBe(1)
    expect(told).not.toHaveBeenCalled()
    told.mockRestore()
  })

  test('who builds the page is told what nobody takes, each once', async () => {
    const told = vi.spyOn(console, 'info').mockImplementation(() => undefined)
    const tag = document.createElement('script')
    tag.type = 'text/plain'
    tag.dataset['debug'] = ''
    tag.dataset['key'] = 'pk_test'
    document.head.append(tag)
    onTestFinished(() => tag.remove())
    const { press } = await mountProduct()
    press()
    press()
    const cart = await mount('tote-cart', createTestTote({ cart: testCart([testLine()]) }).tote)
    find(cart, '.checkout').click()
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(2))
    // Each is loaded for itself, so either may be told first.
    const texts = told.mock.calls.map(([text]) => String(text))
    for (const type of ['tote-add-request', 'tote-checkout-request'])
      expect(texts.filter((text) => text.includes(`takes ${type}`))).toHaveLength(1)
    expect(texts.at(-1)).toMatch(/unheard: .*tote-add-request/)
    expect(texts.at(-1)).toMatch(/unheard: .*tote-checkout-request/)
    told.mockRestore()
  })
})
