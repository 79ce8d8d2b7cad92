import { trackSummarySchema, type TrackSummary } from '@tote/protocol'
import { expect, test } from 'vitest'
import { startWorld, type World } from '../../hub-fixtures.ts'
import { connected } from '../../place-fixtures.ts'
import { BRAND, HOST_KEY, KEY, MARKET, tenantFileOf } from '../../tenant-fixtures.ts'

const report = {
  key: KEY,
  show: 'spring',
  content: 'live',
  isFirst: true,
  events: [
    { name: 'view_item', count: 2 },
    { name: 'add_to_cart', count: 1 },
  ],
}

/** As `navigator.sendBeacon` does: text, from a page that waits for no answer. */
async function send(world: World, body: unknown, origin: string | null = BRAND): Promise<number> {
  const answer = await fetch(`${world.hub.url}/v1/track`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...(origin === null ? {} : { origin }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return answer.status
}

async function summaryOf(world: World, show = 'spring'): Promise<TrackSummary> {
  const signedIn = await fetch(`${world.hub.url}/v1/console/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: world.hub.publicUrl },
    body: JSON.stringify({ hostKey: HOST_KEY }),
  })
  const cookie = signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  const answer = await fetch(`${world.hub.url}/v1/console/shows/${show}/tracking`, { headers: { cookie } })
  return trackSummarySchema.parse(await answer.json())
}

test('reports of pages come to counts that the console shows at once', async () => {
  const world = await startWorld()
  const qoe = { startMs: 640, stalls: 1, stallMs: 90, playedMs: 60_000 }
  expect(await send(world, report)).toBe(204)
  expect(await send(world, { ...report, isFirst: false, qoe }, MARKET)).toBe(204)
  expect(await summaryOf(world)).toMatchObject({
    viewers: { told: 1 },
    events: [
      { name: 'add_to_cart', content: 'live', count: 2 },
      { name: 'view_item', content: 'live', count: 4 },
    ],
    start: { count: 1, p50: 700 },
    stall: { count: 1, p95: 100 },
    channels: [{ origin: BRAND }, { origin: MARKET }],
  })
  expect((await summaryOf(world, 'winter')).events).toEqual([])
})

test('[U63] what the hub saw happen stands beside it, counted once for each page and change', async () => {
  const world = await startWorld()
  const { place, socket } = await connected(world)
  const join = () => socket.ask('show.join', { showId: 'spring', seq: 0 })
  await join()
  await join()
  await socket.add(2)
  await send(world, report)
  const other = await place.connect()
  await other.ask('show.join', { showId: 'spring', seq: 0 })
  expect(await summaryOf(world)).toMatchObject({
    viewers: { happened: 2, told: 1 },
    changes: { happened: 1, told: 1 },
  })
})

test('nothing that is kept is of anybody: a show, an hour, a channel and numbers', async () => {
  const world = await startWorld()
  const { socket } = await connected(world)
  await socket.ask('show.join', { showId: 'spring', seq: 0 })
  await send(world, report)
  await summaryOf(world)
  const rows = await world.store.db.selectFrom('track_count').selectAll().execute()
  for (const row of rows)
    expect(Object.keys(row).toSorted()).toEqual([
      'content',
      'count',
      'hour',
      'measure',
      'origin',
      'show_id',
      'tenant_id',
    ])
  expect(rows.map(({ measure }) => measure).toSorted()).toEqual([
    'event:add_to_cart',
    'event:view_item',
    'told-viewer',
    'viewer',
  ])
})

test('[U66] a rehearsal, and the console’s own player, never enter the counts', async () => {
  const shows = [{ id: 'spring', title: 'Spring', status: 'scheduled', startsAt: 1_700_000_000_000 }]
  const rehearsal = await startWorld({ tenant: tenantFileOf({ shows }) })
  const { socket } = await connected(rehearsal)
  await socket.ask('show.join', { showId: 'spring', seq: 0 })
  await socket.add(1)
  expect(await send(rehearsal, report)).toBe(204)
  expect(await summaryOf(rehearsal)).toMatchObject({ channels: [], events: [] })

  const world = await startWorld()
  const preview = await connected(world, world.hub.publicUrl)
  await preview.socket.ask('show.join', { showId: 'spring', seq: 0 })
  expect(await send(world, report, world.hub.publicUrl)).toBe(204)
  expect(await summaryOf(world)).toMatchObject({ channels: [], events: [] })
})

test.each<[string, unknown, string | null, number]>([
  ['from a page that is no channel', report, 'https://elsewhere.test', 403],
  ['from nowhere', report, null, 403],
  ['with another key', { ...report, key: 'pk_nobodysnobody' }, BRAND, 404],
  ['of a show that is not there', { ...report, show: 'nothing' }, BRAND, 404],
  ['with a field more', { ...report, shopper: 'me' }, BRAND, 400],
  ['with an unknown event', { ...report, events: [{ name: 'page_view', count: 1 }] }, BRAND, 400],
  ['with a count below nothing', { ...report, events: [{ name: 'view_item', count: -1 }] }, BRAND, 400],
  ['that is no JSON', 'view_item', BRAND, 400],
  ['that is too long', `${JSON.stringify(report)}${' '.repeat(3000)}`, BRAND, 400],
])('a report %s is refused and counts nothing', async (_, body, origin, status) => {
  const world = await startWorld()
  expect(await send(world, body, origin)).toBe(status)
  expect(await world.store.db.selectFrom('track_count').selectAll().execute()).toEqual([])
})

test('whoever sends without end is told to wait, and can still be answered', async () => {
  const world = await startWorld()
  const bad = Array.from({ length: 501 }, () => send(world, 'x'))
  expect((await Promise.all(bad)).filter((status) => status === 429)).toHaveLength(1)
  await connected(world)
})

test('a restart loses nothing that was answered', async () => {
  const world = await startWorld()
  await send(world, report)
  const again = await world.restart()
  expect((await summaryOf(again)).events).toHaveLength(2)
})
