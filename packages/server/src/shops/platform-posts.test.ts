import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { startWorld } from '../hub-fixtures.ts'
import { tenantFileOf } from '../tenant-fixtures.ts'

const SECRET = 'the-secret-of-the-app'
const sign = (body: string) => createHmac('sha256', SECRET).update(body).digest('base64')

/** Nobody answers there: a product that changed asks for nothing but another reading, later. */
const nowhere = { url: 'http://127.0.0.1:9', secrets: [SECRET], currency: 'EUR' }
// A body that is not what JSON.stringify would write: what is signed is its very bytes.
const BODY = '{ "id": 81001,\n  "title": "Veste imperm\u00e9able \\u2602" }'

test.each([
  {
    platform: { ...nowhere, platform: 'shopify', storefrontToken: 'token', clientId: 'client' },
    headers: (id: string, body: string) => ({
      'x-shopify-topic': 'products/update',
      'x-shopify-hmac-sha256': sign(body),
      'x-shopify-webhook-id': id,
    }),
  },
  {
    platform: { ...nowhere, platform: 'woocommerce', consumerKey: 'ck_1', consumerSecret: 'cs_1' },
    headers: (id: string, body: string) => ({
      'x-wc-webhook-topic': 'product.deleted',
      'x-wc-webhook-signature': sign(body),
      'x-wc-webhook-delivery-id': id,
    }),
  },
])(
  'a post of $platform.platform is proved over its very bytes, and known when it comes again',
  async ({ platform, headers }) => {
    const { hub } = await startWorld({ tenant: tenantFileOf({ catalogue: undefined, shop: platform }) })
    const post = async (id: string, { signed = BODY, sent = BODY } = {}) => {
      const response = await fetch(`${hub.url}/v1/shops/maison/news`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers(id, signed) },
        body: sent,
      })
      return { status: response.status, body: await response.json() }
    }
    expect(await post('one')).toEqual({ status: 200, body: { isNew: true, unknown: [] } })
    expect(await post('one')).toEqual({ status: 200, body: { isNew: false, unknown: [] } })
    expect(await post('two')).toMatchObject({ status: 200, body: { isNew: true } })
    expect(await post('three', { sent: `${BODY} ` })).toMatchObject({
      status: 401,
      body: { error: { code: 'bad_token' } },
    })
    expect(await post('three', { signed: JSON.stringify(JSON.parse(BODY)) })).toMatchObject({ status: 401 })
  },
)
