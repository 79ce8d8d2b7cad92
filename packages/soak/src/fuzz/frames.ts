import { randomUUID } from 'node:crypto'
import { upSchemas } from '@tote/protocol'
import type { Random } from '@tote/testkit/random'

/** Names of one place that another one may try. */
export interface Names {
  readonly cartId: string
  readonly clientId: string
  readonly placeId: string
  readonly journeyId: string
  readonly grant: string
  readonly key: string
}

export interface FrameSource {
  readonly random: Random
  readonly own: Names
  /** Of other journeys, of this tenant and of the other. */
  readonly others: readonly Names[]
  /** The next number of this client. */
  nextMid(): number
}

const EVENTS = [
  'mutate',
  'mutate',
  'mutate',
  'sync',
  'show.join',
  'ticket.mint',
  'checkout.open',
  'checkout.cancel',
  'beat',
  'pos',
  'chat',
  'react',
  'vote',
] as const
type Event = (typeof EVENTS)[number]

/** Any other name ends the connection, which the raw frames try often enough. */
const KNOWN = EVENTS.filter((event) => Object.hasOwn(upSchemas, event))

/** A message that the hub would take, by its event. */
export function drawMessage(source: FrameSource): { event: Event; message: Record<string, unknown> } {
  const event = source.random.pick(KNOWN)
  return { event, message: messageOf(event, source) }
}

function messageOf(event: Event, { random, own, nextMid }: FrameSource): Record<string, unknown> {
  const { cartId, clientId } = own
  switch (event) {
    case 'mutate': {
      const muts = [{ mid: nextMid(), uid: randomUUID(), at: Date.now(), op: drawOp(random) }]
      return { cartId, clientId, sentAt: Date.now(), muts }
    }
    case 'sync':
      return { cartId, rev: random.integer(0, 5), clientIds: [clientId] }
    case 'show.join':
      return { showId: 'spring', seq: 0 }
    case 'ticket.mint':
      return { aud: 'https://a.test' }
    case 'checkout.open':
      return { cartId, rev: random.integer(0, 5) }
    case 'checkout.cancel':
      return { cartId, checkoutId: randomUUID() }
    case 'beat':
      return {}
    case 'pos':
      return { showId: 'spring', mode: 'live', pdt: Date.now(), isPlaying: true }
    case 'chat':
      return { showId: 'spring', uid: randomUUID(), text: 'hello' }
    case 'react':
      return { showId: 'spring', kind: 'heart' }
    case 'vote':
      return { showId: 'spring', pollId: 'p', option: 0 }
    default:
      return event satisfies never
  }
}

function drawOp(random: Random): Record<string, unknown> {
  return random.pick([
    { op: 'addLine', variantId: 'mug', qty: 1 },
    {
      op: 'addLine',
      variantId: 'mug',
      qty: 2,
      attrs: [['size', `${random.integer(0, 9)}`]],
      showId: 'spring',
    },
    { op: 'setQuantity', lineId: 'mug', qty: 3 },
    { op: 'removeLine', lineId: 'mug' },
    { op: 'setNote', text: 'for her' },
    { op: 'clear', seenRev: 3 },
    { op: 'applyDiscountCode', code: 'SPRING' },
    { op: 'removeDiscountCode', code: 'SPRING' },
    { op: 'sendLine', lineId: 'mug', isSent: random.next() < 0.5 },
    { op: 'setFulfillment', fulfilment: { kind: 'pickup', locationId: 'warehouse' } },
  ])
}

/** Bodies of the calls that have one, by path. */
export function drawCall({ random, own, nextMid }: FrameSource): {
  path: string
  body: Record<string, unknown>
} {
  const secret = (prefix: string, length: number) => `${prefix}_${'x'.repeat(length)}`
  const jwk = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) }
  const signed = { key: own.key, jwk, proof: `${'e'.repeat(40)}.${'e'.repeat(40)}.${'e'.repeat(40)}` }
  const mutate = messageOf('mutate', { random, own, others: [], nextMid })
  return random.pick<{ path: string; body: Record<string, unknown> }>([
    { path: '/v1/journeys', body: signed },
    { path: '/v1/resume', body: { ...signed, placeId: own.placeId } },
    { path: '/v1/redeem', body: { ...signed, ticket: secret('tt', 22) } },
    { path: '/v1/accept', body: { ...signed, pending: secret('tp', 22), own: 'add', grant: own.grant } },
    { path: '/v1/sign-in', body: { ...signed, grant: own.grant, token: 'eyJ.eyJ.x' } },
    { path: '/v1/mutate', body: mutate },
    { path: '/v1/ask/sync', body: messageOf('sync', { random, own, others: [], nextMid }) },
    {
      path: '/v1/sync',
      body: { v: 1, clientId: own.clientId, cart: { cartId: own.cartId, rev: 0, clientIds: [] } },
    },
    { path: `/v1/checkouts/${randomUUID()}/order`, body: { externalRef: 'order-1' } },
  ])
}

/** A value that nobody expects where it stands. */
function drawOdd({ random, others }: FrameSource): unknown {
  const other = random.pick(others)
  return random.pick<() => unknown>([
    () => null,
    () => random.pick([true, false]),
    () => random.pick([0, -1, 1.5, 1e21, -1e308, Number.MAX_SAFE_INTEGER + 2, 2 ** 31, 2 ** 53]),
    () => '',
    () =>
      random.pick([
        '__proto__',
        'constructor',
        '../../etc/passwd',
        "' OR 1=1 --",
        '\u0000',
        '\uD800',
        '\u202E',
        '$where',
      ]),
    () => 'x'.repeat(random.integer(1, 2000)),
    () => [],
    () => ({}),
    () => Array.from({ length: random.integer(1, 60) }, () => ({})),
    () => nested(random.integer(2, 60)),
    () => random.pick([other.cartId, other.clientId, other.placeId, other.journeyId, other.grant, other.key]),
  ])()
}

function nested(depth: number): unknown {
  return depth === 0 ? 0 : [nested(depth - 1)]
}

/**
 * The message as JSON with one thing about it wrong: a field changed, taken away or put in, or a name of
 * somebody else. Now and then nothing is, so that what is wrong meets a cart that lives.
 */
export function breakOne(message: Record<string, unknown>, source: FrameSource): string {
  const { random, others } = source
  const copy = structuredClone(message)
  const fate = random.next()
  if (fate < 0.15) return JSON.stringify(copy)
  if (fate < 0.35) return withNamesOf(random.pick(others), copy)
  const holders = holdersIn(copy)
  const holder = random.pick(holders)
  const keys = Object.keys(holder)
  if (fate < 0.45 || keys.length === 0) {
    const poison = random.pick([
      '"__proto__":{"isAdmin":true},',
      '"constructor":{"prototype":{"isAdmin":true}},',
      '"isAdmin":true,',
    ])
    return JSON.stringify(copy).replace('{', `{${poison}`).replace(',}', '}')
  }
  const key = random.pick(keys)
  if (fate < 0.6) Reflect.deleteProperty(holder, key)
  else Reflect.set(holder, key, drawOdd(source))
  return JSON.stringify(copy)
}

/** Everything that says who or which is somebody else's, where this message says it. */
function withNamesOf(other: Names, message: Record<string, unknown>): string {
  return JSON.stringify(message, (key, value: unknown) => {
    switch (key) {
      case 'cartId':
      case 'clientId':
      case 'placeId':
      case 'grant':
      case 'key':
        return other[key]
      case 'clientIds':
        return [other.clientId]
      default:
        return value
    }
  })
}

function holdersIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return []
  return [value, ...Object.values(value).flatMap(holdersIn)]
}

/** What is no message at all. Most of these end the connection. */
export function drawRaw(random: Random): string | Uint8Array {
  const bytes = () => random.bytes(random.integer(0, 300))
  const text = () => Buffer.from(bytes()).toString('latin1')
  return random.pick<() => string | Uint8Array>([
    bytes,
    text,
    () => `4${text()}`,
    () => `42${text()}`,
    () => `42["${random.pick(['admin', 'disconnect', '__proto__', 'connect', 'error'])}",{}]`,
    () => `42["mutate",${'['.repeat(5000)}${']'.repeat(5000)}]`,
    () => `42["mutate",${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}]`,
    () => '42["mutate",{"muts":[{"mid":1e999}]}]',
    () => `421["sync",{"rev":${'9'.repeat(400)}}]`,
    () => `451-["mutate",{"_placeholder":true,"num":0}]`,
    () => '40{"v":1}',
    () => '40/admin,{}',
    () => '41',
    () => `43${random.integer(0, 99)}[{}]`,
    () => 'b4AAEC',
    () => 'x'.repeat(40_000),
  ])()
}
