import cookie from '@fastify/cookie'
import {
  approveSchema,
  declineSchema,
  lookSchema,
  windowAdoptSchema,
  windowPlaceParamsSchema,
  windowRedeemSchema,
  windowTenantParamsSchema,
} from '@tote/protocol/claim'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { AtWindow } from '../../journeys/claims.ts'
import { journeyLimits } from '../../journeys/limits.ts'
import { callerOf } from '../client-address.ts'
import type { HubContext } from '../hub-context.ts'
import { tellForgotten } from '../tell-change.ts'
import { parseMessage } from '../parse.ts'
import { TokenBuckets } from '../token-bucket.ts'
import { checkHubPage, createWindowCookie } from './hub-page.ts'
import { passkeyRoutes } from './passkey-routes.ts'

/**
 * What shoppers decide in a first-party window of the hub: `POST /v1/claim/look`, `/approve`, `/decline`;
 * `POST /v1/window/redeem`, `/adopt`; `GET /v1/window/journeys`; `DELETE` of a place, of all, of all that is kept.
 * Nothing is changed by a GET, which mail scanners and previews do unasked.
 */
export async function windowRoutes(app: FastifyInstance, context: HubContext): Promise<void> {
  const { claims, windows, publicUrl, ownOrigins, news, now } = context
  await app.register(cookie)
  const kept = createWindowCookie(publicUrl)
  // A mistyped code or two; of 20^8 codes a stranger tries ten a minute.
  const typed = new TokenBuckets({ perSecond: 1 / 6, burst: 10 }, now)

  app.addHook('onRequest', async (request, reply) => {
    checkHubPage(request, ownOrigins)
    void reply.header('cache-control', 'no-store')
  })

  app.post('/v1/claim/look', async (request) => {
    const message = parseMessage(lookSchema, request.body)
    takeGuess(request, message)
    return claims.look(atWindow(request), message)
  })

  app.post('/v1/claim/approve', async (request) => {
    const message = parseMessage(approveSchema, request.body)
    takeGuess(request, message)
    const { answer, placeId } = await claims.approve(atWindow(request), message)
    if (placeId !== null) news.claimSettled(placeId)
    return answer
  })

  app.post('/v1/claim/decline', async (request) => {
    const message = parseMessage(declineSchema, request.body)
    takeGuess(request, message)
    const { answer, placeId } = await claims.decline(message)
    if (placeId !== null) news.claimSettled(placeId)
    return answer
  })

  app.post('/v1/window/redeem', async (request) => {
    const message = parseMessage(windowRedeemSchema, request.body)
    return windows.redeem(kept.read(request), message)
  })

  app.post('/v1/window/adopt', async (request, reply) => {
    const { pending } = parseMessage(windowAdoptSchema, request.body)
    kept.write(reply, await windows.adopt(kept.read(request), pending), journeyLimits.windowMs)
    return { now: now() }
  })

  app.get('/v1/window/journeys', async (request) => ({
    journeys: await windows.list(kept.read(request)),
    now: now(),
  }))

  app.delete('/v1/window/journeys/:tenantId/places/:placeId', async (request) => {
    const params = parseMessage(windowPlaceParamsSchema, request.params)
    await windows.remove(kept.read(request), params)
    news.placesRevoked([params.placeId])
    return { now: now() }
  })

  app.delete('/v1/window/journeys/:tenantId/places', async (request) => {
    const { tenantId } = parseMessage(windowTenantParamsSchema, request.params)
    news.placesRevoked(await windows.leave(kept.read(request), tenantId))
    return { now: now() }
  })

  app.delete('/v1/window/journeys/:tenantId', async (request) => {
    const { tenantId } = parseMessage(windowTenantParamsSchema, request.params)
    tellForgotten(news, await windows.forget(kept.read(request), tenantId))
    return { now: now() }
  })

  passkeyRoutes(app, context, kept)

  function atWindow(request: FastifyRequest): AtWindow {
    return { cookie: kept.read(request), caller: callerOf(request.ip) }
  }

  function takeGuess(request: FastifyRequest, { code }: { code?: string | undefined }): void {
    if (code !== undefined) typed.take(callerOf(request.ip))
  }
}
