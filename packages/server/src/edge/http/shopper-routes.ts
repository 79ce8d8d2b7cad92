import { placeParamsSchema, signInSchema, tokenSchema } from '@tote/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ShopperCredentials } from '../../journeys/shoppers.ts'
import type { HubContext } from '../hub-context.ts'
import { tellForgotten } from '../tell-change.ts'
import { parseMessage } from '../parse.ts'
import { bearerOf, placeOf } from './credentials.ts'
import { channelOf, tenantOfKey } from './visit.ts'

/**
 * `POST /v1/sign-in`; `DELETE /v1/places/:placeId`; `GET /v1/shopper/profile`, `GET /v1/shopper/export` and `DELETE /v1/shopper`, by a
 * place or by the tenant's backend; `DELETE /v1/shopper/places`, by the backend alone.
 */
export function shopperRoutes(
  app: FastifyInstance,
  { store, shoppers, publicUrl, news, now }: HubContext,
): void {
  app.post('/v1/sign-in', async (request) => {
    const message = parseMessage(signInSchema, request.body)
    const tenant = await tenantOfKey(store.db, message.key)
    const { granted, delta, movedJourneyId, hasLeft } = await shoppers.signIn(
      channelOf(request, tenant, publicUrl),
      message,
    )
    if (delta !== null) news.cartChanged(delta)
    if (movedJourneyId !== null) {
      news.journeyMoved(movedJourneyId)
      // Its places in lines came along.
      news.waitsChanged(tenant.id, { cartIds: [granted.cart.id], variantIds: [] })
      news.friendsChanged(tenant.id, [granted.journeyId])
    }
    if (hasLeft) news.placesRevoked([granted.placeId])
    return granted
  })

  app.delete('/v1/places/:placeId', async (request) => {
    const { placeId } = parseMessage(placeParamsSchema, request.params)
    await shoppers.leave(placeId, placeOf(request))
    news.placesRevoked([placeId])
    return { now: now() }
  })

  app.get('/v1/shopper/profile', async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    return shoppers.profile(shopperOf(request))
  })

  app.get('/v1/shopper/export', async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    return shoppers.exportKept(shopperOf(request))
  })

  app.delete('/v1/shopper', async (request) => {
    tellForgotten(news, await shoppers.forget(shopperOf(request)))
    return { now: now() }
  })

  app.delete('/v1/shopper/places', async (request) => {
    const token = parseMessage(tokenSchema, bearerOf(request))
    news.placesRevoked(await shoppers.revokeAll(token))
    return { now: now() }
  })
}

function shopperOf(request: FastifyRequest): ShopperCredentials {
  const bearer = bearerOf(request)
  return bearer.startsWith('tg_') ? placeOf(request) : { token: parseMessage(tokenSchema, bearer) }
}
