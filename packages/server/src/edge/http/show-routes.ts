import {
  publishableKeySchema,
  showListQuerySchema,
  showParamsSchema,
  ToteError,
  type ShowInfo,
  type ShowList,
} from '@tote/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import { readCatalogue } from '../../catalogue/catalogue.ts'
import { selectPickupStores } from '../../store/location-store.ts'
import { selectShownProducts } from '../../store/show-store.ts'
import { paysAtShop, type Tenant } from '../../store/tenant-store.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import { checkOrigin, tenantOfKey } from './visit.ts'

const querySchema = z.object({ key: publishableKeySchema })

/** `GET /v1/shows`, and a show with its poster: all a widget needs before anyone presses play. */
export function showRoutes(app: FastifyInstance, context: HubContext): void {
  const { store, shows, publicUrl, now, build } = context

  app.get('/v1/shows', async (request, reply): Promise<ShowList> => {
    const { key, limit, after, only } = parseMessage(showListQuerySchema, request.query)
    const tenant = await visitedTenant(request, key)
    void reply.header('cache-control', 'no-cache')
    const page = await shows.page(tenant, {
      after,
      limit: limit === undefined ? undefined : Number(limit),
      only: only?.split(','),
    })
    return { tenant: { id: tenant.id, name: tenant.name }, ...page, now: now(), build }
  })

  app.get('/v1/shows/:showId', async (request, reply) => {
    const { tenant, showId } = await read(request)
    void reply.header('cache-control', 'no-cache')
    const info = await showInfo(context, tenant, await shows.find(tenant, showId))
    return { ...info, ...adoptTo(tenant, request.headers.origin) }
  })

  app.get('/v1/shows/:showId/poster', async (request, reply) => {
    const { tenant, showId } = await read(request)
    const { poster } = await shows.find(tenant, showId)
    if (poster === undefined) throw new ToteError('not_found', 'This show has no poster.')
    return reply.header('cache-control', 'public, max-age=300').redirect(poster, 302)
  })

  async function read(request: FastifyRequest) {
    const { showId } = parseMessage(showParamsSchema, request.params)
    const { key } = parseMessage(querySchema, request.query)
    return { tenant: await visitedTenant(request, key), showId }
  }

  async function visitedTenant(request: FastifyRequest, key: string): Promise<Tenant> {
    const tenant = await tenantOfKey(store.db, key)
    // A plain image or same-origin request has no Origin; what is here is public.
    if (request.headers.origin !== undefined) checkOrigin(request.headers.origin, tenant, publicUrl)
    return tenant
  }
}

/** Where else the tenant sells is told to its own sites alone: theirs are the links that lead there by the hub. */
function adoptTo({ channels }: Tenant, origin: string | undefined): Pick<ShowInfo, 'adoptTo'> {
  const isOwn = channels.some((channel) => channel.isTrusted && channel.origin === origin)
  return isOwn
    ? { adoptTo: channels.filter(({ isTrusted }) => !isTrusted).map((channel) => channel.origin) }
    : {}
}

export async function showInfo(
  context: HubContext,
  tenant: Tenant,
  show: ShowInfo['show'],
): Promise<ShowInfo> {
  const { store, publicUrl, now, build } = context
  return {
    tenant: { id: tenant.id, name: tenant.name },
    show,
    catalogue: await readCatalogue(store.db, tenant, {
      publicUrl,
      readFirst: async () => [
        ...((await selectShownProducts(store.db, tenant.id, [show.id])).get(show.id) ?? []),
      ],
    }),
    ...(tenant.merchants.length === 0
      ? {}
      : { merchants: tenant.merchants.map(({ id, name }) => ({ id, name })) }),
    stores: await selectPickupStores(store.db, tenant.id),
    carryTo: tenant.channels.filter((channel) => channel.isTrusted).map((channel) => channel.origin),
    ...(tenant.cartPermalink === null ? {} : { cartPermalink: tenant.cartPermalink }),
    ...(paysAtShop(tenant) ? { paysAtShop: true } : {}),
    epoch: store.epoch,
    now: now(),
    build,
  }
}
