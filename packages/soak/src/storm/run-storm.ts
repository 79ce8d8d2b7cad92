import { createSimulation, type CartCheck, type FiguresNow } from '@tote/server/simulate'
import { startCluster } from '../hub/cluster.ts'
import { loadTenant } from '../hub/load-tenant.ts'

export interface StormOptions {
  /** `postgres`: the dead node's sockets find another; `sqlite`: the node itself comes back. */
  readonly database: 'sqlite' | 'postgres'
  /** Of the node that dies. */
  readonly sockets: number
  readonly mutationsPerSecond: number
  readonly rampSeconds: number
  /** How long all have to come back before it counts as never. */
  readonly patienceSeconds: number
  say(line: string): void
}

export interface StormResult {
  /** From the kill until the last one had caught up; null when some had not in time. */
  readonly allBackMs: number | null
  readonly lost: number
  readonly figures: FiguresNow
  readonly carts: CartCheck
  /** Of the node that took them, while they came back, in cores. */
  readonly hubCores: number
  /** Time PostgreSQL's sessions were at work, in cores; null on SQLite, which works inside the hub. */
  readonly databaseCores: number | null
}

const SHOPPERS_SHARE = 0.05
const LOOK_EVERY_MS = 100
const SAY_EVERY = 50
const SETTLE_MS = 30_000

/** `kill -9` of a node full of sockets, in the middle of adds. */
export async function runStorm(options: StormOptions): Promise<StormResult> {
  const { database, say } = options
  const cluster = await startCluster({ database, nodes: database === 'postgres' ? 2 : 1 })
  const [dying, other = dying] = cluster.hubs
  if (dying === undefined || other === undefined) throw new Error('there is no hub')
  const shoppers = Math.max(2, Math.round((options.sockets * SHOPPERS_SHARE) / 2))
  const own = {
    ...loadTenant,
    publicUrl: cluster.publicUrl,
    cuesPerSecond: 0.5,
    stalledShare: 0,
    rampMs: options.rampSeconds * 1000,
    addresses: 250,
    viewersPerJourney: 1,
    mutationsPerSecond: options.mutationsPerSecond,
  }
  // All of them with the node that dies, and the other node as the next one to ask.
  const simulation = createSimulation({
    ...own,
    hubs: [...new Set([dying.url, other.url])],
    startAt: 0,
    viewers: options.sockets - 2 * shoppers,
    shoppers,
  })
  try {
    await simulation.open()
    simulation.begin()
    const { wanted } = simulation.connected()
    say(`${wanted} sockets with one node; it is killed now`)
    const databaseBefore = await cluster.databaseActiveMs()
    await dying.process.kill()
    const killedAt = performance.now()
    if (other === dying) await dying.process.restart()
    const before = await other.usage()
    let lost = 0
    let looks = 0
    let allBackMs: number | null = null
    while (performance.now() - killedAt < options.patienceSeconds * 1000) {
      await new Promise((done) => setTimeout(done, LOOK_EVERY_MS))
      const { open } = simulation.connected()
      lost = Math.max(lost, wanted - open)
      looks += 1
      if (looks % SAY_EVERY === 0)
        say(toProgress(performance.now() - killedAt, { open, wanted }, simulation.read()))
      if (open === wanted && simulation.read().reconnects > 0) {
        allBackMs = performance.now() - killedAt
        break
      }
    }
    const elapsedMs = performance.now() - killedAt
    const after = await other.usage()
    const databaseAfter = await cluster.databaseActiveMs()
    const carts = await simulation.settle(SETTLE_MS)
    return {
      allBackMs,
      lost,
      figures: simulation.read(),
      carts,
      hubCores: (after.cpuMs - before.cpuMs) / elapsedMs,
      databaseCores:
        databaseBefore === null || databaseAfter === null
          ? null
          : (databaseAfter - databaseBefore) / elapsedMs,
    }
  } finally {
    simulation.stop()
    await cluster.stop()
  }
}

function toProgress(
  ms: number,
  { open, wanted }: { open: number; wanted: number },
  { refused }: FiguresNow,
): string {
  const codes = Object.entries(refused).map(([code, count]) => `${code} ${count}`)
  return `${(ms / 1000).toFixed(0)} s: ${open} of ${wanted} back; sent away: ${codes.join(', ') || 'none'}`
}
