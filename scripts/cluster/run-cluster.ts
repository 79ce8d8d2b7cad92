import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { openFront } from '../../packages/soak/src/chaos/front.ts'
import { findFreePort } from '../../packages/testkit/src/e2e/find-free-port.ts'
import { startProcess } from '../../packages/testkit/src/e2e/start-process.ts'
import { startPostgres } from '../../packages/testkit/src/services/start-postgres.ts'
import { startRedis } from '../../packages/testkit/src/services/start-redis.ts'
import { needsServices } from '../workspace/services.ts'

/** Starts everything, says where it is, and ends it all on Ctrl-C. Nothing is kept. Returns the exit code. */
export async function runCluster(args: readonly string[]): Promise<number> {
  let wishes: Wishes
  try {
    wishes = readWishes(args)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
  const missing = await needsServices()
  if (missing !== undefined) {
    process.stderr.write(`${missing.problems.join('\n')}\n`)
    return 1
  }
  const stops: (() => Promise<unknown>)[] = []
  const stopAll = async () => {
    for (const stop of stops.splice(0).toReversed()) await stop().catch(() => undefined)
  }
  const stopped = new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
  })
  try {
    await start(wishes, stops)
    process.stdout.write('\n  Ctrl-C ends all of it and leaves nothing behind.\n')
    await stopped
    return 0
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  } finally {
    await stopAll()
  }
}

interface Wishes {
  readonly nodes: number
  /** The proxy's; 0 for one that is free. */
  readonly port: number
  readonly tenants: string
}

function readWishes(args: readonly string[]): Wishes {
  const { values } = parseArgs({
    args: [...args],
    options: {
      nodes: { type: 'string', default: '2' },
      port: { type: 'string', default: '4100' },
      tenants: { type: 'string', default: 'scripts/compose/tenant.json' },
    },
  })
  const within = (name: 'nodes' | 'port', [least, most]: readonly [number, number]) => {
    const given = Number(values[name])
    if (Number.isInteger(given) && given >= least && given <= most) return given
    throw new Error(`--${name} is a whole number from ${least} to ${most}, not "${values[name]}".`)
  }
  return { nodes: within('nodes', [1, 8]), port: within('port', [0, 65_535]), tenants: values.tenants }
}

async function start({ nodes, port, tenants }: Wishes, stops: (() => Promise<unknown>)[]): Promise<void> {
  const say = (what: string, where: string) => process.stdout.write(`  ${what.padEnd(12)} ${where}\n`)
  const postgres = await startPostgres()
  stops.push(() => postgres.stop())
  const databaseUrl = await postgres.createDatabase('tote')
  say('PostgreSQL', databaseUrl)
  const redis = await startRedis()
  stops.push(() => redis.stop())
  say('Redis', redis.url)
  const front = await openFront({ port })
  stops.push(() => front.close())
  const publicUrl = `http://127.0.0.1:${front.port}`
  for (let index = 1; index <= nodes; index += 1) {
    const nodePort = await findFreePort()
    const hub = await startProcess({
      command: process.execPath,
      args: ['--conditions=tote-source', join('packages', 'server', 'src', 'main.ts'), 'serve'],
      env: {
        TOTE_DATABASE_URL: databaseUrl,
        TOTE_REDIS_URL: redis.url,
        TOTE_NODE: `hub-${index}`,
        TOTE_PORT: String(nodePort),
        TOTE_PUBLIC_URL: publicUrl,
        TOTE_TENANTS: tenants,
        TOTE_DRAIN_WAIT_MS: '0',
      },
      readyWhen: /"listening"/,
    })
    stops.push(() => hub.stop())
    front.add({ nodePort, linkPort: nodePort })
    say(`hub ${index}`, `http://127.0.0.1:${nodePort} (pid ${hub.pid})`)
  }
  say('proxy', publicUrl)
}
