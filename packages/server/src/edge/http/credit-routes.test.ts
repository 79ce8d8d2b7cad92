import {
  checkoutOpenAnswerSchema,
  creditReportSchema,
  receiptsSchema,
  type CreditReport,
} from '@tote/protocol'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { expect, test, vi } from 'vitest'
import { post, startWorld, type World } from '../../hub-fixtures.ts'
import { TestBackend } from '../../journeys/shopper-fixtures.ts'
import { connected, TestPlace } from '../../place-fixtures.ts'
import { refusal } from '../../refusal-fixtures.ts'
import { Host } from '../../shows/host-fixtures.ts'
import { BRAND, MARKET, tenantFileOf } from '../../tenant-fixtures.ts'

const PATIENCE = { timeout: 20_000 }

async function start(more: Parameters<typeof tenantFileOf>[0] = {}) {
  const backend = await TestBackend.of()
  const world = await startWorld({ tenant: tenantFileOf({ keys: [backend.key], ...more }) })
  return { world, backend, host: await Host.of(world) }
}

/** Watches the live show, in which the mug is on air. */
async function watch(world: World, origin = BRAND, pos: { readonly mayMeasure?: boolean } = {}) {
  const { place, socket } = await connected(world, origin)
  await socket.ask('show.join', { showId: 'spring', seq: 0 })
  socket.emit('pos', { showId: 'spring', mode: 'live', pdt: world.clock.now(), isPlaying: true, ...pos })
  return { place, socket }
}

const touchesIn = (world: World) =>
  world.store.db.selectFrom('touch').select(['kind', 'item', 'channel']).orderBy('kind').execute()

async function pay({ place, socket }: Awaited<ReturnType<typeof watch>>): Promise<string> {
  const cart = await place.world.store.db
    .selectFrom('cart')
    .select('rev')
    .where('id', '=', place.mine.cartId)
    .executeTakeFirstOrThrow()
  const asked = { cartId: place.mine.cartId, rev: cart.rev }
  const answer = checkoutOpenAnswerSchema.parse(await socket.ask('checkout.open', asked))
  if (!answer.ok) throw new Error('the mugs are there')
  return answer.checkout.id
}

async function tell(
  { world, backend }: { world: World; backend: TestBackend },
  [what, checkoutId]: ['order' | 'refund', string],
  body: Record<string, unknown>,
) {
  const token = await backend.sign(world, checkoutId, { act: 'order' })
  return post(world, `/v1/checkouts/${checkoutId}/${what}`, body, { authorization: `Bearer ${token}` })
}

function ask(world: World, path: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`${world.hub.url}${path}`, { headers })
}

async function reportFor(host: Host, query = ''): Promise<CreditReport> {
  const cookie = host.setCookie.split(';')[0] ?? ''
  const response = await ask(host.world, `/v1/console/credit${query}`, { cookie })
  return creditReportSchema.parse(await response.json())
}

const addMug = { op: 'addLine', variantId: 'mug', qty: 2, showId: 'spring' }

test('[U64] an order on site B credits the show on site A, with no cookie and nothing stored by either', async () => {
  const { world, backend, host } = await start()
  await host.cue({ kind: 'pinProduct', productId: 'mug' })
  const a = await watch(world, BRAND)
  await a.socket.do(addMug)
  const { ticket } = Object(await a.socket.ask('ticket.mint', { aud: MARKET }))
  const b = await TestPlace.of(world, MARKET)
  const { pending } = await b.redeem(String(ticket))
  await b.accept(pending)
  const checkoutId = await pay({ place: b, socket: await b.connect() })
  await tell({ world, backend }, ['order', checkoutId], { externalRef: 'order-1' })
  const { by, total } = await reportFor(host)
  expect(total).toMatchObject({ orders: 1, revenue: { direct: 3800, assisted: 0, none: 0 } })
  expect(by.show[0]).toMatchObject({ key: 'spring', orders: 1 })
  expect(by.channel[0]).toMatchObject({ key: BRAND, label: 'Brand', revenue: { direct: 3800 } })
  expect(by.cue[0]).toMatchObject({ key: 'spring#1' })
})

test('[U67] what was on air in the picture is met, once, and what is bought of it by another way is assisted', async () => {
  const { world, backend, host } = await start()
  await host.cue({ kind: 'pinProduct', productId: 'mug' })
  const viewer = await watch(world)
  await vi.waitFor(
    async () =>
      expect(await touchesIn(world)).toEqual([
        { kind: 'met', item: 'mug', channel: BRAND },
        { kind: 'watched', item: '', channel: BRAND },
      ]),
    PATIENCE,
  )
  await viewer.socket.add(1, 'mug')
  await viewer.socket.add(1, 'shirt-s')
  await tell({ world, backend }, ['order', await pay(viewer)], { externalRef: 'order-1' })
  const { total, rule } = await reportFor(host)
  expect(total.revenue).toEqual({ direct: 0, assisted: 1900, none: 8900 })
  expect(rule.words.join(' ')).toMatch(/Last touch: .* Direct: .* Assisted: .* None: /)
})

test('a place that has not joined a show has seen nothing of it, nor has one whose picture stands still', async () => {
  const { world, host } = await start()
  await host.cue({ kind: 'pinProduct', productId: 'mug' })
  const pos = { showId: 'spring', mode: 'live', pdt: world.clock.now() }
  const stranger = await connected(world)
  stranger.socket.emit('pos', { ...pos, isPlaying: true })
  const idle = await connected(world)
  await idle.socket.ask('show.join', { showId: 'spring', seq: 0 })
  idle.socket.emit('pos', { ...pos, isPlaying: false })
  const viewer = await watch(world, MARKET)
  await vi.waitFor(async () => expect(await touchesIn(world)).toHaveLength(2), PATIENCE)
  expect(new Set((await touchesIn(world)).map(({ channel }) => channel))).toEqual(new Set([MARKET]))
  expect(viewer.socket.isOpen).toBe(true)
})

test('[U65] where that needs consent, nothing is noted of who only watches unless their page says that they allow it', async () => {
  const { world, backend, host } = await start({ creditConsent: true })
  await host.cue({ kind: 'pinProduct', productId: 'mug' })
  const silent = await watch(world, BRAND)
  await watch(world, BRAND, { mayMeasure: false })
  await watch(world, MARKET, { mayMeasure: true })
  // Of who puts something in their cart that is a part of the cart.
  await silent.socket.do(addMug)
  await vi.waitFor(
    async () =>
      expect(await touchesIn(world)).toEqual([
        { kind: 'added', item: expect.any(String) as string, channel: BRAND },
        { kind: 'met', item: 'mug', channel: MARKET },
        { kind: 'watched', item: '', channel: MARKET },
      ]),
    PATIENCE,
  )
  await tell({ world, backend }, ['order', await pay(silent)], { externalRef: 'order-1' })
  const { total, rule } = await reportFor(host)
  expect(total).toMatchObject({ viewers: 2, revenue: { direct: 3800, assisted: 0, none: 0 } })
  expect(rule.words.at(-1)).toMatch(/^What was only watched is known of those/)
})

test('[U66] the console’s own preview is no viewer', async () => {
  const { world, host } = await start()
  await host.cue({ kind: 'pinProduct', productId: 'mug' })
  const preview = await watch(world, world.hub.publicUrl)
  await preview.socket.do(addMug)
  await watch(world, BRAND)
  await vi.waitFor(async () => expect(await touchesIn(world)).toHaveLength(2), PATIENCE)
  expect((await touchesIn(world)).map(({ channel }) => channel)).toEqual([BRAND, BRAND])
})

test('[U65] an order and its refund are in the report a second after they are told', async () => {
  const { world, backend, host } = await start()
  const viewer = await watch(world)
  await viewer.socket.do(addMug)
  const checkoutId = await pay(viewer)
  expect((await reportFor(host)).total.orders).toBe(0)
  await tell({ world, backend }, ['order', checkoutId], { externalRef: 'order-1' })
  // A report is as good as new for a second.
  await expect
    .poll(async () => (await reportFor(host)).total, PATIENCE)
    .toMatchObject({ orders: 1, units: 2, averageOrder: 3800 })
  const refund = { refundRef: 'r1', lines: [{ variantId: 'mug', quantity: 1 }], amount: 1900 }
  expect(await tell({ world, backend }, ['refund', checkoutId], refund)).toMatchObject({
    isNew: true,
    amount: 1900,
  })
  expect(await tell({ world, backend }, ['refund', checkoutId], refund)).toMatchObject({
    isNew: false,
    amount: 1900,
  })
  await expect
    .poll(async () => (await reportFor(host)).total, PATIENCE)
    .toMatchObject({ orders: 1, units: 1, revenue: { direct: 1900 } })
})

test('a receipt goes along with the order, can be checked by the published keys, and says nothing of the shopper', async () => {
  const { world, backend, host } = await start()
  await host.cue({ kind: 'pinProduct', productId: 'mug' })
  const viewer = await watch(world)
  await viewer.socket.do(addMug)
  const checkoutId = await pay(viewer)
  const token = await backend.sign(world, checkoutId, { act: 'order' })
  const authorization = `Bearer ${token}`
  const path = `/v1/checkouts/${checkoutId}/receipts`
  const read = async (in_: World) =>
    receiptsSchema.parse(await (await ask(in_, path, { authorization })).json()).receipts
  const [first] = await read(world)
  const keys = createRemoteJWKSet(new URL(`${world.hub.url}/.well-known/tote/maison/jwks.json`))
  const { payload } = await jwtVerify(first?.receipt ?? '', keys, { audience: 'maison' })
  expect(payload).toMatchObject({
    iss: world.hub.publicUrl,
    checkout: checkoutId,
    variant: 'mug',
    quantity: 2,
    kind: 'direct',
    seller: BRAND,
    show: 'spring',
    cue: 1,
    channel: BRAND,
  })
  expect(JSON.stringify(payload)).not.toContain(viewer.place.mine.journeyId)
  // Nothing of it was stored, so that asked again it is the same.
  expect(await read(world)).toEqual([first])

  const order = { externalRef: 'order-1' }
  const told = (receipts: string[]) => tell({ world, backend }, ['order', checkoutId], { ...order, receipts })
  const forged = `${first?.receipt.slice(0, -4)}AAAA`
  expect(await refusal(told([forged]))).toBe('invalid')
  expect(await told([first?.receipt ?? ''])).toMatchObject({ isNew: true })
})

test('a receipt of another check-out stops an order that was told for the wrong one', async () => {
  const { world, backend } = await start()
  const [one, other] = [await watch(world), await watch(world)]
  for (const { socket } of [one, other]) await socket.do(addMug)
  const [mine, theirs] = [await pay(one), await pay(other)]
  const authorization = `Bearer ${await backend.sign(world, theirs, { act: 'order' })}`
  const response = await ask(world, `/v1/checkouts/${theirs}/receipts`, { authorization })
  const { receipts } = receiptsSchema.parse(await response.json())
  const body = { externalRef: 'order-1', receipts: receipts.map(({ receipt }) => receipt) }
  expect(await refusal(tell({ world, backend }, ['order', mine], body))).toBe('invalid')
  // A token of one check-out reads no other's.
  const refused = await ask(world, `/v1/checkouts/${mine}/receipts`, { authorization })
  expect(refused.status).toBe(401)
})

test('the ledger leaves as a table in which no text is a formula', async () => {
  const { world, backend, host } = await start()
  const viewer = await watch(world)
  await viewer.socket.do(addMug)
  const checkoutId = await pay(viewer)
  await tell({ world, backend }, ['order', checkoutId], {
    externalRef: '=HYPERLINK("https://evil.test","x")',
  })
  await tell({ world, backend }, ['refund', checkoutId], { refundRef: '@r,1', lines: [], amount: 100 })
  const cookie = host.setCookie.split(';')[0] ?? ''
  const response = await ask(world, '/v1/console/credit.csv?rule=position', { cookie })
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(response.headers.get('content-disposition')).toContain('attachment')
  const text = await response.text()
  expect(text).toContain(`,"'=HYPERLINK(""https://evil.test"",""x"")",`)
  expect(text).toContain(`,"'@r,1",`)
  const rows = text.trim().split('\r\n')
  expect(rows).toHaveLength(3)
  expect(rows[2]).toMatch(/,position,direct,spring,.*,0,-100,EUR$/)
})

test('only a host who is signed in reads it, and a span that cannot be is told', async () => {
  const { world, host } = await start()
  for (const path of ['/v1/console/credit', '/v1/console/credit.csv'])
    expect((await ask(world, path, {})).status).toBe(401)
  const cookie = host.setCookie.split(';')[0] ?? ''
  for (const query of ['from=9&to=9', 'from=0&to=99999999999999', 'rule=mine', 'from=-1'])
    expect((await ask(world, `/v1/console/credit?${query}`, { cookie })).status).toBe(400)
})
