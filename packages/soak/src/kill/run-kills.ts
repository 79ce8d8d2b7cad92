import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openStore } from '@tote/server'
import { createTempFolder } from '@tote/testkit/e2e'
import { createRandom } from '@tote/testkit/random'
import { startPostgres, type Postgres } from '@tote/testkit/services'
import { startHubProcess, type HubProcess } from '../hub/hub-process.ts'
import { writeLoadTenant } from '../hub/load-tenant.ts'
import { audit } from '../writers/audit.ts'
import { Ledger } from '../writers/ledger.ts'
import { startWriters, writersEnv } from '../writers/start-writers.ts'

export interface KillOptions {
  readonly engine: 'sqlite' | 'postgres'
  /** Who is killed. */
  readonly victim: 'hub' | 'postgres'
  readonly rounds: number
  /** Acknowledged operations between two kills, at least. */
  readonly between: number
  readonly seed: number
  /** A built `tote` command, in place of its sources. */
  readonly program?: string
}

export interface KillResult {
  readonly rounds: number
  readonly acknowledged: number
  readonly lost: number
  readonly doubled: number
  readonly violations: readonly string[]
  /** From starting the victim again until the hub takes writes, each round. */
  readonly readyMs: readonly number[]
}

/** Kills the hub or its database in mid-write, over and over, while shoppers add; then looks at what is there. */
export async function runKills(options: KillOptions): Promise<KillResult> {
  const { engine, victim, rounds, between, seed, program } = options
  const random = createRandom(seed)
  const folder = await createTempFolder('kill')
  const postgres = engine === 'postgres' ? await startPostgres() : undefined
  const databaseUrl = postgres?.url ?? `sqlite:${join(folder.path, 'tote.db')}`
  const ledger = new Ledger()
  const readyMs: number[] = []
  let hub: HubProcess | undefined
  try {
    hub = await startHubProcess({
      databaseUrl,
      tenantPath: await writeLoadTenant(folder.path),
      env: { ...writersEnv, NODE_COMPILE_CACHE: join(folder.path, 'compiled') },
      program,
    })
    const target = victim === 'hub' ? hub.process : need(postgres)
    const stopWriters = startWriters(hub, ledger)
    for (let round = 1; round <= rounds; round += 1) {
      ledger.round = round
      await ledger.more(between)
      // At any moment of a transaction, not at the end of one.
      await sleep(random.next() * 20)
      await target.kill()
      const startedAtMs = performance.now()
      await Promise.all([target.restart(), untilReady(hub.url)])
      readyMs.push(performance.now() - startedAtMs)
    }
    await ledger.more(between)
    await stopWriters()
    await hub.process.stop()
    const store = await openStore(databaseUrl)
    const found = await audit(store, ledger, ledger.acknowledged)
    await store.close()
    return {
      rounds,
      acknowledged: ledger.acknowledged.length,
      ...found,
      violations: [...ledger.violations, ...found.violations],
      readyMs,
    }
  } finally {
    await hub?.process.kill()
    await postgres?.stop()
    await folder.remove()
  }
}

const POLL_MS = 5

async function untilReady(hub: string): Promise<void> {
  for (;;) {
    const isReady = await fetch(`${hub}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isReady) return
    await sleep(POLL_MS)
  }
}

function need(postgres: Postgres | undefined): Postgres {
  if (postgres === undefined) throw new Error('there is no PostgreSQL to kill under SQLite')
  return postgres
}
