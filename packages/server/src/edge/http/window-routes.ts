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
import { createFollowCookie } from './follow-cookie.ts'
import { followRoutes } from './follow-routes.ts'
import { checkHubPage, createWindowCookie } from './hub-page.ts'
import { passkeyRoutes } from './passkey-routes.ts'

/**
 * What shoppers decide in a first-party window of the hub: `POST /v1/claim/look`, `/approve`, `/decline`;
 * `POST /v1/window/redeem`, `/adopt`; `GET /v1/window/journeys`; `DELETE` of a place, of all, of what was set, of all that is kept.
 * Nothing is changed by a GET, which mail scanners and previews do unasked.
 */
export async function windowRoutes(app: FastifyInstance, context: HubContext): Promise<void> {
  const { claims, windows, following, publicUrl, ownOrigins, news, now } = context
  await app.register(cookie)
  const kept = createWindowCookie(publicUrl)
  const frame = createFollowCookie(publicUrl)
  // A mistyped code or two; of 20^8 codes a stranger tries ten a minute.
  const typed = new TokenBuckets({ perSecond: 1 / 6, burst: 10 }, now)

  app.addHook('onRequest', async (request, reply) => {
    checkHubPage(request, ownOrigins)
    void reply.header('cache-control', 'no-store')
  })

  app.post('/v1/claim/look', async (request) => {
    const message = parseMessage(lookSchema, request.body)
    takeGuess(request, message)
    const looked = await claims.look(atWindow(request), message)
    return { ...looked, ...(await followed(request, looked)) }
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
    const redeemed = await windows.redeem(kept.read(request), message)
    return { ...redeemed, ...(await followed(request, redeemed)) }
  })

  app.post('/v1/window/adopt', async (request, reply) => {
    const { pending } = parseMessage(windowAdoptSchema, request.body)
    kept.write(reply, await windows.adopt(kept.read(request), pending), journeyLimits.windowMs)
    return { now: now() }
  })

  app.get('/v1/window/journeys', async (request) => {
    const journeys = await windows.list(kept.read(request))
    const told = journeys.map(async (journey) => ({ ...journey, ...(await followed(request, journey)) }))
    return { journeys: await Promise.all(told), now: now() }
  })

  app.delete('/v1/window/journeys/:tenantId/places/:placeId', async (request) => {
    const params = parseMessage(windowPlaceParamsSchema, request.params)
    news.placesRevoked(await windows.remove(kept.read(request), params))
    return { now: now() }
  })

  app.delete('/v1/window/journeys/:tenantId/preferences', async (request) => {
    const { tenantId } = parseMessage(windowTenantParamsSchema, request.params)
    await windows.clearPreferences(kept.read(request), tenantId)
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
  followRoutes(app, context, { window: kept, frame })

  function atWindow(request: FastifyRequest): AtWindow {
    return { cookie: kept.read(request), caller: callerOf(request.ip) }
  }

  async function followed(request: FastifyRequest, { tenantId }: { tenantId: string }) {
    return frame.isHad(request) ? { isFollowed: await following.isOn(kept.read(request), tenantId) } : {}
  }

  function takeGuess(request: FastifyRequest, { code }: { code?: string | undefined }): void {
    if (code !== undefined) typed.take(callerOf(request.ip))
  }
}
