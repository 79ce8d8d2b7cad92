import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Cluster } from './cluster.ts'
import { CLEAR, type FaultLink, type LinkState } from './fault-link.ts'
import type { Fault } from './schedule.ts'

const run = promisify(execFile)

/** 300 ms, give or take 200: a bad mobile network's round trip. */
const SLOW: LinkState = { ...CLEAR, delayMs: 300, jitterMs: 200 }
const CUT: LinkState = { ...CLEAR, isCut: true }
const STALLING: LinkState = { ...CLEAR, stallShare: 0.2 }
/** Of packets, each way. */
const LOSS = '0.2'
const RESET_EVERY_MS = 1000
/** What watches over processes starts them again until they stay. */
const START_AGAIN_MS = 500

/** Makes things go wrong in a cluster. Several faults may be on at once. */
export class Faults {
  readonly #cluster: Cluster
  readonly #states = new Map<FaultLink, Set<LinkState>>()

  constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  /** Begins a fault. What it returns ends it, and resolves when that is done. */
  async begin(fault: Fault): Promise<() => Promise<void>> {
    const { nodes, redis, postgres } = this.#cluster
    const node = nodes[Math.max(0, fault.node)]
    if (node === undefined) throw new Error(`there is no node ${fault.node}`)
    switch (fault.kind) {
      case 'shoppers-delay':
        return this.#bend(node.fromShoppers, SLOW)
      case 'shoppers-stall':
        return this.#bend(node.fromShoppers, STALLING)
      case 'shoppers-cut':
        return this.#bend(node.fromShoppers, CUT)
      case 'shoppers-loss':
        return lose(node.fromShoppers.port)
      case 'shoppers-reset':
        return this.#reset(node.fromShoppers)
      case 'postgres-delay':
        return this.#bend(node.toPostgres, { ...SLOW, delayMs: 30, jitterMs: 20 })
      case 'postgres-cut':
        return this.#bend(node.toPostgres, CUT)
      case 'postgres-reset':
        return this.#reset(node.toPostgres)
      case 'redis-delay':
        return this.#bend(node.toRedis, SLOW)
      case 'redis-cut':
        return this.#bend(node.toRedis, CUT)
      case 'node-kill':
        await node.hub.process.kill()
        return () => startAgain(node.hub.process)
      case 'redis-restart':
        await redis.kill()
        return () => startAgain(redis)
      case 'postgres-restart':
        await postgres.kill()
        return () => startAgain(postgres)
      case 'rolling-deploy': {
        const deployed = this.#deploy()
        return () => deployed
      }
      default:
        return fault.kind satisfies never
    }
  }

  async #bend(link: FaultLink, state: LinkState): Promise<() => Promise<void>> {
    const states = this.#states.get(link) ?? new Set()
    this.#states.set(link, states)
    const own = { ...state }
    states.add(own)
    link.set(merge(states))
    return async () => {
      states.delete(own)
      link.set(merge(states))
    }
  }

  async #reset(link: FaultLink): Promise<() => Promise<void>> {
    link.reset()
    const timer = setInterval(() => link.reset(), RESET_EVERY_MS)
    return async () => clearInterval(timer)
  }

  /** One node after another goes, with its goodbye, and comes again. */
  async #deploy(): Promise<void> {
    for (const { hub } of this.#cluster.nodes) {
      await hub.process.stop()
      await startAgain(hub.process)
    }
  }
}

function merge(states: ReadonlySet<LinkState>): LinkState {
  return [...states].reduce(
    (all, state) => ({
      delayMs: all.delayMs + state.delayMs,
      jitterMs: all.jitterMs + state.jitterMs,
      isCut: all.isCut || state.isCut,
      stallShare: Math.max(all.stallShare, state.stallShare),
    }),
    CLEAR,
  )
}

async function startAgain(server: { restart(): Promise<void> }): Promise<void> {
  for (;;) {
    try {
      return await server.restart()
    } catch (error) {
      // Another fault that ended already had it started.
      if (error instanceof Error && error.message.startsWith('it still runs')) return
      await new Promise((done) => setTimeout(done, START_AGAIN_MS))
    }
  }
}

/** Real loss: the kernel drops packets of this port, in the network of our own that we run in. */
async function lose(port: number): Promise<() => Promise<void>> {
  const rules = ['--dport', '--sport'].map((side) =>
    `INPUT -i lo -p tcp ${side} ${port} -m statistic --mode random --probability ${LOSS} -j DROP`.split(' '),
  )
  for (const rule of rules) await run('iptables', ['-A', ...rule])
  return async () => {
    for (const rule of rules) await run('iptables', ['-D', ...rule])
  }
}
