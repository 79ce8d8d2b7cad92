import { Worker } from 'node:worker_threads'
import type { SeedResult } from './run-seed.ts'
import type { SeedOrder, SeedReport } from './seed-worker.ts'

export interface SeedsOptions {
  readonly from: number
  readonly count: number
  readonly workers: number
  /** Ends at the first seed that breaks something. */
  readonly isFirstEnough?: boolean
  readonly isTracing?: boolean
  /** Which safeguard is taken out of the sources, by its name; none if absent. */
  readonly without?: string
  onProgress?(done: number, failed: number): void
}

export interface SeedsOutcome {
  readonly failed: readonly SeedResult[]
  readonly hashes: readonly string[]
  readonly seeds: number
  readonly intents: number
  readonly events: number
  readonly virtualMs: number
}

/** Small enough that all workers end at about the same time, and that a failure is heard of soon. */
const CHUNK = 20

/** Runs seeds in threads of their own: each holds its own time. */
export async function runSeeds(options: SeedsOptions): Promise<SeedsOutcome> {
  const { from, count, isTracing = false, isFirstEnough = false } = options
  const failed: SeedResult[] = []
  const hashes: string[] = []
  let next = from
  let [seeds, intents, events, virtualMs] = [0, 0, 0, 0]

  function takeOrder(): SeedOrder | null {
    const left = from + count - next
    if (left <= 0 || (isFirstEnough && failed.length > 0)) return null
    const order = { from: next, count: Math.min(CHUNK, left), isTracing }
    next += order.count
    return order
  }

  function hear(report: SeedReport): void {
    failed.push(...report.failed)
    hashes.push(...report.hashes)
    seeds += report.seeds
    intents += report.intents
    events += report.events
    virtualMs += report.virtualMs
    options.onProgress?.(seeds, failed.length)
  }

  const workers = Math.min(options.workers, Math.ceil(count / CHUNK))
  await Promise.all(Array.from({ length: workers }, () => work(options.without, takeOrder, hear)))
  failed.sort((a, b) => a.seed - b.seed)
  return { failed, hashes, seeds, intents, events, virtualMs }
}

async function work(
  without: string | undefined,
  takeOrder: () => SeedOrder | null,
  hear: (report: SeedReport) => void,
): Promise<void> {
  const worker = new Worker(new URL('seed-worker.ts', import.meta.url), {
    execArgv: ['--conditions=tote-source'],
    env: { ...process.env, ...(without === undefined ? {} : { TOTE_SIM_WITHOUT: without }) },
  })
  try {
    for (let order = takeOrder(); order !== null; order = takeOrder()) {
      const report = await new Promise<SeedReport>((resolve, reject) => {
        worker.removeAllListeners()
        worker.on('message', resolve)
        worker.on('error', reject)
        worker.on('exit', (code) => reject(new Error(`a worker ended by itself, with code ${code}`)))
        worker.postMessage(order, [])
      })
      hear(report)
    }
  } finally {
    worker.removeAllListeners()
    await worker.terminate()
  }
}
