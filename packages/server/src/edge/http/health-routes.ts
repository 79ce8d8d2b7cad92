import type { FastifyInstance } from 'fastify'
import type { HubContext } from '../hub-context.ts'

/** A write that takes longer means that shoppers wait. */
const WRITE_WITHIN_MS = 1000

/** `/livez`: the process runs. `/readyz`: it can serve. `/startupz`: it has started. */
export function healthRoutes(app: FastifyInstance, { store, isDraining }: HubContext): void {
  app.get('/livez', () => ({ ok: true }))
  app.get('/startupz', () => ({ ok: true }))
  app.get('/readyz', async (_request, reply) => {
    const timeout = new Promise<boolean>((settle) => setTimeout(() => settle(false), WRITE_WITHIN_MS).unref())
    const isWritable = store.transaction(async (trx) => {
      await trx.updateTable('meta').set({ value: store.epoch }).where('key', '=', 'epoch').execute()
      return true
    })
    const database = await Promise.race([isWritable.catch(() => false), timeout])
    const isReady = database && !isDraining()
    return reply.code(isReady ? 200 : 503).send({ ok: isReady, database, draining: isDraining() })
  })
}
