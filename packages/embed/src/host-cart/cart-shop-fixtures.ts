import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createTestSession, type TestGoods } from './shop-goods-fixtures.ts'
import { shopPage, type ShopKind } from './shop-page-fixtures.ts'

export interface CartShopOptions {
  readonly port: number
  /** Of the hub, for the script tag. */
  readonly script: string
  readonly key: string
}

export interface CartShop {
  readonly origin: string
  /** The goods in the only shopper's cart, by what the shop calls them. */
  goods(): Readonly<Record<string, number>>
  /** Requests that changed a cart so far. */
  readonly changes: readonly string[]
  /** What befalls the next changes, in turn. */
  readonly faults: ('lost' | 'sold out')[]
  close(): Promise<void>
}

/** A shop with a cart of its own at its own server, and a page for each way that a shop may show it. */
export async function startCartShop({ port, script, key }: CartShopOptions): Promise<CartShop> {
  const session = createTestSession()
  const changes: string[] = []
  const faults: CartShop['faults'] = []
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://shop.invalid')
    if (request.method === 'GET' && pathname === '/cart.js') return json(response, 200, session.toAjax())
    if (request.method === 'POST') return change(pathname, JSON.parse(await textOf(request)), response)
    const page = shopPage(pathname.slice(1) as ShopKind, { script, key })
    if (page === undefined) response.statusCode = pathname === '/favicon.ico' ? 204 : 404
    else response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(page)
  }

  function change(pathname: string, body: TestGoods, response: ServerResponse): void {
    changes.push(pathname)
    const fault = faults.shift()
    if (fault === 'sold out')
      return json(response, 422, { status: 422, message: 'Cart Error', description: 'All are in your cart.' })
    session.change(pathname, body)
    // Done, and its answer is none. A connection that breaks would do too, but a browser may ask again by itself then.
    if (fault === 'lost') response.writeHead(502).end('Bad gateway')
    else json(response, 200, session.toAjax())
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    origin: `http://brand.localhost:${port}`,
    goods: session.goods,
    changes,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request.setEncoding('utf8')) text += part
  return text
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
