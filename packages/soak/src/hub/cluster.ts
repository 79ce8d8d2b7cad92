import { createTempFolder } from '@tote/testkit/e2e'
import { startPostgres, startRedis } from '@tote/testkit/services'
import { Client } from 'pg'
import { startHubProcess, type HubProcess } from './hub-process.ts'
import { writeLoadTenant } from './load-tenant.ts'

export interface ClusterOptions {
  readonly database: 'sqlite' | 'postgres'
  /** More than one needs PostgreSQL, and gets a Redis. */
  readonly nodes: number
  /** A core each, in turn. */
  readonly cores?: readonly number[] | undefined
  /** Where each node leaves its CPU profile when it stops. */
  readonly profileDir?: string | undefined
}

/** Hub processes over one database of their own, with the tenant that is made for load. */
export interface Cluster {
  /** The one origin that all nodes are known by. */
  readonly publicUrl: string
  readonly hubs: readonly HubProcess[]
  /** How long PostgreSQL's sessions were at work, all together; null where SQLite is inside the hub. */
  databaseActiveMs(): Promise<number | null>
  stop(): Promise<void>
}

/** Nobody resolves it: nodes are reached by their ports, and proofs are made out to this. */
const PUBLIC_URL = 'http://hub.test'

export async function startCluster({ database, nodes, cores, profileDir }: ClusterOptions): Promise<Cluster> {
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const each of stops.toReversed()) await each()
  }
  try {
    const folder = await createTempFolder('load')
    stops.push(() => folder.remove())
    const tenantPath = await writeLoadTenant(folder.path)
    const postgres = database === 'postgres' ? await startPostgres() : null
    if (postgres !== null) stops.push(() => postgres.stop())
    const redis = nodes > 1 ? await startRedis() : null
    if (redis !== null) stops.push(() => redis.stop())
    const databaseUrl = (await postgres?.createDatabase('load')) ?? null
    const hubs: HubProcess[] = []
    for (let index = 0; index < nodes; index += 1) {
      const hub = await startHubProcess({
        databaseUrl: databaseUrl ?? `sqlite:${folder.path}/tote.db`,
        tenantPath,
        publicUrl: PUBLIC_URL,
        core: cores?.[index % cores.length],
        env: redis === null ? {} : { TOTE_REDIS_URL: redis.url },
        nodeArgs: profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`],
      })
      stops.push(() => hub.process.stop())
      hubs.push(hub)
    }
    return {
      publicUrl: PUBLIC_URL,
      hubs,
      databaseActiveMs: () => (databaseUrl === null ? Promise.resolve(null) : readActiveMs(databaseUrl)),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function readActiveMs(url: string): Promise<number> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ ms: number }>(
      'select active_time as ms from pg_stat_database where datname = current_database()',
    )
    return rows[0]?.ms ?? 0
  } finally {
    await client.end()
  }
}
