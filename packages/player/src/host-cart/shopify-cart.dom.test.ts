import type { HostCart } from '@tote/core/host-cart'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { shopifyCart } from './shopify-cart.ts'

const SHIRT = '36110175633573'
const PATIENCE = { timeout: 20_000 }

/** What was asked of the storefront, over either way. */
let asked: unknown[] = []
beforeEach(() => {
  asked = []
})

/** Answers of the Ajax API by path, in place of the shop's server. */
function serve(answers: Readonly<Record<string, () => Response>> = {}) {
  const cart = { items: [ajaxItem(SHIRT, 2), ajaxItem('5', 1)] }
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) => {
    asked.push(typeof init?.body === 'string' ? [path, JSON.parse(init.body)] : [path])
    return Promise.resolve(answers[path]?.() ?? Response.json(cart))
  })
  onTestFinished(() => void vi.unstubAllGlobals())
}

function ajaxItem(id: string, quantity: number) {
  return { key: `${id}:k`, variant_id: Number(id), quantity, properties: {} }
}

/** The platform's object, for one test. */
function open(shopify: object, options = {}): HostCart {
  Reflect.set(window, 'Shopify', shopify)
  onTestFinished(() => void Reflect.deleteProperty(window, 'Shopify'))
  return shopifyCart(options)
}

function standardActions(isDefault: boolean) {
  const line = (id: string, quantity: number) => ({
    id: `gid://shopify/CartLine/${id}`,
    quantity,
    merchandise: { id: `gid://shopify/ProductVariant/${SHIRT}` },
  })
  return {
    getCart: () =>
      Promise.resolve({ cart: { id: 'gid://shopify/Cart/1', lines: [line('a', 2), line('b', 1)] } }),
    updateCart: Object.assign(
      (payload: unknown) => {
        asked.push(payload)
        return Promise.resolve({ cart: null, userErrors: [] })
      },
      { isDefault: () => isDefault },
    ),
  }
}

describe('a theme with standard actions', () => {
  test('is read by getCart and changed by updateCart: more is added, less is set line by line', async () => {
    serve()
    const cart = open({ actions: standardActions(false) }, { variantIds: { shirt: SHIRT } })
    expect(await cart.read()).toMatchObject([
      { variantId: 'shirt', quantity: 2 },
      { variantId: 'shirt', quantity: 1 },
    ])
    await cart.write([
      { variantId: '5', quantity: 2, by: 2, attributes: [['Name', 'Ada']] },
      { variantId: 'shirt', quantity: 0, by: -3 },
    ])
    expect(asked).toEqual([
      {
        lines: [
          {
            merchandiseId: 'gid://shopify/ProductVariant/5',
            quantity: 2,
            attributes: [{ key: 'Name', value: 'Ada' }],
          },
          { id: 'gid://shopify/CartLine/a', quantity: 0 },
          { id: 'gid://shopify/CartLine/b', quantity: 0 },
        ],
      },
    ])
  })

  test('that nobody made its own, on a page the default cannot draw, is not called: it would load the page again', async () => {
    serve()
    const cart = open({ actions: standardActions(true), routes: { root: '/fr/' } })
    await cart.read()
    await cart.write([{ variantId: '5', quantity: 2, by: 1 }])
    expect(asked).toEqual([['/fr/cart.js'], ['/fr/cart/add.js', { items: [{ id: 5, quantity: 1 }] }]])
  })

  test('that nobody made its own is called where its drawer is one that the default can draw', async () => {
    serve()
    const drawer = document.createElement('cart-drawer')
    document.body.append(drawer)
    onTestFinished(() => drawer.remove())
    const cart = open({ actions: standardActions(true) })
    expect(await cart.read()).toHaveLength(2)
    expect(asked).toEqual([])
  })
})

describe('a theme without them', () => {
  test('is read and changed by the Ajax API, one change after the other', async () => {
    serve()
    const cart = open({})
    expect(await cart.read()).toMatchObject([
      { variantId: SHIRT, quantity: 2 },
      { variantId: '5', quantity: 1 },
    ])
    await cart.write([
      { variantId: SHIRT, quantity: 1, by: -1 },
      { variantId: '7', quantity: 1, by: 1 },
    ])
    expect(asked.slice(1)).toEqual([
      ['/cart/change.js', { id: `${SHIRT}:k`, quantity: 1 }],
      ['/cart/add.js', { items: [{ id: 7, quantity: 1 }] }],
    ])
  })

  test('whose shop says that it has no more has answered; one that fails has not', async () => {
    serve({
      '/cart/add.js': () =>
        Response.json({ status: 422, description: 'All are in your cart.' }, { status: 422 }),
      '/cart/change.js': () => new Response('busy', { status: 503 }),
    })
    const cart = open({})
    await cart.read()
    await cart.write([{ variantId: '7', quantity: 1, by: 1 }])
    await expect(cart.write([{ variantId: '5', quantity: 0, by: -1 }])).rejects.toThrow('503')
  })
})

describe('news', () => {
  test('of a change comes when its promise is over, whichever way it went', async () => {
    const hear = vi.fn<() => void>()
    const stop = open({}).subscribe(hear)
    onTestFinished(stop)
    for (const settle of ['resolve', 'reject'] as const) {
      const { promise, ...settled } = Promise.withResolvers<unknown>()
      document.dispatchEvent(
        Object.assign(new Event('shopify:cart:lines-update'), { action: 'add', promise }),
      )
      await Promise.resolve()
      expect(hear).not.toHaveBeenCalled()
      settled[settle](new Error('no more'))
      await vi.waitFor(() => expect(hear).toHaveBeenCalled(), PATIENCE)
      hear.mockClear()
    }
  })

  test('comes of a request that changes a cart, whoever makes it; of no other, and none after the stop', async () => {
    const hear = vi.fn<() => void>()
    const stop = open({}).subscribe(hear)
    await fetch('/cart.js').catch(() => undefined)
    await fetch('/en/cart/add.js?sections=header').catch(() => undefined)
    await vi.waitFor(() => expect(hear).toHaveBeenCalledTimes(1), PATIENCE)
    stop()
    await fetch('/cart/clear.js').catch(() => undefined)
    document.dispatchEvent(new Event('shopify:cart:lines-update'))
    window.dispatchEvent(new Event('pageshow'))
    await new Promise((done) => requestAnimationFrame(done))
    expect(hear).toHaveBeenCalledTimes(1)
  })
})

test('only what has a number there can be in its cart', () => {
  const { takes } = open({}, { variantIds: { shirt: SHIRT } })
  expect(['shirt', '5', 'hat'].map((id) => takes?.(id))).toEqual([true, true, false])
})
