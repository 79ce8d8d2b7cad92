import { acceptSchema, openJourneySchema, redeemSchema, resumeSchema } from '@tote/protocol'
import type { FastifyInstance } from 'fastify'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import { TokenBuckets } from '../token-bucket.ts'
import { channelOf, tenantOfKey } from './visit.ts'

/** `POST /v1/journeys`, `/v1/resume`, `/v1/redeem`, `/v1/accept`. */
export function journeyRoutes(
  app: FastifyInstance,
  { store, journeys, publicUrl, news, now }: HubContext,
): void {
  // An office or a carrier shares an address; guessing a 128 bit ticket does not get likelier by this.
  const attempts = new TokenBuckets({ perSecond: 20, burst: 200 }, now)
  app.addHook('onRequest', async (request) => {
    if (request.method === 'POST' && request.url.startsWith('/v1/')) attempts.take(request.ip)
  })

  app.post('/v1/journeys', async (request) => {
    const message = parseMessage(openJourneySchema, request.body)
    const tenant = await tenantOfKey(store.db, message.key)
    return journeys.open(channelOf(request, tenant, publicUrl), message)
  })

  app.post('/v1/resume', async (request) => {
    const message = parseMessage(resumeSchema, request.body)
    const tenant = await tenantOfKey(store.db, message.key)
    return journeys.resume(channelOf(request, tenant, publicUrl), message)
  })

  app.post('/v1/redeem', async (request) => {
    const message = parseMessage(redeemSchema, request.body)
    const tenant = await tenantOfKey(store.db, message.key)
    return journeys.redeem(channelOf(request, tenant, publicUrl), message)
  })

  app.post('/v1/accept', async (request) => {
    const message = parseMessage(acceptSchema, request.body)
    const tenant = await tenantOfKey(store.db, message.key)
    const visit = channelOf(request, tenant, publicUrl)
    const { granted, delta } = await journeys.accept(visit, message)
    if (delta !== null) news.cartChanged(delta)
    news.placeJoined(granted.journeyId, { placeId: granted.placeId, where: new URL(visit.origin).host })
    return granted
  })
}
