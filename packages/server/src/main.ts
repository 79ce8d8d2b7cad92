#!/usr/bin/env node
import { destination, pino } from 'pino'
import { ConfigError, parseConfig } from './config.ts'
import { createHub } from './create-hub.ts'
import { applyTenantFile } from './store/apply-tenant.ts'
import { openStore } from './store/store.ts'
import { readTenantFile, TenantFileError } from './tenants/tenant-file.ts'

/** Starts the hub from its environment and stops it on a signal. */
async function main(): Promise<void> {
  const config = parseConfig(process.env)
  const log = pino(
    {
      level: config.TOTE_LOG_LEVEL,
      redact: [
        '*.grant',
        '*.proof',
        '*.ticket',
        '*.pending',
        '*.hostKey',
        '*.key',
        'req.headers.cookie',
        'req.headers.authorization',
      ],
    },
    destination({ sync: false }),
  )
  const store = await openStore(config.TOTE_DATABASE_URL)
  for (const path of config.TOTE_TENANTS) {
    const file = await readTenantFile(path)
    await store.transaction((trx) => applyTenantFile(trx, file, Date.now()))
    log.info({ tenant: file.id, shows: file.shows.length }, 'tenant file applied')
  }
  const hub = await createHub({ config, store, log })
  log.info({ url: hub.url, publicUrl: hub.publicUrl, epoch: store.epoch }, 'listening')

  let isStopping = false
  const stop = async (signal: string) => {
    if (isStopping) return
    isStopping = true
    log.info({ signal }, 'stopping')
    await hub.close()
    await store.close()
    log.flush()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal))
}

main().catch((error: unknown) => {
  const isExpected = error instanceof ConfigError || error instanceof TenantFileError
  process.stderr.write(
    `${isExpected ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exitCode = 1
})
