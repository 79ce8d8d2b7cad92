import { variantIdSchema, type WaitingReport } from '@tote/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { selectLineLengths } from '../../store/line-store.ts'
import type { Tenant } from '../../store/tenant-store.ts'
import type { HubContext } from '../hub-context.ts'

/** What hosts see of the lines for what is sold out: numbers of nobody in particular. */
export function waitingRoutes(
  app: FastifyInstance,
  { store }: Pick<HubContext, 'store'>,
  hostOf: (request: FastifyRequest) => Promise<Tenant>,
): void {
  app.get('/v1/console/waiting', async (request): Promise<WaitingReport> => {
    const tenant = await hostOf(request)
    const lines = await selectLineLengths(store.db, tenant.id)
    return { lines: lines.map((line) => ({ ...line, variantId: variantIdSchema.parse(line.variantId) })) }
  })
}
