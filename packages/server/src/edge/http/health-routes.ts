import type { FastifyInstance } from 'fastify'
import { migrationsFor } from '../../migrations/migrations.ts'
import { readShape } from '../../store/prepare-database.ts'
import { selectAwayShops } from '../../store/shop-store.ts'
import type { HubContext } from '../hub-context.ts'
import type { LoopLag } from '../loop-lag.ts'

/** A write that takes longer means that shoppers wait. */
const WRITE_WITHIN_MS = 1000
/** A loop that is this late answers nobody in time: better another process. */
const MAX_LAG_MS = 2000

interface HealthDeps extends Pick<HubContext, 'bus' | 'store' | 'isDraining'> {
  readonly loop: Pick<LoopLag, 'lagMs'>
}

/**
 * `/livez`: the process gets to its work. `/readyz`: it can serve. `/startupz`: it has started, which is so
 * whenever it answers. Without Redis a node serves on: `degraded` says so, and that news of other nodes comes later. Nor
 * does a shop that is away make it unready: the catalogue it told last stays in force, and `degraded` names its tenant.
 */
export function healthRoutes(app: FastifyInstance, { bus, store, isDraining, loop }: HealthDeps): void {
  const steps = Object.keys(migrationsFor(store.engine))

  app.get('/livez', async (_request, reply) => {
    const lagMs = Math.round(loop.lagMs())
    const isLive = lagMs < MAX_LAG_MS
    return reply.code(isLive ? 200 : 503).send({ ok: isLive, lagMs })
  })
  app.get('/startupz', () => ({ ok: true }))
  app.get('/readyz', async (_request, reply) => {
    const { database, migrations, awayShops } = await within(WRITE_WITHIN_MS, look())
    const isReady = database && migrations && !isDraining()
    const busState = bus.isHealthy() ? (bus.isShared ? 'shared' : 'alone') : 'away'
    return reply.code(isReady ? 200 : 503).send({
      ok: isReady,
      database,
      migrations,
      draining: isDraining(),
      bus: busState,
      degraded: [...(busState === 'away' ? ['redis'] : []), ...awayShops.map((id) => `shop:${id}`)],
    })
  })

  async function look(): Promise<Look> {
    return store.transaction(async (trx) => {
      await trx
        .updateTable('meta')
        .set((builder) => ({ value: builder.ref('value') }))
        .where('key', '=', 'epoch')
        .execute()
      const taken = new Set(await readShape(trx))
      // Steps of a later version may be there too, while nodes are replaced one by one.
      const isCurrent = steps.every((step) => taken.has(step))
      return {
        database: true,
        migrations: isCurrent,
        awayShops: isCurrent ? await selectAwayShops(trx) : [],
      }
    })
  }
}

interface Look {
  readonly database: boolean
  readonly migrations: boolean
  readonly awayShops: readonly string[]
}

async function within(ms: number, looking: Promise<Look>): Promise<Look> {
  const failed: Look = { database: false, migrations: false, awayShops: [] }
  const late = new Promise<Look>((settle) => setTimeout(() => settle(failed), ms).unref())
  return Promise.race([looking.catch(() => failed), late])
}
