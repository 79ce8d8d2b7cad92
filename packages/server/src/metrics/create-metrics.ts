import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { DatabaseFigures, Metrics, MetricSources } from './metrics.ts'

/** Around the promises: an add within 50 ms for 95 of 100, within 150 ms for 99. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5]
/** Up to what one commit may take along. */
const RUNS = [1, 2, 4, 8, 16, 32, 64]
/** A label a tenant is a series a tenant; what is beyond is one series, `other`. */
const MOST_TENANTS = 100

/** Keeps the hub's figures in a registry, in Prometheus's shape. */
export function createMetrics(registry: Registry): Metrics {
  const registers = [registry]
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name, help, labelNames, registers })
  const histogram = (name: string, help: string, buckets = SECONDS) =>
    new Histogram({ name, help, buckets, registers })

  const mutations = counter('tote_mutations_total', 'Cart operations by verdict', ['op', 'verdict'])
  const mutationSeconds = histogram('tote_mutation_seconds', 'A batch of operations, from receipt to answer')
  const fanOutSeconds = histogram('tote_fanout_seconds', 'From a commit to the last local socket told')
  const dups = counter('tote_dup_total', 'Operations that came again and got their stored verdict')
  const gaps = counter('tote_gap_total', 'Batches refused because a number before them is missing')
  const syncs = counter('tote_sync_total', 'Carts caught up, by what was lacking', ['kind'])
  const noStock = counter('tote_stock_refused_total', 'Operations refused for want of stock')
  const slow = counter('tote_slow_closed_total', 'Sockets closed because they did not read')
  const transactionSeconds = histogram('tote_db_tx_seconds', 'Database transactions, waiting included')
  const batchSize = histogram('tote_commit_batch_size', 'Transactions that shared one commit', RUNS)

  return {
    mutated(op, verdict) {
      mutations.inc({ op, verdict })
      if (verdict === 'no_stock') noStock.inc()
      if (verdict === 'gap') gaps.inc()
    },
    mutationTook: (seconds) => mutationSeconds.observe(seconds),
    toldAfter: (seconds) => fanOutSeconds.observe(seconds),
    repeated: (count) => dups.inc(count),
    synced: (kind) => syncs.inc({ kind }),
    slowClosed: () => slow.inc(),
    transactionTook: (seconds) => transactionSeconds.observe(seconds),
    committed: (runs) => batchSize.observe(runs),
    watch: (sources) => watch(registry, sources),
  }
}

function watch(registry: Registry, { sockets, lagSeconds, database }: MetricSources): void {
  const gauge = (
    name: string,
    help: string,
    collect: (gauge: Gauge) => void | Promise<void>,
    label?: string,
  ) =>
    void new Gauge({
      name,
      help,
      labelNames: label === undefined ? [] : [label],
      registers: [registry],
      collect() {
        return collect(this)
      },
    })
  // All gauges of one look are asked at once: they share one reading.
  let reading: Promise<DatabaseFigures | null> | null = null
  const read = () =>
    // The database is away, which readiness tells: its figures stay as they were last.
    (reading ??= database()
      .catch(() => null)
      .finally(() => (reading = null)))

  gauge(
    'tote_sockets',
    'Open sockets by tenant',
    (own) => setAll(own, 'tenant', mostAndOther(sockets())),
    'tenant',
  )
  gauge('tote_eventloop_lag_seconds', 'How late the event loop is', (own) => own.set(lagSeconds()))
  gauge(
    'tote_holds',
    'Holds by state',
    async (own) => {
      const found = await read()
      if (found !== null) setAll(own, 'state', found.holds)
    },
    'state',
  )
  gauge('tote_stock_drift', 'Units by which stock, moves and holds do not add up: must be 0', async (own) => {
    const found = await read()
    if (found !== null) own.set(found.stockDrift)
  })
  gauge('tote_outbox_age_seconds', 'Age of the oldest message that waits to be delivered', async (own) => {
    const found = await read()
    if (found !== null) own.set(found.outboxAgeSeconds)
  })
}

function setAll(gauge: Gauge, label: string, values: Iterable<readonly [string, number]>): void {
  gauge.reset()
  for (const [name, value] of values) gauge.set({ [label]: name }, value)
}

function mostAndOther(counts: ReadonlyMap<string, number>): [string, number][] {
  const sorted = Array.from(counts).toSorted(([, one], [, other]) => other - one)
  const rest = sorted.slice(MOST_TENANTS)
  if (rest.length === 0) return sorted
  return [...sorted.slice(0, MOST_TENANTS), ['other', rest.reduce((sum, [, count]) => sum + count, 0)]]
}
