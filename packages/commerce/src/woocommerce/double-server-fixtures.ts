import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { DISCOUNT } from '@tote/testkit/shops'
import { DoubleShop, type DoubleSession } from './double-shop-fixtures.ts'

export interface DoubleKeys {
  readonly consumerKey: string
  readonly consumerSecret: string
  readonly secret: string
}

export interface DoubleServer {
  readonly port: number
  readonly shop: DoubleShop
  /** Each request's method and path, those in a batch too. */
  readonly asked: readonly string[]
  /** While above none, a change in a batch is answered 500, as when a session could not be read. */
  failing: number
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly content: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** As WordPress refuses: words are for people, and may hold entities. */
const refuse = (status: number, code: string): Answer => ({
  status,
  content: { code, message: 'You cannot add that amount of &quot;Rain coat&quot;.', data: { status } },
})

/** A double of a WordPress site with WooCommerce on HTTP: the Store API, the REST API and its webhooks, signed as it signs them. */
export async function serveDouble(keys: DoubleKeys, hubUrl: string): Promise<DoubleServer> {
  const posting = new Set<Promise<unknown>>()
  let deliveries = 0
  const shop = new DoubleShop((topic, content) => {
    const body = JSON.stringify(content)
    deliveries += 1
    const post = fetch(hubUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-wc-webhook-topic': topic,
        'x-wc-webhook-signature': createHmac('sha256', keys.secret).update(body).digest('base64'),
        'x-wc-webhook-id': '7',
        'x-wc-webhook-delivery-id': `delivery-${deliveries}`,
      },
      body,
    }).finally(() => posting.delete(post))
    posting.add(post)
  })
  const asked: string[] = []
  const state = { failing: 0 }
  const basic = `Basic ${Buffer.from(`${keys.consumerKey}:${keys.consumerSecret}`).toString('base64')}`

  async function answer(request: IncomingMessage): Promise<Answer> {
    const text = Buffer.concat(await request.toArray()).toString()
    const url = new URL(request.url ?? '/', 'http://double')
    asked.push(`${request.method} ${url.pathname}`)
    const token = request.headers['cart-token']?.toString()
    if (url.pathname.startsWith('/wp-json/wc/v3/'))
      return request.headers.authorization === basic
        ? answerShop(url.pathname.slice('/wp-json/wc/v3'.length), url.searchParams)
        : refuse(401, 'woocommerce_rest_cannot_view')
    switch (url.pathname) {
      case '/wp-json/wc/store/v1/products':
        return answerProducts(url.searchParams)
      case '/wp-json/wc/store/v1/cart': {
        const session = shop.sessionOf(token)
        return {
          status: 200,
          content: shop.toCart(session),
          headers: { 'cart-token': shop.tokenOf(session) },
        }
      }
      case '/wp-json/wc/store/v1/batch':
        return answerBatch(text)
      default:
        return refuse(404, 'rest_no_route')
    }
  }

  function answerProducts(query: URLSearchParams): Answer {
    const include = query.get('include')?.split(',').map(Number)
    const isVariation = query.get('type') === 'variation'
    const found = shop.products.filter(
      ({ id, type }) => (type === 'variation') === isVariation && (include?.includes(id) ?? true),
    )
    return { status: 200, content: paged(found, query).map((product) => shop.toStoreProduct(product)) }
  }

  function answerBatch(text: string): Answer {
    const { requests } = JSON.parse(text) as {
      requests: { path: string; headers: Record<string, string>; body: Record<string, string | number> }[]
    }
    if (requests.length > 25) return refuse(400, 'rest_invalid_param')
    const responses = requests.map(({ path, headers, body }) => {
      asked.push(`POST ${path}`)
      if (state.failing > 0) {
        state.failing -= 1
        return { status: 500, headers: {}, body: { code: 'woocommerce_rest_unknown_server_error' } }
      }
      const session = shop.sessionOf(headers['Cart-Token'])
      const code = changeCart(session, path.split('/').at(-1) ?? '', body)
      return code === null
        ? { status: 200, headers: {}, body: shop.toCart(session) }
        : { status: 400, headers: {}, body: refuse(400, code).content }
    })
    return { status: 207, content: { responses } }
  }

  /** Null when it was done; else the code that it is refused by. */
  function changeCart(
    session: DoubleSession,
    step: string,
    body: Record<string, string | number>,
  ): string | null {
    const { items } = session
    const keyed = Number(String(body['key'] ?? '').slice('key-'.length))
    const quantity = Number(body['quantity'] ?? 0)
    const code = String(body['code'] ?? '').toLowerCase()
    switch (step) {
      case 'add-item': {
        const id = Number(body['id'])
        const whole = (items.get(id) ?? 0) + quantity
        const refusal = shop.refusal(shop.product(id), whole)
        if (refusal === null) items.set(id, whole)
        return refusal
      }
      case 'update-item': {
        if (!items.has(keyed)) return 'woocommerce_rest_cart_invalid_key'
        const refusal = shop.refusal(shop.product(keyed), quantity)
        if (refusal === null) items.set(keyed, quantity)
        return refusal
      }
      case 'remove-item':
        return items.delete(keyed) ? null : 'woocommerce_rest_cart_invalid_key'
      case 'apply-coupon':
        if (code !== DISCOUNT.code.toLowerCase()) return 'woocommerce_rest_cart_coupon_error'
        session.coupons.push(code)
        return null
      case 'remove-coupon':
        session.coupons = session.coupons.filter((one) => one !== code)
        return null
      default:
        return 'rest_no_route'
    }
  }

  function answerShop(path: string, query: URLSearchParams): Answer {
    const include = query.get('include')?.split(',').map(Number)
    const ok = (content: unknown): Answer => ({ status: 200, content })
    if (path === '/data/currencies/current') return ok({ code: 'EUR', name: 'Euro', symbol: '&euro;' })
    if (path === '/products')
      return ok(
        paged(
          shop.products.filter(({ id, type }) => type !== 'variation' && (include?.includes(id) ?? true)),
          query,
        ).map((product) => shop.toRestProduct(product)),
      )
    const ofParent = /^\/products\/(\d+)\/variations$/.exec(path)?.[1]
    if (ofParent !== undefined)
      return ok(
        paged(
          shop.products.filter(
            ({ id, parent }) => parent === Number(ofParent) && (include?.includes(id) ?? true),
          ),
          query,
        ).map((product) => shop.toRestProduct(product)),
      )
    if (path === '/orders')
      return ok(paged(shop.orders.toReversed(), query).map((order) => shop.toOrder(order)))
    const [, id, refunds] = /^\/orders\/(\d+)(\/refunds)?$/.exec(path) ?? []
    const order = shop.orders.find((one) => one.id === Number(id))
    if (order === undefined) return refuse(404, 'woocommerce_rest_shop_order_invalid_id')
    return ok(refunds === undefined ? shop.toOrder(order) : shop.toRefunds(order))
  }

  const server = createServer((request, response) => {
    void answer(request).then(
      ({ status, content, headers }) =>
        response
          .writeHead(status, { 'content-type': 'application/json', ...headers })
          .end(JSON.stringify(content)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the double has no port')
  return Object.assign(state, {
    port: address.port,
    shop,
    asked,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      await Promise.allSettled(posting)
    },
  })
}

function paged<Item>(items: readonly Item[], query: URLSearchParams): readonly Item[] {
  const size = Number(query.get('per_page') ?? 10)
  const from = (Number(query.get('page') ?? 1) - 1) * size
  return items.slice(from, from + size)
}
