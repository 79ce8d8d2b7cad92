import { parentPort } from 'node:worker_threads'
import { removeSafeguard } from '../mutants/remove-safeguard.ts'
import type { SeedResult } from './run-seed.ts'

/** What a worker is asked: a run of seeds. */
export interface SeedOrder {
  readonly from: number
  readonly count: number
  readonly isTracing: boolean
}

/** What it tells: of each seed what broke, of all how much was done. */
export interface SeedReport {
  readonly failed: readonly SeedResult[]
  readonly hashes: readonly string[]
  readonly seeds: number
  readonly intents: number
  readonly events: number
  readonly virtualMs: number
}

const port = parentPort
if (port === null) throw new Error('this runs as a worker')

// Before anything of the hub or of core is loaded.
const safeguard = process.env['TOTE_SIM_WITHOUT']
if (safeguard !== undefined) removeSafeguard(safeguard)

const { SimDatabase } = await import('./sim-database.ts')
const { runSeed } = await import('./run-seed.ts')
const database = await SimDatabase.open()

port.on('message', ({ from, count, isTracing }: SeedOrder) => {
  void (async () => {
    const results: SeedResult[] = []
    for (let seed = from; seed < from + count; seed += 1)
      results.push(await runSeed(database, seed, { isTracing }))
    const sum = (of: (result: SeedResult) => number) =>
      results.reduce((total, result) => total + of(result), 0)
    const report: SeedReport = {
      failed: results.filter(({ violations }) => violations.length > 0 || isTracing),
      hashes: results.map(({ hash }) => hash),
      seeds: count,
      intents: sum(({ intents }) => intents),
      events: sum(({ events }) => events),
      virtualMs: sum(({ virtualMs }) => virtualMs),
    }
    port.postMessage(report, [])
  })()
})
