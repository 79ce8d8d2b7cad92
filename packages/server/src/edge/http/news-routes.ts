import { merchantIdSchema, tenantIdSchema, ToteError } from '@tote/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import { hearNews, type HeardNews } from '../../shops/hear-news.ts'
import { findTenant } from '../../store/tenant-store.ts'
import { callerOf } from '../client-address.ts'
import type { HubContext } from '../hub-context.ts'
import { parseMessage } from '../parse.ts'
import { tellChange } from '../tell-change.ts'
import { TokenBuckets } from '../token-bucket.ts'

const paramsSchema = z.strictObject({ tenantId: tenantIdSchema, merchantId: z.optional(merchantIdSchema) })

/** Some thousand counts, or a platform's whole product. */
const MAX_BYTES = 524_288
/** A platform tells of each change, in bursts; what is told again by it later costs it nothing. */
const NEWS_RATE = { perSecond: 50, burst: 500 }

/**
 * In a scope of its own, whose bodies are not read as JSON.
 *
 * `POST /v1/shops/:tenantId/news`, and `/v1/shops/:tenantId/merchants/:merchantId/news`: what a shop tells by itself, signed over its very bytes, which are therefore
 * left as they came until the signature has been held against them.
 */
export function newsRoutes(scope: FastifyInstance, context: HubContext): void {
  const { store, shops, news, now, log } = context
  // By address: who signs nothing right cannot spend what the shop's own servers have.
  const callers = new TokenBuckets(NEWS_RATE, now)
  const deps = {
    store,
    now,
    log,
    shops,
    tell: (tenantId: string, change: Parameters<typeof tellChange>[2]) => tellChange(news, tenantId, change),
  }

  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_BYTES }, (_request, body, parsed) =>
    parsed(null, body),
  )
  for (const path of ['/v1/shops/:tenantId/news', '/v1/shops/:tenantId/merchants/:merchantId/news'])
    scope.post(path, { bodyLimit: MAX_BYTES }, answer)

  async function answer(request: FastifyRequest): Promise<HeardNews> {
    callers.take(callerOf(request.ip))
    const { tenantId, merchantId = null } = parseMessage(paramsSchema, request.params)
    const shop = shops.of(tenantId, merchantId)
    const tenant = shop && (await findTenant(store.db, tenantId))
    // Of a tenant that is not here, no more is said than of a signature that is wrong.
    if (shop === undefined || tenant === undefined)
      throw new ToteError('bad_token', 'No shop here is told of by this address and signature.')
    const body = typeof request.body === 'string' ? request.body : ''
    return hearNews(deps, { shop, tenant }, { headers: headersOf(request), body, receivedAtMs: now() })
  }
}

function headersOf({ headers }: FastifyRequest): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )
}
