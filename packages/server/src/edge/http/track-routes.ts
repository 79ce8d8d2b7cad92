import { ToteError, trackReportSchema } from '@tote/protocol'
import type { FastifyInstance } from 'fastify'
import { callerOf } from '../client-address.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import { TokenBuckets } from '../token-bucket.ts'
import { checkOrigin, tenantOfKey } from './visit.ts'

/** All ten names with their counts, and a playback, are a third of it. */
const MAX_BYTES = 2048
/** A page reports every three seconds at most; a shop's office, or a mobile carrier, has one address for many pages. */
const CALLER_RATE = { perSecond: 50, burst: 500 }

/**
 * `POST /v1/track`: how often what happened on a page. As text, which a page that is left may send without asking first;
 * it speaks for nobody, so it needs no session, and its channel is the browser's word.
 */
export function trackRoutes(app: FastifyInstance, { store, tracking, publicUrl, now }: HubContext): void {
  const callers = new TokenBuckets(CALLER_RATE, now)
  app.post('/v1/track', { bodyLimit: MAX_BYTES }, async (request, reply) => {
    callers.take(callerOf(request.ip))
    const report = parseMessage(trackReportSchema, readText(request.body))
    const tenant = await tenantOfKey(store.db, report.key)
    const origin = checkOrigin(request.headers.origin ?? '(none)', tenant, publicUrl)
    await tracking.report(tenant, origin, report)
    return reply.code(204).send()
  })
}

/** @throws ToteError `invalid` */
function readText(body: unknown): unknown {
  if (typeof body !== 'string') return body
  try {
    const read: unknown = JSON.parse(body)
    return read
  } catch (cause) {
    throw new ToteError('invalid', 'The report is not JSON.', { cause })
  }
}
