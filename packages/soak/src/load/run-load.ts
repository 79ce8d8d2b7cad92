import { createSimulation, type CartCheck, type FiguresNow } from '@tote/server/simulate'
import { startCluster } from '../hub/cluster.ts'
import type { Usage } from '../hub/read-usage.ts'
import { loadTenant } from '../hub/load-tenant.ts'

export interface LoadOptions {
  readonly database: 'sqlite' | 'postgres'
  readonly nodes: number
  readonly cores?: readonly number[]
  readonly viewers: number
  readonly shoppers: number
  readonly mutationsPerSecond: number
  readonly cuesPerSecond: number
  readonly stalledShare: number
  readonly rampSeconds: number
  /** Runs before anything is counted: compilers and caches get warm. */
  readonly warmUpSeconds: number
  readonly seconds: number
  readonly profileDir?: string | undefined
  say(line: string): void
}

export interface LoadResult {
  readonly figures: FiguresNow
  readonly carts: CartCheck
  readonly connected: { readonly open: number; readonly wanted: number }
  readonly openedInSeconds: number
  /** Of all nodes together, in cores. */
  readonly hubCores: number
  readonly driverCores: number
  readonly hubCpuMs: number
  /** Of that, in the kernel. */
  readonly hubKernelMs: number
  readonly residentMb: number
  /** What a socket adds to a hub that has none. */
  readonly kbPerSocket: number
  /** The last third's mean against the first third's, in percent. */
  readonly memoryDriftPercent: number
}

const SETTLE_MS = 30_000
const SAMPLE_EVERY_MS = 1000
const SAY_EVERY = 10

/** A real hub under load, from an empty database to its end. */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const { say } = options
  const cluster = await startCluster(options)
  const simulation = createSimulation({
    ...loadTenant,
    ...options,
    hubs: cluster.hubs.map(({ url }) => url),
    publicUrl: cluster.publicUrl,
    rampMs: options.rampSeconds * 1000,
    addresses: 250,
    // Each a journey of its own, as real ones have.
    viewersPerJourney: 1,
  })
  const usage = async () => {
    const all = await Promise.all(cluster.hubs.map((hub) => hub.usage()))
    const sumOf = (field: keyof Usage) => all.reduce((sum, one) => sum + one[field], 0)
    return {
      cpuMs: sumOf('cpuMs'),
      kernelMs: sumOf('kernelMs'),
      residentBytes: sumOf('residentBytes'),
    }
  }
  try {
    const empty = await usage()
    const startedAt = performance.now()
    await simulation.open()
    const openedInSeconds = (performance.now() - startedAt) / 1000
    say(`${simulation.connected().open} sockets open after ${openedInSeconds.toFixed(0)} s`)
    await pause(options.warmUpSeconds * 1000)
    simulation.begin()
    const before = await usage()
    const own = process.cpuUsage()
    const resident: number[] = []
    const until = performance.now() + options.seconds * 1000
    while (performance.now() < until) {
      await pause(Math.min(SAMPLE_EVERY_MS, until - performance.now()))
      resident.push((await usage()).residentBytes)
      if (resident.length % SAY_EVERY === 0) say(toProgress(simulation.read(), resident.at(-1) ?? 0))
    }
    const after = await usage()
    const { user, system } = process.cpuUsage(own)
    const figures = simulation.read()
    const connected = simulation.connected()
    const carts = await simulation.settle(SETTLE_MS)
    const ms = figures.seconds * 1000
    return {
      figures,
      carts,
      connected,
      openedInSeconds,
      hubCpuMs: after.cpuMs - before.cpuMs,
      hubKernelMs: after.kernelMs - before.kernelMs,
      hubCores: (after.cpuMs - before.cpuMs) / ms,
      driverCores: (user + system) / 1000 / ms,
      residentMb: after.residentBytes / 1e6,
      kbPerSocket: (before.residentBytes - empty.residentBytes) / 1000 / connected.wanted,
      memoryDriftPercent: driftOf(resident),
    }
  } finally {
    simulation.stop()
    await cluster.stop()
  }
}

function driftOf(samples: readonly number[]): number {
  const third = Math.max(1, Math.floor(samples.length / 3))
  const mean = (some: readonly number[]) => some.reduce((sum, one) => sum + one, 0) / some.length
  return (mean(samples.slice(-third)) / mean(samples.slice(0, third)) - 1) * 100
}

function toProgress({ seconds, sockets, answered, ms }: FiguresNow, resident: number): string {
  const { answer, otherDevice, cue } = ms
  const p95 = [answer, otherDevice, cue].map((delays) => delays.p95.toFixed(0)).join('/')
  return `${seconds.toFixed(0)} s: ${sockets} sockets, ${answered} answered, p95 add/other/cue ${p95} ms, ${(resident / 1e6).toFixed(0)} MB`
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, Math.max(0, ms)))
