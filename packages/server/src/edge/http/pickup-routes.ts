import type { Pickup } from '@tote/protocol'
import { pickupAskSchema } from '@tote/protocol/pickup'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findPickup, handOver } from '../../checkouts/hand-over.ts'
import { toStorePerson } from '../../fulfilment/store-person.ts'
import { callerOf } from '../client-address.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import { tellChange } from '../tell-change.ts'
import { TokenBuckets } from '../token-bucket.ts'
import type { ConsoleSessions } from './console-sessions.ts'

/** At a store's counter: what a shopper's code stands for, and that it was handed over. */
export function pickupRoutes(
  app: FastifyInstance,
  { store, news, now }: HubContext,
  sessions: ConsoleSessions,
): void {
  // A queue of shoppers at a counter; guessing one of 20^8 codes at this pace is not a plan.
  const attempts = new TokenBuckets({ perSecond: 0.5, burst: 30 }, now)

  app.post('/v1/console/pickups', async (request): Promise<Pickup> => {
    const { tenant, asked } = await askedBy(request)
    return findPickup(store.db, tenant, { ...asked, nowMs: now() })
  })

  app.post('/v1/console/pickups/hand-over', async (request): Promise<Pickup> => {
    const { tenant, asked } = await askedBy(request)
    const { pickup, delta } = await handOver(store, tenant, { ...asked, nowMs: now() })
    tellChange(news, tenant.id, { delta, stockChanged: [] })
    return pickup
  })

  async function askedBy(request: FastifyRequest) {
    sessions.checkOwnPage(request)
    const { tenant, associate } = await sessions.personOf(request)
    attempts.take(associate?.keyHash ?? `${tenant.id} ${callerOf(request.ip)}`)
    const { code } = parseMessage(pickupAskSchema, request.body)
    return { tenant, asked: { code, person: toStorePerson(associate) } }
  }
}
