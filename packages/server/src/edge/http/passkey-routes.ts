import { windowTenantParamsSchema } from '@tote/protocol/claim'
import { makePasskeySchema, passkeyParamsSchema, usePasskeySchema } from '@tote/protocol/passkey'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { journeyLimits } from '../../journeys/limits.ts'
import { callerOf } from '../client-address.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import { TokenBuckets } from '../token-bucket.ts'
import type { WindowCookie } from './hub-page.ts'

/**
 * Passkeys, for the hub's own windows: `POST /v1/window/journeys/:tenant/passkeys/begin` and `/passkeys` make one of a
 * basket that this browser has, `DELETE` takes it away; `POST /v1/window/passkey/begin` and `/passkey` use one.
 */
export function passkeyRoutes(
  app: FastifyInstance,
  { passkeys, now }: Pick<HubContext, 'passkeys' | 'now'>,
  kept: WindowCookie,
): void {
  // A shopper answers a prompt of the browser in between; each costs a row, or a signature to check.
  const asked = new TokenBuckets({ perSecond: 0.5, burst: 30 }, now)

  app.post('/v1/window/journeys/:tenantId/passkeys/begin', async (request) => {
    const { tenantId } = parseMessage(windowTenantParamsSchema, request.params)
    take(request)
    return passkeys.beginMaking(kept.read(request), tenantId)
  })

  app.post('/v1/window/journeys/:tenantId/passkeys', async (request) => {
    const { tenantId } = parseMessage(windowTenantParamsSchema, request.params)
    const message = parseMessage(makePasskeySchema, request.body)
    take(request)
    return { passkey: await passkeys.make(kept.read(request), { ...message, tenantId }), now: now() }
  })

  app.delete('/v1/window/journeys/:tenantId/passkeys/:passkeyId', async (request) => {
    const params = parseMessage(passkeyParamsSchema, request.params)
    return { credentialId: await passkeys.remove(kept.read(request), params), now: now() }
  })

  app.post('/v1/window/passkey/begin', async (request, reply) => {
    take(request)
    const cookie = kept.read(request)
    const { cookie: bound, ...question } = await passkeys.beginUse(cookie)
    // As long as the question, unless a basket comes of it.
    if (cookie === null) kept.write(reply, bound, journeyLimits.passkeyQuestionMs)
    return question
  })

  app.post('/v1/window/passkey', async (request) => {
    const message = parseMessage(usePasskeySchema, request.body)
    take(request)
    return passkeys.use(kept.read(request), message)
  })

  function take(request: FastifyRequest): void {
    asked.take(callerOf(request.ip))
  }
}
