import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { connected } from '../place-fixtures.ts'
import { refusal } from '../refusal-fixtures.ts'
import { serveHub } from '../cli/hub-process-fixtures.ts'
import { catalogueOf, tenantFileOf } from '../tenant-fixtures.ts'
import { createMetrics } from './create-metrics.ts'
import { Registry } from 'prom-client'

/** Every line of an exposition: its name with labels, and its value. */
function parse(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]))
}

test('a hub at work moves each of its figures, on a port of its own', async () => {
  const file = tenantFileOf({ inventoryMode: 'on_cart' })
  const { shows } = file
  const hub = await serveHub(
    { TOTE_ADMIN_PORT: '0', TOTE_LOG_LEVEL: 'debug' },
    { inventoryMode: 'on_cart', catalogue: catalogueOf(file), shows },
  )
  const [, url = ''] = await hub.process.waitFor(/"url":"([^"]+\/metrics)"/)
  const read = async () => parse(await (await fetch(url)).text())
  const before = await read()
  const { place, socket } = await connected(hub.world)
  const other = await place.connect()

  const uid = randomUUID()
  const add = { op: 'addLine', variantId: 'mug', qty: 2 }
  await socket.do(add, { uid })
  await other.next('cart')
  await socket.do(add, { uid, mid: 1 })
  await socket.do({ op: 'addLine', variantId: 'shirt-m', qty: 1 }, { mid: 2 })
  expect(await refusal(socket.do(add, { mid: 9 }))).toBe('gap')
  await socket.ask('sync', { cartId: place.mine.cartId, rev: 0, clientIds: [] })

  const after = await read()
  const moved = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
  expect(after.get('tote_sockets{tenant="maison"}')).toBe(2)
  expect(moved('tote_mutations_total{op="addLine",verdict="ok"}')).toBe(2)
  expect(moved('tote_mutations_total{op="addLine",verdict="no_stock"}')).toBe(1)
  expect(moved('tote_mutations_total{op="batch",verdict="gap"}')).toBe(1)
  expect(moved('tote_mutation_seconds_count')).toBe(4)
  expect(moved('tote_fanout_seconds_count')).toBe(1)
  expect(moved('tote_dup_total')).toBe(1)
  expect(moved('tote_gap_total')).toBe(1)
  expect(moved('tote_sync_total{kind="snapshot"}')).toBe(1)
  expect(moved('tote_stock_refused_total')).toBe(1)
  expect(moved('tote_holds{state="active"}')).toBe(1)
  expect(after.get('tote_stock_drift')).toBe(0)
  expect(after.get('tote_outbox_age_seconds')).toBe(0)
  expect(after.get('tote_slow_closed_total')).toBe(0)
  expect(after.get('tote_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0)
  expect(moved('tote_db_tx_seconds_count')).toBeGreaterThan(4)
  expect(moved('tote_commit_batch_size_count')).toBeGreaterThan(4)
  expect((await fetch(`${hub.url}/metrics`)).status).toBe(404)

  // The log of the same: a line an operation, told by its numbers.
  const lines = hub.process
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  const told = lines
    .map((line): Record<string, unknown> => JSON.parse(line))
    .filter(({ cid }) => cid === socket.clientId)
  const named = { cid: socket.clientId, cart: place.mine.cartId, ms: expect.any(Number) }
  expect(told).toMatchObject([
    { level: 20, msg: 'mutation', mid: 1, uid, rev: 1, ...named },
    { level: 20, msg: 'mutation', mid: 1, uid, rev: 1, ...named },
    { level: 30, msg: 'refused', mid: 2, code: 'no_stock', rev: 1, ...named },
    { level: 30, msg: 'refused', mid: 9, code: 'gap', ...named },
  ])
})

test('beyond a hundred tenants the rest is one series', async () => {
  const registry = new Registry()
  const counts = new Map(Array.from({ length: 130 }, (_, index) => [`tenant-${index}`, 1000 - index]))
  createMetrics(registry).watch({
    sockets: () => counts,
    lagSeconds: () => 0.25,
    database: () => Promise.reject(new Error('away')),
  })
  const figures = parse(await registry.metrics())
  const series = [...figures].filter(([name]) => name.startsWith('tote_sockets'))
  expect(series).toHaveLength(101)
  expect(figures.get('tote_sockets{tenant="other"}')).toBe(
    [...counts.values()].slice(100).reduce((sum, count) => sum + count),
  )
  // The database was away, and what does not need it is told all the same.
  expect(figures.get('tote_eventloop_lag_seconds')).toBe(0.25)
})

test('the guide tells each figure there is, and its labels', async () => {
  const registry = new Registry()
  createMetrics(registry).watch({
    sockets: () => new Map(),
    lagSeconds: () => 0,
    database: () => Promise.resolve({ holds: new Map(), stockDrift: 0, outboxAgeSeconds: 0 }),
  })
  const page = await readFile(new URL('../../../../docs/guides/operations.md', import.meta.url), 'utf8')
  const rows = [...page.matchAll(/^\| `(tote_\w+)` +\| (?:`([^`]+)`)? +\|/gm)]
  const told = new Map(rows.map(([, name = '', labels = '']) => [name, labels]))
  const kept = registry.getMetricsAsArray().map((metric): [string, string] => [
    metric.name,
    // Not in the library's own types, and on every kind of its metrics.
    ((Reflect.get(metric, 'labelNames') ?? []) as string[]).join(', '),
  ])
  expect(told).toEqual(new Map(kept))
})
