import type { CartId, CheckoutId, LineId, LocationId, VariantId } from '@tote/protocol'
import { Webhook } from 'standardwebhooks'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { CheckoutRequest, MirroredCart } from '../commerce-adapter.ts'
import { describeAdapter } from '../contract-suite-fixtures.ts'
import { neverEnded, PATIENT } from '../shop-under-test-fixtures.ts'
import { createCustomAdapter } from './custom-adapter.ts'
import { SECRET, startOwnShop } from './own-shop-fixtures.ts'

describeAdapter('custom', startOwnShop)

const OTHER = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
const MUG = 'mug' as VariantId

const cart = (more: Partial<MirroredCart> = {}): MirroredCart => ({
  cartId: 'cart-1' as CartId,
  market: { currencyCode: 'EUR' },
  lines: [{ lineId: 'line-1' as LineId, variantId: MUG, quantity: 2, price: 1900, attributes: [] }],
  codes: [],
  fulfilment: { kind: 'delivery' },
  note: '',
  ...more,
})
const checkout = (more: Partial<CheckoutRequest> = {}): CheckoutRequest => ({
  ...cart(),
  checkoutId: 'checkout-1' as CheckoutId,
  expiresAtMs: Date.now() + 60_000,
  ...more,
})

async function startShop() {
  const shop = await startOwnShop()
  onTestFinished(() => shop.close())
  return shop
}

/** An adapter to a shop that answers this to whatever it is asked, and what it was asked. */
function toAnswer(answer: unknown, url = 'https://shop.example/tote/') {
  const asked: Request[] = []
  const adapter = createCustomAdapter(
    { url, secrets: [SECRET] },
    {
      fetch: async (address, init) => {
        asked.push(new Request(address, init))
        return new Response(typeof answer === 'string' ? answer : JSON.stringify(answer))
      },
    },
  )
  return { adapter, asked }
}
const mirrored = { shopRef: 'ref', total: 3800, problems: [] }
const invalid = (why: string | RegExp) => ({
  name: 'ShopError',
  code: 'invalid',
  message: expect.stringMatching(why),
})

describe('what is asked', () => {
  test('is nothing that the contract does not know, and the shop is not asked then', async () => {
    const { adapter, asked } = toAnswer(mirrored)
    await expect(
      adapter.openCheckout(checkout({ returnUrl: 'not an address' }), AbortSignal.timeout(1000)),
    ).rejects.toMatchObject(invalid(/^custom: \/\S+ may not be asked so: .*returnUrl/))
    expect(asked).toEqual([])
  })

  test('goes to the path of the contract, signed so that any library for it can check', async () => {
    const { adapter, asked } = toAnswer(mirrored)
    await adapter.mirrorCart(cart({ rev: 3 }), neverEnded())
    const [request] = asked
    if (request === undefined) throw new Error('nothing was asked')
    expect([request.method, request.url]).toEqual(['POST', 'https://shop.example/tote/cart'])
    const body = await request.text()
    expect(new Webhook(SECRET).verify(body, Object.fromEntries(request.headers))).toEqual({
      type: 'cart.mirror',
      timestamp: expect.any(String),
      data: { ...cart(), rev: 3 },
    })
  })

  test('a cart’s revision and a check-out have one key however often they are asked, and no two requests one id', async () => {
    const { adapter, asked } = toAnswer(mirrored)
    for (const rev of [3, 3, 4]) await adapter.mirrorCart(cart({ rev }), neverEnded())
    const other = toAnswer({ ok: true, shopRef: 'ref', url: 'https://shop.example/pay', total: 3800 })
    for (let time = 0; time < 2; time++) await other.adapter.openCheckout(checkout(), neverEnded())
    const all = [...asked, ...other.asked].map(({ headers }) => headers)
    expect(all.map((headers) => headers.get('idempotency-key'))).toEqual([
      'cart-1.3',
      'cart-1.3',
      'cart-1.4',
      'checkout-1',
      'checkout-1',
    ])
    expect(new Set(all.map((headers) => headers.get('webhook-id'))).size).toBe(5)
  })

  test('of many variants, no more at once than the contract lets one request name', async () => {
    const { adapter, asked } = toAnswer({ counts: [] })
    const variantIds = Array.from({ length: 1100 }, (_, index) => `v-${index}` as VariantId)
    expect(await adapter.readStock(variantIds, neverEnded())).toEqual([])
    const bodies = await Promise.all(asked.map((request) => request.json()))
    expect(bodies).toMatchObject([500, 500, 100].map((length) => ({ data: { variantIds: { length } } })))
  })
})

describe('an answer that is not as agreed', () => {
  const line = { code: 'gone', lineId: 'line-9' }
  test.each([
    ['a fraction of a minor unit', { ...mirrored, total: 19.5 }, 'total'],
    ['a name that is mistyped', { ...mirrored, problem: [] }, 'problem'],
    ['no answer at all', null, 'all of it'],
    ['a problem nobody knows', { ...mirrored, problems: [{ code: 'no' }] }, 'problems.0.code'],
    ['a line that was not asked about', { ...mirrored, problems: [line] }, 'not in the request'],
  ])('to a cart: %s', async (_name, answer, why) => {
    const { adapter } = toAnswer(answer)
    await expect(adapter.mirrorCart(cart(), neverEnded())).rejects.toMatchObject(invalid(why))
  })

  const open = { ok: true, shopRef: 'ref', total: 3800 }
  test.each([
    ['an address that is a script', { ...open, url: 'javascript:alert(1)' }],
    ['an address without https, of a shop that has it', { ...open, url: 'http://shop.example/pay' }],
    ['a refusal that names nothing', { ok: false, problems: [] }],
  ])('to a check-out: %s', async (_name, answer) => {
    const { adapter } = toAnswer(answer)
    await expect(adapter.openCheckout(checkout(), neverEnded())).rejects.toMatchObject(invalid('checkout'))
  })

  const variant = { id: 'mug', title: 'Mug', price: 1900 }
  const catalogue = (variants: unknown[], currency = 'EUR') => ({
    currency,
    locations: [],
    products: [{ id: 'mug', title: 'Mug', variants }],
  })
  test.each([
    ['another currency', catalogue([variant], 'USD'), 'USD'],
    ['an id that is used twice', catalogue([variant, variant]), 'used twice'],
    ['a price in text', catalogue([{ ...variant, price: '19.00' }]), 'products.0.variants.0.price'],
    ['stock at no place', catalogue([{ ...variant, stock: { moon: 1 } }]), 'moon'],
  ])('to a catalogue: %s', async (_name, answer, why) => {
    const { adapter } = toAnswer(answer)
    await expect(adapter.readCatalogue({ currencyCode: 'EUR' }, neverEnded())).rejects.toMatchObject(
      invalid(why),
    )
  })

  test('more than any cart comes to', async () => {
    const { adapter } = toAnswer(`"${'x'.repeat(1_000_000)}"`)
    await expect(adapter.mirrorCart(cart(), neverEnded())).rejects.toMatchObject(invalid('bytes'))
  })

  test('an order of another check-out', async () => {
    const order = {
      checkoutId: 'checkout-2',
      orderRef: 'order-1',
      currencyCode: 'EUR',
      total: 1900,
      placedAtMs: 1,
      lines: [{ variantId: 'mug', quantity: 1, price: 1900 }],
    }
    const { adapter } = toAnswer({ order })
    await expect(adapter.readOrder('checkout-1' as CheckoutId, '', neverEnded())).rejects.toMatchObject(
      invalid('another check-out'),
    )
  })

  test('counts of what was not asked for are passed over', async () => {
    const counts = ['mug', 'hat'].map((variantId) => ({ variantId, locationId: 'shelf', count: 1 }))
    const { adapter } = toAnswer({ counts })
    expect(await adapter.readStock([MUG], neverEnded())).toEqual([counts[0]])
  })
})

describe('what the shop posts', () => {
  const post = (content: unknown, secret = SECRET) => {
    const body = typeof content === 'string' ? content : JSON.stringify(content)
    const at = new Date()
    return {
      headers: {
        'webhook-id': 'news-1',
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign('news-1', at, body),
      },
      body,
      receivedAtMs: at.getTime(),
    }
  }
  const timestamp = new Date().toISOString()
  const refund = {
    checkoutId: 'checkout-1',
    orderRef: 'order-1',
    refundRef: 'refund-1',
    lines: [{ variantId: 'mug', quantity: 1 }],
    amount: 1900,
    refundedAtMs: 1,
  }
  const changed = { shopRef: 'ref', rev: 7, lines: [{ variantId: 'mug', quantity: 3 }], problems: [] }
  const counts = [{ variantId: 'mug', locationId: 'shelf', count: 3 }]
  const { adapter } = toAnswer(null)

  test.each([
    ['catalogue.changed', {}, { kind: 'catalogue' }],
    ['stock.counted', { counts }, { kind: 'stock', counts }],
    ['stock.changed', { variantIds: ['mug'] }, { kind: 'stock-changed', variantIds: ['mug'] }],
    ['order.refunded', refund, { kind: 'refund', ...refund }],
    ['cart.changed', changed, { kind: 'cart', ...changed }],
  ])('%s', async (type, data, news) => {
    expect(await adapter.hear(post({ type, timestamp, data }))).toEqual([news])
  })

  test.each([
    ['nothing that is told', { type: 'moon.rose', timestamp, data: {} }],
    ['the hub’s own question, sent back', { type: 'cart.mirror', timestamp, data: cart() }],
    [
      'a count below none',
      { type: 'stock.counted', timestamp, data: { counts: [{ ...counts[0], count: -1 }] } },
    ],
    ['no JSON', 'type=stock.counted'],
  ])('%s is refused, signed as it is', async (_name, content) => {
    await expect(adapter.hear(post(content))).rejects.toMatchObject(invalid('post'))
  })

  test('while one secret replaces the other, both are taken', async () => {
    const news = { type: 'catalogue.changed', timestamp, data: {} }
    const both = createCustomAdapter({ url: 'https://shop.example', secrets: [OTHER, SECRET] })
    for (const secret of [SECRET, OTHER])
      expect(await both.hear(post(news, secret))).toEqual([{ kind: 'catalogue' }])
    await expect(adapter.hear(post(news, OTHER))).rejects.toMatchObject({ code: 'denied' })
  })
})

describe('a shop of one’s own', () => {
  test('answers nobody without its secret, and while that is replaced whoever has either', async () => {
    const shop = await startShop()
    const url = `${shop.url}/tote`
    const market = { currencyCode: 'EUR' }
    const wrong = createCustomAdapter({ url, secrets: [OTHER] })
    await expect(wrong.readCatalogue(market, neverEnded())).rejects.toMatchObject({ code: 'denied' })
    const late = createCustomAdapter({ url, secrets: [SECRET] }, { now: () => Date.now() - 3_600_000 })
    await expect(late.readCatalogue(market, neverEnded())).rejects.toMatchObject({ code: 'denied' })
    const both = createCustomAdapter({ url, secrets: [OTHER, SECRET] })
    expect(await both.readCatalogue(market, neverEnded())).toMatchObject({ currency: 'EUR' })
  })

  test('does not let an older revision of a cart that comes late undo the newer one', async () => {
    const shop = await startShop()
    const { shopRef } = await shop.adapter.mirrorCart(cart({ rev: 2 }), neverEnded())
    await shop.adapter.mirrorCart(cart({ rev: 1, lines: [] }), neverEnded())
    expect(await shop.cartLines(shopRef)).toMatchObject([{ variantId: 'mug', quantity: 2 }])
    await shop.adapter.mirrorCart(cart({ rev: 3, lines: [] }), neverEnded())
    expect(await shop.cartLines(shopRef)).toEqual([])
  })

  test('sells at what a host took off the price it has, not too much, and at no price that it had before', async () => {
    const { adapter, goods } = await startShop()
    const ours = goods.plenty.price
    const open = (name: string, price: number, shopPrice: number) =>
      adapter.openCheckout(
        checkout({
          cartId: `cart-${name}` as CartId,
          checkoutId: `checkout-${name}` as CheckoutId,
          lines: [
            { lineId: 'line-1' as LineId, variantId: MUG, quantity: 2, price, shopPrice, attributes: [] },
          ],
        }),
        neverEnded(),
      )
    expect(await open('dropped', 1500, ours)).toMatchObject({ ok: true, total: 3000 })
    const atOurs = { ok: false, problems: [{ code: 'price_changed', lineId: 'line-1', price: ours }] }
    expect(await open('slipped', 15, ours)).toEqual(atOurs)
    expect(await open('raised', ours + 1, ours)).toEqual(atOurs)
    expect(await open('old', 1500, ours - 100)).toEqual(atOurs)
  })

  test('sells the last ones once, and takes nothing from who was slower', async () => {
    const shop = await startShop()
    const { few } = shop.goods
    const lines = [{ ...cart().lines[0], lineId: 'l' as LineId, ...few, quantity: 3, attributes: [] }]
    const opened = await Promise.all(
      ['one', 'two'].map((name) =>
        shop.adapter.openCheckout(
          checkout({ checkoutId: name as CheckoutId, cartId: name as CartId, lines }),
          neverEnded(),
        ),
      ),
    )
    const urls = opened.map((answer) => (answer.ok ? answer.url : ''))
    const paid = await Promise.all(urls.map((url) => fetch(url, { method: 'POST' })))
    expect(new Set(paid.map(({ status }) => status))).toEqual(new Set([200, 409]))
    const orders = await Promise.all(
      ['one', 'two'].map((name) => shop.adapter.readOrder(name as CheckoutId, '', neverEnded())),
    )
    expect(orders.filter((order) => order !== null)).toHaveLength(1)
    expect(await shop.adapter.readStock([few.variantId], neverEnded())).toMatchObject([{ count: 1 }])
  })

  test('takes off what is paid with points, and says so; more than there is to pay it does not', async () => {
    const shop = await startShop()
    const { adapter, goods } = shop
    expect(adapter.takesReduction).toBe(true)
    const whole = 2 * goods.plenty.price
    const open = (name: string, reduction: number) =>
      adapter.openCheckout(
        checkout({ checkoutId: name as CheckoutId, cartId: name as CartId, reduction }),
        neverEnded(),
      )
    const answer = await open('some', 500)
    expect(answer).toMatchObject({ ok: true, total: whole - 500, reduction: 500 })
    if (!answer.ok) throw new Error('it was refused')
    await fetch(answer.url, { method: 'POST' })
    expect(await adapter.readOrder('some' as CheckoutId, '', neverEnded())).toMatchObject({
      total: whole - 500,
    })
    const all = await open('all', whole)
    expect(all).toMatchObject({ ok: true, total: whole })
    expect(all).not.toHaveProperty('reduction')
  })

  test('of what is picked up, the line that is sent is told so where it is paid, and the order is as any other', async () => {
    const shop = await startShop()
    const { plenty, few } = shop.goods
    const lines = [
      {
        lineId: 'mug' as LineId,
        variantId: plenty.variantId,
        quantity: 1,
        price: plenty.price,
        attributes: [],
      },
      {
        lineId: 'lamp' as LineId,
        variantId: few.variantId,
        quantity: 1,
        price: few.price,
        attributes: [],
        isSent: true,
      },
    ]
    const fulfilment = { kind: 'pickup', locationId: 'rue-neuve' as LocationId } as const
    const answer = await shop.adapter.openCheckout(checkout({ lines, fulfilment }), neverEnded())
    if (!answer.ok) throw new Error('it was refused')
    const page = await (await fetch(answer.url)).text()
    expect(page.match(/<li>.*?<\/li>/g)?.map((line) => line.includes('(sent to you)'))).toEqual([false, true])
    await fetch(answer.url, { method: 'POST' })
    expect(
      (await shop.adapter.readOrder(checkout().checkoutId, '', neverEnded()))?.lines.map(Object.keys),
    ).toEqual([
      ['variantId', 'quantity', 'price'],
      ['variantId', 'quantity', 'price'],
    ])
  })

  test('a check-out that is paid twice is one order', async () => {
    const shop = await startShop()
    const answer = await shop.adapter.openCheckout(checkout(), neverEnded())
    if (!answer.ok) throw new Error('it was refused')
    await Promise.all(Array.from({ length: 5 }, () => fetch(answer.url, { method: 'POST' })))
    expect(await shop.adapter.readStock([MUG], neverEnded())).toMatchObject([{ count: 498 }])
  })

  test('killed before it could tell, it tells once it runs again', async () => {
    const shop = await startShop()
    const answer = await shop.adapter.openCheckout(checkout(), neverEnded())
    if (!answer.ok) throw new Error('it was refused')
    shop.box.isTaking = false
    await fetch(answer.url, { method: 'POST' })
    await vi.waitFor(() => expect(shop.box.refused).toBeGreaterThan(0), PATIENT)
    await shop.process.kill()
    expect(shop.posts).toEqual([])
    shop.box.isTaking = true
    await shop.process.restart()
    await vi.waitFor(async () => {
      const news = await Promise.all(shop.posts.map((post) => shop.adapter.hear(post)))
      expect(news.flat().map(({ kind }) => kind)).toEqual(['order', 'stock'])
    }, PATIENT)
  })

  test('a redirect is not followed, for the signature is the shop’s alone', async () => {
    const shop = await startShop()
    shop.wire.answer(`HTTP/1.1 307 Moved\r\nlocation: ${shop.url}/tote/cart\r\ncontent-length: 0\r\n\r\n`)
    await vi.waitFor(
      () => expect(shop.adapter.mirrorCart(cart(), neverEnded())).rejects.toMatchObject(invalid('307')),
      PATIENT,
    )
    expect(await shop.countCarts()).toBe(0)
  })

  test('its page shows what is bought, as text, and leads back to where the shopper came from', async () => {
    const shop = await startShop()
    const answer = await shop.adapter.openCheckout(
      checkout({ returnUrl: 'https://brand.example/thanks?a=1&b=2' }),
      neverEnded(),
    )
    if (!answer.ok) throw new Error('it was refused')
    const page = await (await fetch(answer.url)).text()
    expect(page.replaceAll(/<[^>]+>/g, '')).toContain('2 × Stoneware mug €38.00')
    const paid = await fetch(answer.url, { method: 'POST', redirect: 'manual' })
    expect([paid.status, paid.headers.get('location')]).toEqual([303, 'https://brand.example/thanks?a=1&b=2'])
    expect(await (await fetch(answer.url)).text()).toContain('It is paid')
  })
})
