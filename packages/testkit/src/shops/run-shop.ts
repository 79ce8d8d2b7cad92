import { randomUUID } from 'node:crypto'
import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { startProcess, type RunningProcess } from '../e2e/start-process.ts'
import { startPostgres } from '../services/start-postgres.ts'
import { installShop, shopFolder, type ShopName } from './install-shop.ts'

/** A shop's folder beside its packages (modules are looked up from where a file lies) and an empty database. */
export interface ShopRun {
  readonly databaseUrl: string
  /** Runs one of its files in a process of its own, until it says that it is ready. */
  start(script: readonly string[], env: NodeJS.ProcessEnv, readyWhen: RegExp): Promise<RunningProcess>
  /** Ends what runs, and takes database and folder away. */
  end(): Promise<void>
}

/** The longest that a start takes on a machine that does much else. */
const START_MS = 240_000

/** What no shop of ours may take from the process that starts it. */
const SHOP_ENV = {
  // Vitest's own would make a library behave as in a test.
  NODE_ENV: 'production',
  NODE_OPTIONS: undefined,
  VITEST: undefined,
  // Nothing tells its maker that it was started.
  VENDURE_DISABLE_TELEMETRY: 'true',
  MEDUSA_DISABLE_TELEMETRY: 'true',
}

interface ShopFiles {
  /** Names of the shop's own files. */
  readonly ours: readonly string[]
  /** The folder with what a brand adds to its shop for Tote. */
  readonly side: string
  /** Ends whatever of it runs by then; what waits for it fails. */
  readonly signal: AbortSignal | undefined
}

export async function prepareShop(shop: ShopName, { ours, side, signal }: ShopFiles): Promise<ShopRun> {
  const installed = await installShop(shop, signal)
  const postgres = await startPostgres({ settings: { fsync: 'off', full_page_writes: 'off' } })
  const folder = join(installed, `run-${randomUUID()}`)
  const running = new Set<RunningProcess>()
  await mkdir(folder)
  await cp(side, folder, { recursive: true })
  for (const name of ours) await cp(join(shopFolder(shop), name), join(folder, name))
  return {
    databaseUrl: postgres.url,
    async start(script, env, readyWhen) {
      const started = await startProcess({
        signal,
        command: process.execPath,
        args: script,
        cwd: folder,
        env: { ...SHOP_ENV, ...env },
        readyWhen,
        readyTimeoutMs: START_MS,
      })
      running.add(started)
      return started
    },
    async end() {
      for (const one of running) await one.stop()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
