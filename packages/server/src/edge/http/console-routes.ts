import cookie from '@fastify/cookie'
import {
  consoleSignInSchema,
  postCueSchema,
  showParamsSchema,
  ToteError,
  type ConsoleSession,
  type PostedCue,
  type TrackSummary,
} from '@tote/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { drawSecret, hashSecret } from '../../secret.ts'
import {
  deleteConsoleSession,
  insertConsoleSession,
  selectConsoleSession,
} from '../../store/console-store.ts'
import { findTenant, findTenantByHostKey, type Tenant } from '../../store/tenant-store.ts'
import { callerOf } from '../client-address.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import { TokenBuckets } from '../token-bucket.ts'
import { creditRoutes } from './credit-routes.ts'
import { showInfo } from './show-routes.ts'

const COOKIE = 'tote-console'
/** A working day with its preparation. */
const SESSION_MS = 12 * 60 * 60_000
/** A show and what came of it. */
const TRACKED_HOURS = 24

/** What hosts do, from the hub's own pages only. */
export async function consoleRoutes(app: FastifyInstance, context: HubContext): Promise<void> {
  const { store, shows, publicUrl, now, news } = context
  await app.register(cookie)
  // Enough for a mistyped key; guessing 96 bits at this pace is not a plan.
  const attempts = new TokenBuckets({ perSecond: 0.2, burst: 10 }, now)

  app.post('/v1/console/session', async (request, reply) => {
    checkOwnPage(request)
    attempts.take(callerOf(request.ip))
    const { hostKey } = parseMessage(consoleSignInSchema, request.body)
    const tenant = await findTenantByHostKey(store.db, hostKey)
    if (tenant === undefined) throw new ToteError('unauthorised', 'No tenant has this host key.')
    const secret = drawSecret('tc', 24)
    await insertConsoleSession(store.db, {
      hash: hashSecret(secret),
      tenantId: tenant.id,
      expiresAt: now() + SESSION_MS,
    })
    setCookie(reply, secret, SESSION_MS / 1000)
    return describe(tenant)
  })

  // Nobody signed in is an answer, not an error.
  app.get('/v1/console/session', async (request, reply) => {
    const tenant = await findHost(request)
    return tenant === undefined ? reply.code(204).send() : describe(tenant)
  })

  app.delete('/v1/console/session', async (request, reply) => {
    checkOwnPage(request)
    const secret = request.cookies[COOKIE]
    if (secret !== undefined) await deleteConsoleSession(store.db, hashSecret(secret))
    setCookie(reply, '', 0)
    return reply.code(204).send()
  })

  app.get('/v1/console/shows/:showId', async (request) => {
    const tenant = await hostOf(request)
    const { showId } = parseMessage(showParamsSchema, request.params)
    const info = await showInfo(context, tenant, await shows.find(tenant, showId))
    return { info, log: (await shows.open(tenant, showId)).answer(0) }
  })

  app.get('/v1/console/shows/:showId/tracking', async (request): Promise<TrackSummary> => {
    const tenant = await hostOf(request)
    const { showId } = parseMessage(showParamsSchema, request.params)
    const { id } = await shows.find(tenant, showId)
    return context.tracking.summary(tenant, id, { hours: TRACKED_HOURS })
  })

  app.post('/v1/console/shows/:showId/cues', async (request): Promise<PostedCue> => {
    checkOwnPage(request)
    const tenant = await hostOf(request)
    const { showId } = parseMessage(showParamsSchema, request.params)
    const event = await shows.postCue(tenant, {
      showId,
      message: parseMessage(postCueSchema, request.body),
    })
    news.cuePosted(tenant, { showId, event })
    return { event }
  })

  creditRoutes(app, context, hostOf)

  /** @throws ToteError `unauthorised` */
  async function hostOf(request: FastifyRequest): Promise<Tenant> {
    const tenant = await findHost(request)
    if (tenant === undefined) throw new ToteError('unauthorised', 'Sign in with the host key first.')
    return tenant
  }

  async function findHost(request: FastifyRequest): Promise<Tenant | undefined> {
    const secret = request.cookies[COOKIE]
    const tenantId =
      secret === undefined
        ? undefined
        : await selectConsoleSession(store.db, { hash: hashSecret(secret), nowMs: now() })
    return tenantId === undefined ? undefined : findTenant(store.db, tenantId)
  }

  /** A page of another site cannot act through a host's cookie. @throws ToteError `origin` */
  function checkOwnPage(request: FastifyRequest): void {
    if (request.headers.origin !== publicUrl)
      throw new ToteError('origin', `The console is used from ${publicUrl} only.`, {
        details: { field: 'origin' },
      })
  }

  function setCookie(reply: FastifyReply, value: string, maxAge: number): void {
    void reply.setCookie(COOKIE, value, {
      path: '/v1/console',
      httpOnly: true,
      sameSite: 'strict',
      secure: publicUrl.startsWith('https:'),
      maxAge,
    })
  }

  async function describe(tenant: Tenant): Promise<ConsoleSession> {
    return {
      tenant: { id: tenant.id, name: tenant.name },
      key: tenant.publishableKey,
      shows: await shows.list(tenant),
    }
  }
}
