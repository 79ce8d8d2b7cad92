import { auditQuerySchema, type AuditPage } from '@tote/protocol/audit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { selectActs } from '../../store/audit-store.ts'
import { selectStores } from '../../store/location-store.ts'
import type { Tenant } from '../../store/tenant-store.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'

const PAGE = 50

/** `GET /v1/console/audit`: what the staff did, with the names that stores have now. */
export function auditRoutes(
  app: FastifyInstance,
  { store }: Pick<HubContext, 'store'>,
  hostOf: (request: FastifyRequest) => Promise<Tenant>,
): void {
  app.get('/v1/console/audit', async (request, reply): Promise<AuditPage> => {
    const tenant = await hostOf(request)
    const { before } = parseMessage(auditQuerySchema, request.query)
    const found = await selectActs(store.db, tenant.id, {
      before: before === undefined ? Number.MAX_SAFE_INTEGER : Number(before),
      limit: PAGE + 1,
    })
    const names = new Map<string, string>(
      (await selectStores(store.db, tenant.id)).map(({ id, name }) => [id, name]),
    )
    const entries = found.slice(0, PAGE).map((entry) => {
      const { store: id } = entry.by
      return id === undefined ? entry : { ...entry, by: { ...entry.by, store: names.get(id) ?? id } }
    })
    void reply.header('cache-control', 'no-store')
    return { entries, next: found.length > PAGE ? (entries.at(-1)?.seq ?? null) : null }
  })
}
