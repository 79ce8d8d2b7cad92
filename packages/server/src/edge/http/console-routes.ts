import cookie from '@fastify/cookie'
import {
  consoleSignInSchema,
  postCueSchema,
  showParamsSchema,
  type ConsoleSession,
  type PostedCue,
  type TrackSummary,
} from '@tote/protocol'
import type { FastifyInstance } from 'fastify'
import { selectStores } from '../../store/location-store.ts'
import { callerOf } from '../client-address.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import { TokenBuckets } from '../token-bucket.ts'
import { auditRoutes } from './audit-routes.ts'
import { createConsoleSessions, type ConsolePerson } from './console-sessions.ts'
import { creditRoutes } from './credit-routes.ts'
import { pickupRoutes } from './pickup-routes.ts'
import { taskRoutes } from './task-routes.ts'
import { pointsRoutes } from './points-routes.ts'
import { showInfo } from './show-routes.ts'
import { waitingRoutes } from './waiting-routes.ts'

/** A show and what came of it. */
const TRACKED_HOURS = 24

/** What hosts and associates do, from the hub's own pages only. */
export async function consoleRoutes(app: FastifyInstance, context: HubContext): Promise<void> {
  const { store, shows, now, news } = context
  await app.register(cookie)
  const sessions = createConsoleSessions(context)
  // Enough for a mistyped key; guessing 96 bits at this pace is not a plan.
  const attempts = new TokenBuckets({ perSecond: 0.2, burst: 10 }, now)

  app.post('/v1/console/session', async (request, reply) => {
    sessions.checkOwnPage(request)
    attempts.take(callerOf(request.ip))
    return describe(await sessions.signIn(reply, parseMessage(consoleSignInSchema, request.body)))
  })

  // Nobody signed in is an answer, not an error.
  app.get('/v1/console/session', async (request, reply) => {
    const person = await sessions.find(request)
    return person === undefined ? reply.code(204).send() : describe(person)
  })

  app.delete('/v1/console/session', async (request, reply) => {
    sessions.checkOwnPage(request)
    await sessions.signOut(request, reply)
    return reply.code(204).send()
  })

  app.get('/v1/console/shows/:showId', async (request) => {
    const tenant = await sessions.hostOf(request)
    const { showId } = parseMessage(showParamsSchema, request.params)
    const info = await showInfo(context, tenant, await shows.find(tenant, showId))
    return { info, log: (await shows.open(tenant, showId)).answer(0) }
  })

  app.get('/v1/console/shows/:showId/tracking', async (request): Promise<TrackSummary> => {
    const tenant = await sessions.hostOf(request)
    const { showId } = parseMessage(showParamsSchema, request.params)
    const { id } = await shows.find(tenant, showId)
    return context.tracking.summary(tenant, id, { hours: TRACKED_HOURS })
  })

  app.post('/v1/console/shows/:showId/cues', async (request): Promise<PostedCue> => {
    sessions.checkOwnPage(request)
    const tenant = await sessions.hostOf(request)
    const { showId } = parseMessage(showParamsSchema, request.params)
    const event = await shows.postCue(tenant, {
      showId,
      message: parseMessage(postCueSchema, request.body),
    })
    news.cuePosted(tenant, { showId, event })
    return { event }
  })

  auditRoutes(app, context, sessions.hostOf)
  creditRoutes(app, context, sessions.hostOf)
  pointsRoutes(app, context, sessions)
  pickupRoutes(app, context, sessions)
  taskRoutes(app, context, sessions)
  waitingRoutes(app, context, sessions.hostOf)

  async function describe({ tenant, associate }: ConsolePerson): Promise<ConsoleSession> {
    const session = { tenant: { id: tenant.id, name: tenant.name }, key: tenant.publishableKey }
    if (associate === null)
      return {
        ...session,
        shows: await shows.list(tenant),
        ...(tenant.loyalty === null ? {} : { hasPoints: true }),
      }
    const { name, locationId: id } = associate
    const stores = await selectStores(store.db, tenant.id)
    const place = { id, name: stores.find((known) => known.id === id)?.name ?? id }
    return { ...session, shows: [], associate: { name, store: place } }
  }
}
