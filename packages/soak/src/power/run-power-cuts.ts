import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openStore } from '@tote/server'
import { createTempFolder } from '@tote/testkit/e2e'
import { createRandom } from '@tote/testkit/random'
import { startPostgres } from '@tote/testkit/services'
import { startHubProcess, type HubProcess } from '../hub/hub-process.ts'
import { writeLoadTenant } from '../hub/load-tenant.ts'
import { audit, type Audit } from '../writers/audit.ts'
import { Ledger, type Acknowledged } from '../writers/ledger.ts'
import { startWriters, writersEnv } from '../writers/start-writers.ts'
import { openBlockDisk } from './block-disk.ts'

export interface PowerOptions {
  readonly engine: 'sqlite' | 'postgres'
  readonly rounds: number
  /** Acknowledged operations between two cuts, at least. */
  readonly between: number
  readonly seed: number
  /** Of the disk. */
  readonly megabytes?: number
}

export interface PowerResult extends Audit {
  readonly rounds: number
  /** At the last cut. */
  readonly acknowledged: number
}

/** Cuts the power of the database's disk while shoppers add, over and over, and looks at what comes back each time. */
export async function runPowerCuts(options: PowerOptions): Promise<PowerResult> {
  const { engine, rounds, between, seed, megabytes = 1024 } = options
  const random = createRandom(seed)
  const folder = await createTempFolder('power-hub')
  const disk = await openBlockDisk(megabytes)
  const dataDir = join(disk.path, 'data')
  const postgres = engine === 'postgres' ? await startPostgres({ dataDir }) : undefined
  const ledger = new Ledger()
  let hub: HubProcess | undefined
  const total = { lost: 0, doubled: 0, violations: [] as string[], acknowledged: 0 }
  try {
    hub = await startHubProcess({
      databaseUrl: postgres?.url ?? `sqlite:${join(disk.path, 'tote.db')}`,
      tenantPath: await writeLoadTenant(folder.path),
      env: writersEnv,
    })
    const stopWriters = startWriters(hub, ledger)
    for (let round = 1; round <= rounds; round += 1) {
      ledger.round = round
      await ledger.more(between)
      await sleep(random.next() * 20)
      // What is acknowledged while the clone is made may or may not be on it.
      const before = ledger.acknowledged.slice()
      const found = await disk.cut((path) => comeBack(engine, path, { ledger, before }))
      total.acknowledged = before.length
      total.lost += found.lost
      total.doubled += found.doubled
      total.violations.push(...found.violations.map((violation) => `round ${round}: ${violation}`))
    }
    await stopWriters()
    return { rounds, ...total, violations: [...ledger.violations, ...total.violations] }
  } finally {
    await hub?.process.kill()
    await postgres?.stop()
    await disk.remove()
    await folder.remove()
  }
}

/** Starts the engine on what was found on the disk, as after the cut, and holds it against what was answered. */
async function comeBack(
  engine: 'sqlite' | 'postgres',
  path: string,
  { ledger, before }: { ledger: Ledger; before: readonly Acknowledged[] },
): Promise<Audit> {
  if (engine === 'sqlite') return look(`sqlite:${join(path, 'tote.db')}`, ledger, before)
  const dataDir = join(path, 'data')
  // It names a process that runs, for this machine did not go down; after a real cut it would name none.
  await rm(join(dataDir, 'postmaster.pid'), { force: true })
  const postgres = await startPostgres({ dataDir })
  try {
    return await look(postgres.url, ledger, before)
  } finally {
    await postgres.stop()
  }
}

async function look(url: string, ledger: Ledger, before: readonly Acknowledged[]): Promise<Audit> {
  const store = await openStore(url)
  try {
    return await audit(store, ledger, before)
  } finally {
    await store.close()
  }
}
