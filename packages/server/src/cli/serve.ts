import { flushCompileCache } from 'node:module'
import process from 'node:process'
import { destination } from 'pino'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { parseConfig, type Config } from '../config.ts'
import { createHub } from '../create-hub.ts'
import { createLog } from '../log/create-log.ts'
import { createMetrics } from '../metrics/create-metrics.ts'
import { serveMetrics } from '../metrics/serve-metrics.ts'
import { shopsOf, type Shop } from '../shops/shop.ts'
import { recommenderOf } from '../suggestions/recommender-of.ts'
import type { TenantRecommender } from '../suggestions/suggestions.ts'
import { applyTenantFile } from '../store/apply-tenant.ts'
import { openStore } from '../store/store.ts'
import { readTenantFile } from '../tenants/tenant-file.ts'
import { startTracing } from '../tracing/start-tracing.ts'
import { webhooksOf, type Webhook } from '../webhooks/webhook.ts'
import type { RunCommand } from './command.ts'
import { readArgs } from './read-args.ts'

const help = `tote serve

Runs the hub until it gets SIGTERM or SIGINT: then it hands its sockets over, finishes what it began and ends. A
second signal ends it at once, which loses nothing that was acknowledged. Settings are TOTE_… variables;
tote doctor looks them over.
`

export const serve: RunCommand = async (args, { env, out }) => {
  const { values } = readArgs(args, { name: 'serve', options: { help: { type: 'boolean' } } })
  if (values.help === true) {
    out(help)
    return 0
  }
  const config = parseConfig(env)
  const stream = destination({ sync: false })
  const log = createLog({ level: config.TOTE_LOG_LEVEL, stream })
  const stopTracing = config.TOTE_OTLP_URL === undefined ? null : await startTracing(config.TOTE_OTLP_URL)
  const registry = new Registry()
  const metrics = createMetrics(registry)
  const store = await openStore(config.TOTE_DATABASE_URL, {
    poolSize: config.TOTE_DATABASE_POOL,
    onCommit: (runs) => metrics.committed(runs),
  })
  const webhooks: Webhook[] = []
  const shops: Shop[] = []
  const recommenders: TenantRecommender[] = []
  for (const path of config.TOTE_TENANTS) {
    const file = await readTenantFile(path)
    await store.transaction((trx) => applyTenantFile(trx, file, Date.now()))
    webhooks.push(...webhooksOf(file))
    shops.push(...shopsOf(file))
    recommenders.push(...recommenderOf(file))
    log.info({ tenant: file.id, shows: file.shows.length }, 'tenant file applied')
  }
  const hub = await createHub({ config, store, log, metrics, webhooks, shops, recommenders })
  const admin = await serveAdmin(registry, config)
  if (admin !== null) log.info({ url: `${admin.url}/metrics` }, 'metrics')
  log.info({ url: hub.url, publicUrl: hub.publicUrl, epoch: store.epoch }, 'listening')
  // Now, for a hub that is killed has no time for it at its end.
  flushCompileCache()

  log.info({ signal: await firstSignal() }, 'stopping')
  await hub.drain()
  await hub.close()
  // Closing the last connection to a SQLite file brings its log into it.
  await store.close()
  await admin?.stop()
  // A collector that is away must not keep the process.
  await stopTracing?.().catch((error: unknown) => log.warn({ err: error }, 'the last traces were not taken'))
  log.info('stopped')
  stream.flushSync()
  return 0
}

async function serveAdmin(registry: Registry, config: Config) {
  if (config.TOTE_ADMIN_PORT === undefined) return null
  collectDefaultMetrics({ register: registry })
  return serveMetrics(registry, { host: config.TOTE_ADMIN_HOST, port: config.TOTE_ADMIN_PORT })
}

/** The first one is an answer; a second one ends the process. */
async function firstSignal(): Promise<string> {
  return new Promise((resolve) => {
    let isStopping = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        if (isStopping) process.exit(1)
        isStopping = true
        resolve(signal)
      })
  })
}
