import { readFile } from 'node:fs/promises'
import type { CartId, CheckoutId, LineId, VariantId } from '@tote/protocol'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, onTestFinished, test, vi } from 'vitest'
import { neverEnded, PATIENT } from '../shop-under-test-fixtures.ts'
import { createCustomAdapter } from './custom-adapter.ts'
import { SECRET, startOwnShop } from './own-shop-fixtures.ts'

const DOCUMENT = new URL('../../../../docs/reference/shop-api.openapi.json', import.meta.url)

/** The document as a stranger reads it: without our schemas, by a validator of JSON Schema. */
async function readDocument() {
  const document: { paths: object; webhooks: object } = JSON.parse(await readFile(DOCUMENT, 'utf8'))
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema(document, 'document')
  const faultsOf = (pointer: readonly string[], value: unknown) => {
    const place = pointer.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')))
    const judge = ajv.compile({ $ref: `document#/${place.join('/')}` })
    return judge(value) ? [] : judge.errors
  }
  const json = ['content', 'application/json', 'schema']
  return {
    paths: Object.keys(document.paths),
    request: (path: string, body: unknown) => faultsOf(['paths', path, 'post', 'requestBody', ...json], body),
    answer: (path: string, body: unknown) =>
      faultsOf(['paths', path, 'post', 'responses', '200', ...json], body),
    news: (type: string, body: unknown) => faultsOf(['webhooks', type, 'post', 'requestBody', ...json], body),
  }
}

test('what hub and shop say to each other is what the published document says, judged by it alone', async () => {
  const document = await readDocument()
  const shop = await startOwnShop()
  onTestFinished(() => shop.close())
  const said: { path: string; request: unknown; answer: unknown }[] = []
  const adapter = createCustomAdapter(
    { url: `${shop.url}/tote`, secrets: [SECRET] },
    {
      fetch: async (url, init) => {
        const { body } = init
        if (typeof body !== 'string') throw new Error('something else than JSON was sent')
        const response = await fetch(url, init)
        const path = new URL(url).pathname.replace('/tote', '')
        said.push({ path, request: JSON.parse(body), answer: await response.clone().json() })
        return response
      },
    },
  )
  const line = { lineId: 'line-1' as LineId, quantity: 1, price: 1, attributes: [['gift', 'yes']] as const }
  const cart = {
    cartId: 'cart-1' as CartId,
    rev: 1,
    market: { currencyCode: 'EUR', countryCode: 'BE', language: 'fr' },
    lines: [
      { ...line, ...shop.goods.plenty, receipt: 'receipt' },
      { ...line, lineId: 'line-2' as LineId, ...shop.goods.few, price: 1, quantity: 9 },
      { ...line, lineId: 'line-3' as LineId, variantId: 'stray' as VariantId },
    ],
    codes: ['NOTHING'],
    fulfilment: { kind: 'delivery' as const },
    note: '',
  }
  await adapter.readCatalogue(cart.market, neverEnded())
  await adapter.readStock([shop.goods.few.variantId], neverEnded())
  const { shopRef, problems } = await adapter.mirrorCart(cart, neverEnded())
  expect(problems.map(({ code }) => code)).toEqual(['no_stock', 'price_changed', 'gone', 'bad_code'])
  const checkoutId = 'checkout-1' as CheckoutId
  const request = { ...cart, shopRef, checkoutId, expiresAtMs: Date.now() + 60_000 }
  await adapter.openCheckout(request, neverEnded())
  await adapter.readOrder(checkoutId, shopRef, neverEnded())
  const sold = { ...request, lines: cart.lines.slice(0, 1), codes: [], returnUrl: 'https://brand.example/' }
  const opened = await adapter.openCheckout(sold, neverEnded())
  if (!opened.ok) throw new Error('it was refused')
  await fetch(opened.url, { method: 'POST', redirect: 'manual' })
  await adapter.readOrder(checkoutId, shopRef, neverEnded())

  expect(new Set(said.map(({ path }) => path))).toEqual(new Set(document.paths))
  for (const one of said)
    expect([
      ...(document.request(one.path, one.request) ?? []),
      ...(document.answer(one.path, one.answer) ?? []),
    ]).toEqual([])
  await vi.waitFor(() => expect(shop.posts.length).toBeGreaterThan(1), PATIENT)
  for (const { body } of shop.posts) {
    const news: { type: string } = JSON.parse(body)
    expect(document.news(news.type, news)).toEqual([])
  }
  // And that it can say no.
  expect(document.answer('/cart', { shopRef, total: 19.5, problems: [] })).not.toEqual([])
  expect(document.request('/stock', { type: 'cart.mirror', data: {} })).not.toEqual([])
})
