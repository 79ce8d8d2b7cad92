import { claimSchema, collectSchema } from '@tote/protocol/claim'
import type { FastifyInstance } from 'fastify'
import { callerOf } from '../client-address.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import { TokenBuckets } from '../token-bucket.ts'
import { channelOf, tenantOfKey } from './visit.ts'

/** `POST /v1/claim` and `/v1/claim/collect`: a place asks to be shown the shopper's basket. */
export function claimRoutes(app: FastifyInstance, { store, claims, publicUrl, now }: HubContext): void {
  // Made at a shopper's touch; a page that makes one after another fills the space of codes.
  const made = new TokenBuckets({ perSecond: 0.5, burst: 30 }, now)

  app.post('/v1/claim', async (request) => {
    const message = parseMessage(claimSchema, request.body)
    const caller = callerOf(request.ip)
    made.take(caller)
    const tenant = await tenantOfKey(store.db, message.key)
    return claims.open(channelOf(request, tenant, publicUrl), message, caller)
  })

  app.post('/v1/claim/collect', async (request) => {
    const message = parseMessage(collectSchema, request.body)
    const tenant = await tenantOfKey(store.db, message.key)
    return claims.collect(channelOf(request, tenant, publicUrl), message)
  })
}
