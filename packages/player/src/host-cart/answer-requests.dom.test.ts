import { checkoutIdSchema, money, variantIdSchema } from '@tote/protocol'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import '../define/tote-cart.ts'
import '../define/tote-product.ts'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { testProduct } from '../internal/testing/product-fixtures.ts'
import {
  createTestTote,
  testCart,
  testLine,
  type TestToteOptions,
} from '../internal/testing/tote-fixtures.ts'
import { bridgeCart } from './bridge-cart.ts'
import type { FrozenCart, HostShop } from '@tote/core/host-cart'

const PATIENCE = { timeout: 20_000 }
const shirt = testProduct()
const [variant] = shirt.variants
if (variant === undefined) throw new Error('the fixture has a variant')
const checkout = {
  status: 'opened' as const,
  id: checkoutIdSchema.parse('checkout-1'),
  untilMs: 9,
  total: money(3800, 'EUR'),
}

/** A page whose shop answers so. */
function open(shop: HostShop, options: TestToteOptions = {}) {
  const faults: string[] = []
  onTestFinished(bridgeCart(shop, { onFault: ({ message }) => faults.push(message) }))
  return { ...createTestTote({ products: [shirt], cart: testCart([]), ...options }), faults }
}
async function mountProduct(shop: HostShop, options: TestToteOptions = {}) {
  const world = open(shop, options)
  const product = await mount('tote-product', world.tote, { product: shirt.id })
  const adds = () => world.intents.filter(([name]) => name === 'addLine').length
  const said = () => textOf(find(product, '[part=status]'))
  return { ...world, product, adds, said, press: () => find(product, '.add').click() }
}
async function mountCart(shop: HostShop, options: TestToteOptions = {}) {
  const line = testLine({ name: 'line-1', title: 'Vase', quantity: 2 })
  const world = open(shop, { cart: testCart([line]), ...options })
  const cart = await mount('tote-cart', world.tote)
  const names = () => world.intents.map(([name]) => name)
  return { ...world, line, cart, names, said: () => textOf(find(cart, '.no-checkout')) }
}
afterEach(() => history.replaceState(null, '', location.href.split('#', 1)[0]))

test('what the page says can be had is added, by the hub and at its price', async () => {
  const look = vi.fn<NonNullable<HostShop['look']>>((ids) =>
    ids.map((variantId) => ({ variantId, available: 1, price: variant.price })),
  )
  const { press, adds } = await mountProduct({ look })
  press()
  await vi.waitFor(() => expect(adds()).toBe(1), PATIENCE)
  expect(look.mock.calls).toEqual([[[variant.id]]])
})

test.each([
  [{ available: false }, 'Sold out just now'],
  [{ available: 0 }, 'Sold out just now'],
  [{ price: money(1, 'EUR') }, 'The price has changed'],
])('what the page says of it, %j, is not added, and the shopper is told why', async (word, words) => {
  const look = (ids: readonly string[]) => ids.map((variantId) => ({ variantId, ...word }))
  const { press, adds, said, faults } = await mountProduct({ look })
  press()
  await vi.waitFor(() => expect(said()).toBe(words), PATIENCE)
  expect([adds(), faults]).toEqual([0, []])
})

test('what lies in the basket already counts with what is added', async () => {
  const line = testLine({ quantity: 2 })
  const inBasket = {
    ...line,
    merchandise: { ...line.merchandise, variantId: variantIdSchema.parse(variant.id) },
  }
  const look = (ids: readonly string[]) => ids.map((variantId) => ({ variantId, available: 2 }))
  const { press, adds, said } = await mountProduct({ look }, { cart: testCart([inBasket]) })
  press()
  await vi.waitFor(() => expect(said()).toBe('Your basket cannot hold that many'), PATIENCE)
  expect(adds()).toBe(0)
})

test.each([
  [
    'throws',
    () => {
      throw new Error('the stock is away')
    },
    /failed at look\(\): the stock is away/,
  ],
  ['answers something else', () => ({ available: 0 }) as never, /look\(\) answered what is no list/],
])('a page that %s stands against nothing, and its author is told', async (_what, look, told) => {
  const { press, adds, faults } = await mountProduct({ look })
  press()
  await vi.waitFor(() => expect(adds()).toBe(1), PATIENCE)
  expect(faults).toEqual([expect.stringMatching(told)])
})

test('a handler of the page that took the request before is not asked twice', async () => {
  const own = (event: Event) => event.preventDefault()
  document.addEventListener('tote-add-request', own, { capture: true })
  onTestFinished(() => document.removeEventListener('tote-add-request', own, { capture: true }))
  const look = vi.fn<NonNullable<HostShop['look']>>(() => [])
  const { press, adds } = await mountProduct({ look })
  press()
  expect([look.mock.calls.length, adds()]).toEqual([0, 0])
})

test('more of a line is asked for, fewer is not', async () => {
  const look = vi.fn<NonNullable<HostShop['look']>>((ids) =>
    ids.map((variantId) => ({ variantId, available: 2 })),
  )
  const { cart, names } = await mountCart({ look })
  find(cart, '.more').click()
  await vi.waitFor(
    () => expect(textOf(find(cart, '.state'))).toBe('Your basket cannot hold that many'),
    PATIENCE,
  )
  find(cart, '.less').click()
  await vi.waitFor(() => expect(names()).toEqual(['setQuantity']), PATIENCE)
  expect(look).toHaveBeenCalledTimes(1)
})

test('a check-out is frozen by the hub before the page leads on, with what is to be paid', async () => {
  const given: FrozenCart[] = []
  const { cart, line, names } = await mountCart(
    {
      checkout(frozen) {
        given.push(frozen)
        return '#paying'
      },
    },
    { checkout },
  )
  find(cart, '.checkout').click()
  await vi.waitFor(() => expect(location.hash).toBe('#paying'), PATIENCE)
  const { id, total, untilMs } = checkout
  const lines = [{ variantId: line.merchandise.variantId, quantity: 2, attributes: [] }]
  expect([given, names()]).toEqual([[{ id, total, untilMs, lines }], ['checkout']])
})

test('what the page cannot sell is not frozen', async () => {
  const lead = vi.fn<NonNullable<HostShop['checkout']>>()
  const look = (ids: readonly string[]) => ids.map((variantId) => ({ variantId, available: 1 }))
  const { cart, names, said } = await mountCart({ look, checkout: lead }, { checkout })
  find(cart, '.checkout').click()
  await vi.waitFor(() => expect(said()).toBe('Your basket cannot hold that many'), PATIENCE)
  expect([names(), lead.mock.calls]).toEqual([[], []])
})

test.each([
  [
    'fails',
    () => {
      throw new Error('no till')
    },
    /failed at checkout\(\): no till/,
  ],
  ['leads to a script', () => 'javascript:alert(1)', /is no address of a page/],
])('a page that %s gives the basket back, and the shopper may try again', async (_what, lead, told) => {
  const { cart, names, said, faults } = await mountCart({ checkout: lead }, { checkout })
  find(cart, '.checkout').click()
  await vi.waitFor(() => expect(said()).toContain('did not go through'), PATIENCE)
  expect([names(), faults]).toEqual([['checkout', 'cancelCheckout'], [expect.stringMatching(told)]])
})

test('what the hub cannot freeze the page is not asked to sell', async () => {
  const lead = vi.fn<NonNullable<HostShop['checkout']>>()
  const problem = { code: 'no_stock' as const, variantId: variant.id, free: 0 }
  const refused = { status: 'rejected' as const, problems: [problem as never] }
  const { cart, said } = await mountCart({ checkout: lead }, { checkout: refused })
  find(cart, '.checkout').click()
  await vi.waitFor(() => expect(said()).toBe('Sold out just now'), PATIENCE)
  expect(lead).not.toHaveBeenCalled()
})

test('ended it is asked no more', async () => {
  const look = vi.fn<NonNullable<HostShop['look']>>(() => [])
  const stop = bridgeCart({ look })
  stop()
  const made = createTestTote({ products: [shirt], cart: testCart([]) })
  const product = await mount('tote-product', made.tote, { product: shirt.id })
  find(product, '.add').click()
  await vi.waitFor(() => expect(made.intents.map(([name]) => name)).toContain('addLine'), PATIENCE)
  expect(look).not.toHaveBeenCalled()
})

test.each([
  [{ look: 5 }, 'look of the page'],
  [{ look: () => [], checkout: '/pay' }, 'checkout of the page'],
  [{ look: () => [], read: () => [] }, 'write of the page'],
  [{}, 'read of the page'],
  [null, 'read of the page'],
])('a shop that is %j is refused by what it lacks', (shop, told) => {
  expect(() => bridgeCart(shop as never)).toThrow(told)
})
