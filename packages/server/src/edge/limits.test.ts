import { randomUUID } from 'node:crypto'
import { request as requestHttp } from 'node:http'
import { checkoutOpenAnswerSchema, mutateAnswerSchema, syncAnswerSchema } from '@tote/protocol'
import { io } from 'socket.io-client'
import { describe, expect, onTestFinished, test } from 'vitest'
import { post, startWorld, type World } from '../hub-fixtures.ts'
import { connected, hash, TestPlace } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'
import { BRAND, KEY, MARKET } from '../tenant-fixtures.ts'

/** Asks for a WebSocket as a browser does; the status line's number and the headers of what comes back. */
function upgrade(world: World, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(world.hub.url)
  return new Promise<{ status: number; retryAfter: string | undefined }>((done, fail) => {
    const request = requestHttp({
      hostname,
      port,
      path: '/socket.io/?EIO=4&transport=websocket',
      headers: {
        origin: BRAND,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...headers,
      },
    })
    request.once('upgrade', (_response, socket) => {
      onTestFinished(() => void socket.destroy())
      done({ status: 101, retryAfter: undefined })
    })
    request.once('response', (response) => {
      response.resume()
      done({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] })
    })
    request.once('error', fail)
    request.end()
  })
}

const statuses = async (world: World, count: number, headers?: Record<string, string>) => {
  const all: number[] = []
  for (let index = 0; index < count; index += 1) all.push((await upgrade(world, headers)).status)
  return all
}

describe('before the handshake', () => {
  test('one address opens so many sockets in a moment; another one is not held up by it', async () => {
    const world = await startWorld({
      env: { TOTE_ADDRESS_RATE: '3/2', TOTE_TRUSTED_PROXIES: '127.0.0.1' },
    })
    const from = (address: string) => ({ 'x-forwarded-for': address })
    expect(await statuses(world, 4, from('203.0.113.1'))).toEqual([101, 101, 429, 429])
    expect(await statuses(world, 1, from('203.0.113.2'))).toEqual([101])
    world.clock.ms += 1000
    expect(await statuses(world, 1, from('203.0.113.1'))).toEqual([101])
  })

  test('nobody gets a bucket of their own by claiming an address', async () => {
    const world = await startWorld({ env: { TOTE_ADDRESS_RATE: '3/2' } })
    const claims = ['1.1.1.1', '1.1.1.2', '1.1.1.3'].map((claim) =>
      upgrade(world, { 'x-forwarded-for': claim }),
    )
    expect((await Promise.all(claims)).filter(({ status }) => status === 101)).toHaveLength(2)
  })

  test('a node that is full says when to come again, to each another time, and asks no database', async () => {
    const world = await startWorld({ env: { TOTE_JOIN_RATE: '10/5' } })
    await world.store.close()
    const asked = await Promise.all(
      Array.from({ length: 25 }, () => upgrade(world, { origin: world.hub.publicUrl })),
    )
    const refused = asked.filter(({ status }) => status !== 101)
    expect(refused.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 503))
    for (const { retryAfter } of refused) expect(Number(retryAfter)).toBeGreaterThanOrEqual(1)
  })

  test('over HTTP too: busy, with the wait', async () => {
    const world = await startWorld({ env: { TOTE_JOIN_RATE: '1/1' } })
    await (await TestPlace.of(world)).open()
    const place = await TestPlace.of(world)
    const proof = await place.prove('open', KEY)
    const response = await fetch(`${world.hub.url}/v1/journeys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: BRAND },
      body: JSON.stringify({ key: KEY, jwk: place.jwk, proof }),
    })
    expect(response.status).toBe(503)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(await response.json()).toMatchObject({ error: { code: 'busy', retryAfterMs: expect.any(Number) } })
  })

  test('nothing but one handshake is heard: a second one, or anything else, closes the connection', async () => {
    const world = await startWorld()
    const { place } = await connected(world)
    for (const packets of [['40{}', '40{}'], ['42["mutate",{}]'], ['450-["mutate"]'], ['2', '4']]) {
      const socket = new WebSocket(
        `${world.hub.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
        {
          headers: { origin: BRAND },
        },
      )
      const closed = new Promise((done) => socket.addEventListener('close', done, { once: true }))
      await new Promise((done) => socket.addEventListener('message', done, { once: true }))
      for (const packet of packets) socket.send(packet)
      await closed
    }
    expect((await place.connect()).isOpen).toBe(true)
  })
})

describe('rates of a place', () => {
  test('a queue of hours offline is taken whole: batch by batch, as fast as it is told to wait', async () => {
    const world = await startWorld()
    const { place, socket } = await connected(world)
    const muts = Array.from({ length: 400 }, (_, index) => ({
      mid: index + 1,
      uid: randomUUID(),
      at: world.clock.ms,
      op: { op: 'addLine', variantId: 'mug', qty: 1 },
    }))
    let refusals = 0
    for (let from = 0; from < muts.length;) {
      const message = {
        cartId: place.mine.cartId,
        clientId: socket.clientId,
        sentAt: world.clock.ms,
        muts: muts.slice(from, from + 50),
      }
      const answer: unknown = await socket
        .ask('mutate', message)
        .catch((error: unknown) => Object(error).body)
      const wait: unknown = Object(answer).error?.retryAfterMs
      if (typeof wait === 'number') {
        refusals += 1
        world.clock.ms += wait
      } else {
        mutateAnswerSchema.parse(answer)
        from += 50
      }
    }
    expect(refusals).toBeGreaterThan(0)
    expect((await place.resume()).cart.lines.map((line) => line.qty)).toEqual([400])
  })

  test('too many questions are told when to ask again', async () => {
    const { place, socket } = await connected(await startWorld())
    const ask = () => socket.ask('sync', { cartId: place.mine.cartId, rev: 0, clientIds: [] })
    for (let count = 0; count < 10; count += 1) syncAnswerSchema.parse(await ask())
    await expect(ask()).rejects.toMatchObject({ code: 'rate', body: { error: { retryAfterMs: 500 } } })
  })

  test('whoever goes on at ten times the rate is hung up on, and the others are not', async () => {
    const world = await startWorld()
    const [loud, quiet] = [await connected(world), await connected(world, MARKET)]
    const message = { cartId: loud.place.mine.cartId, rev: 0, clientIds: [] }
    for (let count = 0; count < 140; count += 1) loud.socket.emit('sync', message, () => undefined)
    await loud.socket.closed()
    expect(loud.socket.heard.at(-1)).toMatchObject({ event: 'bye', message: { reason: 'rate' } })
    expect(mutateAnswerSchema.parse(await quiet.socket.add()).rev).toBe(1)
  })

  test("one tenant's flood does not use up another place's own rate, but its tenant's", async () => {
    const world = await startWorld({ env: { TOTE_TENANT_RATE: '1/3' } })
    const [one, two] = [await connected(world), await connected(world, MARKET)]
    for (let count = 0; count < 3; count += 1) await one.socket.add()
    expect(await refusal(two.socket.add())).toBe('rate')
    world.clock.ms += 1000
    await two.socket.do({ op: 'setNote', text: 'hi' }, { mid: 1 })
  })
})

describe('places that were revoked where this node did not hear of it', () => {
  test('are found and ended; their grants are dead at once', async () => {
    const world = await startWorld({ env: { TOTE_RECHECK_MS: '20' } })
    const [gone, stays] = [await connected(world), await connected(world, MARKET)]
    await world.store.db
      .updateTable('place')
      .set({ revoked_at: world.clock.ms })
      .where('id', '=', gone.place.mine.placeId)
      .execute()
    expect(await refusal(gone.place.connect())).toBe('unauthorised')
    expect(await gone.socket.next('bye')).toMatchObject({ reason: 'revoked' })
    await gone.socket.closed()
    expect(stays.socket.isOpen).toBe(true)
  })
})

describe('OWASP ASVS 5.0', () => {
  test('[ASVS 4.4.1] a hub of an https origin is spoken to over TLS only, whatever comes through its proxy', async () => {
    const world = await startWorld({
      env: { TOTE_PUBLIC_URL: 'https://hub.test', TOTE_TRUSTED_PROXIES: '127.0.0.1' },
    })
    const plain = { 'x-forwarded-for': '203.0.113.1', 'x-forwarded-proto': 'http' }
    const secure = { ...plain, 'x-forwarded-proto': 'https' }
    expect((await upgrade(world, plain)).status).toBe(403)
    expect((await upgrade(world, secure)).status).toBe(101)
    expect(await refusal(post(world, '/v1/journeys', {}, { origin: BRAND, ...plain }))).toBe('forbidden')
    const answer = await fetch(`${world.hub.url}/livez`)
    expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/)
  })

  test.each([
    'null',
    'http://brand.test',
    'https://brand.test:8443',
    'https://brand.test/',
    'https://brand.test.evil.test',
    'https://evil.test/https://brand.test',
    'https://BRAND.test',
  ])('[ASVS 4.4.2] a socket from the origin %s is refused in the handshake', async (origin) => {
    const world = await startWorld()
    expect((await upgrade(world, { origin })).status).toBe(403)
  })

  test('[ASVS 4.4.3] [ASVS 4.4.4] a socket is opened by a grant got over HTTP and a proof for it alone, never by a cookie', async () => {
    const world = await startWorld()
    const { place } = await connected(world)
    const { grant } = place.mine
    expect(await refusal(place.connect({ proof: await place.prove('resume', hash(grant)) }))).toBe(
      'bad_proof',
    )
    const socket = io(world.hub.url, {
      transports: ['websocket'],
      reconnection: false,
      extraHeaders: { origin: BRAND, cookie: `tote-console=x; grant=${grant}` },
    })
    onTestFinished(() => void socket.close())
    const error = await new Promise<Error & { data?: unknown }>((done) => socket.once('connect_error', done))
    expect(error.data).toMatchObject({ error: { code: 'invalid' } })
  })

  test.each([
    ['a quantity of 1,000', { op: 'addLine', variantId: 'mug', qty: 1000 }],
    [
      'an attribute key of 41 characters',
      { op: 'addLine', variantId: 'mug', qty: 1, attrs: [['k'.repeat(41), 'v']] },
    ],
    ['an attribute of 256', { op: 'addLine', variantId: 'mug', qty: 1, attrs: [['k', 'v'.repeat(256)]] }],
    [
      '11 attributes',
      { op: 'addLine', variantId: 'mug', qty: 1, attrs: Array.from({ length: 11 }, (_, n) => [`${n}`, '']) },
    ],
    ['a note of 501', { op: 'setNote', text: 'x'.repeat(501) }],
    ['a field nobody knows', { op: 'setNote', text: '', isAdmin: true }],
    ['a key that means a prototype', JSON.parse('{"op":"setNote","text":"","__proto__":{"isAdmin":true}}')],
  ])('[ASVS 2.3.2] %s is over the limit', async (_name, op) => {
    const { socket } = await connected(await startWorld())
    expect(await refusal(socket.do(op))).toBe('invalid')
  })

  test('[ASVS 2.3.2] a cart takes no 101st line', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    const add = (n: number) => ({ op: 'addLine', variantId: 'mug', qty: 1, attrs: [['engraving', `${n}`]] })
    for (let count = 1; count <= 100; count += 1) await socket.do(add(count))
    world.clock.ms += 1000
    const { results } = mutateAnswerSchema.parse(await socket.do(add(101)))
    expect(results).toMatchObject([{ ok: false, code: 'limit' }])
  })

  test('[ASVS 2.3.3] a batch that cannot be taken whole leaves nothing of it', async () => {
    const world = await startWorld()
    const { place, socket } = await connected(world)
    const mut = (mid: number) => ({
      mid,
      uid: randomUUID(),
      at: 0,
      op: { op: 'addLine', variantId: 'mug', qty: 1 },
    })
    const message = {
      cartId: place.mine.cartId,
      clientId: socket.clientId,
      sentAt: 0,
      muts: [mut(1), mut(3)],
    }
    expect(await refusal(socket.ask('mutate', message))).toBe('gap')
    expect((await place.resume()).cart).toMatchObject({ rev: 0, lines: [] })
  })

  test('[ASVS 2.3.4] the same goods are set aside for one of those who pay at once, never for two', async () => {
    const world = await startWorld()
    const buyers = await Promise.all([connected(world), connected(world, MARKET)])
    for (const { socket } of buyers) await socket.add(2, 'shirt-s')
    const answers = await Promise.all(
      buyers.map(({ place, socket }) => socket.ask('checkout.open', { cartId: place.mine.cartId, rev: 1 })),
    )
    const outcomes = answers.map((answer) => checkoutOpenAnswerSchema.parse(answer))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ problems: [{ code: 'no_stock', free: 1 }] })
  })

  test('[ASVS 2.4.1] tickets, handshakes and keys are given out at a human pace', async () => {
    const world = await startWorld()
    const { socket } = await connected(world)
    for (let count = 0; count < 10; count += 1) await socket.ask('ticket.mint', { aud: MARKET })
    expect(await refusal(socket.ask('ticket.mint', { aud: MARKET }))).toBe('rate')
    const guess = (n: number) =>
      post(
        world,
        '/v1/console/session',
        { hostKey: `hk_${'x'.repeat(15)}${n}` },
        { origin: world.hub.publicUrl },
      )
    for (let count = 0; count < 10; count += 1) expect(await refusal(guess(count))).toBe('unauthorised')
    expect(await refusal(guess(10))).toBe('rate')
  })
})

describe('over HTTP', () => {
  test.each([
    ['a prototype key', '{"key":"pk_testtesttest","__proto__":{"a":1}}'],
    ['a constructor key', `{"key":"${KEY}","jwk":{"constructor":{"prototype":{}}}}`],
    ['nesting without end', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['no JSON', '{'],
    ['a number that is none', '{"key":1e999}'],
  ])('%s is refused as invalid', async (_name, body) => {
    const world = await startWorld()
    expect(await refusal(post(world, '/v1/journeys', body, { origin: BRAND }))).toBe('invalid')
  })

  test('a body above the bound is refused before it is read', async () => {
    const world = await startWorld()
    const body = JSON.stringify({ key: KEY, proof: 'x'.repeat(40_000) })
    expect(await refusal(post(world, '/v1/journeys', body, { origin: BRAND }))).toBe('invalid')
  })
})
