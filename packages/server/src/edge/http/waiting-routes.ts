import { variantIdSchema, type WaitingReport } from '@tote/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { countEntered } from '../../store/drop-store.ts'
import { selectLineLengths } from '../../store/line-store.ts'
import type { Tenant } from '../../store/tenant-store.ts'
import type { HubContext } from '../hub-context.ts'

/** What hosts see of the lines for what is sold out, and of the queues of drops: numbers of nobody in particular. */
export function waitingRoutes(
  app: FastifyInstance,
  { store }: Pick<HubContext, 'store'>,
  hostOf: (request: FastifyRequest) => Promise<Tenant>,
): void {
  app.get('/v1/console/waiting', async (request): Promise<WaitingReport> => {
    const tenant = await hostOf(request)
    const lines = new Map(
      (await selectLineLengths(store.db, tenant.id)).map((line) => [line.variantId, line]),
    )
    // Who entered a drop that is not drawn yet is in no line, and waits as well.
    for (const { variantId, count } of await countEntered(store.db, tenant.id)) {
      const known = lines.get(variantId) ?? { variantId, waiting: 0, called: 0 }
      lines.set(variantId, { ...known, waiting: known.waiting + count })
    }
    return {
      lines: [...lines.values()].map((line) => ({
        ...line,
        variantId: variantIdSchema.parse(line.variantId),
      })),
    }
  })
}
