import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTempFolder } from '@tote/testkit/e2e'
import { startPostgres, startRedis, type Postgres, type Redis } from '@tote/testkit/services'
import { startHubProcess, type HubProcess } from '../hub/hub-process.ts'
import { FaultLink } from './fault-link.ts'
import { openFront } from './front.ts'

export const KEY = 'pk_chaoschaos'
const HOST_KEY = 'hk_chaoschaoschaoschaos'
export const SHOW = 'spring'
export const ORIGINS = ['https://brand.test', 'https://market.test']
const PLENTY = ['mug', 'bowl', 'plate', 'jug', 'tray', 'cup', 'vase', 'pot']
/** Fewer than are wanted, and held from the moment they lie in a cart. */
export const SCARCE: Readonly<Record<string, number>> = { lamp: 40, chair: 60 }
export const VARIANTS = [...PLENTY, ...Object.keys(SCARCE)]

export interface ChaosNode {
  readonly hub: HubProcess
  readonly fromShoppers: FaultLink
  readonly toPostgres: FaultLink
  readonly toRedis: FaultLink
}

export interface Cluster {
  readonly postgres: Postgres
  readonly redis: Redis
  readonly databaseUrl: string
  readonly nodes: readonly ChaosNode[]
  /** Where shoppers go. */
  readonly url: string
  /** A cue by the host, at whatever node the front chooses. Returns its number. */
  postCue(title: string): Promise<number>
}

/** Hubs on one PostgreSQL and one Redis behind a front, with a link that can be made bad on every way between them. */
export async function startCluster(
  count: number,
  random: () => number,
  /** Takes what ends it, part by part, so that one half built can be ended too. */
  stops: (() => Promise<unknown>)[],
): Promise<Cluster> {
  const folder = await createTempFolder('chaos')
  stops.push(() => folder.remove())
  const tenantPath = join(folder.path, 'tenant.json')
  await writeFile(tenantPath, JSON.stringify(tenant()))
  const postgres = await startPostgres({ settings: { max_connections: '100' } })
  stops.push(() => postgres.stop())
  const redis = await startRedis()
  stops.push(() => redis.stop())
  const databaseUrl = await postgres.createDatabase('chaos')
  const front = await openFront()
  stops.push(() => front.close())
  const url = `http://127.0.0.1:${front.port}`
  const link = async (port: number) => {
    const opened = await FaultLink.open(port, random)
    stops.push(() => opened.close())
    return opened
  }
  const nodes: ChaosNode[] = []
  for (let index = 1; index <= count; index += 1) {
    const toPostgres = await link(postgres.port)
    const toRedis = await link(redis.port)
    const hub = await startHubProcess({
      databaseUrl: databaseUrl.replace(`:${postgres.port}/`, `:${toPostgres.port}/`),
      tenantPath,
      publicUrl: url,
      env: {
        TOTE_REDIS_URL: `redis://127.0.0.1:${toRedis.port}`,
        TOTE_NODE: `node-${index}`,
        TOTE_LOG_LEVEL: 'info',
      },
    })
    stops.push(() => hub.process.kill())
    const nodePort = Number(new URL(hub.url).port)
    const fromShoppers = await link(nodePort)
    front.add({ nodePort, linkPort: fromShoppers.port })
    nodes.push({ hub, fromShoppers, toPostgres, toRedis })
  }
  const host = createHost(url)
  return { postgres, redis, databaseUrl, nodes, url, postCue: host }
}

/** The host signs in once: who that is stands in the database, whichever node is asked. */
function createHost(url: string): (title: string) => Promise<number> {
  const headers = { 'content-type': 'application/json', origin: url }
  let cookie = ''
  const post = (path: string, body: unknown) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { ...headers, cookie },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5000),
    })
  return async (title) => {
    if (cookie === '') {
      const answer = await post('/v1/console/session', { hostKey: HOST_KEY })
      if (!answer.ok) throw new Error(`the host was not let in: ${answer.status}`)
      cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    }
    const answer = await post(`/v1/console/shows/${SHOW}/cues`, { intent: { kind: 'startChapter', title } })
    if (!answer.ok) throw new Error(`the cue was refused: ${answer.status}`)
    const { event } = (await answer.json()) as { event: { seq: number } }
    return event.seq
  }
}

function tenant() {
  const product = (id: string, more: object, count: number) => ({
    id,
    title: id,
    ...more,
    variants: [{ id, title: id, price: 1900, stock: { warehouse: count } }],
  })
  return {
    id: 'chaos',
    name: 'Chaos',
    publishableKey: KEY,
    hostKey: HOST_KEY,
    inventoryMode: 'none',
    // Nothing expires while it is watched: then what carts hold is exactly what lies in them.
    holdMinutes: 24 * 60,
    channels: ORIGINS.map((origin) => ({ name: new URL(origin).host, origin, isTrusted: true })),
    catalogue: {
      currency: 'EUR',
      locations: [{ id: 'warehouse', name: 'Warehouse', kind: 'warehouse' }],
      products: [
        ...PLENTY.map((id) => product(id, {}, 1000)),
        ...Object.entries(SCARCE).map(([id, count]) => product(id, { inventoryMode: 'on_cart' }, count)),
      ],
    },
    shows: [{ id: SHOW, title: 'Spring', status: 'live', startsAt: 1_700_000_000_000 }],
  }
}
