import { randomUUID } from 'node:crypto'
import { checkoutOpenAnswerSchema, shopperExportSchema } from '@tote/protocol'
import { pointsAnswerSchema } from '@tote/protocol/points'
import { expect, test } from 'vitest'
import { post, startWorld } from '../hub-fixtures.ts'
import { callAs, signIn, TestBackend } from '../journeys/shopper-fixtures.ts'
import { connected } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'
import { Host } from '../shows/host-fixtures.ts'
import { selectActs } from '../store/audit-store.ts'
import { BRAND, tenantFileOf } from '../tenant-fixtures.ts'

const PATIENCE = { timeout: 20_000 }
const MINUTE = 60_000
const loyalty = {
  perUnit: 1,
  watch: { points: 5, everyMinutes: 1, mostPerShow: 10 },
  spend: { points: 100, amount: 100 },
}

async function start(more: Record<string, unknown> = { loyalty }) {
  const backend = await TestBackend.of()
  const world = await startWorld({ tenant: tenantFileOf({ keys: [backend.key], ...more }) })
  const { place } = await connected(world)
  await signIn(place, await backend.sign(world, 'customer-7'))
  const socket = await place.connect()
  const told = async () => pointsAnswerSchema.parse(await socket.ask('points', {})).points
  const balance = async () => {
    const points = await told()
    return points?.isSignedIn === true ? points.balance : null
  }
  const adjust = (host: Host, points: number, subject = 'customer-7') =>
    host.ask('/v1/console/points', { subject, points, note: 'Sorry for the wait', ref: randomUUID() })
  return { backend, world, place, socket, told, balance, adjust }
}

test('points are given by staff, spent over the wire, and earned by the order; all of it is told and forgotten', async () => {
  const { backend, world, place, socket, told, balance, adjust } = await start()
  const host = await Host.of(world)
  expect(await adjust(host, 500)).toEqual({ balance: 500 })
  expect(await refusal(adjust(host, 500, 'stranger'))).toBe('not_found')
  const gift = { subject: 'customer-7', points: 500, note: '', ref: randomUUID() }
  const elsewhere = host.ask('/v1/console/points', gift, { origin: BRAND })
  expect(await refusal(elsewhere)).toBe('origin')
  const acts = await selectActs(world.store.db, 'maison', { before: 1e9, limit: 50 })
  const adjusted = acts.flatMap(({ act }) => (act.kind === 'pointsAdjusted' ? [act.points] : []))
  expect(adjusted).toEqual([500])
  await socket.add(1)
  expect(await told()).toMatchObject({ isSignedIn: true, balance: 500, spendable: 500 })
  await socket.do({ op: 'applyDiscountCode', code: 'POINTS-500' })
  const { rev } = await world.store.db
    .selectFrom('cart')
    .select('rev')
    .where('id', '=', place.mine.cartId)
    .executeTakeFirstOrThrow()
  const opened = checkoutOpenAnswerSchema.parse(
    await socket.ask('checkout.open', { cartId: place.mine.cartId, rev }),
  )
  if (!opened.ok) throw new Error('the mug is there')
  expect(opened.checkout.total.amount).toBe(1400)
  expect(await balance()).toBe(0)
  const { id } = opened.checkout
  const token = await backend.sign(world, id, { act: 'order' })
  await post(
    world,
    `/v1/checkouts/${id}/order`,
    { externalRef: '1001' },
    { authorization: `Bearer ${token}` },
  )
  expect(await balance()).toBe(14)
  const kept = shopperExportSchema.parse(
    await callAs(place, ['GET', '/v1/shopper/export'], { act: 'export' }),
  )
  expect(kept.points).toMatchObject({
    balance: 14,
    entries: expect.arrayContaining([
      expect.objectContaining({ kind: 'adjusted', points: 500, note: 'Sorry for the wait' }),
      expect.objectContaining({ kind: 'spent', points: -500 }),
      expect.objectContaining({ kind: 'order', points: 14 }),
    ]),
  })
  await callAs(place, ['DELETE', '/v1/shopper'], { act: 'forget' })
  expect(await world.store.db.selectFrom('points_entry').selectAll().execute()).toEqual([])
})

test('[L4] watching earns while the show that was joined plays and that may be measured, and else nothing', async () => {
  const { backend, world, socket, balance } = await start()
  // The clock stands still, and with it the rate of questions: the store is asked.
  const watched = () => world.store.db.selectFrom('points_watch').select(['show_id', 'minutes']).execute()
  const watch = (more: object, by = socket) => {
    world.clock.ms += MINUTE
    by.emit('pos', {
      showId: 'spring',
      mode: 'live',
      pdt: world.clock.now(),
      isPlaying: true,
      mayMeasure: true,
      ...more,
    })
  }
  watch({})
  await socket.ask('show.join', { showId: 'spring', seq: 0 })
  watch({ mayMeasure: false })
  watch({ isPlaying: false })
  watch({ showId: 'winter' })
  // The host's own preview is nobody's watching, whoever has signed in there.
  const { place: preview } = await connected(world, world.hub.publicUrl)
  await signIn(preview, await backend.sign(world, 'customer-7'))
  const inPreview = await preview.connect()
  await inPreview.ask('show.join', { showId: 'spring', seq: 0 })
  watch({}, inPreview)
  await inPreview.ask('beat', {})
  for (const points of [5, 10]) {
    watch({})
    watch({})
    await expect.poll(watched, PATIENCE).toEqual([{ show_id: 'spring', minutes: points / 5 }])
  }
  expect(await balance()).toBe(10)
})

test('a tenant without points has none, and its staff gives none', async () => {
  const { world, told, adjust } = await start({})
  expect(await told()).toBeNull()
  expect(await refusal(adjust(await Host.of(world), 5))).toBe('invalid')
})

test('points cannot be spent where the shop takes none at its check-out, and a code cannot pass for them', () => {
  const vendure = {
    platform: 'vendure',
    adminApi: 'https://shop.example/admin-api',
    apiKey: 'key',
    checkoutUrl: 'https://shop.example/{checkoutId}',
    secrets: [`whsec_${'a'.repeat(32)}`],
    currency: 'EUR',
  }
  const file = (more: object) => tenantFileOf({ catalogue: undefined, shop: vendure, ...more })
  expect(() => file({ loyalty })).toThrow(/loyalty\.spend: vendure takes no points/)
  const spend = { points: 100, amount: 100, least: 500, most: 200 }
  expect(() => tenantFileOf({ loyalty: { spend } })).toThrow(/loyalty\.spend: takes fewer than it takes/)
  expect(file({ loyalty: { perUnit: 1 } }).loyalty).toEqual({ perUnit: 1 })
  expect(() =>
    tenantFileOf({ discountCodes: [{ code: 'points-5', discount: { kind: 'percent', percent: 5 } }] }),
  ).toThrow(/discountCodes\.0\.code: may not begin as points do/)
})
