import { followSchema, windowTenantParamsSchema } from '@tote/protocol/claim'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ToteError } from '@tote/protocol'
import { journeyLimits } from '../../journeys/limits.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import type { FollowCookie } from './follow-cookie.ts'
import type { WindowCookie } from './hub-page.ts'
import { channelOf, tenantOfKey } from './visit.ts'

/**
 * "Follow me": `PUT` and `DELETE /v1/window/journeys/:tenant/follow` say it and take it back in a window, and
 * `POST /v1/follow` is what a frame asks. No other route reads its cookie, and no browser sends it to another.
 */
export function followRoutes(
  app: FastifyInstance,
  { store, following, publicUrl, now }: Pick<HubContext, 'store' | 'following' | 'publicUrl' | 'now'>,
  { window, frame }: { window: WindowCookie; frame: FollowCookie },
): void {
  app.put('/v1/window/journeys/:tenantId/follow', async (request, reply) => {
    const { tenantId } = parseMessage(windowTenantParamsSchema, request.params)
    if (!frame.isHad(request))
      throw new ToteError(
        'forbidden',
        'Following needs a hub behind TLS and a browser that does not say GPC.',
      )
    frame.write(reply, await following.turnOn(window.read(request), tenantId), journeyLimits.windowMs)
    return { now: now() }
  })

  app.delete('/v1/window/journeys/:tenantId/follow', async (request) => {
    const { tenantId } = parseMessage(windowTenantParamsSchema, request.params)
    await following.turnOff(window.read(request), tenantId)
    return { now: now() }
  })

  app.post('/v1/follow', async (request: FastifyRequest) => {
    const message = parseMessage(followSchema, request.body)
    const tenant = await tenantOfKey(store.db, message.key)
    return following.offer(channelOf(request, tenant, publicUrl), frame.read(request), message)
  })
}
