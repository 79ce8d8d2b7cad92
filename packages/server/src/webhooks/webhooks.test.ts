import { signedHeaders } from '@tote/commerce'
import { createServer } from 'node:http'
import type { LookupAddress } from 'node:dns'
import { createRandom } from '@tote/testkit/random'
import { pino } from 'pino'
import { Webhook as Verifier } from 'standardwebhooks'
import { describe, expect, onTestFinished, test } from 'vitest'
import { HeldClock, startWorld } from '../hub-fixtures.ts'
import { KEY, tenantFileOf } from '../tenant-fixtures.ts'
import { applyTenantFile } from '../store/apply-tenant.ts'
import { openStore, type Store } from '../store/store.ts'
import { findTenantByKey, type Tenant } from '../store/tenant-store.ts'
import { createDeliver, type Delivery } from './deliver.ts'
import { emitTopic } from './emit-topic.ts'
import { checkedLookup, isAllowedAddress } from './public-address.ts'
import { createRelay } from './relay.ts'
import { webhooksOf, type Topic } from './webhook.ts'

const OLD = `whsec_${Buffer.alloc(24, 1).toString('base64')}`
const FRESH = `whsec_${Buffer.alloc(24, 2).toString('base64')}`
const URL_ONE = 'https://shop.test/hook'

const shop = (webhooks: unknown[]) => tenantFileOf({ webhooks })

/** A store with a tenant, and a relay whose deliveries go to `take`. */
async function startOutbox(
  take: (delivery: Delivery) => string | null = () => null,
  webhooks: unknown[] = [{ url: URL_ONE, secrets: [FRESH, OLD], topics: ['cart.changed', 'order.placed'] }],
) {
  const store = await openStore('sqlite::memory:')
  onTestFinished(() => store.close())
  const file = shop(webhooks)
  await store.transaction((trx) => applyTenantFile(trx, file, 0))
  const tenant = await findTenantByKey(store.db, KEY)
  if (tenant === undefined) throw new Error('the fixture has a tenant')
  const clock = new HeldClock()
  const sent: Delivery[] = []
  const relay = createRelay({
    store,
    webhooks: webhooksOf(file),
    deliver: async (delivery) => {
      sent.push(delivery)
      return take(delivery)
    },
    now: clock.now,
    random: () => 0.5,
    log: pino({ level: 'silent' }),
  })
  const emit = (topic: Topic, key: string, data = {}) => emitIn(store, tenant, { topic, key, data, clock })
  return { store, tenant, clock, sent, relay, emit }
}

function emitIn(
  store: Store,
  tenant: Tenant,
  { topic, key, data, clock }: { topic: Topic; key: string; data: Record<string, unknown>; clock: HeldClock },
) {
  return store.transaction((trx) => emitTopic(trx, tenant, { topic, key, data, nowMs: clock.now() }))
}

describe('what a backend is told', () => {
  test('is signed as the standard says, by the new secret and by the old', async () => {
    const { sent, relay, emit } = await startOutbox()
    await emit('cart.changed', 'c1', { cartId: 'c1' })
    await relay.runOnce()
    const [delivery] = sent
    if (delivery === undefined) throw new Error('nothing was sent')
    for (const secret of [OLD, FRESH])
      expect(new Verifier(secret).verify(delivery.body, { ...delivery.headers })).toMatchObject({
        type: 'cart.changed',
        data: { cartId: 'c1' },
      })
    const stranger = `whsec_${Buffer.alloc(24, 3).toString('base64')}`
    expect(() => new Verifier(stranger).verify(delivery.body, { ...delivery.headers })).toThrow(/signature/)
  })

  test('is what it asked for, and nothing when nobody asks', async () => {
    const { store, sent, relay, emit } = await startOutbox()
    await emit('hold.expired', 'c1')
    await relay.runOnce()
    expect(sent).toEqual([])
    expect(await store.db.selectFrom('outbox').selectAll().execute()).toEqual([])
  })

  test('did happen: nothing is told of what was undone', async () => {
    const { store, tenant, sent, relay } = await startOutbox()
    const undone = store.transaction(async (trx) => {
      await emitTopic(trx, tenant, { topic: 'cart.changed', key: 'c1', data: {}, nowMs: 0 })
      throw new Error('changed my mind')
    })
    await expect(undone).rejects.toThrow('changed my mind')
    await relay.runOnce()
    expect(sent).toEqual([])
  })

  test('goes to each of its addresses by itself: one that is down does not hold up the other', async () => {
    const hook = (url: string) => ({ url, secrets: [FRESH], topics: ['cart.changed'] })
    const { sent, relay, emit } = await startOutbox(
      ({ url }) => (url.includes('down') ? 'it is down' : null),
      [hook('https://down.test/'), hook('https://up.test/')],
    )
    await emit('cart.changed', 'c1', { rev: 1 })
    await relay.runOnce()
    await emit('cart.changed', 'c1', { rev: 2 })
    await relay.runOnce()
    expect(sent.map(({ url }) => url).toSorted()).toEqual([
      'https://down.test/',
      'https://up.test/',
      'https://up.test/',
    ])
  })

  test('is tried for a day, ever more seldom and under one id, then given up for what comes after', async () => {
    let isDown = true
    const { clock, sent, relay, emit } = await startOutbox(() => (isDown ? 'it is down' : null))
    const startedAt = clock.ms
    await emit('cart.changed', 'c1', { rev: 1 })
    await emit('cart.changed', 'c1', { rev: 2 })
    const tries: number[] = []
    while (clock.ms < startedAt + 26 * 3_600_000) {
      if ((await relay.runOnce()) > 0) tries.push(clock.ms - startedAt)
      if (sent.length === 11) isDown = false
      clock.ms += 1000 * Math.max(1, Math.round((clock.ms - startedAt) / 100_000))
    }
    expect(new Set(sent.slice(0, 11).map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(tries[10]).toBeGreaterThan(23 * 3_600_000)
    expect(sent).toHaveLength(12)
    expect(sent[11]?.body).toContain('"rev":2')
  })

  test('[I14] arrives at least once and in order of each key, whatever fails and whoever dies on the way', async () => {
    for (let seed = 0; seed < 30; seed += 1) {
      const random = createRandom(seed)
      const arrived = new Map<string, number[]>()
      const { clock, relay, emit } = await startOutbox(({ body }) => {
        const { data } = JSON.parse(body) as { data: { key: string; n: number } }
        const fate = random.next()
        // Taken or not, then the node dies before it can say so: its lease runs out.
        if (fate < 0.5) arrived.set(data.key, [...(arrived.get(data.key) ?? []), data.n])
        if (fate < 0.1 || fate > 0.9) throw new Error('the node died')
        return fate < 0.5 ? null : 'not taken'
      })
      for (let n = 1; n <= 8; n += 1)
        for (const key of ['a', 'b']) await emit('cart.changed', key, { key, n })
      for (let turn = 0; turn < 400; turn += 1) {
        await relay.runOnce().catch(() => undefined)
        clock.ms += random.integer(1000, 3_600_000)
      }
      for (const key of ['a', 'b']) {
        const got = arrived.get(key) ?? []
        expect(got, `seed ${seed}`).toEqual(got.toSorted((one, other) => one - other))
        expect([...new Set(got)], `seed ${seed}`).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
      }
    }
  })
})

describe('where it may lead', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '2001:db8::1',
    'no address',
  ])('not to %s', (address) => {
    expect(isAllowedAddress(address, { allowsLoopback: false })).toBe(false)
  })

  test.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111'])('to %s', (address) => {
    expect(isAllowedAddress(address, { allowsLoopback: false })).toBe(true)
  })

  test('a name with one private address among public ones is refused', async () => {
    const addresses: LookupAddress[] = [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]
    const lookup = checkedLookup({ allowsLoopback: false, resolve: (_host, done) => done(null, addresses) })
    const error = await new Promise((done) => lookup('evil.test', { all: true }, done))
    expect(String(error)).toContain('10.0.0.1')
  })

  test('a name that answers differently the second time gains nothing: what was checked is what is called', async () => {
    const server = createServer((_request, response) => response.end('inside'))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    onTestFinished(() => new Promise<void>((done) => server.close(() => done())))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('it listens on a port')
    const answers = ['127.0.0.1', '8.8.8.8']
    let asked = 0
    const deliver = createDeliver({
      allowsLoopback: false,
      resolve(_host, done) {
        done(null, [{ address: answers[asked] ?? '127.0.0.1', family: 4 }])
        asked += 1
      },
    })
    const why = await deliver({ url: `https://rebind.test:${address.port}/`, headers: {}, body: '{}' })
    expect(why).toContain('not a public address')
    expect(asked).toBe(1)
  })

  test.each(['https://127.0.0.1/', 'https://[::1]/', 'https://2130706433/', 'https://0x7f.1/'])(
    'a private address written out, as %s, is refused too',
    async (url) => {
      const why = await createDeliver({ allowsLoopback: false })({ url, headers: {}, body: '{}' })
      expect(why).toContain('not a public address')
    },
  )

  test('nothing leaves without https', async () => {
    const deliver = createDeliver({ allowsLoopback: false })
    expect(await deliver({ url: 'http://shop.test/', headers: {}, body: '{}' })).toContain('https')
    const hook = { url: 'http://shop.test/', secrets: [FRESH], topics: ['cart.changed'] }
    expect(() => shop([hook])).toThrow(/must be https/)
  })

  test('a redirect is not followed: it is no yes', async () => {
    const server = createServer((_request, response) => response.writeHead(307, { location: '/other' }).end())
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    onTestFinished(() => new Promise<void>((done) => server.close(() => done())))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('it listens on a port')
    const deliver = createDeliver({ allowsLoopback: true })
    const why = await deliver({ url: `http://127.0.0.1:${address.port}/`, headers: {}, body: '{}' })
    expect(why).toBe('it answered 307')
  })
})

test('a running hub tells a backend by itself', async () => {
  let heard: (message: { body: string; headers: Record<string, string> }) => void = () => {}
  const message = new Promise<{ body: string; headers: Record<string, string> }>((done) => (heard = done))
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      response.writeHead(204).end()
      heard({
        body: Buffer.concat(parts).toString(),
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        ),
      })
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it listens on a port')
  const url = `http://127.0.0.1:${address.port}/hook`
  const tenant = shop([{ url, secrets: [FRESH], topics: ['cart.changed'] }])
  const world = await startWorld({ tenant, env: { TOTE_WEBHOOK_LOOPBACK: 'true' } })
  const found = await findTenantByKey(world.store.db, KEY)
  if (found === undefined) throw new Error('the fixture has a tenant')
  await emitIn(world.store, found, { topic: 'cart.changed', key: 'c1', data: { rev: 1 }, clock: world.clock })
  const { body, headers } = await message
  expect(new Verifier(FRESH).verify(body, headers)).toMatchObject({ type: 'cart.changed', data: { rev: 1 } })
})

test('the secrets are in no database', async () => {
  const { store } = await startOutbox()
  const rows = await store.db.selectFrom('tenant').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain('whsec')
  expect(signedHeaders({ id: 'm', atMs: 0, body: '' }, [FRESH])['webhook-signature']).toMatch(/^v1,/)
})
