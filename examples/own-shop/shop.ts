import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import process from 'node:process'
import { Webhook } from 'standardwebhooks'
import type { AskedCart, AskedCheckout } from './contract.ts'
import { mugsAndLamps, readGoods } from './goods.ts'
import { PAY_POLICY, payPage } from './pay-page.ts'
import { Till } from './till.ts'

const {
  SHOP_PORT = '4300',
  SHOP_DATABASE = 'shop.db',
  TOTE_SECRET,
  TOTE_NEWS_URL,
  SHOP_ADMIN_KEY,
  SHOP_CATALOGUE,
} = process.env
if (TOTE_SECRET === undefined)
  throw new Error('TOTE_SECRET is not set: whsec_…, as in the tenant file of the hub')
const { SHOP_URL = `http://127.0.0.1:${SHOP_PORT}` } = process.env

const webhook = new Webhook(TOTE_SECRET)
const goods = SHOP_CATALOGUE === undefined ? mugsAndLamps : readGoods(SHOP_CATALOGUE)
const till = new Till(SHOP_DATABASE, SHOP_URL, goods)
/** More than the largest cart comes to. */
const MAX_BYTES = 1_000_000
const TELL_AGAIN_MS = 2000
/** A hub that takes longer is asked again. */
const TELL_WITHIN_MS = 15_000

/** The hub's questions. Data is as the contract says: the hub signed it, and holds what it sends against the same schemas. */
const answers: Readonly<Record<string, (data: never) => object | null>> = {
  '/tote/catalogue': ({ market }: { market: { currencyCode: string } }) =>
    till.catalogue(market.currencyCode),
  '/tote/stock': ({ variantIds }: { variantIds: string[] }) => ({ counts: till.counts(variantIds) }),
  '/tote/cart': (cart: AskedCart) => till.mirror(cart),
  '/tote/checkout': (asked: AskedCheckout) => till.open(asked),
  '/tote/order': ({ checkoutId }: { checkoutId: string }) => ({ order: till.order(checkoutId) }),
}

const server = createServer((request, response) => {
  handle(request, response).catch((error: unknown) => {
    console.error(error)
    response.writeHead(500).end()
  })
})

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', SHOP_URL)
  const answer = Object.hasOwn(answers, pathname) ? answers[pathname] : undefined
  if (answer !== undefined) return answerHub(request, response, answer)
  const [, place = '', name = ''] = pathname.split('/')
  if (place === 'pay') return answerShopper(request, response, name)
  if (place === 'admin' && request.method === 'PUT') return setStock(request, response, name)
  response.writeHead(404).end()
}

async function answerHub(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (data: never) => object | null,
): Promise<void> {
  const body = await read(request)
  let asked: unknown
  try {
    asked = webhook.verify(body, request.headers as Record<string, string>)
  } catch {
    response.writeHead(401).end()
    return
  }
  const answered = answer((asked as { data: never }).data)
  if (answered === null) response.writeHead(422).end()
  else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answered))
}

async function answerShopper(
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
): Promise<void> {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': PAY_POLICY,
  }
  if (request.method !== 'POST') {
    response.writeHead(200, headers).end(payPage(till.bill(token)))
    return
  }
  const isPaid = till.pay(token)
  tell()
  const returnUrl = till.bill(token)?.returnUrl
  if (!isPaid) response.writeHead(409, headers).end(payPage(till.bill(token)))
  else if (returnUrl == null) response.writeHead(200, headers).end(payPage(till.bill(token)))
  else response.writeHead(303, { location: returnUrl }).end()
}

/** What a till in the store, or a delivery, does to the count. */
async function setStock(
  request: IncomingMessage,
  response: ServerResponse,
  variantId: string,
): Promise<void> {
  if (SHOP_ADMIN_KEY === undefined || request.headers.authorization !== `Bearer ${SHOP_ADMIN_KEY}`) {
    response.writeHead(401).end()
    return
  }
  till.setStock(variantId, Number(await read(request)))
  tell()
  response.writeHead(204).end()
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MAX_BYTES) throw new Error('a body that no hub sends')
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}

let telling: Promise<void> | null = null

/** Posts what the hub has not taken yet, oldest first. It was written with what it tells of, so a restart loses none. */
function tell(): void {
  telling ??= post().finally(() => {
    telling = null
  })
}

async function post(): Promise<void> {
  if (TOTE_NEWS_URL === undefined) return
  for (let [first] = till.unsent(); first !== undefined; [first] = till.unsent()) {
    const { id, body } = first
    const at = new Date()
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': webhook.sign(id, at, body),
    }
    const signal = AbortSignal.timeout(TELL_WITHIN_MS)
    const taken = await fetch(TOTE_NEWS_URL, { method: 'POST', headers, body, signal }).catch(() => null)
    if (taken?.ok !== true) return
    till.sent(id)
  }
}

setInterval(tell, TELL_AGAIN_MS)
tell()
server.listen(Number(SHOP_PORT), '127.0.0.1', () => console.log(`The shop is at ${SHOP_URL}`))
process.once('SIGTERM', () => process.exit(0))
