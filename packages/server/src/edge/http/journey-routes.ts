import { acceptSchema, openJourneySchema, redeemSchema, resumeSchema } from '@tote/protocol'
import type { FastifyInstance } from 'fastify'
import { callerOf } from '../client-address.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import { TokenBuckets } from '../token-bucket.ts'
import { channelOf, tenantOfKey, whereOf } from './visit.ts'

const CALLS = /^\/v1\/(?:mutate|sync|ask\/)/

/** What comes in waves, when a node or a network was away. */
const JOINS = /^\/v1\/(?:journeys|resume)$/

/** Have buckets of their own: what is counted, or told by a shop, costs a shopper nothing of what is asked. */
const APART = /^\/v1\/(track|shops\/[^/]+\/news)$/

/** `POST /v1/journeys`, `/v1/resume`, `/v1/redeem`, `/v1/accept`. */
export function journeyRoutes(
  app: FastifyInstance,
  { store, journeys, gate, publicUrl, news, now }: HubContext,
): void {
  // An office or a carrier shares an address; guessing a 128 bit ticket does not get likelier by this.
  const attempts = new TokenBuckets({ perSecond: 20, burst: 200 }, now)
  // Places ask every few seconds where no socket gets through, and each has buckets of its own besides.
  const calls = new TokenBuckets({ perSecond: 200, burst: 1000 }, now)
  app.addHook('onRequest', async (request) => {
    if (request.method !== 'POST' || !request.url.startsWith('/v1/') || APART.test(request.url)) return
    const caller = callerOf(request.ip)
    if (CALLS.test(request.url)) calls.take(caller)
    else {
      attempts.take(caller)
      if (JOINS.test(request.url)) gate.join()
    }
  })

  app.post('/v1/journeys', async (request) => {
    const message = parseMessage(openJourneySchema, request.body)
    const tenant = await tenantOfKey(store.db, message.key)
    return journeys.open(channelOf(request, tenant, publicUrl, message.embeddedIn), message)
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
    const visit = channelOf(request, tenant, publicUrl, message.embeddedIn)
    const { granted, delta, movedJourneyId } = await journeys.accept(visit, message)
    if (delta !== null) news.cartChanged(delta)
    if (movedJourneyId !== null) {
      news.journeyMoved(movedJourneyId)
      // Its places in lines came along.
      news.waitsChanged(tenant.id, { cartIds: [granted.cart.id], variantIds: [] })
      news.friendsChanged(tenant.id, [granted.journeyId])
    }
    news.placeJoined(granted.journeyId, { placeId: granted.placeId, where: whereOf(visit) })
    return granted
  })
}
