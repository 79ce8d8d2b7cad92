import { expect, onTestFinished, test, vi } from 'vitest'
import '../define/tote-cart.ts'
import '../define/tote-product.ts'
import { find, mount } from '../internal/testing/mount-fixtures.ts'
import { testProduct } from '../internal/testing/product-fixtures.ts'
import { createTestTote, testCart, testLine } from '../internal/testing/tote-fixtures.ts'
import { aliasBambuser, type BambuserAnswer } from './bambuser.ts'
import { aliasFirework } from './firework.ts'

async function mountProduct() {
  const made = createTestTote({ products: [testProduct()] })
  const product = await mount('tote-product', made.tote, { product: 'linen-shirt' })
  return { ...made, product, press: () => find(product, '.add').click() }
}

async function mountCart() {
  const made = createTestTote({ cart: testCart([testLine({ quantity: 2 })]) })
  return { ...made, cart: await mount('tote-cart', made.tote) }
}

function bambuser(goTo: (url: string) => void = () => undefined) {
  const player = aliasBambuser({ goTo })
  onTestFinished(() => player.stop())
  return player
}

const adds = (intents: readonly (readonly unknown[])[]) => intents.filter(([name]) => name === 'addLine')

test.each<[BambuserAnswer, string, number]>([
  [true, 'added', 1],
  [{ success: true }, 'added', 1],
  [false, 'rejected', 0],
  [{ success: false, reason: 'out-of-stock' }, 'rejected', 0],
])(
  'Bambuser’s basket code is asked before an add, and its answer %j counts',
  async (answer, state, count) => {
    const player = bambuser()
    const asked: unknown[] = []
    player.on(player.EVENT.ADD_TO_CART, (item, callback) => {
      asked.push(item)
      callback(answer)
    })
    const { product, intents, press } = await mountProduct()
    press()
    await vi.waitFor(() => expect(find(product, '.add').dataset['state']).toBe(state))
    expect(asked).toEqual([{ sku: 'linen-shirt-v1', quantity: 1 }])
    expect(adds(intents)).toHaveLength(count)
  },
)

test('what it has no handler for, and what it no longer handles, is left to the built-in basket', async () => {
  const player = bambuser()
  const handler = vi.fn<() => void>()
  player.on(player.EVENT.ADD_TO_CART, handler)
  player.off(player.EVENT.ADD_TO_CART, handler)
  player.on(player.EVENT.UPDATE_ITEM_IN_CART, handler)
  const { product, press } = await mountProduct()
  press()
  await vi.waitFor(() => expect(find(product, '.add').dataset['state']).toBe('added'))
  expect(handler).not.toHaveBeenCalled()
})

test('it is told of a change with the quantity before, and leads to its own check-out', async () => {
  const went: string[] = []
  const player = bambuser((url) => void went.push(url))
  const asked: unknown[] = []
  player.on('should-update-item-in-cart', (item, callback) => {
    asked.push(item)
    callback(true)
  })
  player.on(player.EVENT.CHECKOUT, () => player.showCheckout('/pay'))
  const { cart, intents } = await mountCart()
  find(cart, '.more').click()
  await vi.waitFor(() => expect(intents.map(([name]) => name)).toContain('setQuantity'))
  expect(asked).toEqual([expect.objectContaining({ previousQuantity: 2, quantity: 3 })])
  find(cart, '.checkout').click()
  await vi.waitFor(() => expect(went).toEqual(['/pay']))
})

test('once stopped, nobody is asked', async () => {
  const player = aliasBambuser()
  const handler = vi.fn<() => void>()
  player.on(player.EVENT.ADD_TO_CART, handler)
  player.stop()
  const { product, press } = await mountProduct()
  press()
  await vi.waitFor(() => expect(find(product, '.add').dataset['state']).toBe('added'))
  expect(handler).not.toHaveBeenCalled()
})

test('Firework’s listeners hear their names, and the basket stays ours', async () => {
  const heard: [string, unknown][] = []
  const names = ['pdp-primary-cta-clicked', 'request-checkout'].map((name) => `fw:shopping:${name}`)
  const write = (event: Event) =>
    void heard.push([event.type, event instanceof CustomEvent ? event.detail : null])
  for (const name of names) document.addEventListener(name, write)
  const stop = aliasFirework()
  const { product, intents, press } = await mountProduct()
  press()
  await vi.waitFor(() => expect(find(product, '.add').dataset['state']).toBe('added'))
  expect(adds(intents)).toHaveLength(1)
  const { cart } = await mountCart()
  find(cart, '.checkout').click()
  await vi.waitFor(() => expect(heard).toHaveLength(2))
  expect(heard).toEqual([
    [
      names[0],
      {
        product: { product_ext_id: 'linen-shirt' },
        product_unit: { unit_ext_id: 'linen-shirt-v1' },
        quantity: 1,
        type: 'ADD TO CART',
        video: null,
      },
    ],
    [names[1], { products: [expect.objectContaining({ quantity: 2 })], video: null }],
  ])
  stop()
  press()
  await vi.waitFor(() => expect(adds(intents)).toHaveLength(2))
  expect(heard).toHaveLength(2)
  for (const name of names) document.removeEventListener(name, write)
})
